"""The directory: which MOR account stands behind a Slack identity. MOR asks for no password, so
these links are the access control. Every change leaves a line in the audit log, in the same
transaction.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, bindparam, delete, insert, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.calls.model import Account, Role
from bot.errors import AskError
from bot.ids import Identity
from bot.links.texts import linking
from bot.store import audit, tables
from bot.store.database import Database


class Suspension(StrEnum):
    """Why a link does not count. Stored, so a code never changes; the sentence for it may: it is
    made by `bot.links.texts.linking.suspension`.
    """

    GUEST = "guest"
    """The person is a guest in Slack, and the link is not external."""
    FOREIGN = "foreign"
    """The person is of another workspace, and the link is not external."""
    DEACTIVATED = "deactivated"
    """The person is deactivated in Slack."""
    ELSEWHERE = "elsewhere"
    """The user id belongs to another workspace or enterprise than the link's."""
    UNKNOWN_PERSON = "unknown-person"
    """Slack does not know the user id."""
    NAME_GONE = "name-gone"
    """MOR does not know the username."""
    NAME_MOVED = "name-moved"
    """At MOR the username belongs to another user."""


@dataclass(frozen=True, slots=True)
class Link:
    """A Slack identity and the MOR account it asks as.

    `external` allows a guest or somebody of another workspace. `suspended` says why the link does
    not count at present: a `Suspension`, or what this version does not know; empty means that it
    counts. Times are aware; `checked_at` is when MOR or Slack last said whether the link is true.
    """

    identity: Identity
    account: Account
    external: bool
    suspended: str
    created_at: datetime
    created_by: Identity
    checked_at: datetime


_LINKS = tables.links
_ADMINS = tables.bot_admins
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
)


class Directory:
    """Finds and changes links and bot admins. `by` is always who makes the change."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._watchers: list[Callable[[Identity], None]] = []
        user = _LINKS.c.slack_user == bindparam("user")
        self._by_identity = database.prepare_select(
            select(*_COLUMNS).where(_LINKS.c.org == bindparam("org"), user)
        )
        self._by_user = database.prepare_select(select(*_COLUMNS).where(user))

    def watch(self, told: Callable[[Identity], None]) -> None:
        """Call `told` from now on with each person whose link has been made, removed or changed,
        once that is stored. What other processes change is not seen.
        """
        self._watchers.append(told)

    async def reachable(self) -> bool:
        """True; raises whatever the database raises where it does not answer."""
        async with self._database.reading() as connection:
            await connection.execute(select(_LINKS.c.slack_user).limit(1))
        return True

    async def find(self, identity: Identity) -> Link | None:
        """The link of this person, suspended or not, as it stands at this moment."""
        rows = await self._by_identity.rows(org=identity.org, user=identity.user)
        return _link(rows[0]) if rows else None

    async def find_by_slack_user(self, user: str) -> Link | None:
        """The link of the person with this user id; None if two organisations have one such."""
        rows = await self._by_user.rows(user=user)
        return _link(rows[0]) if len(rows) == 1 else None

    async def has_slack_user(self, user: str) -> bool:
        """Whether anybody with this user id is linked."""
        return bool(await self._by_user.rows(user=user))

    async def all(self) -> list[Link]:
        """All links, by organisation and user id."""
        statement = select(*_COLUMNS).order_by(_LINKS.c.org, _LINKS.c.slack_user)
        async with self._database.reading() as connection:
            return [_link(row) for row in await connection.execute(statement)]

    async def add(self, *new: Link) -> None:
        """Add links, all of them or none.

        Raises AskError `already-linked` where one of the people has a link.
        """
        async with self._database.writing() as connection:
            for link in new:
                try:
                    await connection.execute(insert(_LINKS), _row(link))
                except IntegrityError:
                    raise AskError(
                        *linking.already_linked(str(link.identity)), code="already-linked"
                    ) from None
                await _record(connection, "link", link.created_by, link)
        self._changed(*[link.identity for link in new])

    async def remove(self, identity: Identity, *, by: Identity, judged: Link | None = None) -> bool:
        """Remove a link; False if there is none, or it is no longer the one that was judged."""
        async with self._database.writing() as connection:
            link = await _present(connection, identity)
            if link is None or (judged is not None and not _same(link, judged)):
                return False
            await connection.execute(delete(_LINKS).where(_is(_LINKS, identity)))
            await _record(connection, "unlink", by, link)
        self._changed(identity)
        return True

    async def suspend(self, link: Link, reason: Suspension, *, by: Identity) -> bool:
        """Let a link no longer count, for a reason.

        False, and nothing happens, if it did not count, or is no longer the one that was judged.
        """
        return await self._set_suspended(link, reason, "suspend", by)

    async def resume(self, link: Link, *, by: Identity) -> bool:
        """Let a suspended link count again.

        False, and nothing happens, if it does, or is no longer the one that was judged.
        """
        return await self._set_suspended(link, None, "resume", by)

    async def note_checked(self, link: Link) -> None:
        """Note that it has just been found out whether the link is true.

        Nothing happens if it is no longer the one that was judged.
        """
        async with self._database.writing() as connection:
            await connection.execute(
                update(_LINKS)
                .where(_is(_LINKS, link.identity), _LINKS.c.created_at == link.created_at)
                .values(checked_at=datetime.now(UTC))
            )

    async def confirm(self, link: Link, *, foreign_refused: bool, by: Identity) -> None:
        """Note that MOR has just confirmed the account of `link`, and how it treats foreign ids.

        Nothing happens if the link is no longer the one that was confirmed.
        """
        async with self._database.writing() as connection:
            present = await _present(connection, link.identity)
            if present is None or not _same(present, link):
                return
            await connection.execute(
                update(_LINKS)
                .where(_is(_LINKS, link.identity))
                .values(foreign_refused=foreign_refused, checked_at=datetime.now(UTC))
            )
            if foreign_refused == link.account.foreign_refused:
                return
            kind = "whole-reach" if foreign_refused else "own-id-only"
            await _record(connection, kind, by, present)
        self._changed(link.identity)

    async def admins(self) -> list[Identity]:
        """The bot admins, in order."""
        statement = select(_ADMINS.c.org, _ADMINS.c.slack_user)
        async with self._database.reading() as connection:
            return sorted(Identity(*row) for row in await connection.execute(statement))

    async def make_admin(self, identity: Identity, *, by: Identity) -> bool:
        """Make somebody a bot admin; False if he is one."""
        async with self._database.writing() as connection:
            try:
                await connection.execute(
                    insert(_ADMINS), {"org": identity.org, "slack_user": identity.user}
                )
            except IntegrityError:
                return False
            await _record(connection, "make-admin", by, identity)
        return True

    async def revoke_admin(self, identity: Identity, *, by: Identity) -> bool:
        """Let somebody be a bot admin no longer; False if he is none."""
        async with self._database.writing() as connection:
            gone = await connection.execute(delete(_ADMINS).where(_is(_ADMINS, identity)))
            if not gone.rowcount:
                return False
            await _record(connection, "revoke-admin", by, identity)
        return True

    async def _set_suspended(
        self, link: Link, reason: Suspension | None, kind: str, by: Identity
    ) -> bool:
        async with self._database.writing() as connection:
            present = await _present(connection, link.identity)
            if present is None or not _same(present, link):
                return False
            if bool(present.suspended) == bool(reason):
                return False
            await connection.execute(
                update(_LINKS).where(_is(_LINKS, link.identity)).values(suspended=reason or "")
            )
            await _record(connection, kind, by, present)
        self._changed(link.identity)
        return True

    def _changed(self, *people: Identity) -> None:
        for told in self._watchers:
            for person in people:
                told(person)


def _same(present: Link, judged: Link) -> bool:
    """Whether the link is still the one that was judged, and not one made since in its place."""
    return (present.created_at, present.account.username) == (
        judged.created_at,
        judged.account.username,
    )


def _is(table: Any, identity: Identity) -> ColumnElement[bool]:
    matches: ColumnElement[bool] = (table.c.org == identity.org) & (
        table.c.slack_user == identity.user
    )
    return matches


async def _present(connection: AsyncConnection, identity: Identity) -> Link | None:
    found = await connection.execute(select(*_COLUMNS).where(_is(_LINKS, identity)))
    row = found.first()
    return _link(row) if row is not None else None


async def _record(
    connection: AsyncConnection, kind: str, by: Identity, about: Link | Identity
) -> None:
    person, account = (about.identity, about.account) if isinstance(about, Link) else (about, None)
    change = audit.Change(kind, by, person, datetime.now(UTC), account)
    await audit.record(connection, change)


def _row(link: Link) -> dict[str, object]:
    account = link.account
    return {
        "org": link.identity.org,
        "slack_user": link.identity.user,
        "mor_username": account.username,
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
    }


def _link(row: Sequence[Any]) -> Link:
    """The link in a row of `_COLUMNS`."""
    (org, user, username, user_id, role, owner_id, foreign_refused) = row[:7]
    (external, suspended, created_at, created_by_org, created_by_user, checked_at) = row[7:]
    return Link(
        identity=Identity(org, user),
        account=Account(username, user_id, Role(role), owner_id, foreign_refused),
        external=external,
        suspended=suspended,
        created_at=created_at,
        created_by=Identity(created_by_org, created_by_user),
        checked_at=checked_at,
    )
