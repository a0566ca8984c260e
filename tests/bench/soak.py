"""A hundred thousand commands to one process, and what has grown by then.

The process lives ten times as fast as the clock on the wall, so that what is kept for minutes,
such as the signatures of requests against their repetition, comes and goes many times.
"""

import asyncio
import gc
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from tests.bench.measuring import apart, megabytes
from tests.bench.table import Row, duration, memory, verdict

COMMANDS = 100_000
_PARTS = 40  # after each of which it is looked at what has grown
_TIMES_AS_FAST = 10
_AT_ONCE = 8
_OPEN_FILES = Path("/proc/self/fd")
_GROWTH = 2.0  # MB that the memory may differ by between the second and the last quarter


@dataclass(frozen=True, slots=True)
class _Sample:
    """What the process holds while nobody asks."""

    memory: float
    tasks: int
    handles: int
    files: int


def rows(*, quick: bool, commands: int = COMMANDS) -> Iterator[Row]:
    """What there was in the second quarter, as "theirs", and in the last."""
    commands, parts = (160, 4) if quick else (commands, _PARTS)
    seconds, samples = apart(_measured, commands, parts)
    quarter = len(samples) // 4
    early, late = samples[quarter : 2 * quarter], samples[-quarter:]
    yield Row(f"{commands:,} commands", f"{commands / seconds:.0f}/s, {duration(seconds)} in all")
    before, after = (median(sample.memory for sample in part) for part in (early, late))
    yield Row(
        "memory, last quarter beside the second",
        memory(after),
        memory(before),
        f"{after - before:+.1f} MB",
        f"≤ +{_GROWTH:g} MB",
        verdict(after - before <= _GROWTH),
    )
    for name in ("tasks", "handles", "files"):
        first = max(getattr(sample, name) for sample in early)
        last = max(getattr(sample, name) for sample in late)
        yield Row(
            f"{name}, last quarter beside the second",
            str(last),
            str(first),
            "",
            "no more",
            verdict(last <= first),
        )


def _measured(commands: int, parts: int) -> tuple[float, list[_Sample]]:
    real = time.monotonic
    time.monotonic = lambda: real() * _TIMES_AS_FAST
    from tests.bench.soaking import soak  # noqa: PLC0415 -- the clocks are taken on import

    begun = real()
    samples = asyncio.run(soak(commands, _AT_ONCE, parts, _sample))
    return real() - begun, samples


def _sample() -> _Sample:
    gc.collect()
    loop = asyncio.get_running_loop()
    handles = [*loop._ready, *loop._scheduled]  # type: ignore[attr-defined]  # asyncio's own
    return _Sample(
        megabytes(),
        len(asyncio.all_tasks()),
        sum(not handle.cancelled() for handle in handles),
        len(list(_OPEN_FILES.iterdir())),
    )
