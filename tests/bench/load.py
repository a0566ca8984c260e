"""Fifty people at once for a minute, with a MOR that takes two seconds for each answer."""

import asyncio
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from statistics import median

from tests.bench import calls
from tests.bench.measuring import apart
from tests.bench.office import PEOPLE, Caller, office
from tests.bench.table import Row, duration, most, verdict

_SLOWEST_ACK = 0.5  # seconds
_GREEDY = PEOPLE[0]  # who asks ten different things at a time, all the time
_AT_ONCE = 10


@dataclass
class _Seen:
    """What came of it, for all people together."""

    acks: list[float] = field(default_factory=list)
    answers: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    by_person: dict[str, int] = field(default_factory=lambda: dict.fromkeys(PEOPLE, 0))


def rows(*, quick: bool) -> Iterator[Row]:
    """Acks, answers, errors, and who got how many."""
    seconds, mor_seconds = (1.5, 0.05) if quick else (60.0, 2.0)
    seen = apart(_measured, seconds, mor_seconds, quick=quick)
    what = f"{len(PEOPLE)} people, {seconds:g} s, MOR answering in {mor_seconds:g} s"
    modest = [count for person, count in seen.by_person.items() if person != _GREEDY]
    yield Row(f"{what}: median ack", duration(median(seen.acks)))
    yield most(f"{what}: slowest ack", max(seen.acks), _SLOWEST_ACK, duration)
    yield Row(f"{what}: answers", f"{len(seen.answers)}, median {duration(median(seen.answers))}")
    yield Row(f"{what}: errors", str(len(seen.errors)), "", "", "0", verdict(not seen.errors))
    yield Row(
        f"{what}: fewest – most answers of a person who asks one at a time",
        f"{min(modest)} – {max(modest)}",
        f"{seen.by_person[_GREEDY]} of one who asks ten",
        "",
        "within 1 of each other",
        verdict(max(modest) - min(modest) <= 1),
    )


def _measured(seconds: float, mor_seconds: float) -> _Seen:
    return asyncio.run(_minute(seconds, mor_seconds))


async def _minute(seconds: float, mor_seconds: float) -> _Seen:
    seen = _Seen()
    async with office(calls.whole(100), mor_seconds=mor_seconds) as between:
        address = await between.bot()
        until = time.monotonic() + seconds
        async with asyncio.TaskGroup() as everybody:
            for person in PEOPLE:
                for number in range(_AT_ONCE if person == _GREEDY else 1):
                    caller = between.caller(address)
                    everybody.create_task(_keep_asking(caller, person, number + 1, until, seen))
    return seen


async def _keep_asking(caller: Caller, person: str, days: int, until: float, seen: _Seen) -> None:
    """Ask, wait for the answer, ask again; each time something else than in one's other windows."""
    while time.monotonic() < until:
        acked, answered, text = await caller.types(f"last {days + 1} days", person)
        seen.acks.append(acked)
        if text.startswith("Local calls"):
            seen.answers.append(answered)
            seen.by_person[person] += 1
        else:
            seen.errors.append(text)
