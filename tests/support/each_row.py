"""One test for many rows of a table: thousands of tests cost more than what they try."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

import pytest

_AT_ONCE = 100


def each_row(rows: Iterable[Sequence[Any]]) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Call a test with the fields of every row. All rows are tried, and each that fails is told."""
    every = list(rows)
    batches = [every[first : first + _AT_ONCE] for first in range(0, len(every), _AT_ONCE)]
    assert batches, "no rows"

    def tried(test: Callable[..., None]) -> Callable[..., None]:
        def each(batch: Sequence[Sequence[Any]]) -> None:
            failed = [error for row in batch if (error := _failure(test, row))]
            if failed:
                raise BaseExceptionGroup(f"{len(failed)} of {len(batch)} rows", failed)

        each.__name__, each.__doc__, each.__module__ = test.__name__, test.__doc__, test.__module__
        ids = [f"from {1 + number * _AT_ONCE}" for number in range(len(batches))]
        marked: Callable[..., None] = pytest.mark.parametrize("batch", batches, ids=ids)(each)
        return marked

    return tried


def _failure(test: Callable[..., None], row: Sequence[Any]) -> BaseException | None:
    try:
        test(*row)
    except (Exception, pytest.fail.Exception) as error:  # noqa: BLE001 -- told with the others
        error.add_note(f"row: {row!r}")
        return error
    return None
