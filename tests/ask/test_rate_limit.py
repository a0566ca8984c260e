"""A fair share of MOR for everybody."""

import asyncio
from dataclasses import dataclass

import pytest

from bot.ask.rate_limit import RateLimit
from bot.errors import AskError
from tests.support.tasks import settle


@dataclass
class Clock:
    seconds: float = 1000.0

    def __call__(self) -> float:
        return self.seconds


def refusals(limit: RateLimit, person: str, questions: int) -> list[AskError]:
    found = []
    for _ in range(questions):
        try:
            limit.count(person)
        except AskError as error:
            found.append(error)
    return found


def test_a_minutes_worth_may_come_at_once_and_no_more() -> None:
    limit = RateLimit(per_minute=30, clock=Clock())
    assert not refusals(limit, "tom", 30)
    (error,) = refusals(limit, "tom", 1)
    assert error.code == "too-many-questions"
    assert "30 questions a minute" in error.text
    assert error.hint == "Try again in 2 seconds."


@pytest.mark.parametrize("per_minute", [1, 2, 7, 30, 59, 1000])
def test_a_person_who_comes_back_when_told_to_is_let_in(per_minute: int) -> None:
    clock = Clock()
    limit = RateLimit(per_minute=per_minute, clock=clock)
    for _ in range(5):
        while not (refused := refusals(limit, "tom", 1)):
            pass
        clock.seconds += int(refused[0].hint.split()[-2])
        assert not refusals(limit, "tom", 1)


def test_a_refused_question_does_not_count() -> None:
    clock = Clock()
    limit = RateLimit(per_minute=30, clock=clock)
    refusals(limit, "tom", 1000)
    clock.seconds += 60
    assert not refusals(limit, "tom", 30)


def test_each_person_has_a_limit_of_their_own() -> None:
    limit = RateLimit(per_minute=3, clock=Clock())
    refusals(limit, "tom", 10)
    assert not refusals(limit, "ingrid", 3)


def test_people_who_have_not_asked_lately_are_forgotten() -> None:
    clock = Clock()
    limit = RateLimit(per_minute=3, clock=clock)
    for number in range(100):
        limit.count(number)
    clock.seconds += 61
    limit.count("tom")
    assert list(limit._full_at) == ["tom"]


async def test_a_person_has_some_slots_and_the_rest_come_in_order() -> None:
    limit, gates, order = RateLimit(at_once=2), [asyncio.Event() for _ in range(4)], []

    async def question(number: int) -> None:
        async with limit.slot("tom"):
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
    assert not limit._slots


async def test_nobody_waits_for_another_persons_slot() -> None:
    limit, never = RateLimit(at_once=1), asyncio.Event()

    async def question() -> None:
        async with limit.slot("tom"):
            await never.wait()

    tasks = [asyncio.create_task(question()) for _ in range(10)]
    await settle()
    async with asyncio.timeout(1), limit.slot("ingrid"):
        pass
    for task in tasks:
        task.cancel()
    await asyncio.wait(tasks)
    assert not limit._slots


async def test_a_queue_has_an_end() -> None:
    limit, never = RateLimit(at_once=2), asyncio.Event()

    async def question() -> None:
        async with limit.slot("tom"):
            await never.wait()

    tasks = [asyncio.create_task(question()) for _ in range(22)]
    await settle()
    with pytest.raises(AskError, match="22 of your questions") as refused:
        await question()
    assert refused.value.code == "too-many-waiting"
    for task in tasks:
        task.cancel()
    await asyncio.wait(tasks)
    async with limit.slot("tom"):
        pass
