"""The deliveries table: the state and outcome of each slot of each digest.

    claimed → posting → posted | skipped | failed | unknown

`posting` is written just before Slack is called. A slot that is found there later is not posted
again, since Slack may have posted it. Every change is a compare-and-set: it names the state and the
attempt that it expects. If the row has changed since, nothing is written, and the caller stops.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Row, delete, func, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.digests.model import Digest
from bot.digests.reasons import Reason, ReasonCode
from bot.digests.store import columns, reason_in
from bot.store import tables
from bot.store.database import Database, insert_into

_TABLE = tables.deliveries


class DeliveryState(StrEnum):
    """The state of a delivery. The last four are final, unless a person posts the slot again."""

    CLAIMED = "claimed"
    POSTING = "posting"
    POSTED = "posted"
    SKIPPED = "skipped"
    FAILED = "failed"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Delivery:
    """One slot of a digest. Times are aware, in UTC.

    `why` is why it was skipped or failed, or while it is claimed, why the last attempt ended.
    `manual` is what a person asked for, outside of the schedule. `revision` is that of the digest
    which was posted, 0 before. `ts` is Slack's id of the message,
    `thread` that of its parent.
    """

    digest_id: int
    slot: datetime
    attempt: int
    state: DeliveryState
    why: Reason | None
    manual: bool
    revision: int
    calls: int | None
    channel: str
    ts: str
    thread: str
    claimed_at: datetime
    changed_at: datetime


class Deliveries:
    """Stores deliveries. Times are aware. A change returns False if the row has changed."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def claim_now(self, digest: Digest, at: datetime) -> Delivery | None:
        """Claim a digest outside of its schedule. Its slot is `at` in whole seconds.

        None: the digest has a slot in that second already.
        """
        slot = at.replace(microsecond=0)
        row = new_row(digest.id, slot, at) | {"manual": True}
        async with self._database.writing() as connection:
            new = insert_new(connection).returning(_TABLE.c.slot)
            if (await connection.execute(new, row)).first() is None:
                return None
        return await self.find(digest.id, slot)

    async def claim_again(self, digest: Digest, slot: datetime, at: datetime) -> bool:
        """Claim a slot again that failed, or whose outcome is unknown."""
        values = {
            "state": DeliveryState.CLAIMED,
            **columns(None),
            "manual": True,
            "ts": "",
            "claimed_at": at,
            "attempt": _TABLE.c.attempt + 1,
        }
        where = _is(digest.id, slot) & _TABLE.c.state.in_(
            (DeliveryState.FAILED, DeliveryState.UNKNOWN)
        )
        return await self._change(where, values, at)

    async def retry(self, delivery: Delivery, why: Reason | None, at: datetime) -> bool:
        """Replace this attempt by another one. Nothing has been posted."""
        values = {"state": DeliveryState.CLAIMED, **columns(why), "attempt": delivery.attempt + 1}
        return await self._change(_open(delivery), values, at)

    async def begin_post(
        self, delivery: Delivery, revision: int, channel: str, calls: int, at: datetime
    ) -> bool:
        """Record that Slack is about to be called, for this revision of the digest. Only a caller
        that gets True may call it.
        """
        values = {
            "state": DeliveryState.POSTING,
            "revision": revision,
            "channel": channel,
            "calls": calls,
            **columns(None),
        }
        where = _attempt(delivery) & (_TABLE.c.state == DeliveryState.CLAIMED)
        return await self._change(where, values, at)

    async def posted(self, delivery: Delivery, ts: str, thread: str, at: datetime) -> bool:
        """Record that Slack has posted it, even if it was recorded as unknown meanwhile."""
        where = _attempt(delivery) & _TABLE.c.state.in_(
            (DeliveryState.POSTING, DeliveryState.UNKNOWN)
        )
        values = {"state": DeliveryState.POSTED, "ts": ts, "thread": thread, **columns(None)}
        return await self._change(where, values, at)

    async def skip(
        self, delivery: Delivery, why: Reason, at: datetime, calls: int | None = None
    ) -> bool:
        """Record that there is nothing to post, or that it may not be. Nothing has been posted."""
        values = {"state": DeliveryState.SKIPPED, **columns(why), "calls": calls}
        return await self._change(_open(delivery), values, at)

    async def fail(self, delivery: Delivery, why: Reason, at: datetime) -> bool:
        """Record that it could not be posted in time. Nothing has been posted."""
        return await self._change(
            _open(delivery), {"state": DeliveryState.FAILED, **columns(why)}, at
        )

    async def lose(self, delivery: Delivery, at: datetime) -> bool:
        """Record that nobody knows whether Slack has posted it."""
        where = _attempt(delivery) & (_TABLE.c.state == DeliveryState.POSTING)
        values = {"state": DeliveryState.UNKNOWN, **columns(Reason(ReasonCode.OUTCOME_UNKNOWN))}
        return await self._change(where, values, at)

    async def find(self, digest_id: int, slot: datetime) -> Delivery | None:
        """Return this slot."""
        found = await self._select(_is(digest_id, slot))
        return found[0] if found else None

    async def claimed(self) -> list[Delivery]:
        """Return all that are claimed, by slot and number."""
        return await self._select(_TABLE.c.state == DeliveryState.CLAIMED)

    async def count_claimed(self) -> int:
        """Return how many are claimed."""
        waiting = select(func.count()).where(_TABLE.c.state == DeliveryState.CLAIMED)
        async with self._database.reading() as connection:
            return (await connection.execute(waiting.select_from(_TABLE))).scalar_one()

    async def posting_since(self, before: datetime) -> list[Delivery]:
        """Return those for which Slack was called before that moment, without an outcome."""
        return await self._select(
            _TABLE.c.state == DeliveryState.POSTING, _TABLE.c.changed_at < before
        )

    async def history(self, digest_id: int | None, limit: int) -> list[Delivery]:
        """Return the latest slots of a digest, or of all digests, the newest first."""
        of_it = [_TABLE.c.digest_id == digest_id] if digest_id is not None else []
        newest_first = (_TABLE.c.slot.desc(), _TABLE.c.digest_id.desc())
        return await self._select(*of_it, order=newest_first, limit=limit)

    async def latest(self, digest_ids: Sequence[int]) -> dict[int, Delivery]:
        """Return the newest slot of each of these digests, if it has one."""
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
        """Return the `ts` of a digest's thread in a channel; empty if it has none there."""
        last = await self._select(
            _TABLE.c.digest_id == digest_id,
            _TABLE.c.channel == channel,
            _TABLE.c.state == DeliveryState.POSTED,
            order=(_TABLE.c.changed_at.desc(),),
            limit=1,
        )
        return last[0].thread or last[0].ts if last else ""

    async def was_posted(self, digest: Digest, channel: str) -> bool:
        """Return whether a digest was posted to a channel as it is now, as far as is known."""
        return bool(
            await self._select(
                _TABLE.c.digest_id == digest.id,
                _TABLE.c.channel == channel,
                _TABLE.c.state == DeliveryState.POSTED,
                _TABLE.c.revision == digest.revision,
                *([] if digest.revision else [_TABLE.c.claimed_at >= digest.changed_at]),
                limit=1,
            )
        )

    async def prune(self, before: datetime) -> int:
        """Delete final slots that were last changed before that moment. Return how many."""
        ended = _TABLE.c.state.not_in((DeliveryState.CLAIMED, DeliveryState.POSTING))
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


def new_row(digest_id: int, slot: datetime, at: datetime) -> dict[str, object]:
    """Return the row of a slot that is claimed."""
    return {
        "digest_id": digest_id,
        "slot": slot,
        "attempt": 1,
        "state": DeliveryState.CLAIMED,
        **columns(None),
        "manual": False,
        "revision": 0,
        "calls": None,
        "channel": "",
        "ts": "",
        "thread": "",
        "claimed_at": at,
        "changed_at": at,
    }


def insert_new(connection: AsyncConnection) -> sqlite.Insert | postgresql.Insert:
    """Return an insert that skips slots which are there already."""
    return insert_into(_TABLE, connection.dialect).on_conflict_do_nothing()


def _is(digest_id: int, slot: datetime) -> ColumnElement[bool]:
    return (_TABLE.c.digest_id == digest_id) & (_TABLE.c.slot == slot)


def _attempt(delivery: Delivery) -> ColumnElement[bool]:
    return _is(delivery.digest_id, delivery.slot) & (_TABLE.c.attempt == delivery.attempt)


def _open(delivery: Delivery) -> ColumnElement[bool]:
    """Match this attempt in the state in which it was read, if that is not final.

    Two replicas may run the same attempt. One that is still reading must not end what the other is
    posting.
    """
    is_open = _TABLE.c.state.in_((DeliveryState.CLAIMED, DeliveryState.POSTING))
    return _attempt(delivery) & is_open & (_TABLE.c.state == delivery.state)


def _delivery(row: Row[Any]) -> Delivery:
    values = dict(row._mapping)  # noqa: SLF001 -- SQLAlchemy's name for a public thing
    del values["detail"]
    return Delivery(**values | {"state": DeliveryState(row.state), "why": reason_in(row)})
