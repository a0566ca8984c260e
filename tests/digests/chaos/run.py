"""A run from its first digest to the count, and its table."""

import asyncio
import math
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta

from bot.digests.deliveries import DeliveryState
from tests.digests.chaos.company import Company, Scale, company_open
from tests.digests.chaos.count import Count, count, deliveries_of, unfinished
from tests.digests.chaos.faults import Diary, Faults, Kind

SLOTS = 200


def replicas(slots: int) -> Scale:
    """Three on PostgreSQL, with at least so many slots: two minutes of each digest but the last."""
    return Scale(digests=math.ceil(slots * 0.62), seconds=100, grace=60, replicas=3)


def alone(slots: int) -> Scale:
    """One process on SQLite, with at least half as many."""
    return Scale(digests=math.ceil(slots * 0.42), seconds=75, grace=15)


RUNS: Mapping[str, Callable[[int], Scale]] = {
    "three replicas on PostgreSQL": replicas,
    "one process on SQLite": alone,
}

_CALM_SECONDS = 120
_BETWEEN_LOOKS = 0.5


@dataclass(frozen=True, slots=True)
class Run:
    """What was done to a company, what came of it, and its replicas' last words."""

    diary: Diary
    count: Count
    logs: str


async def run(scale: Scale, seed: int) -> Run:
    """Run digests while everything fails, wait until nothing is open any more, and count."""
    async with company_open(scale) as company:
        faults = Faults(company, seed)
        await faults.strike()
        await _calm(company)
        # Who is gone can post nothing after the count.
        await asyncio.gather(*(replica.end() for replica in company.replicas))
        counted = count(company, await deliveries_of(company), faults.diary)
        return Run(faults.diary, counted, _logs(company))


async def _calm(company: Company) -> None:
    """Return when every slot has an outcome, or after a time in which it should have."""
    with suppress(TimeoutError):  # the count tells which have none
        async with asyncio.timeout(_CALM_SECONDS):
            while unfinished(company, await deliveries_of(company)):  # noqa: ASYNC110 -- others write it
                await asyncio.sleep(_BETWEEN_LOOKS)


def _logs(company: Company) -> str:
    return "".join(f"--- {replica.name}\n{replica.log.read_text()}" for replica in company.replicas)


def table(runs: Mapping[str, Run]) -> str:
    """The runs side by side, in Markdown."""
    lines = [
        ["", *runs],
        ["---", *("--:" for _ in runs)],
        *([name, *(str(tell(run)) for run in runs.values())] for name, tell in _COUNTED.items()),
        *([kind, *(str(run.diary.done[kind] or "") for run in runs.values())] for kind in Kind),
    ]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _seconds(time: timedelta) -> str:
    return f"{time.total_seconds():.0f} s"


_COUNTED: Mapping[str, Callable[[Run], object]] = {
    "slots": lambda run: run.count.slots,
    "posted": lambda run: run.count.outcomes[DeliveryState.POSTED],
    "unknown, not posted again": lambda run: run.count.outcomes[DeliveryState.UNKNOWN],
    "missed, since nothing was running": lambda run: run.count.missed,
    "failed, with a reason": lambda run: run.count.outcomes[DeliveryState.FAILED],
    "**posted twice**": lambda run: run.count.twice,
    "**lost without a recorded reason**": lambda run: run.count.lost,
    "longest wait for what a dead replica had begun": lambda run: _seconds(run.count.take_over),
}
