"""The audit log: who asked about whom and who changed what, but never calls, texts or secrets."""

from dataclasses import dataclass, fields
from datetime import datetime

from sqlalchemy import select

from bot.store import tables
from bot.store.database import Database


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """One line of the log.

    `org` and `slack_user` are who acted, `mor_username` is the MOR user he acted as, or whose link
    he changed; `target` is the MOR id it was about. The period is half-open. `rows` counts the
    calls given out. `outcome` is "answered", "done" or an error's code, `kind` what was done
    ("question", "link", …), `about` the Slack person whose link was changed. What does not apply
    is empty or None. Times are aware.
    """

    at: datetime
    org: str
    slack_user: str
    mor_username: str
    target: int | None
    period_start: datetime | None
    period_end: datetime | None
    rows: int | None
    outcome: str
    kind: str
    about: str = ""


_FIELDS = tuple(field.name for field in fields(AuditEntry))
_COLUMNS = [tables.audit.c[name] for name in _FIELDS]


def row(entry: AuditEntry) -> dict[str, object]:
    """The entry as a row of the table, for those who write it within a transaction of theirs."""
    return {name: getattr(entry, name) for name in _FIELDS}


class Audit:
    """Writes and reads the audit log."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._append = database.append(tables.audit, _FIELDS)

    async def write(self, entry: AuditEntry) -> None:
        """Add one line, on disk when this returns."""
        await self._append.row(row(entry))

    async def entries(
        self,
        limit: int,
        *,
        slack_user: str | None = None,
        kind: str | None = None,
        outcome: str | None = None,
        since: datetime | None = None,
    ) -> list[AuditEntry]:
        """At most `limit` lines that match all the filters given, the newest first.

        `since` is aware and inclusive.
        """
        wanted = {"slack_user": slack_user, "kind": kind, "outcome": outcome}
        statement = select(*_COLUMNS).order_by(tables.audit.c.id.desc()).limit(limit)
        for name, value in wanted.items():
            if value is not None:
                statement = statement.where(tables.audit.c[name] == value)
        if since is not None:
            statement = statement.where(tables.audit.c.at >= since)
        async with self._database.reading() as connection:
            return [AuditEntry(*found) for found in await connection.execute(statement)]
