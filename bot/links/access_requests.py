"""Requests for access: a person without a link asks, the bot admins decide, the person is told.

Requests are stored under ids that cannot be guessed, and each step is audited.
"""

import secrets
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from sqlalchemy import delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.calls.asker import Asker
from bot.errors import SlackError
from bot.ids import Identity
from bot.links import request_texts as say
from bot.links import texts as say_linking
from bot.links.blocks import (
    asked_message,
    declined_message,
    refusal_message,
    request_message,
)
from bot.links.directory import Directory
from bot.links.linking import Linking
from bot.slack.api.people import Membership
from bot.slack.context import Slack
from bot.slack.kit.message import Message
from bot.store import audit, tables
from bot.store.database import Database
from bot.telemetry import logger

log = logger(__name__)

_TABLE = tables.access_requests
_WAIT = timedelta(hours=1)  # before the same person may ask again
_ASKING, _ASKING_SECONDS = "access-asking", 60.0
_DECIDING, _DECIDING_SECONDS = "access-deciding", 300.0  # MOR may take long


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

    async def prune(self, before: datetime) -> int:
        """Delete requests from before that, decided or not. Return how many."""
        async with self._database.writing() as connection:
            return (
                await connection.execute(delete(_TABLE).where(_TABLE.c.asked_at < before))
            ).rowcount

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


class AccessRequests:
    """Takes requests to the bot admins, and their answers back."""

    def __init__(
        self, slack: Slack, linking: Linking, directory: Directory, store: AccessRequestStore
    ) -> None:
        self._slack = slack
        self._linking = linking
        self._directory = directory
        self._store = store

    async def ask(self, asker: Asker) -> Message:
        """Ask the bot admins for access. Raises AskError, SlackError."""
        if asker.account is not None:
            raise say.linked_already(self._slack.command)
        if asker.suspended:
            raise say_linking.not_linked(asker.suspended)
        who = asker.identity
        membership = (await self._slack.people.find(who.user)).membership
        request_id = await self._added(who)
        if request_id is None:
            raise say.asked_already()
        outsider = membership is not Membership.MEMBER
        told = await self._slack.notices.send(request_message(who, request_id, outsider=outsider))
        if not any(told.values()):
            request = AccessRequest(request_id, who, RequestOutcome.OPEN)
            await self._decide(request, RequestOutcome.UNHEARD, asker)
            raise say.nobody_to_ask(who.user)
        return asked_message()

    async def _added(self, who: Identity) -> str | None:
        """Store the request, unless another replica is taking a second click at this moment."""
        rows, key = self._slack.rows, str(who)
        if not await rows.claim(_ASKING, key, _ASKING_SECONDS):
            return None
        try:
            return await self._store.add(who, datetime.now(UTC))
        finally:
            await rows.take(_ASKING, key)

    async def person(self, request_id: str) -> Identity:
        """Return who asks in a request that is still open. Raises AskError."""
        return (await self._open(request_id)).person

    async def decline(self, request_id: str, reason: str, asker: Asker) -> Message:
        """Decline, and tell the person and the other bot admins. Raises AskError.

        The reason is in a bot admin's own words, possibly empty.
        """
        await self._linking.admins.check(asker.identity)
        async with self._deciding(request_id) as request:
            await self._decide(request, RequestOutcome.DECLINED, asker)
        who = request.person
        self._slack.notices.tell_soon(say.declined_news(str(who), str(asker.identity), reason))
        return declined_message(who, reason, told=await self._tell_declined(who, reason))

    @asynccontextmanager
    async def linking(self, request_id: str, asker: Asker) -> AsyncIterator[Identity]:
        """Give who asks, and record afterwards that they were linked. Raises AskError."""
        async with self._deciding(request_id) as request:
            yield request.person
            await self._decide(request, RequestOutcome.LINKED, asker)

    @asynccontextmanager
    async def _deciding(self, request_id: str) -> AsyncIterator[AccessRequest]:
        """Keep an open request from everybody else. Raises AskError."""
        if not await self._slack.rows.claim(_DECIDING, request_id, _DECIDING_SECONDS):
            raise say.being_decided()
        try:
            yield await self._open(request_id)
        finally:
            await self._slack.rows.take(_DECIDING, request_id)

    async def _open(self, request_id: str) -> AccessRequest:
        request = await self._store.find(request_id)
        if request is None:
            raise say.request_gone()
        linked = await self._directory.find(request.person) is not None
        if linked or request.outcome is not RequestOutcome.OPEN:
            raise say.decided_already(RequestOutcome.LINKED if linked else request.outcome)
        return request

    async def _decide(self, request: AccessRequest, outcome: RequestOutcome, by: Asker) -> None:
        now = datetime.now(UTC)
        if not await self._store.decide(request, outcome, by=by.identity, at=now):
            decided = await self._store.find(request.id)
            raise say.decided_already(decided.outcome if decided else outcome)

    async def _tell_declined(self, person: Identity, reason: str) -> bool:
        try:
            await self._slack.poster.post(person.user, refusal_message(reason))
        except SlackError as error:
            log.warning("asker-not-told", code=error.code)
            return False
        return True
