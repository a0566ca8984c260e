"""The same work, wanted by several at the same time, runs once."""

import asyncio
from dataclasses import dataclass, field

import pytest

from bot.coalescer import Coalescer
from tests.support.tasks import settle


@dataclass
class Work:
    """Work that ends when `done` is set, and counts its starts and cancellations."""

    begun: int = 0
    cancelled: int = 0
    done: asyncio.Event = field(default_factory=asyncio.Event)
    error: Exception | None = None

    async def run(self) -> str:
        self.begun += 1
        try:
            await self.done.wait()
        except asyncio.CancelledError:
            self.cancelled += 1
            raise
        if self.error is not None:
            raise self.error
        return f"outcome {self.begun}"


async def test_the_same_work_is_done_once_for_all_who_want_it() -> None:
    coalescer, work, other = Coalescer[str](), Work(), Work()
    both = [asyncio.create_task(coalescer.run("key", work.run)) for _ in range(2)]
    alone = asyncio.create_task(coalescer.run("other", other.run))
    await settle()
    work.done.set()
    other.done.set()
    assert await asyncio.gather(*both, alone) == ["outcome 1"] * 3
    assert (work.begun, other.begun) == (1, 1)


async def test_finished_work_is_not_cached() -> None:
    coalescer, work = Coalescer[str](), Work()
    work.done.set()
    assert await coalescer.run("key", work.run) == "outcome 1"
    assert await coalescer.run("key", work.run) == "outcome 2"


async def test_an_error_reaches_all() -> None:
    coalescer, work = Coalescer[str](), Work(error=ValueError("no"))
    tasks = [asyncio.create_task(coalescer.run("key", work.run)) for _ in range(3)]
    await settle()
    work.done.set()
    told = await asyncio.gather(*tasks, return_exceptions=True)
    assert [str(error) for error in told] == ["no"] * 3


@pytest.mark.parametrize("leaver", [0, 1])
async def test_it_goes_on_when_one_leaves_even_the_first(leaver: int) -> None:
    coalescer, work = Coalescer[str](), Work()
    tasks = [asyncio.create_task(coalescer.run("key", work.run)) for _ in range(2)]
    await settle()
    tasks[leaver].cancel()
    await settle()
    work.done.set()
    assert await tasks[1 - leaver] == "outcome 1"
    assert work.cancelled == 0


async def test_it_is_cancelled_when_all_leave_and_the_next_begins_again() -> None:
    coalescer, work = Coalescer[str](), Work()
    tasks = [asyncio.create_task(coalescer.run("key", work.run)) for _ in range(2)]
    await settle()
    for task in tasks:
        task.cancel()
    await asyncio.wait(tasks)
    assert work.cancelled == 1
    work.done.set()
    assert await coalescer.run("key", work.run) == "outcome 2"
