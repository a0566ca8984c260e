"""Answers that can be looked at again: the question for days, the calls for 15 minutes.

The database has each question: its asker, its target and its bounds, but no calls. The calls of
the latest answers are cached in memory.
"""

import json
import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from operator import attrgetter
from typing import Any
from zoneinfo import ZoneInfo

from cachetools import TTLCache
from sqlalchemy import bindparam, delete, insert, select, update

from bot.calls.model import (
    Account,
    Filter,
    FilterKey,
    Group,
    Output,
    Period,
    Query,
    Report,
    Target,
    Who,
    WhoKind,
)
from bot.ids import Identity
from bot.store import tables
from bot.store.audit import Change, record
from bot.store.database import Database

_BETWEEN_CLEARINGS = timedelta(hours=1)
_LATEST = 12
_TABLE = tables.answers
_THIS = update(_TABLE).where(_TABLE.c.id == bindparam("this"))


@dataclass(frozen=True, slots=True)
class StoredAnswer:
    """A question that was answered. Its period is in `zone`, with the bounds that it meant then.

    `locale` is that of the person who worded the period. `total` is the number of calls in the
    answer. `shared` lets others than `asker` look at it, each with their own rights. `at` is when
    it was stored, aware.
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


class AnswerStore:
    """Stores answers for a number of `days`, and finds them again."""

    def __init__(self, database: Database, days: int = 30) -> None:
        self.days = days
        self._database = database
        self._life = timedelta(days=days)
        self._by_id = database.prepare_select(select(_TABLE).where(_TABLE.c.id == bindparam("id")))
        # Not worth waiting for the disk: if one is lost, its person asks again.
        self._append = database.prepare_write(insert(_TABLE), _TABLE.c.keys(), synced=False)
        self._cleared_at: datetime | None = None

    async def add(self, answer: StoredAnswer) -> str:
        """Store an answer and return its id, which cannot be guessed.

        Expired answers are deleted once an hour. A power failure may lose the latest answers.
        """
        answer_id = secrets.token_urlsafe(16)
        await self._append.run({"id": answer_id, **_row(answer)})
        if self._cleared_at is None or answer.at - self._cleared_at >= _BETWEEN_CLEARINGS:
            self._cleared_at = answer.at
            await self._clear(answer.at - self._life)
        return answer_id

    async def _clear(self, before: datetime) -> None:
        async with self._database.writing() as connection:
            await connection.execute(delete(_TABLE).where(_TABLE.c.kept_at < before))

    async def find(self, answer_id: str, now: datetime) -> StoredAnswer | None:
        """Return the answer with this id; None if there is none, or it has expired at `now`."""
        rows = await self._by_id.rows(id=answer_id)
        found = _answer(dict(zip(_TABLE.c.keys(), rows[0], strict=True))) if rows else None
        return found if found and found.at >= now - self._life else None

    async def latest(self, asker: Identity, now: datetime) -> list[StoredAnswer]:
        """Return some of the latest answers of a person, the newest first."""
        theirs = (_TABLE.c.org == asker.org) & (_TABLE.c.slack_user == asker.user)
        alive = theirs & (_TABLE.c.kept_at >= now - self._life)
        newest = select(_TABLE).where(alive).order_by(_TABLE.c.kept_at.desc()).limit(_LATEST)
        async with self._database.reading() as connection:
            return [_answer(dict(row)) for row in (await connection.execute(newest)).mappings()]

    async def open_to_others(self, answer_id: str) -> None:
        """Let everybody look at it, each with their own rights."""
        async with self._database.writing() as connection:
            await connection.execute(_THIS.values(shared=True), {"this": answer_id})

    async def close_to_others(self, answer_id: str, change: Change) -> None:
        """Let nobody but its asker look at it, and write that to the audit log."""
        async with self._database.writing() as connection:
            await connection.execute(_THIS.values(shared=False), {"this": answer_id})
            await record(connection, change)


@dataclass(frozen=True, slots=True)
class CachedReport:
    """A report as MOR gave it to one account, with the calls that an answer holds."""

    account: Account
    report: Report

    @property
    def size(self) -> int:
        """How many calls, groups and points it has."""
        report = self.report
        points = len(report.over_time.points) + len(report.top_devices)
        return 1 + len(report.page) + len(report.groups) + points


class ReportCache:
    """Reports by the id of their answer, for `seconds`, together of at most `max_size`.

    A call takes about half a kilobyte. A report larger than a tenth of the cache is not cached.
    When full, the least recently used are evicted. `clock` is monotonic, in seconds.
    """

    def __init__(
        self,
        max_size: int = 60_000,
        seconds: float = 900.0,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._reports: TTLCache[str, CachedReport] = TTLCache(
            max_size, seconds, timer=clock, getsizeof=attrgetter("size")
        )

    @property
    def size(self) -> int:
        """How much is cached now."""
        return int(self._reports.currsize)

    def put(self, answer_id: str, cached: CachedReport) -> None:
        """Cache a report, unless it is too large."""
        self._reports.pop(answer_id, None)
        if cached.size <= self._reports.maxsize // 10:
            self._reports[answer_id] = cached

    def get(self, answer_id: str) -> CachedReport | None:
        """Return what is cached for this answer."""
        return self._reports.get(answer_id)


def _row(answer: StoredAnswer) -> dict[str, object]:
    query = answer.query
    worded = {
        "who": [query.who.kind, query.who.value],
        "phrase": query.phrase,
        "locale": answer.locale,
        "filters": [[one.key, one.pattern] for one in query.filters],
        "group": query.group,
        "output": query.output,
        "oldest_first": query.oldest_first,
        "typed": query.typed,
    }
    return {
        "org": answer.asker.org,
        "slack_user": answer.asker.user,
        "target": answer.target.user_id,
        "target_name": answer.target.full_name,
        "query": json.dumps(worded),
        "period_start": query.period.start,
        "period_end": query.period.end,
        "zone": answer.zone,
        "zone_assumed": answer.zone_assumed,
        "total": answer.total,
        "shared": answer.shared,
        "kept_at": answer.at,
    }


def _answer(row: dict[str, Any]) -> StoredAnswer:
    zone, worded = ZoneInfo(row["zone"]), json.loads(row["query"])
    who, value = worded["who"]
    query = Query(
        who=Who(WhoKind(who), value),
        phrase=worded["phrase"],
        period=Period(row["period_start"].astimezone(zone), row["period_end"].astimezone(zone)),
        filters=tuple([Filter(FilterKey(key), pattern) for key, pattern in worded["filters"]]),
        group=Group(worded["group"]) if worded["group"] else None,
        output=Output(worded["output"]),
        oldest_first=worded["oldest_first"],
        typed=worded.get("typed", ""),  # older rows have none
    )
    return StoredAnswer(
        asker=Identity(row["org"], row["slack_user"]),
        query=query,
        target=Target(row["target"], row["target_name"]),
        zone=row["zone"],
        zone_assumed=row["zone_assumed"],
        at=row["kept_at"],
        total=row["total"],
        shared=row["shared"],
        locale=worded.get("locale"),  # older rows have none
    )
