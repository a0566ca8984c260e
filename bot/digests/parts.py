"""The parts that send digests, put together."""

from dataclasses import dataclass
from datetime import timedelta

from bot.digests.letter import Carrier, Write
from bot.digests.outcomes import Clock, Outcomes
from bot.digests.rounds import Rounds
from bot.digests.runner import Runner
from bot.store.database import Database
from bot.store.deliveries import Deliveries
from bot.store.digests import Digests
from bot.telemetry import Numbers


@dataclass(frozen=True, slots=True)
class Limits:
    """How late a slot may be sent, the first wait between two attempts, and how long outcomes are
    kept.
    """

    grace: timedelta
    pause: timedelta
    keep: timedelta


@dataclass(frozen=True, slots=True)
class Parts:
    """What makes rounds, and what runs the deliveries that they find."""

    deliveries: Deliveries
    rounds: Rounds
    runner: Runner


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
    rounds = Rounds(deliveries, outcomes, numbers, grace=limits.grace, keep=limits.keep)
    runner = Runner(digests, deliveries, outcomes, carrier, write)
    return Parts(deliveries, rounds, runner)
