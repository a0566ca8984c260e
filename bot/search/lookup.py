"""What a message in Slack names that calls can be searched for: an address, or a device.

The message was written by anybody or any app, so it is hostile: it is bounded, and what is found in
it only fills in a form.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from ipaddress import ip_address
from typing import Final

from bot.calls.characters import one_form
from bot.slack.kit.escape import defuse, typed_text

_LONGEST: Final = 20_000  # characters that are looked at
_DEEPEST: Final = 12  # blocks in blocks
_MOST: Final = 5
_NAMES: Final = ("blocks", "elements", "rows", "fields", "attachments", "data")
_ADDRESS: Final = re.compile(
    r"(?<![\w.:])(?:[0-9]{1,3}(?:\.[0-9]{1,3}){3}(?!\.?[0-9])|[0-9A-Fa-f:]{4,45})"
)
_USER: Final = re.compile(r"\buser[ :]#?([0-9]{1,9})\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Named:
    """What a message says: its whole text, the addresses in it, and the id of a MOR user."""

    text: str
    addresses: tuple[str, ...]
    user_id: str


def read_message(message: object) -> Named:
    """Read the `message` of a shortcut. What is odd in it reads as empty."""
    text = defuse(typed_text("\n".join(_bounded(_texts(message, _DEEPEST)))))
    user = _USER.search(text)
    return Named(text, tuple(dict.fromkeys(_addresses(text)))[:_MOST], user[1] if user else "")


def devices_in(text: str, labels: Iterable[str]) -> list[str]:
    """Return the device labels that stand in the text as whole words, the longest first."""
    here = one_form(text).casefold()
    found = [label for label in labels if label.strip() and _stands_in(here, label)]
    return sorted(found, key=lambda label: (-len(label), label))[:_MOST]


def _stands_in(here: str, label: str) -> bool:
    name = one_form(defuse(label)).strip().casefold()
    return name in here and re.search(rf"(?<!\w){re.escape(name)}(?!\w)", here) is not None


def _addresses(text: str) -> Iterator[str]:
    for found in _ADDRESS.finditer(text):
        try:
            yield str(ip_address(found[0]))
        except ValueError:  # a time, a version
            continue


def _texts(part: object, deep: int) -> Iterator[str]:
    """Yield the texts of a message and of its blocks."""
    if isinstance(part, list):
        for one in part if deep else ():
            yield from _texts(one, deep - 1)
    elif isinstance(part, Mapping):
        text = part.get("text")
        if isinstance(text, str):
            yield text
        elif deep:
            yield from _texts(text, deep - 1)
        for name in _NAMES if deep else ():
            yield from _texts(part.get(name), deep - 1)


def _bounded(texts: Iterator[str]) -> Iterator[str]:
    left = _LONGEST
    for text in texts:
        if left <= 0:
            return
        yield text[:left]
        left -= len(text)
