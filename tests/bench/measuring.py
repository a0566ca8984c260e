"""Measuring without fooling oneself: by turns, by medians, and each in a process of its own."""

import gc
import time
from collections.abc import Awaitable, Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from statistics import median
from typing import TypeVar

T = TypeVar("T")

Attempt = Callable[[], Awaitable[float]]
"""Does something once and gives the seconds that count."""


def apart(function: Callable[..., T], *args: object, quick: bool = False) -> T:
    """What a top-level function gives, run in a fresh interpreter that nothing has grown in.

    `quick` runs it here, since nothing is measured with tiny sizes.
    """
    if quick:
        return function(*args)
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as process:
        return process.submit(function, *args).result()


def megabytes(name: str = "VmRSS") -> float:
    """The memory this process has now, or with VmHWM the most it ever had.

    From /proc: `ru_maxrss` would include the memory of the process that started this one.
    """
    status = Path("/proc/self/status").read_text().splitlines()
    line = next(line for line in status if line.startswith(f"{name}:"))
    return int(line.split()[1]) / 1024


def available() -> float:
    """The memory that the machine has to give, in MB."""
    lines = Path("/proc/meminfo").read_text().splitlines()
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith("MemAvailable"))


async def by_turns(attempts: Sequence[Attempt], *, rounds: int, tries: int) -> list[list[float]]:
    """The median of `tries` tries in each of `rounds` rounds, for each of the attempts.

    The attempts take turns, try by try, so that whatever else the machine does hits all alike.
    A first round is thrown away.
    """
    medians: list[list[float]] = [[] for _ in attempts]
    for _ in range(rounds + 1):
        gc.collect()
        spent: list[list[float]] = [[] for _ in attempts]
        for _ in range(tries):
            for attempt, times in zip(attempts, spent, strict=True):
                times.append(await attempt())
        for times, found in zip(spent, medians, strict=True):
            found.append(median(times))
    return [found[1:] for found in medians]


async def seconds_of(work: Awaitable[object]) -> float:
    """How long it takes."""
    begun = time.perf_counter()
    await work
    return time.perf_counter() - begun
