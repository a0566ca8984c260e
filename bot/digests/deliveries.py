"""The ledger: what became of each slot of each digest.

    claimed → posting → posted | skipped | failed | unknown

`posting` is written just before Slack is called, so a slot that is found there later is not posted
again: nobody knows whether Slack took it. Every change names the state and the attempt that it
expects; where the row is not so any longer nothing is changed, and whoever tried has to stop.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Row, delete, func, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.digests.reasons import Reason, ReasonCode, columns, reason_in
from bot.digests.schedule import due
from bot.digests.store import Digest, State, digest_of
from bot.store import tables
from bot.store.database import Database

_TABLE = tables.deliveries
_DIGESTS = tables.digests


class Progress(StrEnum):
    """How far a delivery has come. The last four are ends, but for a person who sends it again."""

    CLAIMED = "claimed"
    POSTING = "posting"
    POSTED = "posted"
    SKIPPED = "skipped"
    FAILED = "failed"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Delivery:
    """One slot of a digest. Times are aware, in UTC.

    `why` is why it was skipped or failed or, while it is claimed, what went wrong with the attempt
    before. `manual` was asked for by a person and is not bound to the schedule.
    `ts` and `thread` are Slack's, of the message and of the one that it stands under.
    """

    digest_id: int
    slot: datetime
    attempt: int
    state: Progress
    why: Reason | None
    manual: bool
    calls: int | None
    channel: str
    ts: str
    thread: str
    claimed_at: datetime
    changed_at: datetime


@dataclass(frozen=True, slots=True)
class Claimed:
    """What one look for due digests found: `slots` to be sent, `missed` ones, and digests whose
    schedule cannot be read. `more` may be due still.
    """

    slots: int = 0
    missed: int = 0
    unreadable: tuple[Digest, ...] = ()
    more: bool = False


class Deliveries:
    """Keeps the ledger. `at` and `now` are aware; a change that was not possible is False."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def claim_due(self, now: datetime, grace: timedelta, limit: int) -> Claimed:
        """Claim what is due, the earliest first, for at most `limit` digests at once.

        The newest slot of each is to be sent unless it is older than `grace`; the others become
        `skipped` rows. That, and where each digest stands afterwards, is one transaction.
        """
        is_due = (_DIGESTS.c.state == State.ACTIVE) & (_DIGESTS.c.next_slot <= now)
        # Without this look, every tick would wait for its turn to write on SQLite.
        async with self._database.reading() as connection:
            found = await connection.execute(select(_DIGESTS.c.id).where(is_due).limit(1))
            if found.first() is None:
                return Claimed()
        statement = select(_DIGESTS).where(is_due).order_by(_DIGESTS.c.next_slot, _DIGESTS.c.id)
        async with self._database.writing() as connection:
            found = await connection.execute(
                statement.limit(limit).with_for_update(skip_locked=True)
            )
            digests = [digest_of(row) for row in found]
            return await _claim(connection, digests, now, grace, more=len(digests) == limit)

    async def claim_now(self, digest: Digest, at: datetime) -> Delivery | None:
        """Let a digest be sent once besides its schedule, as of `at` in whole seconds.

        None where that second is taken: asked for twice.
        """
        slot = at.replace(microsecond=0)
        row = _new(digest.id, slot, at, manual=True)
        async with self._database.writing() as connection:
            new = _insert(connection).returning(_TABLE.c.slot)
            if (await connection.execute(new, row)).first() is None:
                return None
        return await self.find(digest.id, slot)

    async def claim_again(self, digest: Digest, slot: datetime, at: datetime) -> bool:
        """Let a slot that failed, or of which nothing is known, be sent once more."""
        values = {
            "state": Progress.CLAIMED,
            **columns(None),
            "manual": True,
            "ts": "",
            "claimed_at": at,
            "attempt": _TABLE.c.attempt + 1,
        }
        where = _is(digest.id, slot) & _TABLE.c.state.in_((Progress.FAILED, Progress.UNKNOWN))
        return await self._change(where, values, at)

    async def retry(self, delivery: Delivery, why: Reason | None, at: datetime) -> bool:
        """Give this attempt up for another one; nothing has been posted."""
        values = {"state": Progress.CLAIMED, **columns(why), "attempt": delivery.attempt + 1}
        return await self._change(_open(delivery), values, at)

    async def begin_post(self, delivery: Delivery, channel: str, calls: int, at: datetime) -> bool:
        """Say that Slack is about to be called; only who gets True may call it."""
        values = {
            "state": Progress.POSTING,
            "channel": channel,
            "calls": calls,
            **columns(None),
        }
        where = _attempt(delivery) & (_TABLE.c.state == Progress.CLAIMED)
        return await self._change(where, values, at)

    async def posted(self, delivery: Delivery, ts: str, thread: str, at: datetime) -> bool:
        """Slack has taken it: told by who has posted, even where it was given up as unknown."""
        where = _attempt(delivery) & _TABLE.c.state.in_((Progress.POSTING, Progress.UNKNOWN))
        values = {"state": Progress.POSTED, "ts": ts, "thread": thread, **columns(None)}
        return await self._change(where, values, at)

    async def skip(
        self, delivery: Delivery, why: Reason, at: datetime, calls: int | None = None
    ) -> bool:
        """There is nothing to be posted, or it may not be; nothing has been."""
        values = {"state": Progress.SKIPPED, **columns(why), "calls": calls}
        return await self._change(_open(delivery), values, at)

    async def fail(self, delivery: Delivery, why: Reason, at: datetime) -> bool:
        """It could not be posted in time; nothing has been."""
        return await self._change(_open(delivery), {"state": Progress.FAILED, **columns(why)}, at)

    async def lose(self, delivery: Delivery, at: datetime) -> bool:
        """Nobody knows whether Slack took it."""
        where = _attempt(delivery) & (_TABLE.c.state == Progress.POSTING)
        values = {"state": Progress.UNKNOWN, **columns(Reason(ReasonCode.OUTCOME_UNKNOWN))}
        return await self._change(where, values, at)

    async def find(self, digest_id: int, slot: datetime) -> Delivery | None:
        """What became of this slot so far."""
        found = await self._select(_is(digest_id, slot))
        return found[0] if found else None

    async def claimed(self) -> list[Delivery]:
        """All that are to be sent, by slot and number."""
        return await self._select(_TABLE.c.state == Progress.CLAIMED)

    async def count_claimed(self) -> int:
        """How many those are."""
        waiting = select(func.count()).where(_TABLE.c.state == Progress.CLAIMED)
        async with self._database.reading() as connection:
            return (await connection.execute(waiting.select_from(_TABLE))).scalar_one()

    async def posting_since(self, before: datetime) -> list[Delivery]:
        """Those about which Slack was called before that moment, without an outcome."""
        return await self._select(_TABLE.c.state == Progress.POSTING, _TABLE.c.changed_at < before)

    async def history(self, digest_id: int | None, limit: int) -> list[Delivery]:
        """The latest slots of a digest, or of all of them, the newest first."""
        of_it = [_TABLE.c.digest_id == digest_id] if digest_id is not None else []
        newest_first = (_TABLE.c.slot.desc(), _TABLE.c.digest_id.desc())
        return await self._select(*of_it, order=newest_first, limit=limit)

    async def latest(self, digest_ids: Sequence[int]) -> dict[int, Delivery]:
        """The newest slot of each of these digests that has one."""
        newest = (
            select(_TABLE.c.digest_id, func.max(_TABLE.c.slot).label("slot"))
            .where(_TABLE.c.digest_id.in_(digest_ids))
            .group_by(_TABLE.c.digest_id)
            .subquery()
        )
        joined = (_TABLE.c.digest_id == newest.c.digest_id) & (_TABLE.c.slot == newest.c.slot)
        async with self._database.reading() as connection:
            found = await connection.execute(select(_TABLE).join(newest, joined))
            return {row.digest_id: _delivery(row) for row in found}

    async def thread(self, digest_id: int, channel: str) -> str:
        """The `ts` under which a digest goes on in a channel; empty where it has none there."""
        last = await self._select(
            _TABLE.c.digest_id == digest_id,
            _TABLE.c.channel == channel,
            _TABLE.c.state == Progress.POSTED,
            order=(_TABLE.c.changed_at.desc(),),
            limit=1,
        )
        return last[0].thread or last[0].ts if last else ""

    async def prune(self, before: datetime) -> int:
        """Forget the outcomes of before that moment; how many they were."""
        ended = _TABLE.c.state.not_in((Progress.CLAIMED, Progress.POSTING))
        async with self._database.writing() as connection:
            gone = await connection.execute(
                delete(_TABLE).where(_TABLE.c.changed_at < before, ended)
            )
            return gone.rowcount

    async def _change(
        self, where: ColumnElement[bool], values: dict[str, Any], at: datetime
    ) -> bool:
        statement = update(_TABLE).where(where).values(**values, changed_at=at)
        async with self._database.writing() as connection:
            return (await connection.execute(statement)).rowcount == 1

    async def _select(
        self,
        *conditions: ColumnElement[bool],
        order: Sequence[ColumnElement[Any]] = (_TABLE.c.slot, _TABLE.c.digest_id),
        limit: int | None = None,
    ) -> list[Delivery]:
        statement = select(_TABLE).where(*conditions).order_by(*order).limit(limit)
        async with self._database.reading() as connection:
            return [_delivery(row) for row in await connection.execute(statement)]


async def _claim(
    connection: AsyncConnection,
    digests: Sequence[Digest],
    now: datetime,
    grace: timedelta,
    *,
    more: bool,
) -> Claimed:
    rows: list[dict[str, object]] = []
    unreadable: list[Digest] = []
    claimed = Claimed(more=more)
    for digest in digests:
        plan, since = digest.plan, digest.next_slot or now
        try:
            found = due(plan.cron, plan.zone, since, now, grace)
        except Exception:  # noqa: BLE001 -- one digest that cannot be read must not hold up the others
            unreadable.append(digest)
            continue
        rows += _missed(digest.id, found.missed, found.left_out, now)
        if found.run is not None:
            rows.append(_new(digest.id, found.run, now))
        claimed = replace(
            claimed,
            slots=claimed.slots + (found.run is not None),
            missed=claimed.missed + len(found.missed) + found.left_out,
        )
        await connection.execute(
            update(_DIGESTS).where(_DIGESTS.c.id == digest.id).values(next_slot=found.following)
        )
    if rows:
        await connection.execute(_insert(connection), rows)
    return replace(claimed, unreadable=tuple(unreadable))


def _missed(
    digest_id: int, slots: Sequence[datetime], left_out: int, now: datetime
) -> list[dict[str, object]]:
    missed = Reason(ReasonCode.MISSED)
    rows = [_new(digest_id, slot, now, state=Progress.SKIPPED, why=missed) for slot in slots]
    if left_out:
        rows[0] |= columns(Reason(ReasonCode.MISSED_WITH_EARLIER, str(left_out)))
    return rows


def _new(  # noqa: PLR0913 -- a row
    digest_id: int,
    slot: datetime,
    at: datetime,
    *,
    manual: bool = False,
    state: Progress = Progress.CLAIMED,
    why: Reason | None = None,
) -> dict[str, object]:
    return {
        "digest_id": digest_id,
        "slot": slot,
        "attempt": 1,
        "state": state,
        **columns(why),
        "manual": manual,
        "calls": None,
        "channel": "",
        "ts": "",
        "thread": "",
        "claimed_at": at,
        "changed_at": at,
    }


def _insert(connection: AsyncConnection) -> sqlite.Insert | postgresql.Insert:
    """Adds rows, but for slots that have one already."""
    if connection.dialect.name == "sqlite":
        return sqlite.insert(_TABLE).on_conflict_do_nothing()
    return postgresql.insert(_TABLE).on_conflict_do_nothing()


def _is(digest_id: int, slot: datetime) -> ColumnElement[bool]:
    return (_TABLE.c.digest_id == digest_id) & (_TABLE.c.slot == slot)


def _attempt(delivery: Delivery) -> ColumnElement[bool]:
    return _is(delivery.digest_id, delivery.slot) & (_TABLE.c.attempt == delivery.attempt)


def _open(delivery: Delivery) -> ColumnElement[bool]:
    """This attempt, before its end, as it was seen: two replicas may be at the same one, and who is
    still reading must not end what the other is posting.
    """
    is_open = _TABLE.c.state.in_((Progress.CLAIMED, Progress.POSTING))
    return _attempt(delivery) & is_open & (_TABLE.c.state == delivery.state)


def _delivery(row: Row[Any]) -> Delivery:
    values = dict(row._mapping)  # noqa: SLF001 -- SQLAlchemy's name for a public thing
    del values["detail"]
    return Delivery(**values | {"state": Progress(row.state), "why": reason_in(row)})
