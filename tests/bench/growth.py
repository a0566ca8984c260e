"""How time and memory grow: with the calls of an answer, and with the people who ask at once."""

import asyncio
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from tests.bench import calls, reading
from tests.bench.growth_chart import Curve, chart
from tests.bench.measuring import apart, megabytes
from tests.bench.office import PEOPLE, Caller, office
from tests.bench.table import Row, duration, memory

_CALLS = (1_000, 10_000, 100_000, 1_000_000)
_PEOPLE = (1, 10, 50)
_ROUNDS = 3


@dataclass(frozen=True, slots=True)
class _Point:
    """What so many calls, or people, took: seconds, and MB above what the bot has at rest."""

    size: int
    seconds: float
    memory: float


def rows(*, quick: bool, chart_file: Path | None = None) -> Iterator[Row]:
    """A row for each size; all of them are drawn to `chart_file`, an SVG, if there is one."""
    sizes, crowds, rounds = ((100,), (2,), 1) if quick else (_CALLS, _PEOPLE, _ROUNDS)
    by_calls = [_of_calls(amount, rounds) for amount in sizes]
    for point in by_calls:
        yield _row(f"`by:hour` of {point.size:,} calls, asked and drawn", point)
    by_people = [apart(_of_people, number, rounds) for number in crowds]
    for point in by_people:
        who = "1 person asks" if point.size == 1 else f"{point.size} people ask at once"
        yield _row(f"{who} about 100 calls: until all have the answer", point)
    if chart_file is not None:
        curves = [
            _curve("calls in the answer", "seconds", "seconds", by_calls),
            _curve("calls in the answer", "MB above rest", "memory", by_calls),
            _curve(
                "people who ask at once", "seconds until all have the answer", "seconds", by_people
            ),
            _curve("people who ask at once", "MB above rest", "memory", by_people),
        ]
        chart_file.write_text(chart(curves))


def _row(what: str, point: _Point) -> Row:
    return Row(what, f"{duration(point.seconds)}, {memory(point.memory)} above rest")


def _curve(across: str, up: str, field: str, points: list[_Point]) -> Curve:
    return Curve(across, up, [(point.size, getattr(point, field)) for point in points])


def _of_calls(amount: int, rounds: int) -> _Point:
    with reading.long_answers(amount) as mor_url:
        found = [apart(reading.report, mor_url, amount) for _ in range(rounds)]
    seconds, peaks = zip(*found, strict=True)
    return _Point(amount, median(seconds), max(median(peaks), 0.0))


def _of_people(number: int, rounds: int) -> _Point:
    return asyncio.run(_crowd(number, rounds))


async def _crowd(number: int, rounds: int) -> _Point:
    """Each asks something that was not asked before, so that nothing comes from a cache."""
    async with office(calls.whole(100)) as between:
        address = await between.bot()
        callers = [between.caller(address) for _ in range(number)]
        await _all_ask(callers, 1)
        start, spent = megabytes(), []
        for days in range(2, rounds + 2):
            begun = time.perf_counter()
            await _all_ask(callers, days)
            spent.append(time.perf_counter() - begun)
        return _Point(number, median(spent), max(megabytes("VmHWM") - start, 0.0))


async def _all_ask(callers: list[Caller], days: int) -> None:
    questions = [
        caller.types(f"last {days} days", person)
        for caller, person in zip(callers, PEOPLE, strict=False)
    ]
    for _, _, text in await asyncio.gather(*questions):
        if "100 calls" not in text:
            raise RuntimeError(f"no answer: {text}")
