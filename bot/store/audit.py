"""The audit log: who asked or changed what, and about which user. Never calls, texts or secrets."""

from collections.abc import AsyncIterator
from dataclasses import asdict, dataclass, fields
from datetime import datetime
from itertools import takewhile

from sqlalchemy import ColumnElement, delete, func, insert, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.calls.model import Account
from bot.ids import Identity
from bot.store import tables
from bot.store.database import Database


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """One entry of the log.

    `org` and `slack_user` are the person who acted. `mor_username` is the MOR user they acted as,
    or whose link they changed. `target` is the MOR id it was about. The period is half-open.
    `rows` counts the calls given out. `outcome` is "answered", "done" or an error's code, `kind`
    what was done ("question", "link", …), `about` the Slack person whose link was changed. What
    does not apply is empty or None. Times are aware.
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
    """Which entries are wanted; None means any.

    `person` is the Slack user id of the person who acted, or whose link was changed. `refused`
    means what was neither answered nor done. `since` is inclusive, `until` exclusive; both are
    aware. `up_to` is the id of the newest entry wanted (see `Audit.newest`).
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
_ANY = AuditFilter()


@dataclass(frozen=True, slots=True)
class Change:
    """Something that `by` changed for the person `about`, or the link of `about` to `account`."""

    kind: str
    by: Identity
    about: Identity
    at: datetime
    account: Account | None = None


async def record(connection: AsyncConnection, change: Change) -> None:
    """Add an entry in the transaction that makes the change."""
    account = change.account
    entry = AuditEntry(
        at=change.at,
        org=change.by.org,
        slack_user=change.by.user,
        mor_username=account.username if account else "",
        target=account.user_id if account else None,
        period_start=None,
        period_end=None,
        rows=None,
        outcome="done",
        kind=change.kind,
        about=str(change.about),
    )
    await connection.execute(insert(_TABLE), asdict(entry))


class Audit:
    """Writes and reads the audit log."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._insert = database.prepare_write(insert(_TABLE), _FIELDS)

    async def write(self, entry: AuditEntry) -> None:
        """Add an entry; it is on disk when this returns."""
        await self._insert.run(asdict(entry))

    async def prune(self, before: datetime) -> int:
        """Delete the oldest entries, as long as they are from before that. Return how many.

        They are looked at in the order of their ids, a thousand at a time.
        """
        deleted = 0
        oldest = select(_TABLE.c.id, _TABLE.c.at).order_by(_TABLE.c.id).limit(_PIECE)
        while True:
            async with self._database.writing() as connection:
                rows = (await connection.execute(oldest)).all()
                gone = [*takewhile(lambda row: row.at < before, rows)]
                if gone:
                    old = _TABLE.c.id <= gone[-1].id
                    await connection.execute(delete(_TABLE).where(old))
            deleted += len(gone)
            if len(gone) < _PIECE:
                return deleted

    async def newest(self) -> int:
        """Return the id of the newest entry, 0 without any. Later ones have greater ids."""
        async with self._database.reading() as connection:
            return (await connection.execute(select(func.max(_TABLE.c.id)))).scalar() or 0

    async def count(self, wanted: AuditFilter) -> int:
        """Return how many entries match."""
        statement = select(func.count()).select_from(_TABLE).where(*_conditions(wanted))
        async with self._database.reading() as connection:
            return (await connection.execute(statement)).scalar_one()

    async def page(self, size: int, first: int = 0, wanted: AuditFilter = _ANY) -> list[AuditEntry]:
        """Return at most `size` matching entries from `first` on, the newest being 0."""
        statement = select(*_COLUMNS).where(*_conditions(wanted)).order_by(_TABLE.c.id.desc())
        async with self._database.reading() as connection:
            found = await connection.execute(statement.offset(first).limit(size))
            return [AuditEntry(*row) for row in found]

    async def pieces(self, wanted: AuditFilter) -> AsyncIterator[list[AuditEntry]]:
        """Yield all matching entries, the newest first, a thousand at a time."""
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
            yield [AuditEntry(*row[1:]) for row in found]
            below = found[-1][0]


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
    """Entries of a person who acted, or whose link was changed; `about` may start with an org."""
    about = _TABLE.c.about
    return or_(_TABLE.c.slack_user == user, about == user, about.endswith(f"/{user}"))
