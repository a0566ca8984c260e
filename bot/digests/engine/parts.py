"""The parts that send digests, put together."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from bot.digests.deliveries import Deliveries, Delivery
from bot.digests.engine.letter import Carrier, Write
from bot.digests.engine.outcomes import Clock, Outcomes
from bot.digests.engine.rounds import Round, Rounds
from bot.digests.engine.runner import Runner
from bot.digests.store import Digests
from bot.store.database import Database
from bot.telemetry import Numbers


@dataclass(frozen=True, slots=True)
class Limits:
    """How late a slot may be sent, the first wait between two attempts, how long a post may take,
    and how long outcomes are kept.
    """

    grace: timedelta
    pause: timedelta
    post: timedelta
    keep: timedelta


@dataclass(frozen=True, slots=True)
class RanDue:
    """What a round found, and the deliveries that were run, each with a word for what came of it,
    in the order of their ends.
    """

    found: Round
    ran: list[tuple[Delivery, str]]


@dataclass(frozen=True, slots=True)
class Parts:
    """What makes rounds, and what runs the deliveries that they find."""

    deliveries: Deliveries
    rounds: Rounds
    runner: Runner

    async def run_due(self, parallel: int) -> RanDue:
        """Make a round and run what it finds, `parallel` at a time, without the engine.

        An engine that runs meanwhile does no harm, nor does this to it.
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


def assemble(  # noqa: PLR0913 -- whom they work with
    database: Database,
    carrier: Carrier,
    write: Write,
    limits: Limits,
    *,
    command: str,
    clock: Clock,
    numbers: Numbers,
) -> Parts:
    """Put the parts together. `command` is the slash command's name."""
    digests, deliveries = Digests(database), Deliveries(database)
    outcomes = Outcomes(
        digests,
        deliveries,
        carrier,
        grace=limits.grace,
        pause=limits.pause,
        command=command,
        clock=clock,
        numbers=numbers,
    )
    rounds = Rounds(
        deliveries, outcomes, numbers, grace=limits.grace, post=limits.post, keep=limits.keep
    )
    runner = Runner(digests, deliveries, outcomes, carrier, write)
    return Parts(deliveries, rounds, runner)
