"""The audit log keeps what it is given, and finds it again."""

import asyncio
import dataclasses
import sqlite3
from datetime import UTC, datetime, timedelta, timezone
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import insert
from sqlalchemy.dialects import sqlite

from bot.store import tables
from bot.store.audit import Audit, AuditEntry, AuditFilter
from bot.store.database import Database, open_database
from bot.store.tables import UtcTime

AT = datetime(2026, 11, 23, 18, 0, tzinfo=UTC)
ASKED = AuditEntry(
    at=AT,
    org="T0HARBOR1",
    slack_user="U0TOM0001",
    mor_username="tomford",
    target=5,
    period_start=AT - timedelta(days=7),
    period_end=AT,
    rows=42,
    outcome="answered",
    kind="question",
)
REFUSED = dataclasses.replace(
    ASKED,
    at=AT + timedelta(minutes=1),
    slack_user="U0ADA0001",
    target=None,
    period_start=None,
    period_end=None,
    rows=None,
    outcome="period-unreadable",
)
LINKED = dataclasses.replace(
    REFUSED, at=AT + timedelta(minutes=2), kind="link", outcome="done", about="T0HARBOR1/U0ADA0001"
)


@pytest.fixture
async def audit(database: Database) -> Audit:
    audit = Audit(database)
    for entry in (ASKED, REFUSED, LINKED):
        await audit.write(entry)
    return audit


async def test_lines_come_back_as_written_the_newest_first(audit: Audit) -> None:
    assert await audit.page(10) == [LINKED, REFUSED, ASKED]
    assert await audit.page(2) == [LINKED, REFUSED]


async def test_filters_narrow_together(audit: Audit) -> None:
    somewhere = timezone(timedelta(hours=-5))
    for wanted, found in (
        (AuditFilter(kind="question"), [REFUSED, ASKED]),
        (AuditFilter(kind="question", person="U0ADA0001"), [REFUSED]),
        (AuditFilter(outcome="answered"), [ASKED]),
        (AuditFilter(since=REFUSED.at), [LINKED, REFUSED]),
        (AuditFilter(since=LINKED.at.astimezone(somewhere)), [LINKED]),
    ):
        assert await audit.page(10, wanted=wanted) == found


async def test_lines_are_still_there_after_a_restart(audit: Audit, url: str) -> None:
    del audit
    async with open_database(url) as again:
        assert len(await Audit(again).page(10)) == 3


async def test_a_time_without_a_zone_is_a_mistake(audit: Audit) -> None:
    with pytest.raises(Exception, match="an instant needs a zone"):
        await audit.write(dataclasses.replace(ASKED, at=AT.replace(tzinfo=None)))


@given(st.integers(0, 2**33), st.timezones())
def test_an_instant_keeps_its_moment_whatever_its_zone(seconds: int, zone: ZoneInfo) -> None:
    column = UtcTime()
    stored = column.process_bind_param(datetime.fromtimestamp(seconds, zone), sqlite.dialect())
    assert stored is not None
    # SQLite gives back what it was given, without the zone.
    read = column.process_result_value(stored.replace(tzinfo=None), sqlite.dialect())
    assert read is not None
    assert read.timestamp() == seconds


async def test_a_line_is_on_disk_when_write_returns(url: str) -> None:
    async with open_database(url) as ours, open_database(url) as theirs:
        await Audit(ours).write(ASKED)
        assert await Audit(theirs).page(10) == [ASKED]


async def test_a_database_in_memory_has_an_audit_log_too() -> None:
    async with open_database("sqlite+aiosqlite://") as database:
        await Audit(database).write(ASKED)
        await Audit(database).write(REFUSED)
        assert await Audit(database).page(10) == [REFUSED, ASKED]


async def test_a_line_waits_for_a_change_under_way_and_both_are_kept(database: Database) -> None:
    audit = Audit(database)
    async with database.writing() as connection:
        waiting = asyncio.create_task(audit.write(ASKED))
        await asyncio.sleep(0)
        await connection.execute(insert(tables.audit), dataclasses.asdict(LINKED))
        assert not waiting.done()
    await waiting
    assert await audit.page(10) == [ASKED, LINKED]


async def test_a_line_that_breaks_a_rule_of_the_table_is_told_and_locks_nothing(
    database: Database,
) -> None:
    audit = Audit(database)
    nameless: Any = None
    with pytest.raises(sqlite3.IntegrityError):
        await audit.write(dataclasses.replace(ASKED, org=nameless))
    await audit.write(ASKED)
    assert await audit.page(10) == [ASKED]
