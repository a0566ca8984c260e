"""The circuit breaker: when it opens, for how long, and what people are told meanwhile."""

from collections.abc import AsyncIterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import text

from bot.errors import Garbled, MorError, Refused, Unavailable
from bot.mor.breaker import Breaker, BreakerOpen, BreakerPhase
from bot.store.database import open_database
from bot.store.expiring import ExpiringRows

START = datetime(2026, 11, 25, 12, 2, tzinfo=UTC)


@dataclass
class Clock:
    """Seconds, and the time of day beside them, which only go on when told to."""

    seconds: float = 1000.0

    def __call__(self) -> float:
        return self.seconds

    def now(self) -> datetime:
        return START + timedelta(seconds=self.seconds - 1000)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def breaker(clock: Clock) -> Breaker:
    return Breaker(3, 30, clock=clock, now=clock.now)


def silence(code: str = "mor-slow") -> Unavailable:
    return Unavailable("", code=code)


def ask(breaker: Breaker, error: BaseException | None = None, person: str | None = None) -> None:
    with breaker.request(person):
        if error is not None:
            raise error


def phase(breaker: Breaker) -> BreakerPhase:
    return breaker.state.phase


def open_up(breaker: Breaker) -> None:
    for _ in range(3):
        with pytest.raises(Unavailable):
            ask(breaker, silence())


@pytest.mark.parametrize("code", ["mor-unreachable", "mor-slow", "mor-failing", "mor-busy"])
def test_consecutive_failures_open_it(breaker: Breaker, code: str) -> None:
    for _ in range(3):
        assert phase(breaker) is BreakerPhase.CLOSED
        with pytest.raises(Unavailable, check=lambda error: error.code == code):
            ask(breaker, silence(code))
    assert phase(breaker) is BreakerPhase.OPEN
    with pytest.raises(BreakerOpen):
        breaker.check()
    with pytest.raises(BreakerOpen):
        ask(breaker)


@pytest.mark.parametrize(
    "answer",
    [
        None,
        Refused("", code="wrong-hash"),
        Garbled("", code="mor-garbled"),
        Unavailable("", code="mor-no-method"),
        Unavailable("", code="mor-redirect"),
        Unavailable("", code="mor-tls"),
    ],
)
def test_any_other_outcome_resets_the_count(breaker: Breaker, answer: MorError | None) -> None:
    for _ in range(4):
        for error in (silence(), silence(), answer):
            with suppress(MorError):
                ask(breaker, error)
    assert phase(breaker) is BreakerPhase.CLOSED
    assert (breaker.state.failures, breaker.state.since) == (0, None)


@pytest.mark.parametrize("gone", [GeneratorExit(), KeyboardInterrupt(), ZeroDivisionError()])
def test_a_question_given_up_says_nothing_about_mor(breaker: Breaker, gone: BaseException) -> None:
    for error in (silence(), silence(), gone):
        with pytest.raises(type(error)):
            ask(breaker, error)
    assert breaker.state.failures == 2


def test_people_are_told_since_when_and_when_again_in_their_zone(
    breaker: Breaker, clock: Clock
) -> None:
    for _ in range(3):
        with pytest.raises(Unavailable):
            ask(breaker, silence())
        clock.seconds += 60
    clock.seconds -= 50
    with pytest.raises(BreakerOpen) as told:
        breaker.check()
    assert "since 12:02 UTC" in told.value.text
    assert "again at 12:04:30 UTC" in told.value.text
    here = told.value.in_zone(ZoneInfo("Europe/Vilnius"))
    assert "since 14:02; morbot tries again at 14:04:30." in here.text
    assert here.code == "mor-resting"
    assert here.hint


def test_a_silence_that_began_on_another_day_is_told_with_the_day(
    breaker: Breaker, clock: Clock
) -> None:
    open_up(breaker)
    clock.seconds += 86_400
    with pytest.raises(Unavailable):
        ask(breaker, silence())
    with pytest.raises(BreakerOpen, match="since Wed 25 Nov 2026, 12:02 UTC"):
        breaker.check()


def test_half_open_lets_one_request_through(breaker: Breaker, clock: Clock) -> None:
    open_up(breaker)
    clock.seconds += 29.9
    with pytest.raises(BreakerOpen):
        breaker.check()
    clock.seconds += 0.1
    assert phase(breaker) is BreakerPhase.HALF_OPEN
    breaker.check()
    with breaker.request():
        assert phase(breaker) is BreakerPhase.HALF_OPEN
        with pytest.raises(BreakerOpen):
            ask(breaker)
    assert phase(breaker) is BreakerPhase.CLOSED
    ask(breaker)


def test_one_silence_opens_a_half_open_one_again(breaker: Breaker, clock: Clock) -> None:
    open_up(breaker)
    clock.seconds += 31
    with pytest.raises(Unavailable):
        ask(breaker, silence())
    state = breaker.state
    assert (state.phase, state.failures) == (BreakerPhase.OPEN, 4)
    assert state.since == START
    assert state.retry_at == START + timedelta(seconds=61)


def test_an_answer_of_any_kind_closes_a_half_open_one(breaker: Breaker, clock: Clock) -> None:
    open_up(breaker)
    clock.seconds += 31
    with pytest.raises(Refused):
        ask(breaker, Refused("", code="user-not-found"))
    assert phase(breaker) is BreakerPhase.CLOSED


def test_a_trial_given_up_leaves_the_way_to_the_next(breaker: Breaker, clock: Clock) -> None:
    open_up(breaker)
    clock.seconds += 31
    with pytest.raises(GeneratorExit):
        ask(breaker, GeneratorExit())
    ask(breaker)
    assert phase(breaker) is BreakerPhase.CLOSED


def test_a_trial_that_takes_long_does_not_keep_the_others_out_for_ever(
    breaker: Breaker, clock: Clock
) -> None:
    open_up(breaker)
    clock.seconds += 31
    with breaker.request():
        clock.seconds += 31
        ask(breaker)
        assert phase(breaker) is BreakerPhase.CLOSED


def test_a_request_that_was_under_way_does_not_put_off_the_next_try(
    breaker: Breaker, clock: Clock
) -> None:
    with suppress(Unavailable), breaker.request():
        open_up(breaker)
        clock.seconds += 20
        raise silence()
    assert breaker.state.retry_at == START + timedelta(seconds=30)


def test_an_answer_to_what_was_under_way_closes_it(breaker: Breaker) -> None:
    with breaker.request():
        open_up(breaker)
    assert phase(breaker) is BreakerPhase.CLOSED


def asks_in_vain(breaker: Breaker, *people: str | None, code: str = "mor-slow") -> None:
    for person in people:
        with pytest.raises(Unavailable):
            ask(breaker, silence(code), person)


@pytest.mark.parametrize("code", ["mor-slow", "mor-failing"])
def test_long_questions_of_one_person_never_open_it(breaker: Breaker, code: str) -> None:
    asks_in_vain(breaker, *["tom"] * 50, code=code)
    assert phase(breaker) is BreakerPhase.CLOSED
    asks_in_vain(breaker, None)
    assert phase(breaker) is BreakerPhase.CLOSED
    asks_in_vain(breaker, None)
    assert phase(breaker) is BreakerPhase.OPEN


def test_long_questions_of_two_people_open_it(breaker: Breaker) -> None:
    asks_in_vain(breaker, "tom", "tom", "tom")
    assert phase(breaker) is BreakerPhase.CLOSED
    asks_in_vain(breaker, "ada")
    assert phase(breaker) is BreakerPhase.OPEN


def test_a_mor_that_is_not_there_has_nothing_to_do_with_length(breaker: Breaker) -> None:
    asks_in_vain(breaker, "tom", "tom", "tom", code="mor-unreachable")
    assert phase(breaker) is BreakerPhase.OPEN


def test_an_answer_forgets_who_asked_long_questions(breaker: Breaker) -> None:
    asks_in_vain(breaker, "tom", "tom")
    ask(breaker, None, "tom")
    asks_in_vain(breaker, "ada", "ada", "ada")
    assert phase(breaker) is BreakerPhase.CLOSED


def test_a_long_question_as_the_trial_keeps_nobody_else_out(breaker: Breaker, clock: Clock) -> None:
    open_up(breaker)
    clock.seconds += 31
    asks_in_vain(breaker, "tom")
    ask(breaker)
    assert phase(breaker) is BreakerPhase.CLOSED


@pytest.fixture
async def replicas(each_database: str, clock: Clock) -> AsyncIterator[tuple[Breaker, Breaker]]:
    async with open_database(each_database) as database:
        rows = ExpiringRows(database, "a secret", clock.now)
        yield (
            Breaker(3, 30, rows, clock=clock, now=clock.now),
            Breaker(3, 30, rows, clock=clock, now=clock.now),
        )


async def test_replicas_share_the_state_of_the_breaker(
    replicas: tuple[Breaker, Breaker], clock: Clock
) -> None:
    one, two = replicas
    open_up(one)
    await one.tell()
    await two.learn()
    assert two.state.retry_at == one.state.retry_at == START + timedelta(seconds=30)
    with pytest.raises(BreakerOpen, match="since 12:02"):
        two.check()
    clock.seconds += 31
    await two.learn()
    with pytest.raises(Unavailable):
        ask(two, silence())
    await two.tell()
    await one.learn()
    assert one.state.retry_at == START + timedelta(seconds=61)
    clock.seconds += 31
    await one.learn()
    ask(one)
    await one.tell()
    await two.learn()
    assert phase(one) is BreakerPhase.CLOSED
    two.check()  # its own next request goes through


async def test_an_answer_to_one_replica_closes_it_for_all(
    replicas: tuple[Breaker, Breaker],
) -> None:
    one, two = replicas
    with one.request():  # under way while it opens
        open_up(one)
        await one.tell()
        await two.learn()
    await one.tell()
    await two.learn()
    assert phase(one) is phase(two) is BreakerPhase.CLOSED
    open_up(two)  # one that opens by itself is not closed by a row that is missing
    await two.learn()
    assert phase(two) is BreakerPhase.OPEN


async def test_a_replica_that_ends_leaves_nothing_for_ever(
    replicas: tuple[Breaker, Breaker], clock: Clock
) -> None:
    one, two = replicas
    open_up(one)
    await one.tell()
    clock.seconds += 31
    await two.learn()
    assert phase(two) is BreakerPhase.CLOSED


async def test_a_change_that_the_database_does_not_take_is_told_next_time(
    each_database: str, clock: Clock
) -> None:
    async with open_database(each_database) as database:
        rows = ExpiringRows(database, "a secret", clock.now)
        one = Breaker(3, 30, rows, clock=clock, now=clock.now)
        two = Breaker(3, 30, rows, clock=clock, now=clock.now)
        async with database.writing() as connection:
            await connection.execute(text("ALTER TABLE expiring RENAME TO away"))
        open_up(one)
        await one.tell()
        await one.learn()
        assert phase(one) is BreakerPhase.OPEN
        async with database.writing() as connection:
            await connection.execute(text("ALTER TABLE away RENAME TO expiring"))
        await one.tell()
        await two.learn()
    assert two.state.retry_at == one.state.retry_at
