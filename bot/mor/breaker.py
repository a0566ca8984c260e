"""A circuit breaker for MOR: after some unanswered requests in a row, it sends none for a while.

Closed, every request goes through. Open, none does, and people get an error at once instead of
waiting. Half-open, one request goes through; its outcome closes or opens the breaker again.

Replicas on one database tell each other by a row that expires when the next request may go through.
Each of them then lets one through.

Long questions of one person never open it alone: their length may be why MOR does not answer, and
nobody else has to pay for that.
"""

import time
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo
from enum import StrEnum
from typing import Self

from bot.errors import ErrorCode, MorError, Unavailable
from bot.mor import texts as say
from bot.store.expiring import ExpiringRows
from bot.store.faults import DATABASE_FAULTS
from bot.telemetry import logger

log = logger(__name__)

# MOR was silent or overloaded. The other Unavailable errors (a redirect, a missing method, a
# certificate) come at once and name what an operator has to fix, so they are not counted.
_COUNTED = frozenset(
    {ErrorCode.MOR_UNREACHABLE, ErrorCode.MOR_SLOW, ErrorCode.MOR_FAILING, ErrorCode.MOR_BUSY}
)
_ROW = ("breaker", "mor")
# What a long question alone may lead to.
_BY_LENGTH = frozenset({ErrorCode.MOR_SLOW, ErrorCode.MOR_FAILING})


class BreakerPhase(StrEnum):
    """Whether requests go through."""

    CLOSED = "closed"
    OPEN = "open"
    HALF_OPEN = "half-open"


@dataclass(frozen=True, slots=True)
class BreakerState:
    """The phase, and what led to it. `failures` counts the last consecutive failed requests.

    `since` is when the first of them ended, None without any. `retry_at` is when the next request
    goes through, None while all do. Both are aware.
    """

    phase: BreakerPhase
    failures: int
    since: datetime | None
    retry_at: datetime | None


class BreakerOpen(Unavailable):
    """The request was not sent: MOR has not answered since `since`. The next try is at `retry_at`.

    Both are aware; the text shows them in their own zones.
    """

    def __init__(self, since: datetime, retry_at: datetime) -> None:
        super().__init__(*say.breaker_open(since, retry_at), code="mor-resting")
        self.since = since
        self.retry_at = retry_at

    def in_zone(self, zone: tzinfo) -> Self:
        """Return the same error with its times in `zone`."""
        return type(self)(self.since.astimezone(zone), self.retry_at.astimezone(zone))


def _utc_now() -> datetime:
    return datetime.now(UTC)


class Breaker:
    """Opens for `seconds` after `failures` consecutive requests that MOR did not answer.

    If one person asked all the long ones of them, those count as one, and only beside a short one.
    `rows` are shared with the other replicas, None if there are none. `clock` gives monotonic
    seconds, `now` the aware time that people are shown.
    """

    def __init__(
        self,
        failures: int = 5,
        seconds: float = 30.0,
        rows: ExpiringRows | None = None,
        *,
        clock: Callable[[], float] = time.monotonic,
        now: Callable[[], datetime] = _utc_now,
    ) -> None:
        self._threshold = failures
        self._seconds = seconds
        self._rows = rows
        self._clock = clock
        self._now = now
        self._failures = 0
        self._long: set[Hashable] = set()  # who asked the long questions among the failures
        self._short = 0  # failures that no long question explains
        self._since: datetime | None = None
        self._due: float | None = None  # when the next request goes through; None while closed
        self._probe: object | None = None  # the request that was let through half-open
        self._learnt = False  # another replica has opened it
        self._untold: BreakerPhase | None = None  # what the others do not know yet

    @property
    def state(self) -> BreakerState:
        """The state at this moment."""
        retry_at = None if self._due is None else self._at(self._due)
        return BreakerState(self._phase, self._failures, self._since, retry_at)

    async def learn(self) -> None:
        """Open or close it if another replica has done so."""
        if self._rows is None:
            return
        try:
            row = await self._rows.find(*_ROW)
        except DATABASE_FAULTS as error:  # MOR may answer all the same
            log.warning("breaker-not-read", error=type(error).__name__)
            return
        if row is not None:
            wait = (datetime.fromisoformat(row["retry_at"]) - self._now()).total_seconds()
            if self._due is None or self._due < self._clock() + wait - 1:  # clocks differ a little
                self._since, self._due = datetime.fromisoformat(row["since"]), self._clock() + wait
                self._learnt = True
        elif self._learnt and self._phase is BreakerPhase.OPEN:
            self._close()

    async def tell(self) -> None:
        """Tell the other replicas what has changed. What cannot be told now is told next time."""
        news, self._untold = self._untold, None
        if self._rows is None or news is None:
            return
        state = self.state
        try:
            if news is BreakerPhase.CLOSED:
                await self._rows.take(*_ROW)
            elif state.since is not None and state.retry_at is not None:
                times = {"since": state.since.isoformat(), "retry_at": state.retry_at.isoformat()}
                await self._rows.put(*_ROW, self._seconds, times)
        except DATABASE_FAULTS as error:  # no reason to lose MOR's answer
            log.warning("breaker-not-told", error=type(error).__name__)
            self._untold = self._untold or news

    def check(self) -> None:
        """Raise BreakerOpen if a request would not go through now."""
        if self._due is not None and self._clock() < self._due:
            raise BreakerOpen(self._since or self._now(), self._at(self._due))

    @contextmanager
    def request(self, person: Hashable = None) -> Iterator[None]:
        """Watch one request to MOR, until its answer is read. Raises BreakerOpen.

        `person` is who asked, for a question whose length may be why MOR does not answer.
        """
        self.check()
        mine = object()
        if self._due is not None:
            # If this one takes long, another goes through after the same time.
            self._probe, self._due = mine, self._clock() + self._seconds
            log.info("breaker-half-open", failures=self._failures)
        try:
            yield
            if self._since is not None:
                self._answered()
        except MorError as error:
            if error.code in _COUNTED:
                self._failed(mine, person if error.code in _BY_LENGTH else None)
            elif self._since is not None:
                self._answered()
            raise
        finally:
            if self._probe is mine:  # it was given up: the next one may try at once
                self._probe, self._due = None, self._clock()

    @property
    def _counted(self) -> int:
        return self._short + bool(self._short) if len(self._long) == 1 else self._failures

    @property
    def _phase(self) -> BreakerPhase:
        if self._due is None:
            return BreakerPhase.CLOSED
        if self._probe is not None or self._clock() >= self._due:
            return BreakerPhase.HALF_OPEN
        return BreakerPhase.OPEN

    def _at(self, due: float) -> datetime:
        return self._now() + timedelta(seconds=due - self._clock())

    def _answered(self) -> None:
        if self._due is not None:
            log.info("breaker-closed", failures=self._failures)
            self._untold = BreakerPhase.CLOSED
        self._close()

    def _close(self) -> None:
        self._failures = self._short = 0
        self._learnt = False
        self._long.clear()
        self._since = self._due = self._probe = None

    def _failed(self, request: object, person: Hashable) -> None:
        self._since = self._since or self._now()
        self._failures += 1
        if person is None:
            self._short += 1
        else:
            self._long.add(person)
        # Requests that were in flight when the breaker opened do not keep it open for longer, nor
        # does a long question that was let through: the next one may try at once.
        trial_failed = self._probe is request and person is None
        if trial_failed or (self._due is None and self._counted >= self._threshold):
            self._probe, self._due = None, self._clock() + self._seconds
            self._untold, self._learnt = BreakerPhase.OPEN, False
            log.warning("breaker-open", failures=self._failures, seconds=self._seconds)
