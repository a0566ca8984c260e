"""How long things are kept, and forgetting what is older. The daily check does it.

The ages of digests and of their runs are in `bot/digests/`.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Self

from sqlalchemy import Delete, delete, exists

from bot.ids import DAILY_CHECK
from bot.settings import Settings
from bot.store import tables
from bot.store.audit import Audit, AuditEntry
from bot.store.database import Database
from bot.telemetry import logger

log = logger(__name__)

_LINKS, _REQUESTS = tables.links.c, tables.access_requests.c
_SEARCHES, _AUDIT = tables.saved_searches.c, tables.audit.c


@dataclass(frozen=True, slots=True)
class Ages:
    """How old things may become: audit entries, requests for access, the searches of somebody who
    is no longer linked, and `unconfirmed` links until they are suspended.
    """

    audit: timedelta
    requests: timedelta
    searches: timedelta
    unconfirmed: timedelta

    @classmethod
    def of(cls, settings: Settings) -> Self:
        """Return the ages that the settings name."""
        return cls(
            timedelta(days=settings.audit_days),
            timedelta(days=settings.access_request_days),
            timedelta(days=settings.unlinked_search_days),
            timedelta(days=settings.link_unconfirmed_days),
        )


async def forget(database: Database, ages: Ages, now: datetime) -> None:
    """Delete what is too old at an aware time. That the audit log has lost entries is an entry."""
    audit = Audit(database)
    entries = await audit.prune(now - ages.audit)
    if entries:
        await audit.write(_forgotten(entries, now))
    requests = delete(tables.access_requests).where(_REQUESTS.asked_at < now - ages.requests)
    async with database.writing() as connection:
        asked = (await connection.execute(requests)).rowcount
        saved = (await connection.execute(_old_searches(now - ages.searches))).rowcount
    if entries or asked or saved:
        log.info("forgotten", audit_entries=entries, requests=asked, searches=saved)


def _old_searches(before: datetime) -> Delete:
    """Return what deletes the searches of people whose link ended before that."""
    linked = exists().where(_LINKS.org == _SEARCHES.org, _LINKS.slack_user == _SEARCHES.slack_user)
    person = _SEARCHES.org + "/" + _SEARCHES.slack_user
    lately = exists().where(_AUDIT.kind == "unlink", _AUDIT.about == person, _AUDIT.at >= before)
    return delete(tables.saved_searches).where(_SEARCHES.saved_at < before, ~linked, ~lately)


def _forgotten(entries: int, now: datetime) -> AuditEntry:
    return AuditEntry(
        at=now,
        org=DAILY_CHECK.org,
        slack_user=DAILY_CHECK.user,
        mor_username="",
        target=None,
        period_start=None,
        period_end=None,
        rows=entries,
        outcome="done",
        kind="audit-forgotten",
    )
