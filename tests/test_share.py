"""A fair share of MOR for everybody, and one piece of work for all who want the same."""

import asyncio
from dataclasses import dataclass, field

import pytest

from bot.ask.rate_limit import InFlight, Share
from bot.errors import AskError


@dataclass
class Clock:
    seconds: float = 1000.0

    def __call__(self) -> float:
        return self.seconds


@dataclass
class Work:
    """Work that ends when it is told to, and knows how it went."""

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


async def settle() -> None:
    """Let every task run until it waits for something."""
    for _ in range(20):
        await asyncio.sleep(0)


def refusals(share: Share, person: str, questions: int) -> list[AskError]:
    found = []
    for _ in range(questions):
        try:
            share.admit(person)
        except AskError as error:
            found.append(error)
    return found


def test_a_minutes_worth_may_come_at_once_and_no_more() -> None:
    share = Share(per_minute=30, clock=Clock())
    assert not refusals(share, "tom", 30)
    (error,) = refusals(share, "tom", 1)
    assert error.code == "too-many-questions"
    assert "30 questions a minute" in error.text
    assert error.hint == "Try again in 2 seconds."


@pytest.mark.parametrize("per_minute", [1, 2, 7, 30, 59, 1000])
def test_who_comes_back_when_he_was_told_to_is_let_in(per_minute: int) -> None:
    clock = Clock()
    share = Share(per_minute=per_minute, clock=clock)
    for _ in range(5):
        while not (refused := refusals(share, "tom", 1)):
            pass
        clock.seconds += int(refused[0].hint.split()[-2])
        assert not refusals(share, "tom", 1)


def test_a_refused_question_does_not_count() -> None:
    clock = Clock()
    share = Share(per_minute=30, clock=clock)
    refusals(share, "tom", 1000)
    clock.seconds += 60
    assert not refusals(share, "tom", 30)


def test_one_persons_questions_are_not_anothers() -> None:
    share = Share(per_minute=3, clock=Clock())
    refusals(share, "tom", 10)
    assert not refusals(share, "ingrid", 3)


def test_people_of_long_ago_are_forgotten() -> None:
    clock = Clock()
    share = Share(per_minute=3, clock=clock)
    for number in range(100):
        share.admit(number)
    clock.seconds += 61
    share.admit("tom")
    assert list(share._spent_until) == ["tom"]


async def test_a_person_has_so_many_turns_and_the_rest_come_in_order() -> None:
    share, gates, order = Share(at_once=2), [asyncio.Event() for _ in range(4)], []

    async def question(number: int) -> None:
        async with share.turn("tom"):
            order.append(number)
            await gates[number].wait()

    tasks = [asyncio.create_task(question(number)) for number in range(4)]
    await settle()
    assert order == [0, 1]
    gates[1].set()
    await settle()
    assert order == [0, 1, 2]
    for gate in gates:
        gate.set()
    await asyncio.gather(*tasks)
    assert order == [0, 1, 2, 3]
    assert not share._turns


async def test_nobody_waits_for_anothers_turn() -> None:
    share, never = Share(at_once=1), asyncio.Event()

    async def question() -> None:
        async with share.turn("tom"):
            await never.wait()

    tasks = [asyncio.create_task(question()) for _ in range(10)]
    await settle()
    async with asyncio.timeout(1), share.turn("ingrid"):
        pass
    for task in tasks:
        task.cancel()
    await asyncio.wait(tasks)
    assert not share._turns


async def test_a_queue_has_an_end() -> None:
    share, never = Share(at_once=2), asyncio.Event()

    async def question() -> None:
        async with share.turn("tom"):
            await never.wait()

    tasks = [asyncio.create_task(question()) for _ in range(22)]
    await settle()
    with pytest.raises(AskError, match="22 of your questions") as refused:
        await question()
    assert refused.value.code == "too-many-waiting"
    for task in tasks:
        task.cancel()
    await asyncio.wait(tasks)
    async with share.turn("tom"):
        pass


async def test_the_same_work_is_done_once_for_all_who_want_it() -> None:
    in_flight, work, other = InFlight[str](), Work(), Work()
    both = [asyncio.create_task(in_flight.join("key", work.run)) for _ in range(2)]
    alone = asyncio.create_task(in_flight.join("other", other.run))
    await settle()
    work.done.set()
    other.done.set()
    assert await asyncio.gather(*both, alone) == ["outcome 1"] * 3
    assert (work.begun, other.begun) == (1, 1)


async def test_what_is_over_is_begun_anew() -> None:
    in_flight, work = InFlight[str](), Work()
    work.done.set()
    assert await in_flight.join("key", work.run) == "outcome 1"
    assert await in_flight.join("key", work.run) == "outcome 2"


async def test_a_fault_is_told_to_all() -> None:
    in_flight, work = InFlight[str](), Work(error=ValueError("no"))
    tasks = [asyncio.create_task(in_flight.join("key", work.run)) for _ in range(3)]
    await settle()
    work.done.set()
    told = await asyncio.gather(*tasks, return_exceptions=True)
    assert [str(error) for error in told] == ["no"] * 3


@pytest.mark.parametrize("leaver", [0, 1])
async def test_it_goes_on_when_one_leaves_even_who_began_it(leaver: int) -> None:
    in_flight, work = InFlight[str](), Work()
    tasks = [asyncio.create_task(in_flight.join("key", work.run)) for _ in range(2)]
    await settle()
    tasks[leaver].cancel()
    await settle()
    work.done.set()
    assert await tasks[1 - leaver] == "outcome 1"
    assert work.cancelled == 0


async def test_it_ends_when_all_leave_and_the_next_begins_anew() -> None:
    in_flight, work = InFlight[str](), Work()
    tasks = [asyncio.create_task(in_flight.join("key", work.run)) for _ in range(2)]
    await settle()
    for task in tasks:
        task.cancel()
    await asyncio.wait(tasks)
    assert work.cancelled == 1
    work.done.set()
    assert await in_flight.join("key", work.run) == "outcome 2"
