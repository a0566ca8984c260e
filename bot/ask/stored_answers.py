"""Answers that can be looked at again for 30 days: who asked what about whom, between which bounds.

The calls are not among it. A button carries an answer's id and nothing else.
"""

import json
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import bindparam, delete, select, update

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
from bot.store import tables
from bot.store.database import Database

_LIFE = timedelta(days=30)
_BETWEEN_CLEARINGS = timedelta(hours=1)
_TABLE = tables.answers


@dataclass(frozen=True, slots=True)
class Kept:
    """A question that was answered. Its period is in `zone`, with the bounds that were meant then.

    `locale` is that of whoever has worded the period. `total` is how many calls it told of.
    `shared` means that others than `asker` may look at it, each with his own rights. `at` is when
    it was kept, aware.
    """

    asker: Identity
    query: Query
    target: Target
    zone: str
    zone_assumed: bool
    at: datetime
    total: int
    shared: bool = False
    locale: str | None = None


class KeptAnswers:
    """Keeps answers and finds them again."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._by_id = database.prepare_select(select(_TABLE).where(_TABLE.c.id == bindparam("id")))
        # Not worth waiting for the disk: whoever loses one asks again.
        self._append = database.prepare_insert(_TABLE, _TABLE.c.keys(), synced=False)
        self._cleared_at: datetime | None = None

    async def keep(self, kept: Kept) -> str:
        """Keep it under a new id that nobody could guess.

        Once in an hour those too old to count are forgotten. After a power failure the last ones
        may be gone.
        """
        answer_id = secrets.token_urlsafe(16)
        await self._append.run({"id": answer_id, **_row(kept)})
        if self._cleared_at is None or kept.at - self._cleared_at >= _BETWEEN_CLEARINGS:
            self._cleared_at = kept.at
            await self._clear(kept.at - _LIFE)
        return answer_id

    async def _clear(self, before: datetime) -> None:
        async with self._database.writing() as connection:
            await connection.execute(delete(_TABLE).where(_TABLE.c.kept_at < before))

    async def find(self, answer_id: str, now: datetime) -> Kept | None:
        """The answer of this id; None where there is none, or none any longer at `now`."""
        rows = await self._by_id.rows(id=answer_id)
        found = _kept(dict(zip(_TABLE.c.keys(), rows[0], strict=True))) if rows else None
        return found if found and found.at >= now - _LIFE else None

    async def share(self, answer_id: str) -> None:
        """From now on everybody may look at it, with his own rights."""
        async with self._database.writing() as connection:
            shared = update(_TABLE).where(_TABLE.c.id == answer_id).values(shared=True)
            await connection.execute(shared)


def _row(kept: Kept) -> dict[str, object]:
    query = kept.query
    return {
        "org": kept.asker.org,
        "slack_user": kept.asker.user,
        "target": kept.target.user_id,
        "target_name": kept.target.name,
        "query": _written(query, kept.locale),
        "period_start": query.period.start,
        "period_end": query.period.end,
        "zone": kept.zone,
        "zone_assumed": kept.zone_assumed,
        "total": kept.total,
        "shared": kept.shared,
        "kept_at": kept.at,
    }


def _kept(row: dict[str, Any]) -> Kept:
    zone = ZoneInfo(row["zone"])
    period = Period(row["period_start"].astimezone(zone), row["period_end"].astimezone(zone))
    told = json.loads(row["query"])
    return Kept(
        asker=Identity(row["org"], row["slack_user"]),
        query=_read(told, period),
        target=Target(row["target"], row["target_name"]),
        zone=row["zone"],
        zone_assumed=row["zone_assumed"],
        at=row["kept_at"],
        total=row["total"],
        shared=row["shared"],
        locale=told.get("locale"),  # older rows have none
    )


def _written(query: Query, locale: str | None) -> str:
    return json.dumps(
        {
            "who": [query.who.kind, query.who.value],
            "phrase": query.phrase,
            "locale": locale,
            "filters": [[one.key, one.pattern] for one in query.filters],
            "group": query.group,
            "output": query.output,
            "oldest_first": query.oldest_first,
        }
    )


def _read(told: dict[str, Any], period: Period) -> Query:
    kind, value = told["who"]
    return Query(
        who=Who(WhoKind(kind), value),
        phrase=told["phrase"],
        period=period,
        filters=tuple(Filter(FilterKey(key), pattern) for key, pattern in told["filters"]),
        group=Group(told["group"]) if told["group"] else None,
        output=Output(told["output"]),
        oldest_first=told["oldest_first"],
    )
