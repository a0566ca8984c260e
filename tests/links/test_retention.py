"""What is too old is forgotten by the daily check, and nothing else."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import update

from bot.ids import COMMAND_LINE, Identity
from bot.links.access_requests import AccessRequestStore
from bot.links.retention import Ages, forget
from bot.search.store import SavedSearchStore
from bot.settings import Settings
from bot.store import tables
from bot.store.audit import Audit, AuditEntry, AuditFilter
from bot.store.database import Database
from tests.support.link_office import AGES, TOM, Office

NOW = datetime.now(UTC)
NEWTON = Identity("T0HARBOR1", "U0NEWTON1")
GONE = Identity("T0HARBOR1", "U0GONE001")


@pytest.fixture
def url(each_database: str) -> str:
    return each_database


def entry(at: datetime) -> AuditEntry:
    return AuditEntry(at, "T1", "U1", "", 5, None, None, 1, "answered", "question")


async def kinds(database: Database) -> list[str]:
    return [one.kind for one in await Audit(database).page(100)]


async def test_old_entries_of_the_audit_log_are_deleted_and_that_is_an_entry(
    office: Office,
) -> None:
    audit = office.audit
    for age in (500, 401, 399, 1):
        await audit.write(entry(NOW - timedelta(days=age)))
    await office.check.check_due()
    assert await kinds(office.database) == ["audit-forgotten", "question", "question"]
    (forgotten,) = await audit.page(1)
    assert (forgotten.rows, forgotten.slack_user) == (2, "daily check")
    await office.check.check_due()
    assert await audit.count(AuditFilter(kind="audit-forgotten")) == 1


async def test_more_entries_than_are_looked_at_at_once_are_deleted(office: Office) -> None:
    old = [entry(NOW - timedelta(days=500))] * 1001
    async with office.database.writing() as connection:
        await connection.execute(tables.audit.insert(), [vars_of(one) for one in old])
    await office.audit.write(entry(NOW))
    assert await office.audit.prune(NOW - AGES.audit) == 1001
    assert await kinds(office.database) == ["question"]


def vars_of(one: AuditEntry) -> dict[str, object]:
    return {name: getattr(one, name) for name in AuditEntry.__dataclass_fields__}


async def test_old_requests_for_access_are_deleted(office: Office) -> None:
    store = AccessRequestStore(office.database)
    old = await store.add(GONE, NOW - timedelta(days=91))
    new = await store.add(NEWTON, NOW - timedelta(days=89))
    assert old is not None
    assert new is not None
    await forget(office.database, AGES, NOW)
    assert await store.find(old) is None
    assert await store.find(new) is not None


@pytest.mark.parametrize(
    ("linked", "unlinked_ago", "kept"),
    [(True, None, True), (False, None, False), (False, 31, False), (False, 29, True)],
)
async def test_searches_of_somebody_not_linked_any_longer_are_deleted(
    office: Office, linked: bool, unlinked_ago: int | None, kept: bool
) -> None:
    searches = SavedSearchStore(office.database)
    if linked or unlinked_ago is not None:
        await office.link(TOM, "tomford")
    await searches.save(TOM, "mine", "last week", NOW - timedelta(days=60))
    if unlinked_ago is not None:
        await office.directory.remove(TOM, by=COMMAND_LINE)
        ended = update(tables.audit).where(tables.audit.c.kind == "unlink")
        async with office.database.writing() as connection:
            await connection.execute(ended.values(at=NOW - timedelta(days=unlinked_ago)))
    await forget(office.database, AGES, NOW)
    assert bool(await searches.of(TOM)) is kept


def test_the_audit_log_is_kept_for_more_than_a_year_unless_a_setting_says_otherwise() -> None:
    settings = Settings.load(env_file=None, mor_url="https://mor.example.com/billing")
    ages = Ages.of(settings)
    assert ages.audit > timedelta(days=366)
    assert ages.unconfirmed == timedelta(days=7)
