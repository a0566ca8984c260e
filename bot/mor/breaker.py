"""Leaves a MOR that does not answer in peace for a while, so that people need not wait for it.

Closed, every request goes through. When so many in a row have met silence, it opens: nothing is
asked for some seconds, and everybody is told so at once. Then it is half open: one request is let
through, and what becomes of it closes or opens it again.
"""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo
from enum import StrEnum
from typing import Self

from bot.errors import MorError, Unavailable
from bot.mor import texts as say
from bot.telemetry import logger

log = logger(__name__)

# MOR was silent or at the end of its strength. The other Unavailable ones (a redirect, a missing
# method, a certificate) come at once and name what an operator has to mend: they are no silence.
_SILENCE = frozenset({"mor-unreachable", "mor-slow", "mor-failing", "mor-busy"})


class BreakerPhase(StrEnum):
    """Whether requests go through."""

    CLOSED = "closed"
    OPEN = "open"
    HALF_OPEN = "half-open"


@dataclass(frozen=True, slots=True)
class BreakerState:
    """How the breaker stands. `failures` counts the latest requests in a row that met silence.

    `since` is when the first of them was over, None without any; `again` is when a request is let
    through at the latest, None while all are. Both are aware.
    """

    phase: BreakerPhase
    failures: int
    since: datetime | None
    again: datetime | None


class Resting(Unavailable):
    """MOR was not asked, since it has not answered since `since`; it will be from `again` on.

    Both are aware, and told in their own zones.
    """

    def __init__(self, since: datetime, again: datetime) -> None:
        super().__init__(*say.resting(since, again), code="mor-resting")
        self.since = since
        self.again = again

    def told_in(self, zone: tzinfo) -> Self:
        """The same, with the times on the clocks of that zone."""
        return type(self)(self.since.astimezone(zone), self.again.astimezone(zone))


def _utc_now() -> datetime:
    return datetime.now(UTC)


class Breaker:
    """Opens for `seconds` after `failures` requests in a row that met silence.

    `clock` gives seconds that never go back; `now` the aware time that people are told.
    """

    def __init__(
        self,
        failures: int = 5,
        seconds: float = 30.0,
        *,
        clock: Callable[[], float] = time.monotonic,
        now: Callable[[], datetime] = _utc_now,
    ) -> None:
        self._most = failures
        self._seconds = seconds
        self._clock = clock
        self._now = now
        self._failures = 0
        self._since: datetime | None = None
        self._due: float | None = None  # when the next request is let through; None while closed
        self._trial: object | None = None  # the request that was let through

    @property
    def state(self) -> BreakerState:
        """How it stands now, for whoever shows it."""
        again = None if self._due is None else self._at(self._due)
        return BreakerState(self._phase, self._failures, self._since, again)

    def check(self) -> None:
        """Raise Resting where `request` would, to spare a wait in the queue."""
        if self._due is not None and self._clock() < self._due:
            raise Resting(self._since or self._now(), self._at(self._due))

    @contextmanager
    def request(self) -> Iterator[None]:
        """Around one request to MOR, until its answer is read. Raises Resting if it may not be."""
        self.check()
        mine = object()
        if self._due is not None:
            # Should this one take long, another is let through after the same time.
            self._trial, self._due = mine, self._clock() + self._seconds
            log.info("breaker-half-open", failures=self._failures)
        try:
            yield
            self._met_answer()
        except MorError as error:
            if error.code in _SILENCE:
                self._met_silence(mine)
            else:
                self._met_answer()
            raise
        finally:
            if self._trial is mine:  # whoever asked went away: the next one may try at once
                self._trial, self._due = None, self._clock()

    @property
    def _phase(self) -> BreakerPhase:
        if self._due is None:
            return BreakerPhase.CLOSED
        if self._trial is not None or self._clock() >= self._due:
            return BreakerPhase.HALF_OPEN
        return BreakerPhase.OPEN

    def _at(self, due: float) -> datetime:
        return self._now() + timedelta(seconds=due - self._clock())

    def _met_answer(self) -> None:
        if self._due is not None:
            log.info("breaker-closed", failures=self._failures)
        self._failures = 0
        self._since = self._due = self._trial = None

    def _met_silence(self, request: object) -> None:
        self._since = self._since or self._now()
        self._failures += 1
        # Of those that were under way when it opened, none tells anything new.
        if self._trial is request or (self._due is None and self._failures >= self._most):
            self._trial, self._due = None, self._clock() + self._seconds
            log.warning("breaker-open", failures=self._failures, seconds=self._seconds)
