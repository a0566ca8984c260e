"""Claim what is due: a row of the deliveries table for each slot."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.digests.deliveries import DeliveryState, insert_new, new_row
from bot.digests.model import Digest, State
from bot.digests.reasons import Reason, ReasonCode
from bot.digests.schedule import due
from bot.digests.store import columns, digest_of
from bot.store import tables
from bot.store.database import Database

_DIGESTS = tables.digests


@dataclass(frozen=True, slots=True)
class ClaimResult:
    """The due slots: how many are claimed, and how many `missed`. The schedules of `unreadable`
    digests cannot be read. `more` digests may be due.
    """

    slots: int = 0
    missed: int = 0
    unreadable: tuple[Digest, ...] = ()
    more: bool = False


async def claim_due(database: Database, now: datetime, grace: timedelta, limit: int) -> ClaimResult:
    """Claim what is due, the earliest first, for at most `limit` digests.

    The newest slot of each digest is claimed unless it is older than `grace`. The others are
    skipped. This and the digests' next slots are one transaction.
    """
    is_due = (_DIGESTS.c.state == State.ACTIVE) & (_DIGESTS.c.next_slot <= now)
    # Otherwise every tick would wait for the write lock of SQLite.
    async with database.reading() as connection:
        found = await connection.execute(select(_DIGESTS.c.id).where(is_due).limit(1))
        if found.first() is None:
            return ClaimResult()
    statement = select(_DIGESTS).where(is_due).order_by(_DIGESTS.c.next_slot, _DIGESTS.c.id)
    async with database.writing() as connection:
        found = await connection.execute(statement.limit(limit).with_for_update(skip_locked=True))
        digests = [digest_of(row) for row in found]
        return await _claim(connection, digests, now, grace, more=len(digests) == limit)


async def _claim(
    connection: AsyncConnection,
    digests: Sequence[Digest],
    now: datetime,
    grace: timedelta,
    *,
    more: bool,
) -> ClaimResult:
    rows: list[dict[str, object]] = []
    unreadable: list[Digest] = []
    slots = missed = 0
    for digest in digests:
        plan, since = digest.plan, digest.next_slot or now
        try:
            found = due(plan.cron, plan.zone, since, now, grace)
        except Exception:  # noqa: BLE001 -- an unreadable digest must not stop the others
            unreadable.append(digest)
            continue
        if found.missed:
            rows += _missed(digest.id, found.missed, found.left_out, now)
        if found.run is not None:
            rows.append(new_row(digest.id, found.run, now))
            slots += 1
        missed += len(found.missed) + found.left_out
        await connection.execute(
            update(_DIGESTS).where(_DIGESTS.c.id == digest.id).values(next_slot=found.following)
        )
    if rows:
        await connection.execute(insert_new(connection), rows)
    return ClaimResult(slots, missed, tuple(unreadable), more)


def _missed(
    digest_id: int, slots: Sequence[datetime], left_out: int, now: datetime
) -> list[dict[str, object]]:
    skipped = {"state": DeliveryState.SKIPPED, **columns(Reason(ReasonCode.MISSED))}
    rows = [new_row(digest_id, slot, now) | skipped for slot in slots]
    if left_out:
        rows[0] |= columns(Reason(ReasonCode.MISSED_WITH_EARLIER, str(left_out)))
    return rows
