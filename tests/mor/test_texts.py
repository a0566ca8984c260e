"""What people are told of MOR: nothing of how it is reached or set up, and what to do."""

import inspect
import re
from collections.abc import Callable, Iterator

import pytest

from bot.errors import MorError
from bot.mor import texts

HOST, TARGET, SETTING = "mor.internal.example", "https://else.example/billing", "MOR_KEY_RESELLER_7"
ARGUMENTS = {
    "host": HOST,
    "address": TARGET,
    "setting": SETTING,
    "reason": "self-signed certificate",
    "method": "local_calls_get",
    "status": 503,
    "seconds": 30.0,
    "element": "userid",
    "date": "2026-13-01",
    "offset": "GMT",
    "size": 5_000_000_000,
}
PRIVATE = re.compile(
    r"\b(?!MOR_ID\b)(?:MOR|SLACK|DATABASE)_[A-Z]+|https?://|internal|else\.example"
)


def errors() -> Iterator[MorError]:
    for text in texts._KNOWN:
        yield texts.refusal(text)
    for name, make in vars(texts).items():
        if inspect.isfunction(make) and not name.startswith("_") and name != "refusal":
            error = made(make)
            if isinstance(error, MorError):
                yield error


def made(make: Callable[..., object]) -> object:
    names = inspect.signature(make).parameters
    return make(*(ARGUMENTS[name] for name in names)) if set(names) <= set(ARGUMENTS) else None


@pytest.mark.parametrize("error", list(errors()), ids=str)
def test_errors_for_everybody_name_no_host_and_no_setting(error: MorError) -> None:
    assert not PRIVATE.search(f"{error.text} {error.hint}")
    assert error.hint.endswith(".") or "for example" in error.hint


def test_all_that_can_happen_was_looked_at() -> None:
    told = "".join(error.details for error in errors())
    assert len(list(errors())) > 20
    assert all(part in told for part in (HOST, TARGET, SETTING))
