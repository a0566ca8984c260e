"""A fair share of MOR for everybody."""

import asyncio
from dataclasses import dataclass
from datetime import UTC, datetime

import pytest

from bot.ask.rate_limit import RateLimit
from bot.errors import AskError
from bot.ids import COMMAND_LINE, Identity
from bot.store.database import Database, open_database
from bot.store.expiring import ExpiringRows
from tests.support.tasks import settle

TOM, INGRID = Identity("T0HARBOR1", "U0TOM0001"), Identity("T0HARBOR1", "U0INGRID1")


@pytest.fixture
def url(each_database: str) -> str:
    return each_database


@dataclass
class Clock:
    """Unix seconds, for the limit and for its rows."""

    seconds: float = 1_700_000_000.0

    def __call__(self) -> float:
        return self.seconds

    def utc(self) -> datetime:
        return datetime.fromtimestamp(self.seconds, UTC)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def rows(database: Database, clock: Clock) -> ExpiringRows:
    return ExpiringRows(database, "a secret", clock.utc)


async def refusals(limit: RateLimit, person: Identity, questions: int) -> list[AskError]:
    found = []
    for _ in range(questions):
        try:
            await limit.count(person)
        except AskError as error:
            found.append(error)
    return found


async def test_a_minutes_worth_may_come_at_once_and_no_more(
    rows: ExpiringRows, clock: Clock
) -> None:
    limit = RateLimit(2, 30, rows, clock)
    assert not await refusals(limit, TOM, 30)
    (error,) = await refusals(limit, TOM, 1)
    assert error.code == "too-many-questions"
    assert "30 questions a minute" in error.text
    assert error.hint == "Try again in 2 seconds."


@pytest.mark.parametrize("per_minute", [1, 2, 7, 30, 59, 1000])
async def test_a_person_who_comes_back_when_told_to_is_let_in(
    per_minute: int, rows: ExpiringRows, clock: Clock
) -> None:
    limit = RateLimit(2, per_minute, rows, clock)
    for _ in range(5):
        while not (refused := await refusals(limit, TOM, 1)):
            pass
        clock.seconds += int(refused[0].hint.split()[-2])
        assert not await refusals(limit, TOM, 1)


async def test_a_refused_question_does_not_count(rows: ExpiringRows, clock: Clock) -> None:
    limit = RateLimit(2, 30, rows, clock)
    await refusals(limit, TOM, 200)
    clock.seconds += 60
    assert not await refusals(limit, TOM, 30)


async def test_each_person_has_a_limit_of_their_own(rows: ExpiringRows, clock: Clock) -> None:
    limit = RateLimit(2, 3, rows, clock)
    await refusals(limit, TOM, 10)
    assert not await refusals(limit, INGRID, 3)


async def test_two_replicas_count_together(url: str, rows: ExpiringRows, clock: Clock) -> None:
    async with open_database(url) as opened:
        limits = [
            RateLimit(2, 30, each, clock)
            for each in (rows, ExpiringRows(opened, "a secret", clock.utc))
        ]
        asked = [limit.count(TOM) for limit in limits * 20]
        answers = await asyncio.gather(*asked, return_exceptions=True)
    assert sum(answer is None for answer in answers) == 30
    assert {type(answer) for answer in answers} == {type(None), AskError}


async def test_a_new_token_changes_nothing_about_the_count(
    database: Database, rows: ExpiringRows, clock: Clock
) -> None:
    await refusals(RateLimit(2, 3, rows, clock), TOM, 4)
    renewed = RateLimit(2, 3, ExpiringRows(database, "a new token", clock.utc), clock)
    async with asyncio.timeout(60):
        assert len(await refusals(renewed, TOM, 4)) == 4


async def test_people_who_have_not_asked_lately_are_evicted(
    rows: ExpiringRows, clock: Clock
) -> None:
    limit = RateLimit(2, 3, rows, clock)
    for number in range(20):
        await limit.count(Identity("T0HARBOR1", f"U{number}"))
    clock.seconds += 21
    assert await rows.prune() == 20


async def test_the_terminal_has_no_limit(rows: ExpiringRows, clock: Clock) -> None:
    limit = RateLimit(2, 3, rows, clock)
    assert not await refusals(limit, COMMAND_LINE, 10)


async def test_a_person_has_some_slots_and_the_rest_come_in_order() -> None:
    limit, gates, order = RateLimit(at_once=2), [asyncio.Event() for _ in range(4)], []

    async def question(number: int) -> None:
        async with limit.slot(TOM):
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
        async with limit.slot(TOM):
            await never.wait()

    tasks = [asyncio.create_task(question()) for _ in range(10)]
    await settle()
    async with asyncio.timeout(60), limit.slot(INGRID):
        pass
    for task in tasks:
        task.cancel()
    await asyncio.wait(tasks)
    assert not limit._slots


async def test_a_queue_has_an_end() -> None:
    limit, never = RateLimit(at_once=2), asyncio.Event()

    async def question() -> None:
        async with limit.slot(TOM):
            await never.wait()

    tasks = [asyncio.create_task(question()) for _ in range(22)]
    await settle()
    with pytest.raises(AskError, match="22 of your questions") as refused:
        await question()
    assert refused.value.code == "too-many-waiting"
    for task in tasks:
        task.cancel()
    await asyncio.wait(tasks)
    async with limit.slot(TOM):
        pass
