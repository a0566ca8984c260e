"""Digests: what is to be sent, when, where, and in whose name.

Every change is a line of the audit log, in the same transaction. What became of each slot stands
in `deliveries`.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Row, delete, func, insert, select, true, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.digests.model import Extras
from bot.digests.reasons import Reason, columns, reason_in
from bot.ids import Identity
from bot.store import audit, tables
from bot.store.database import Database

_TABLE = tables.digests
_ANY = true()
_EXTRAS = frozenset(field.name for field in fields(Extras))
DRAFTS_LIVE = timedelta(days=1)


class State(StrEnum):
    """What a digest is at present. A draft has been said back and not been confirmed."""

    DRAFT = "draft"
    ACTIVE = "active"
    PAUSED = "paused"
    DELETED = "deleted"


@dataclass(frozen=True, slots=True)
class Plan:
    """What makes a digest: words of the grammar, a cron line by the wall clock of a zone, and the
    channel (empty: the owner's direct messages).
    """

    query: str
    cron: str
    zone: str
    place: str
    extras: Extras


@dataclass(frozen=True, slots=True)
class Digest:
    """A digest. `why` says why it is paused; None where it is not, or its owner did it.

    `next_slot` is aware, in UTC; None where it is not active. `replaces` is the digest that a
    draft will change.
    """

    id: int
    owner: Identity
    plan: Plan
    state: State
    why: Reason | None
    replaces: int | None
    next_slot: datetime | None
    created_at: datetime
    changed_at: datetime


class Digests:
    """Keeps digests. `by` is always who makes a change, `at` when, aware."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def find(self, digest_id: int) -> Digest | None:
        """The digest of this number, unless it is deleted."""
        found = await self._select(_TABLE.c.id == digest_id, _TABLE.c.state != State.DELETED)
        return found[0] if found else None

    async def of(self, owner: Identity) -> list[Digest]:
        """All that somebody owns and has confirmed, by number."""
        return await self._select(_owned_by(owner), _TABLE.c.state.in_(_KEPT))

    async def count_active(self, owner: Identity) -> int:
        """Return how many digests of this person are running."""
        return sum(digest.state is State.ACTIVE for digest in await self.of(owner))

    async def all(self) -> list[Digest]:
        """All that are confirmed, by number."""
        return await self._select(_TABLE.c.state.in_(_KEPT))

    async def draft(
        self, owner: Identity, plan: Plan, at: datetime, replaces: int | None = None
    ) -> int:
        """Keep what has been said back, for a day, and give its number."""
        async with self._database.writing() as connection:
            old = (_TABLE.c.state == State.DRAFT) & (_TABLE.c.created_at < at - DRAFTS_LIVE)
            await connection.execute(delete(_TABLE).where(old))
            row = {
                "org": owner.org,
                "slack_user": owner.user,
                **_row(plan),
                "state": State.DRAFT,
                **columns(None),
                "replaces": replaces,
                "next_slot": None,
                "created_at": at,
                "changed_at": at,
            }
            made = await connection.execute(insert(_TABLE).returning(_TABLE.c.id), row)
            return int(made.scalar_one())

    async def confirm(
        self, draft: Digest, next_slot: datetime, at: datetime, most: int
    ) -> Digest | None:
        """Make the draft a digest, or change the one that it replaces.

        None where that has been done already, the draft or what it replaces is gone, or belongs to
        another, or its owner would have more than `most`.
        """
        values = {"state": State.ACTIVE, **columns(None), "next_slot": next_slot, "changed_at": at}
        async with self._database.writing() as connection:
            if draft.replaces is None:
                await _one_at_a_time(connection, draft.owner)
                if await _count(connection, draft.owner) >= most:
                    return None
                where = (_TABLE.c.id == draft.id) & (_TABLE.c.state == State.DRAFT)
                changed, kind = draft.id, "digest-made"
            else:
                gone = delete(_TABLE).where(_TABLE.c.id == draft.id, _TABLE.c.state == State.DRAFT)
                if not (await connection.execute(gone)).rowcount:
                    return None
                own = _owned_by(draft.owner) & _TABLE.c.state.in_(_KEPT)
                where = (_TABLE.c.id == draft.replaces) & own
                changed, kind = draft.replaces, "digest-changed"
                values |= _row(draft.plan)
            done = await connection.execute(update(_TABLE).where(where).values(**values))
            if not done.rowcount:
                return None
            await _record(connection, kind, draft.owner, draft.owner, at)
        return await self.find(changed)

    async def discard(self, draft: Digest) -> bool:
        """Drop a draft; False where it is none (any longer)."""
        where = (_TABLE.c.id == draft.id) & (_TABLE.c.state == State.DRAFT)
        async with self._database.writing() as connection:
            return bool((await connection.execute(delete(_TABLE).where(where))).rowcount)

    async def pause(
        self,
        digest: Digest,
        why: Reason | None,
        *,
        by: Identity,
        at: datetime,
        unchanged: bool = False,
    ) -> bool:
        """Send it no more until it is resumed. `why` is None where its owner wants that.

        False where it is not active (any longer), or is to be `unchanged` and was changed since it
        was read.
        """
        values = {"state": State.PAUSED, **columns(why), "next_slot": None}
        where = _TABLE.c.changed_at == digest.changed_at if unchanged else _ANY
        return await self._change(digest, (State.ACTIVE,), values, "digest-paused", by, at, where)

    async def resume(
        self, digest: Digest, next_slot: datetime, *, by: Identity, at: datetime
    ) -> bool:
        """Send it again from `next_slot` on; False where it is not paused (any longer)."""
        values = {"state": State.ACTIVE, **columns(None), "next_slot": next_slot}
        return await self._change(digest, (State.PAUSED,), values, "digest-resumed", by, at)

    async def delete(self, digest: Digest, *, by: Identity, at: datetime) -> bool:
        """Send it never again; False where that was done already. Its history stays a while."""
        values = {"state": State.DELETED, "next_slot": None}
        return await self._change(digest, _KEPT, values, "digest-deleted", by, at)

    async def _change(  # noqa: PLR0913, PLR0917 -- one change of state, whole
        self,
        digest: Digest,
        states: Sequence[State],
        values: Mapping[str, object],
        kind: str,
        by: Identity,
        at: datetime,
        where: ColumnElement[bool] = _ANY,
    ) -> bool:
        where &= (_TABLE.c.id == digest.id) & _owned_by(digest.owner) & _TABLE.c.state.in_(states)
        async with self._database.writing() as connection:
            done = await connection.execute(
                update(_TABLE).where(where).values(**values, changed_at=at)
            )
            if not done.rowcount:
                return False
            await _record(connection, kind, by, digest.owner, at)
        return True

    async def _select(self, *conditions: ColumnElement[bool]) -> list[Digest]:
        async with self._database.reading() as connection:
            found = await connection.execute(
                select(_TABLE).where(*conditions).order_by(_TABLE.c.id)
            )
            return [digest_of(row) for row in found]


_KEPT = (State.ACTIVE, State.PAUSED)


def digest_of(row: Row[Any]) -> Digest:
    """A whole row of the table as a digest."""
    return Digest(
        id=row.id,
        owner=Identity(row.org, row.slack_user),
        plan=Plan(row.query, row.cron, row.zone, row.place, _extras(row.extras)),
        state=State(row.state),
        why=reason_in(row),
        replaces=row.replaces,
        next_slot=row.next_slot,
        created_at=row.created_at,
        changed_at=row.changed_at,
    )


def _extras(text: str) -> Extras:
    """Those that are known here: a newer replica may have written more, and one digest that cannot
    be read would hold up all others.
    """
    return Extras(**{name: one for name, one in json.loads(text).items() if name in _EXTRAS})


def _row(plan: Plan) -> dict[str, object]:
    return {
        "query": plan.query,
        "cron": plan.cron,
        "zone": plan.zone,
        "place": plan.place,
        "extras": json.dumps(asdict(plan.extras)),
    }


def _owned_by(owner: Identity) -> ColumnElement[bool]:
    return (_TABLE.c.org == owner.org) & (_TABLE.c.slack_user == owner.user)


async def _one_at_a_time(connection: AsyncConnection, owner: Identity) -> None:
    """Wait for another replica that confirms one of his; SQLite has one writer anyway."""
    drafts = select(_TABLE.c.id).where(_owned_by(owner), _TABLE.c.state == State.DRAFT)
    await connection.execute(drafts.order_by(_TABLE.c.id).with_for_update())


async def _count(connection: AsyncConnection, owner: Identity) -> int:
    kept = select(func.count()).where(_owned_by(owner), _TABLE.c.state.in_(_KEPT))
    return (await connection.execute(kept.select_from(_TABLE))).scalar_one()


async def _record(
    connection: AsyncConnection, kind: str, by: Identity, owner: Identity, at: datetime
) -> None:
    await audit.record(connection, audit.Change(kind, by, owner, at))
