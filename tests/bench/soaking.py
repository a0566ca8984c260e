"""The commands of the soak, sent in a process whose clock has been set by then."""

import asyncio
import sys
from collections.abc import Callable
from itertools import count
from typing import TypeVar

from tests.bench import calls
from tests.bench.office import PEOPLE, Caller, office

T = TypeVar("T")

_TEXTS = ("yesterday", "last week by:day", "20 nov", "help", "whoami", "no such period", "today")


async def soak(commands: int, at_once: int, samples: int, sample: Callable[[], T]) -> list[T]:
    """Send the commands, everybody in turn, and take samples while nothing is in flight."""
    taken: list[T] = []
    numbers = count()
    async with office(calls.whole(20)) as between:
        address = await between.bot()
        callers = [between.caller(address) for _ in range(at_once)]
        each = commands // samples // at_once
        for number in range(1, samples + 1):
            async with asyncio.TaskGroup() as everybody:
                for caller in callers:
                    everybody.create_task(_ask(caller, numbers, each))
            await asyncio.sleep(0.5)  # until both sides have put the connections away
            taken.append(sample())
            sys.stderr.write(f"{number * each * at_once:,} commands: {taken[-1]}\n")
    return taken


async def _ask(caller: Caller, numbers: "count[int]", times: int) -> None:
    for _ in range(times):
        number = next(numbers)
        await caller.types(_TEXTS[number % len(_TEXTS)], PEOPLE[number % len(PEOPLE)])
        caller.hang_up()  # at this pace the other side would soon do it, at a bad moment
