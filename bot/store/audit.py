"""The audit log: who asked about whom and who changed what, but never calls, texts or secrets."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, fields
from datetime import datetime

from sqlalchemy import ColumnElement, func, or_, select

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


@dataclass(frozen=True, slots=True)
class AuditFilter:
    """Which lines of the log are wanted; None takes any.

    `person` is the Slack user id of who acted, or whose link was changed. `refused` takes what was
    neither answered nor done. `since` is inclusive, `until` is not; both are aware. `up_to` is the
    number of the newest line that counts (see `Audit.newest`).
    """

    person: str | None = None
    target: int | None = None
    kind: str | None = None
    outcome: str | None = None
    refused: bool = False
    since: datetime | None = None
    until: datetime | None = None
    up_to: int | None = None


_FIELDS = tuple(field.name for field in fields(AuditEntry))
_TABLE = tables.audit
_COLUMNS = [_TABLE.c[name] for name in _FIELDS]
_PIECE = 1000
_GRANTED = ("answered", "done")


def row(entry: AuditEntry) -> dict[str, object]:
    """The entry as a row of the table, for those who write it within a transaction of theirs."""
    return {name: getattr(entry, name) for name in _FIELDS}


def change(  # noqa: PLR0913, PLR0917 -- a row
    at: datetime,
    org: str,
    slack_user: str,
    kind: str,
    about: str,
    mor_username: str = "",
    target: int | None = None,
) -> dict[str, object]:
    """The row of something that was changed and not asked."""
    asked = (None, None, None)  # no period, and no calls given out
    return row(AuditEntry(at, org, slack_user, mor_username, target, *asked, "done", kind, about))


class Audit:
    """Writes and reads the audit log."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._append = database.append(tables.audit, _FIELDS)

    async def write(self, entry: AuditEntry) -> None:
        """Add one line, on disk when this returns."""
        await self._append.row(row(entry))

    async def newest(self) -> int:
        """The number of the newest line; lines written later have greater ones."""
        async with self._database.reading() as connection:
            return (await connection.execute(select(func.max(_TABLE.c.id)))).scalar() or 0

    async def count(self, wanted: AuditFilter) -> int:
        """How many lines there are of this kind."""
        statement = select(func.count()).select_from(_TABLE).where(*_conditions(wanted))
        async with self._database.reading() as connection:
            return (await connection.execute(statement)).scalar_one()

    async def page(self, wanted: AuditFilter, first: int, size: int) -> list[AuditEntry]:
        """So many lines from the `first` one on, counted from 0, the newest first."""
        statement = select(*_COLUMNS).where(*_conditions(wanted)).order_by(_TABLE.c.id.desc())
        async with self._database.reading() as connection:
            found = await connection.execute(statement.offset(first).limit(size))
            return [AuditEntry(*line) for line in found]

    async def pieces(self, wanted: AuditFilter) -> AsyncIterator[list[AuditEntry]]:
        """All lines, the newest first, a thousand at a time."""
        below = None
        while True:
            statement = select(_TABLE.c.id, *_COLUMNS).where(*_conditions(wanted))
            if below is not None:
                statement = statement.where(_TABLE.c.id < below)
            statement = statement.order_by(_TABLE.c.id.desc()).limit(_PIECE)
            async with self._database.reading() as connection:
                found = (await connection.execute(statement)).all()
            if not found:
                return
            yield [AuditEntry(*line[1:]) for line in found]
            below = found[-1][0]

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


def _conditions(wanted: AuditFilter) -> list[ColumnElement[bool]]:
    c = _TABLE.c
    found: list[ColumnElement[bool] | None] = [
        _concerns(wanted.person) if wanted.person is not None else None,
        c.target == wanted.target if wanted.target is not None else None,
        c.kind == wanted.kind if wanted.kind is not None else None,
        c.outcome == wanted.outcome if wanted.outcome is not None else None,
        c.outcome.not_in(_GRANTED) if wanted.refused else None,
        c.at >= wanted.since if wanted.since is not None else None,
        c.at < wanted.until if wanted.until is not None else None,
        c.id <= wanted.up_to if wanted.up_to is not None else None,
    ]
    return [condition for condition in found if condition is not None]


def _concerns(user: str) -> ColumnElement[bool]:
    """Who acted, or who was acted upon; `about` holds an organisation in front of the user id."""
    about = _TABLE.c.about
    return or_(_TABLE.c.slack_user == user, about == user, about.endswith(f"/{user}"))
