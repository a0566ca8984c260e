"""A round: claim what is due, start what is claimed, and end posts whose outcome is lost.

Replicas may make rounds at the same time: compare-and-set in the deliveries table keeps them from
doing anything twice.
"""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.digests.claims import claim_due
from bot.digests.deliveries import Deliveries, Delivery
from bot.digests.engine.outcomes import Outcomes
from bot.digests.engine.runner import Runner
from bot.digests.reading import DigestReader
from bot.digests.reasons import Reason, ReasonCode
from bot.telemetry import logger

log = logger(__name__)

Start = Callable[[Sequence[Delivery]], Awaitable[Sequence[Delivery]]]
"""Starts the deliveries that are not started yet, in this order. Returns those whose run has ended
without a stored outcome.
"""

_BATCH = 50
_PRUNE_EVERY = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Pace:
    """How fast the engine runs: seconds between rounds (at most 60), deliveries at a time in this
    process, and seconds without a heartbeat after which a replica counts as dead.
    """

    tick: int
    parallel: int
    silence: float


@dataclass(frozen=True, slots=True)
class Round:
    """What a round found: slots claimed, slots missed, and deliveries that wait to be sent."""

    claimed: int
    missed: int
    waiting: int


class Rounds:
    """Makes rounds. A post without an outcome after its time limit is `unknown`."""

    def __init__(self, outcomes: Outcomes) -> None:
        self._outcomes = outcomes
        self.database = outcomes.database
        self._deliveries = outcomes.deliveries
        self._limits = outcomes.limits
        self._prune_at: datetime | None = None

    async def make(self, start: Start) -> Round:
        """Make a round. `start` is called only if a delivery is ready."""
        now = self._outcomes.now()
        for delivery in await self._deliveries.posting_since(now - self._limits.post):
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
        self._outcomes.metrics.deliveries_waiting(await self._deliveries.count_claimed())

    async def _claim(self, now: datetime) -> tuple[int, int]:
        claimed = missed = 0
        more = True
        while more:
            found = await claim_due(self._outcomes.database, now, self._limits.grace, _BATCH)
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
            keep = self._limits.keep
            deliveries = await self._deliveries.prune(now - keep)
            digests = await self._outcomes.digests.prune(now, keep)
            if deliveries or digests:
                log.info("digests-pruned", deliveries=deliveries, digests=digests)


@dataclass(frozen=True, slots=True)
class RanDue:
    """What a round found, and the deliveries that were run with their outcomes, in the order in
    which they ended.
    """

    found: Round
    ran: list[tuple[Delivery, str]]


@dataclass(frozen=True, slots=True)
class Parts:
    """The rounds that find what is due, and the runner that sends it."""

    deliveries: Deliveries
    rounds: Rounds
    runner: Runner

    @classmethod
    def over(cls, outcomes: Outcomes, reader: DigestReader) -> "Parts":
        """Return the parts that end deliveries in this way."""
        return cls(outcomes.deliveries, Rounds(outcomes), Runner(outcomes, reader))

    async def run_due(self, parallel: int) -> RanDue:
        """Make a round and run what it finds, `parallel` at a time, without the engine.

        It may be called while an engine runs on the same database.
        """
        ran: list[tuple[Delivery, str]] = []
        places = asyncio.Semaphore(parallel)

        async def run(delivery: Delivery) -> None:
            async with places:
                came = await self.runner.deliver(
                    delivery.digest_id, delivery.slot, delivery.attempt
                )
            ran.append((delivery, came))

        async def start(ready: Sequence[Delivery]) -> Sequence[Delivery]:
            async with asyncio.TaskGroup() as group:
                for delivery in ready:
                    group.create_task(run(delivery))
            return ()

        found = await self.rounds.make(start)
        return RanDue(found, ran)
