"""The directory: which MOR account a Slack identity asks as.

MOR asks for no password, so these links are the access control. Every change is recorded in the
audit log in the same transaction.
"""

from collections.abc import AsyncIterator, Callable, Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    bindparam,
    delete,
    func,
    insert,
    or_,
    select,
    tuple_,
    update,
)
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.calls.model import Account, Role
from bot.ids import Identity
from bot.links import texts as say
from bot.links.model import Link, Suspension
from bot.store import audit, tables
from bot.store.database import Database

_LINKS = tables.links
_AT_A_TIME = 200
_COLUMNS = (
    _LINKS.c.org,
    _LINKS.c.slack_user,
    _LINKS.c.mor_username,
    _LINKS.c.mor_user_id,
    _LINKS.c.role,
    _LINKS.c.owner_id,
    _LINKS.c.foreign_refused,
    _LINKS.c.external,
    _LINKS.c.suspended,
    _LINKS.c.created_at,
    _LINKS.c.created_by_org,
    _LINKS.c.created_by_user,
    _LINKS.c.checked_at,
    _LINKS.c.failing_since,
    _LINKS.c.full_name,
)


class Directory:
    """Finds and changes links. `by` is who makes the change."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self._watchers: list[Callable[[Identity], None]] = []
        user = _LINKS.c.slack_user == bindparam("user")
        self._by_identity = database.prepare_select(
            select(*_COLUMNS).where(_LINKS.c.org == bindparam("org"), user)
        )
        self._by_user = database.prepare_select(select(*_COLUMNS).where(user))

    def watch(self, told: Callable[[Identity], None]) -> None:
        """Call `told` with each person whose link this process makes, removes or changes, once
        that is stored.
        """
        self._watchers.append(told)

    async def reachable(self) -> bool:
        """Return True. Raises the database's error if it does not answer."""
        async with self.database.reading() as connection:
            await connection.execute(select(_LINKS.c.slack_user).limit(1))
        return True

    async def find(self, identity: Identity) -> Link | None:
        """Return the link of this person, suspended or not."""
        rows = await self._by_identity.rows(org=identity.org, user=identity.user)
        return _link(rows[0]) if rows else None

    async def find_by_slack_user(self, user: str) -> Link | None:
        """Return the link of the person with this user id. None if two organisations have one."""
        rows = await self._by_user.rows(user=user)
        return _link(rows[0]) if len(rows) == 1 else None

    async def has_slack_user(self, user: str) -> bool:
        """Return whether anybody with this user id is linked."""
        return bool(await self._by_user.rows(user=user))

    async def full_name(self, user_id: int, owner_id: int | None = None) -> str:
        """Return what MOR last called the MOR user with this id, empty if nobody linked is it, or
        if they are not that owner's.

        To be asked only for somebody who may ask about that user.
        """
        c = _LINKS.c
        named = select(c.full_name).where(c.mor_user_id == user_id, c.full_name != "")
        if owner_id is not None:
            named = named.where(c.owner_id == owner_id)
        async with self.database.reading() as connection:
            newest = named.order_by(c.checked_at.desc()).limit(1)
            return await connection.scalar(newest) or ""

    async def all(self) -> list[Link]:
        """Return all links, sorted by organisation and user id."""
        statement = select(*_COLUMNS).order_by(_LINKS.c.org, _LINKS.c.slack_user)
        async with self.database.reading() as connection:
            return [_link(row) for row in await connection.execute(statement)]

    async def due(self, before: datetime, now: datetime) -> AsyncIterator[Link]:
        """Yield, in order, the links last checked before that, or dated after `now`.

        They are read a few at a time, since reading thousands would keep everybody waiting.
        """
        c, last = _LINKS.c, ("", "")
        late = or_(c.checked_at <= before, c.checked_at > now)
        key = tuple_(c.org, c.slack_user)
        while True:
            page = select(*_COLUMNS).where(late, key > last).order_by(c.org, c.slack_user)
            async with self.database.reading() as connection:
                links = [_link(row) for row in await connection.execute(page.limit(_AT_A_TIME))]
            for link in links:
                yield link
            if len(links) < _AT_A_TIME:
                return
            last = (links[-1].identity.org, links[-1].identity.user)

    async def failing(self, before: datetime) -> list[Link]:
        """Return the links that count, although MOR could not confirm them since `before`."""
        late = (_LINKS.c.failing_since <= before, _LINKS.c.suspended == "")
        statement = select(*_COLUMNS).where(*late).order_by(_LINKS.c.org, _LINKS.c.slack_user)
        async with self.database.reading() as connection:
            return [_link(row) for row in await connection.execute(statement)]

    async def note_failing(self, due: datetime) -> int:
        """Record that MOR could not confirm the links that count and were checked before `due`.

        Return how many those are, with those of which that was known.
        """
        late, now = (_LINKS.c.checked_at <= due, _LINKS.c.suspended == ""), datetime.now(UTC)
        new = update(_LINKS).where(*late, _LINKS.c.failing_since.is_(None))
        async with self.database.writing() as connection:
            await connection.execute(new.values(failing_since=now))
            count = select(func.count()).select_from(_LINKS).where(*late)
            return (await connection.execute(count)).scalar_one()

    async def note_refused(self, user_id: int, owner_id: int | None) -> None:
        """Record that MOR does not know this user as one of that owner, now."""
        c = _LINKS.c
        theirs = (c.mor_user_id == user_id, c.owner_id == owner_id, c.failing_since.is_(None))
        async with self.database.writing() as connection:
            now = datetime.now(UTC)
            await connection.execute(update(_LINKS).where(*theirs).values(failing_since=now))

    async def add(self, *new: Link) -> None:
        """Add links, all of them or none.

        Raises AskError (`already-linked`) if one of the people has a link.
        """
        async with self.database.writing() as connection:
            for link in new:
                try:
                    await connection.execute(insert(_LINKS), _row(link))
                except IntegrityError:
                    raise say.already_linked(str(link.identity)) from None
                await _record(connection, "link", link.created_by, link)
        self._changed(*[link.identity for link in new])

    async def remove(self, identity: Identity, *, by: Identity, judged: Link | None = None) -> bool:
        """Remove a link. Return False if there is none, or it is not the one that was judged."""
        async with self.database.writing() as connection:
            link = await _present(connection, identity)
            if link is None or (judged is not None and not _same(link, judged)):
                return False
            await connection.execute(delete(_LINKS).where(_is(identity)))
            await _record(connection, "unlink", by, link)
        self._changed(identity)
        return True

    async def suspend(self, link: Link, reason: Suspension, *, by: Identity) -> bool:
        """Suspend a link.

        Return False if it is suspended already, or is no longer the one that was judged.
        """
        return await self._set_suspended(link, reason, "suspend", by)

    async def resume(self, link: Link, *, by: Identity) -> bool:
        """Let a suspended link count again.

        Return False if it counts already, or is no longer the one that was judged.
        """
        return await self._set_suspended(link, None, "resume", by)

    async def note_checked(self, link: Link) -> None:
        """Record that the link was checked just now.

        Does nothing if it is no longer the one that was judged.
        """
        async with self.database.writing() as connection:
            await connection.execute(
                update(_LINKS)
                .where(_is(link.identity), _LINKS.c.created_at == link.created_at)
                .values(checked_at=datetime.now(UTC), failing_since=None)
            )

    async def confirm(
        self, link: Link, *, foreign_refused: bool, full_name: str, by: Identity
    ) -> None:
        """Record that MOR confirmed the link's account just now, whether it rejects foreign ids,
        and what it calls the MOR user.

        Does nothing if the link is no longer the one that was confirmed.
        """
        async with self.database.writing() as connection:
            present = await _present(connection, link.identity)
            if present is None or not _same(present, link):
                return
            await connection.execute(
                update(_LINKS)
                .where(_is(link.identity))
                .values(
                    foreign_refused=foreign_refused,
                    checked_at=datetime.now(UTC),
                    failing_since=None,
                    full_name=full_name,
                    # Empty if the version before has made the link.
                    folded_username=link.account.username.casefold(),
                )
            )
            if foreign_refused == link.account.foreign_refused:
                return
            kind = "whole-reach" if foreign_refused else "own-id-only"
            await _record(connection, kind, by, present)
        self._changed(link.identity)

    async def _set_suspended(
        self, link: Link, reason: Suspension | None, kind: str, by: Identity
    ) -> bool:
        async with self.database.writing() as connection:
            present = await _present(connection, link.identity)
            if present is None or not _same(present, link):
                return False
            if bool(present.suspended) == bool(reason):
                return False
            await connection.execute(
                update(_LINKS).where(_is(link.identity)).values(suspended=reason or "")
            )
            await _record(connection, kind, by, present)
        self._changed(link.identity)
        return True

    def _changed(self, *people: Identity) -> None:
        for told in self._watchers:
            for person in people:
                told(person)


def _same(present: Link, judged: Link) -> bool:
    """Return whether the link is still the one that was judged, not one made since."""
    return (present.created_at, present.account.username) == (
        judged.created_at,
        judged.account.username,
    )


def _is(identity: Identity) -> ColumnElement[bool]:
    return (_LINKS.c.org == identity.org) & (_LINKS.c.slack_user == identity.user)


async def _present(connection: AsyncConnection, identity: Identity) -> Link | None:
    """Return the link as it is, locked: another replica may be about to change it too."""
    found = await connection.execute(select(*_COLUMNS).where(_is(identity)).with_for_update())
    row = found.first()
    return _link(row) if row is not None else None


async def _record(connection: AsyncConnection, kind: str, by: Identity, link: Link) -> None:
    change = audit.Change(kind, by, link.identity, datetime.now(UTC), link.account)
    await audit.record(connection, change)


def _row(link: Link) -> dict[str, object]:
    account = link.account
    return {
        "org": link.identity.org,
        "slack_user": link.identity.user,
        "mor_username": account.username,
        "folded_username": account.username.casefold(),
        "mor_user_id": account.user_id,
        "role": account.role.value,
        "owner_id": account.owner_id,
        "foreign_refused": account.foreign_refused,
        "external": link.external,
        "suspended": link.suspended,
        "created_at": link.created_at,
        "created_by_org": link.created_by.org,
        "created_by_user": link.created_by.user,
        "checked_at": link.checked_at,
        "failing_since": link.failing_since,
        "full_name": link.full_name,
    }


def _link(row: Sequence[Any]) -> Link:
    """Return the link in a row of `_COLUMNS`."""
    (org, user, username, user_id, role, owner_id, foreign_refused) = row[:7]
    (external, suspended, created_at, created_by_org, created_by_user) = row[7:12]
    return Link(
        identity=Identity(org, user),
        account=Account(username, user_id, Role(role), owner_id, foreign_refused),
        external=external,
        suspended=suspended,
        created_at=created_at,
        created_by=Identity(created_by_org, created_by_user),
        checked_at=row[12],
        failing_since=row[13],
        full_name=row[14],
    )
