"""Stored requests for access, under ids that cannot be guessed. Each step is audited."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.ids import Identity
from bot.store import audit, tables
from bot.store.database import Database

_TABLE = tables.access_requests
_WAIT = timedelta(hours=1)  # before the same person may ask again


class RequestOutcome(StrEnum):
    """What a request has led to."""

    OPEN = ""
    LINKED = "linked"
    DECLINED = "declined"
    UNHEARD = "unheard"  # no bot admin could be told, so the person may ask again at once


@dataclass(frozen=True, slots=True)
class AccessRequest:
    """A person who wants to be linked. The request does not say to which MOR user."""

    id: str
    person: Identity
    outcome: RequestOutcome


class AccessRequestStore:
    """Stores requests for access."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def add(self, person: Identity, at: datetime) -> str | None:
        """Store that somebody asks, at an aware time. Return the request's id.

        None if they have asked within the last hour.
        """
        request_id = secrets.token_urlsafe(16)
        lately = (
            (_TABLE.c.org == person.org)
            & (_TABLE.c.slack_user == person.user)
            & (_TABLE.c.asked_at > at - _WAIT)
            & (_TABLE.c.outcome != RequestOutcome.UNHEARD.value)
        )
        async with self._database.writing() as connection:
            if (await connection.execute(select(_TABLE.c.id).where(lately))).first() is not None:
                return None
            row = {
                "id": request_id,
                "org": person.org,
                "slack_user": person.user,
                "asked_at": at,
                "outcome": RequestOutcome.OPEN.value,
            }
            await connection.execute(insert(_TABLE), row)
            await _record(connection, "access-asked", person, person, at)
        return request_id

    async def find(self, request_id: str) -> AccessRequest | None:
        """Return the request with this id."""
        columns = (_TABLE.c.org, _TABLE.c.slack_user, _TABLE.c.outcome)
        async with self._database.reading() as connection:
            found = await connection.execute(select(*columns).where(_TABLE.c.id == request_id))
            row = found.first()
        if row is None:
            return None
        return AccessRequest(request_id, Identity(row[0], row[1]), RequestOutcome(row[2]))

    async def decide(
        self, request: AccessRequest, outcome: RequestOutcome, *, by: Identity, at: datetime
    ) -> bool:
        """Decide a request. Return False if it is decided already."""
        is_open = (_TABLE.c.id == request.id) & (_TABLE.c.outcome == RequestOutcome.OPEN.value)
        async with self._database.writing() as connection:
            changed = await connection.execute(
                update(_TABLE).where(is_open).values(outcome=outcome.value)
            )
            if not changed.rowcount:
                return False
            await _record(connection, f"access-{outcome}", by, request.person, at)
        return True


async def _record(
    connection: AsyncConnection, kind: str, by: Identity, about: Identity, at: datetime
) -> None:
    await audit.record(connection, audit.Change(kind, by, about, at))
