"""Answers that can be looked at again."""

import sqlite3
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.ask.answer_store import AnswerStore, StoredAnswer
from bot.calls.model import (
    Filter,
    FilterKey,
    Group,
    Output,
    Period,
    Query,
    Target,
    Who,
    WhoKind,
)
from bot.ids import Identity
from bot.store.database import Database, open_database

VILNIUS = ZoneInfo("Europe/Vilnius")
NOW = datetime(2026, 11, 25, 14, 30, tzinfo=VILNIUS)
WEEK = Period(datetime(2026, 11, 16, tzinfo=VILNIUS), datetime(2026, 11, 23, tzinfo=VILNIUS))
QUERY = Query(
    Who(WhoKind.NAME, "tomford"),
    "last week",
    WEEK,
    (Filter(FilterKey.DEVICE, '%"Küche" %'), Filter(FilterKey.IP, "10.%")),
    Group.DAY,
    Output.TABLE,
    oldest_first=True,
)
STORED = StoredAnswer(
    asker=Identity("T1", "U1"),
    query=QUERY,
    target=Target(5, "Tom Ford"),
    zone="Europe/Vilnius",
    zone_assumed=True,
    at=NOW,
    total=93,
)


async def test_a_stored_answer_is_found_by_its_id(url: str) -> None:
    async with open_database(url) as database:
        answer_id = await AnswerStore(database).add(STORED)
        other = await AnswerStore(database).add(replace(STORED, asker=Identity("T2", "U2")))
    async with open_database(url) as database:
        answers = AnswerStore(database)
        assert await answers.find(answer_id, NOW) == STORED
        found = await answers.find(other, NOW)
        assert found is not None
        assert found.asker == Identity("T2", "U2")


async def test_the_bounds_are_instants_also_in_an_hour_that_comes_twice(
    database: Database,
) -> None:
    second = datetime(2026, 10, 25, 3, 30, fold=1, tzinfo=VILNIUS)
    first = second.replace(fold=0)
    hour = replace(QUERY, period=Period(first, second))
    answers = AnswerStore(database)
    found = await answers.find(await answers.add(replace(STORED, query=hour)), NOW)
    assert found is not None
    assert found.query.period.seconds == 3600
    assert [found.query.period.start.fold, found.query.period.end.fold] == [0, 1]


async def test_no_two_ids_are_alike_and_none_is_short(database: Database) -> None:
    answers = AnswerStore(database)
    ids = {await answers.add(STORED) for _ in range(20)}
    assert len(ids) == 20
    assert {len(one) for one in ids} == {22}


@pytest.mark.parametrize("days", [2, 30])
async def test_an_answer_is_kept_for_days(days: int, database: Database, tmp_path: Path) -> None:
    answers = AnswerStore(database, days)
    old = await answers.add(STORED)
    assert await answers.find(old, NOW + timedelta(days=days)) == STORED
    late = NOW + timedelta(days=days, seconds=1)
    assert await answers.find(old, late) is None
    await answers.add(replace(STORED, at=late))
    rows = sqlite3.connect(tmp_path / "morbot.db")
    assert rows.execute("SELECT count(*) FROM answers").fetchone() == (1,)
    rows.close()


async def test_old_answers_are_looked_for_once_in_an_hour(
    database: Database, tmp_path: Path
) -> None:
    rows = sqlite3.connect(tmp_path / "morbot.db")
    answers = AnswerStore(database)
    present = []
    for minutes in (0, 59, 60):
        at = NOW + timedelta(minutes=minutes)
        await AnswerStore(database).add(replace(STORED, at=at - timedelta(days=31)))
        await answers.add(replace(STORED, at=at))
        present.append(rows.execute("SELECT count(*) FROM answers").fetchone()[0])
    rows.close()
    assert present == [1, 3, 3]


async def test_an_unknown_id_finds_nothing(database: Database) -> None:
    assert await AnswerStore(database).find("' OR 1=1 --", NOW) is None


async def test_only_the_shared_one_is_shared(database: Database) -> None:
    answers = AnswerStore(database)
    shared, own = await answers.add(STORED), await answers.add(STORED)
    await answers.open_to_others(shared)
    assert await answers.find(shared, NOW) == replace(STORED, shared=True)
    assert await answers.find(own, NOW) == STORED


_queries = st.builds(
    Query,
    st.builds(Who, st.sampled_from(WhoKind), st.text()),
    st.text(),
    st.just(WEEK),
    st.lists(st.builds(Filter, st.sampled_from(FilterKey), st.text())).map(tuple),
    st.one_of(st.none(), st.sampled_from(Group)),
    st.sampled_from(Output),
    st.booleans(),
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=50)
@given(query=_queries)
async def test_any_question_comes_back_as_it_was(database: Database, query: Query) -> None:
    answers = AnswerStore(database)
    stored = replace(STORED, query=query, at=NOW.astimezone(UTC))
    assert await answers.find(await answers.add(stored), NOW) == stored
