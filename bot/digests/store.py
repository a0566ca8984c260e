"""The table of digests. The outcome of each slot is in `deliveries`.

Every change adds an audit entry, in the same transaction.
"""

import json
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import asdict, fields
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Row,
    and_,
    case,
    delete,
    func,
    insert,
    select,
    true,
    update,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.digests.model import Digest, Extras, MorUser, Plan, State
from bot.digests.reasons import Reason
from bot.ids import Identity
from bot.store import audit, tables
from bot.store.database import Database

_TABLE = tables.digests
_ANY = true()
_CONFIRMED = (State.ACTIVE, State.PAUSED)
_WORDING = ("query", "zone", "mor_user_id", "mor_username")
_KNOWN_EXTRAS = frozenset(field.name for field in fields(Extras))
DRAFTS_LIVE = timedelta(days=1)
_DRAFT_IDS = 999_999_999  # below 0, drawn at random: a draft takes no number of a digest


class Digests:
    """Stores digests. `by` is the person who makes a change, `at` its time (aware)."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def find(self, digest_id: int) -> Digest | None:
        """Return the digest or draft of this number, unless it is deleted."""
        found = await self._select(_TABLE.c.id == digest_id, _TABLE.c.state != State.DELETED)
        return found[0] if found else None

    async def saved_from(self, draft_id: int) -> Digest | None:
        """Return the digest that was saved from this draft."""
        found = await self._select(_TABLE.c.draft == draft_id, _TABLE.c.state.in_(_CONFIRMED))
        return found[0] if found else None

    async def of(self, owner: Identity) -> list[Digest]:
        """Return this person's confirmed digests, by number."""
        return await self._select(_owned_by(owner), _TABLE.c.state.in_(_CONFIRMED))

    async def count_active(self, owner: Identity) -> int:
        """Return how many digests of this person are active."""
        return sum(digest.state is State.ACTIVE for digest in await self.of(owner))

    async def all(self) -> list[Digest]:
        """Return all confirmed digests, by number."""
        return await self._select(_TABLE.c.state.in_(_CONFIRMED))

    async def draft(
        self,
        owner: Identity,
        mor_user: MorUser,
        plan: Plan,
        at: datetime,
        replaces: int | None = None,
    ) -> int:
        """Store a draft for a day. `mor_user` is its owner's. Return its id, which is negative."""
        async with self._database.writing() as connection:
            await connection.execute(delete(_TABLE).where(_is_old_draft(at)))
            row = _new_row(owner, mor_user, plan, at) | {
                "id": -1 - secrets.randbelow(_DRAFT_IDS),
                "state": State.DRAFT,
                "replaces": replaces,
            }
            await connection.execute(insert(_TABLE), row)
        return int(row["id"])

    async def confirm(
        self, draft: Digest, next_slot: datetime, at: datetime, most: int
    ) -> Digest | None:
        """Make the draft a digest, or change the digest that it replaces.

        Return None if it was confirmed already, if the draft or the digest that it replaces is
        gone or belongs to another person, or if its owner would have more than `most` digests.
        """
        values = {"state": State.ACTIVE, **columns(None), "next_slot": next_slot, "changed_at": at}
        async with self._database.writing() as connection:
            if draft.replaces is None:
                await _lock(connection, draft.owner)
                if await _count(connection, draft.owner) >= most:
                    return None
            gone = delete(_TABLE).where(_TABLE.c.id == draft.id, _TABLE.c.state == State.DRAFT)
            if not (await connection.execute(gone)).rowcount:
                return None
            if draft.replaces is None:
                row = _new_row(draft.owner, draft.mor_user, draft.plan, draft.created_at)
                row |= values | {"draft": draft.id}
                done = await connection.execute(insert(_TABLE).returning(_TABLE.c.id), row)
                kind = "digest-made"
            else:
                row = _row(draft.mor_user, draft.plan)
                values |= row | {"revision": _TABLE.c.revision + _is_reworded(row)}
                own = _owned_by(draft.owner) & _TABLE.c.state.in_(_CONFIRMED)
                change_it = update(_TABLE).where(_TABLE.c.id == draft.replaces, own)
                done = await connection.execute(change_it.values(**values).returning(_TABLE.c.id))
                kind = "digest-changed"
            number = done.scalar_one_or_none()
            if number is None:
                return None
            await audit.record(connection, audit.Change(kind, draft.owner, draft.owner, at))
        return await self.find(number)

    async def discard(self, draft: Digest) -> bool:
        """Delete a draft. Return False if it is not a draft any more."""
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
        """Pause a digest. `why` is None if its owner does it.

        Return False if it is not active any more, or must be `unchanged` and was changed since it
        was read.
        """
        values = {"state": State.PAUSED, **columns(why), "next_slot": None}
        where = _TABLE.c.changed_at == digest.changed_at if unchanged else _ANY
        change = audit.Change("digest-paused", by, digest.owner, at)
        return await self._change(digest, (State.ACTIVE,), values, change, where)

    async def resume(
        self, digest: Digest, next_slot: datetime, *, by: Identity, at: datetime
    ) -> bool:
        """Resume a digest from `next_slot` on. Return False if it is not paused any more."""
        values = {"state": State.ACTIVE, **columns(None), "next_slot": next_slot}
        change = audit.Change("digest-resumed", by, digest.owner, at)
        return await self._change(digest, (State.PAUSED,), values, change)

    async def expect(
        self, digest: Digest, addresses: Sequence[str], *, by: Identity, at: datetime
    ) -> bool:
        """Expect these addresses, and no others. Return False if others are expected by now."""
        as_read = _TABLE.c.expected == json.dumps(digest.expected)
        is_more = len(addresses) > len(digest.expected)
        kind = "digest-expected" if is_more else "digest-not-expected"
        change = audit.Change(kind, by, digest.owner, at)
        values = {"expected": json.dumps(addresses)}
        return await self._change(digest, _CONFIRMED, values, change, as_read)

    async def mute(
        self, digest: Digest, until: datetime | None, *, by: Identity, at: datetime
    ) -> bool:
        """Mute a digest's alerts until that moment, or no longer. Return False if it is gone."""
        kind = "digest-unmuted" if until is None else "digest-muted"
        change = audit.Change(kind, by, digest.owner, at)
        return await self._change(digest, _CONFIRMED, {"muted_until": until}, change)

    async def delete(self, digest: Digest, *, by: Identity, at: datetime) -> bool:
        """Delete a digest, but keep its deliveries. Return False if it is deleted already."""
        values = {"state": State.DELETED, "next_slot": None}
        change = audit.Change("digest-deleted", by, digest.owner, at)
        return await self._change(digest, _CONFIRMED, values, change)

    async def prune(self, now: datetime, keep: timedelta) -> int:
        """Remove digests deleted `keep` ago and drafts that have expired. Return how many."""
        deleted = (_TABLE.c.state == State.DELETED) & (_TABLE.c.changed_at < now - keep)
        async with self._database.writing() as connection:
            gone = await connection.execute(delete(_TABLE).where(deleted | _is_old_draft(now)))
            return gone.rowcount

    async def _change(
        self,
        digest: Digest,
        states: Sequence[State],
        values: Mapping[str, object],
        change: audit.Change,
        where: ColumnElement[bool] = _ANY,
    ) -> bool:
        where &= (_TABLE.c.id == digest.id) & _owned_by(digest.owner) & _TABLE.c.state.in_(states)
        async with self._database.writing() as connection:
            done = await connection.execute(
                update(_TABLE).where(where).values(**values, changed_at=change.at)
            )
            if not done.rowcount:
                return False
            await audit.record(connection, change)
        return True

    async def _select(self, *conditions: ColumnElement[bool]) -> list[Digest]:
        async with self._database.reading() as connection:
            found = await connection.execute(
                select(_TABLE).where(*conditions).order_by(_TABLE.c.id)
            )
            return [digest_of(row) for row in found]


def columns(reason: Reason | None) -> dict[str, str]:
    """Return the columns `why` and `detail` of a row with this reason, or with none."""
    return {"why": reason.code, "detail": reason.detail} if reason else {"why": "", "detail": ""}


def reason_in(row: Row[Any]) -> Reason | None:
    """Return the reason in these columns; None if there is none."""
    return Reason(row.why, row.detail) if row.why else None


def digest_of(row: Row[Any]) -> Digest:
    """Return a whole row of the table as a digest."""
    return Digest(
        id=row.id,
        owner=Identity(row.org, row.slack_user),
        mor_user=MorUser(row.mor_user_id, row.mor_username),
        plan=Plan(row.query, row.cron, row.zone, row.place, _extras(row.extras), row.name),
        revision=row.revision,
        state=State(row.state),
        why=reason_in(row),
        replaces=row.replaces,
        next_slot=row.next_slot,
        created_at=row.created_at,
        changed_at=row.changed_at,
        draft=row.draft,
        expected=tuple(json.loads(row.expected)),
        muted_until=row.muted_until,
    )


def _extras(text: str) -> Extras:
    """Return the options that this version knows. A newer replica may have written more."""
    return Extras(**{name: one for name, one in json.loads(text).items() if name in _KNOWN_EXTRAS})


def _is_reworded(row: Mapping[str, object]) -> ColumnElement[int]:
    """Return 1 if the query, or the zone or MOR user that it depends on, differs; else 0."""
    same = [_TABLE.c[name].is_not_distinct_from(row[name]) for name in _WORDING]
    return case((and_(*same), 0), else_=1)


def _row(mor_user: MorUser, plan: Plan) -> dict[str, object]:
    return {
        "mor_user_id": mor_user.user_id,
        "mor_username": mor_user.username,
        "query": plan.query,
        "cron": plan.cron,
        "zone": plan.zone,
        "place": plan.place,
        "extras": json.dumps(asdict(plan.extras)),
        "name": plan.name,
    }


def _new_row(owner: Identity, mor_user: MorUser, plan: Plan, at: datetime) -> dict[str, Any]:
    return {
        "org": owner.org,
        "slack_user": owner.user,
        **_row(mor_user, plan),
        "revision": 1,
        **columns(None),
        "next_slot": None,
        "created_at": at,
        "changed_at": at,
    }


def _is_old_draft(now: datetime) -> ColumnElement[bool]:
    return (_TABLE.c.state == State.DRAFT) & (_TABLE.c.created_at < now - DRAFTS_LIVE)


def _owned_by(owner: Identity) -> ColumnElement[bool]:
    return (_TABLE.c.org == owner.org) & (_TABLE.c.slack_user == owner.user)


async def _lock(connection: AsyncConnection, owner: Identity) -> None:
    """Wait while another replica confirms a draft of this owner. SQLite has one writer anyway."""
    drafts = select(_TABLE.c.id).where(_owned_by(owner), _TABLE.c.state == State.DRAFT)
    await connection.execute(drafts.order_by(_TABLE.c.id).with_for_update())


async def _count(connection: AsyncConnection, owner: Identity) -> int:
    kept = select(func.count()).where(_owned_by(owner), _TABLE.c.state.in_(_CONFIRMED))
    return (await connection.execute(kept.select_from(_TABLE))).scalar_one()
