"""The calls of the latest answers, so that a page turned soon does not ask MOR again."""

import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

from bot.calls.model import Account, Report


@dataclass(frozen=True, slots=True)
class Held:
    """A report as MOR gave it to one account, with as many of its calls as are held."""

    account: Account
    report: Report

    @property
    def size(self) -> int:
        """How much it takes: its calls, and the groups and points they were counted in."""
        report = self.report
        points = len(report.over_time.points) + len(report.top_devices)
        return 1 + len(report.page) + len(report.groups) + points


class Shelf:
    """Reports by the id of their answer, for `seconds`; together at most `most` calls and counts.

    A call takes about half a kilobyte. What is larger than a tenth of the shelf is not put on it,
    and the longest unused make room for new ones. `clock` gives seconds that never go back.
    """

    def __init__(
        self,
        most: int = 60_000,
        seconds: float = 900.0,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._most = most
        self._seconds = seconds
        self._clock = clock
        self._size = 0
        self._put_at: OrderedDict[str, float] = OrderedDict()  # the earliest first
        self._held: OrderedDict[str, Held] = OrderedDict()  # the longest unused first

    @property
    def size(self) -> int:
        """How many calls and counts are held now."""
        return self._size

    def put(self, answer_id: str, held: Held) -> None:
        """Hold it, if it is not too large."""
        self._drop(answer_id)
        if held.size > self._most // 10:
            return
        self._put_at[answer_id] = self._clock()
        self._held[answer_id] = held
        self._size += held.size
        self._expire()
        while self._size > self._most:
            self._drop(next(iter(self._held)))

    def get(self, answer_id: str) -> Held | None:
        """What is held of this answer."""
        self._expire()
        if answer_id not in self._held:
            return None
        self._held.move_to_end(answer_id)
        return self._held[answer_id]

    def _expire(self) -> None:
        past = self._clock() - self._seconds
        while self._put_at and next(iter(self._put_at.values())) <= past:
            self._drop(next(iter(self._put_at)))

    def _drop(self, answer_id: str) -> None:
        if held := self._held.pop(answer_id, None):
            del self._put_at[answer_id]
            self._size -= held.size
