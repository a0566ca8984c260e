"""The parts that send digests, put together."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from bot.digests.channel import DigestChannel
from bot.digests.deliveries import Deliveries, Delivery
from bot.digests.engine.outcomes import Clock, Outcomes
from bot.digests.engine.rounds import Round, Rounds
from bot.digests.engine.runner import Runner
from bot.digests.reading import DigestReader
from bot.digests.store import Digests
from bot.store.database import Database
from bot.telemetry import Metrics


@dataclass(frozen=True, slots=True)
class Limits:
    """How late a slot may be sent, the first wait between two attempts, the time limit of a post,
    and how long outcomes are kept.
    """

    grace: timedelta
    pause: timedelta
    post: timedelta
    keep: timedelta


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


def assemble(  # noqa: PLR0913 -- their collaborators
    database: Database,
    digest_channel: DigestChannel,
    reader: DigestReader,
    limits: Limits,
    *,
    command: str,
    clock: Clock,
    metrics: Metrics,
) -> Parts:
    """Put the parts together. `command` is the slash command's name."""
    digests, deliveries = Digests(database), Deliveries(database)
    outcomes = Outcomes(
        digests,
        deliveries,
        digest_channel,
        grace=limits.grace,
        pause=limits.pause,
        command=command,
        clock=clock,
        metrics=metrics,
    )
    rounds = Rounds(
        deliveries, outcomes, metrics, grace=limits.grace, post=limits.post, keep=limits.keep
    )
    runner = Runner(digests, deliveries, outcomes, digest_channel, reader)
    return Parts(deliveries, rounds, runner)
