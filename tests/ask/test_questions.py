"""Answers looked at again: which clock counts, whose rights, and what is taken from memory."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from pydantic import SecretStr

from bot.app.core import without_link
from bot.ask.answer_store import AnswerStore, ReportCache
from bot.ask.answers import Answers, QuestionLimits, TypedQuestion
from bot.ask.controls import View
from bot.ask.question_log import QuestionLog
from bot.ask.questions import Questions
from bot.calls.asker import Asker
from bot.calls.model import Account, Group, Role, Target
from bot.calls.report import PAGED_CALLS
from bot.errors import AskError
from bot.ids import Identity
from bot.mor.client import MorClient
from bot.mor.transport import Limits, Transport
from bot.sandbox.mor_server import Fault, ForeignIds, MorServer
from bot.store.audit import Audit
from bot.store.database import Database
from bot.telemetry import Metrics
from tests.support.company import NOW
from tests.support.link_office import links_of

LONGEST = dict.fromkeys(("admin", "reseller", "user"), 92)
INGRID = Asker(
    Identity("T1", "U1"), Account("admin", 0, Role.ADMIN), NOW, "Europe/Vilnius", full_name="Ingrid"
)
CHART = View(show="chart")
NEW_YORK = ZoneInfo("America/New_York")
TOM = Asker(
    Identity("T1", "U2"),
    Account("tomford", 5, Role.USER),
    NOW.astimezone(NEW_YORK),
    "America/New_York",
    full_name="Tom Ford",
)
NILS = Asker(
    Identity("T1", "U3"),
    Account("nordvoice", 3, Role.RESELLER, foreign_refused=True),
    NOW,
    "Europe/Vilnius",
    full_name="Nord Voice",
)


@pytest.fixture
async def answers(mor: MorServer, database: Database) -> AsyncIterator[Answers]:
    keys = {0: SecretStr(mor.options.secret_key), 3: SecretStr(mor.options.reseller_keys[3])}
    async with MorClient(Transport(mor.url, Limits(patience=10)), keys) as client:
        yield Answers(
            client,
            await links_of(database, client, INGRID, TOM, NILS),
            QuestionLog(Audit(database), Metrics()),
            QuestionLimits(LONGEST, PAGED_CALLS),
        )


@pytest.fixture
def questions(answers: Answers, database: Database) -> Questions:
    return Questions(answers, AnswerStore(database), ReportCache(), without_link)


def later(asker: Asker, **time: float) -> Asker:
    return replace(asker, now=asker.now + timedelta(**time))


def bounds(mor: MorServer) -> tuple[int, int]:
    asked = mor.received[-1].parameters
    return int(asked["from"]), int(asked["till"])


async def test_a_page_keeps_the_bounds_and_refresh_reads_the_phrase_afresh(
    mor: MorServer, questions: Questions
) -> None:
    answer = await questions.ask(TypedQuestion("5 last 2 hours"), INGRID)
    first = bounds(mor)
    again = await questions.look(answer.id, View(page=2), later(INGRID, hours=1))
    assert again.query.period == answer.query.period
    assert len(mor.received) == 1
    fresh = await questions.look(answer.id, View(refresh=True), later(INGRID, hours=1))
    assert [new - old for new, old in zip(bounds(mor), first, strict=True)] == [3600, 3600]
    assert fresh.id != answer.id
    assert (await questions.look(answer.id, View(), INGRID)).query.period == answer.query.period


async def test_an_answer_is_drawn_in_the_zone_it_was_asked_in_until_it_is_refreshed(
    questions: Questions,
) -> None:
    answer = await questions.ask(TypedQuestion("5 yesterday by:day"), INGRID)
    moved = replace(INGRID, zone="America/New_York", now=NOW.astimezone(NEW_YORK))
    assert (await questions.look(answer.id, View(), moved)).zone == "Europe/Vilnius"
    fresh = await questions.look(answer.id, View(refresh=True), moved)
    assert fresh.zone == "America/New_York"
    assert fresh.query.period.start == datetime(2026, 11, 24, tzinfo=NEW_YORK)


async def test_a_shared_answer_is_looked_at_with_ones_own_rights_as_an_answer_of_ones_own(
    mor: MorServer, questions: Questions, database: Database
) -> None:
    answer = await questions.ask(TypedQuestion("5 last week"), INGRID)
    with pytest.raises(AskError) as caught:
        await questions.look(answer.id, View(page=2), TOM)
    assert caught.value.code == "answer-of-another"
    await AnswerStore(database).open_to_others(answer.id)
    own = await questions.look(answer.id, View(page=2), TOM)
    assert mor.received[-1].parameters["u"] == "tomford"
    assert own.id != answer.id
    assert own.page_number == 2
    assert own.query.period == answer.query.period
    assert (await questions.look(own.id, View(), TOM)).id == own.id
    with pytest.raises(AskError) as caught:
        await questions.look(own.id, View(), INGRID)
    assert caught.value.code == "answer-of-another"


async def test_a_shared_answer_about_oneself_stays_about_who_shared_it(
    mor: MorServer, questions: Questions, database: Database
) -> None:
    answer = await questions.ask(TypedQuestion("last week"), TOM)
    await AnswerStore(database).open_to_others(answer.id)
    seen = await questions.look(answer.id, View(refresh=True), INGRID)
    assert seen.target.user_id == 5
    assert mor.received[-1].parameters["s_user"] == "5"


@pytest.mark.parametrize("look", [View(), View(page=2), View(refresh=True)])
async def test_a_shared_answer_gives_nobody_more_than_they_may_ask(
    look: View, mor: MorServer, questions: Questions, database: Database
) -> None:
    answer = await questions.ask(TypedQuestion("10 last week"), INGRID)
    await AnswerStore(database).open_to_others(answer.id)
    before = len(mor.received)
    with pytest.raises(AskError) as caught:
        await questions.look(answer.id, look, TOM)
    assert caught.value.code == "not-allowed"
    with pytest.raises(AskError) as caught:
        await questions.look(answer.id, look, replace(NILS, account=None))
    assert caught.value.code == "not-linked"
    assert len(mor.received) == before


async def test_calls_of_one_second_stay_in_their_order_in_every_view(
    mor: MorServer, questions: Questions
) -> None:
    mor.options.synthetic_calls = 500  # within five minutes: several a second
    answer = await questions.ask(TypedQuestion("5 today 9:00-9:01"), INGRID)
    turned = [
        (await questions.look(answer.id, View(page=number), INGRID)).report.page
        for number in range(1, 26)
    ]
    from_memory = await questions.look(answer.id, View(oldest_first=True), INGRID)
    assert len(mor.received) == 1
    asked = await questions.ask(TypedQuestion("5 today 9:00-9:01 oldest"), INGRID)
    assert from_memory.report.page == asked.report.page
    assert sum(map(len, turned)) == 500


async def test_a_view_from_memory_is_the_view_mor_would_give(questions: Questions) -> None:
    answer = await questions.ask(TypedQuestion("5 last week device:%e%"), INGRID)
    for group in Group:
        seen = await questions.look(answer.id, View(show=group), INGRID)
        asked = await questions.ask(TypedQuestion(f"5 last week device:%e% by:{group}"), INGRID)
        assert seen.report == asked.report


async def test_a_chart_from_memory_is_the_chart_mor_would_give(
    mor: MorServer, questions: Questions
) -> None:
    mor.options.synthetic_calls = 3 * PAGED_CALLS
    asked = await questions.ask(TypedQuestion("5 last week chart"), INGRID)
    for group in (None, *Group):
        answer = await questions.ask(
            TypedQuestion(f"5 last week {f'by:{group}' if group else ''}"), INGRID
        )
        before = len(mor.received)
        seen = await questions.look(answer.id, CHART, INGRID)
        assert seen.report == asked.report
        assert sum(calls for _, calls in seen.report.over_time.points) == 3 * PAGED_CALLS
        assert len(mor.received) == before


async def test_two_clicks_at_once_ask_mor_once(
    mor: MorServer, answers: Answers, questions: Questions, database: Database
) -> None:
    answer = await questions.ask(TypedQuestion("5 last week"), INGRID)
    other = Questions(answers, AnswerStore(database), ReportCache(), without_link)
    with mor.held() as asked:
        looking = asyncio.gather(*(other.look(answer.id, View(page=2), INGRID) for _ in range(2)))
        await asked.wait()
    first, second = await looking
    assert first.report == second.report
    assert len(mor.received) == 2


async def test_an_answer_without_buttons_is_not_kept(questions: Questions) -> None:
    answer = await questions.ask(TypedQuestion("5 last week"), replace(INGRID, can_click=False))
    assert not answer.id
    assert len(answer.report.page) == 20


def looked_up(mor: MorServer) -> list[str]:
    asked = [one.parameters for one in mor.received if one.path.endswith("user_details_get")]
    return [one["user_id"] for one in asked if "user_id" in one]


async def test_a_name_that_no_link_has_is_looked_up_once(
    mor: MorServer, questions: Questions
) -> None:
    mor.options.delay = 0.1
    both = (questions.ask(TypedQuestion(f"9 {day}"), INGRID) for day in ("yesterday", "today"))
    assert {one.target.full_name for one in await asyncio.gather(*both)} == {"Quiet Office"}
    assert (await questions.ask(TypedQuestion("9 last week"), INGRID)).target.full_name
    for text, asker in (("5", INGRID), ("me", TOM), ("user:quiet", INGRID)):
        assert (await questions.ask(TypedQuestion(text), asker)).target.full_name
    assert looked_up(mor) == ["9"]


async def test_a_reseller_learns_no_name_of_a_user_who_is_not_theirs(
    mor: MorServer, questions: Questions, answers: Answers
) -> None:
    """5 has a link, 9 has none; MOR answers the last question with the reseller's own data."""
    mor.options.foreign_to_resellers = ForeignIds.OWN_DATA
    for text in ("5", "9"):
        target = await answers.target(answers.read(text, NILS), NILS)
        assert target == Target(int(text))
    assert (await questions.ask(TypedQuestion("7"), NILS)).target.full_name == "Mikkel Berg"


async def test_another_reader_of_a_shared_answer_is_not_told_the_name_that_its_asker_was(
    questions: Questions, database: Database
) -> None:
    answer = await questions.ask(TypedQuestion("5 last week"), INGRID)
    await AnswerStore(database).open_to_others(answer.id)
    assert (await questions.find(answer.id, INGRID)).target.full_name == "Tom Ford"
    assert (await questions.find(answer.id, NILS)).target == Target(5)


async def test_a_name_that_cannot_be_looked_up_is_no_error(
    mor: MorServer, answers: Answers
) -> None:
    mor.fail(Fault.PROXY_PAGE)
    assert await answers.target(answers.read("9", INGRID), INGRID) == Target(9)
