"""A round: claim what is due, start what is claimed, and end posts whose outcome is lost.

Replicas may make rounds at the same time: compare-and-set in the deliveries table keeps them from
doing anything twice.
"""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.digests.deliveries import Deliveries, Delivery
from bot.digests.engine.outcomes import Outcomes
from bot.digests.reasons import Reason, ReasonCode
from bot.telemetry import Metrics, logger

log = logger(__name__)

Start = Callable[[Sequence[Delivery]], Awaitable[Sequence[Delivery]]]
"""Starts the deliveries that are not started yet, in this order. Returns those whose run has ended
without a stored outcome.
"""

_BATCH = 50
_PRUNE_EVERY = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Round:
    """What a round found: slots claimed, slots missed, and deliveries that wait to be sent."""

    claimed: int
    missed: int
    waiting: int


class Rounds:
    """Makes rounds. `grace` is how late a slot may be sent. `post` is the time limit of a post: one
    without an outcome after it is `unknown`. Outcomes are pruned after `keep`.
    """

    def __init__(  # noqa: PLR0913 -- its collaborators and times
        self,
        deliveries: Deliveries,
        outcomes: Outcomes,
        metrics: Metrics,
        *,
        grace: timedelta,
        post: timedelta,
        keep: timedelta,
    ) -> None:
        self._deliveries = deliveries
        self._outcomes = outcomes
        self._metrics = metrics
        self._grace = grace
        self._post = post
        self._keep = keep
        self._prune_at: datetime | None = None

    async def make(self, start: Start) -> Round:
        """Make a round. `start` is called only if a delivery is ready."""
        now = self._outcomes.now()
        for delivery in await self._deliveries.posting_since(now - self._post):
            await self._outcomes.lost(delivery)
        claimed, missed = await self._claim(now)
        waiting = await self._deliveries.claimed()
        ready = [delivery for delivery in waiting if self._outcomes.is_ready(delivery)]
        if ready:
            for delivery in await start(ready):
                await self._outcomes.later(delivery, Reason(ReasonCode.CUT_SHORT))
        await self._prune(now)
        if claimed or missed:
            log.info("digests-due", claimed=claimed, missed=missed, waiting=len(waiting))
        return Round(claimed, missed, len(waiting))

    async def count(self) -> None:
        """Set the metric of waiting deliveries, which every replica reports."""
        self._metrics.deliveries_waiting(await self._deliveries.count_claimed())

    async def _claim(self, now: datetime) -> tuple[int, int]:
        claimed = missed = 0
        more = True
        while more:
            found = await self._deliveries.claim_due(now, self._grace, _BATCH)
            for digest in found.unreadable:
                slot = digest.next_slot or now
                why = Reason(ReasonCode.SCHEDULE_UNREADABLE)
                await self._outcomes.paused(digest, slot, why, why.code)
            claimed += found.slots
            missed += found.missed
            more = found.more
        return claimed, missed

    async def _prune(self, now: datetime) -> None:
        if self._prune_at is None or now >= self._prune_at:
            self._prune_at = now + _PRUNE_EVERY
            if gone := await self._deliveries.prune(now - self._keep):
                log.info("deliveries-pruned", deliveries=gone)
