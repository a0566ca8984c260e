"""Questions that people have saved under a name.

A search is stored as the text of a command, and read each time it is run, with its owner's rights
at that time. Only its owner can find it.
"""

import secrets
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, delete, exists, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.ids import Identity
from bot.search import texts as say
from bot.store import tables
from bot.store.database import Database
from bot.store.expiring import ExpiringRows

MOST_SEARCHES = 20  # of one person
LONGEST_NAME = 50  # characters

_UNLINKED = "unlinked"  # a kind of rows: since when an owner has no link, in Unix seconds
_REMEMBERED_SECONDS = 2 * 86_400.0

_TABLE = tables.saved_searches
_COLUMNS = (_TABLE.c.id, _TABLE.c.name, _TABLE.c.text)


@dataclass(frozen=True, slots=True)
class SavedSearch:
    """A question as typed behind the command's name, and its owner's name for it."""

    id: str
    name: str
    text: str


class SavedSearchStore:
    """Stores searches: at most 20 of each person, with different names."""

    def __init__(self, database: Database, rows: ExpiringRows) -> None:
        self._database = database
        self._rows = rows

    async def of(self, owner: Identity) -> list[SavedSearch]:
        """Return this person's searches in the order in which they were saved."""
        async with self._database.reading() as connection:
            return await _of(connection, owner)

    async def find(self, search_id: str, owner: Identity) -> SavedSearch:
        """Return this person's search of that id. Raises AskError (`search-gone`)."""
        async with self._database.reading() as connection:
            found = await connection.execute(select(*_COLUMNS).where(_is(search_id, owner)))
            row = found.first()
        if row is None:
            raise say.search_gone()
        return SavedSearch(*row)

    async def save(self, owner: Identity, name: str, text: str, at: datetime) -> None:
        """Store a search, saved at an aware time. Saving the same name and text again is a no-op.

        Raises AskError (`search-name-taken`, `too-many-searches`).
        """
        async with self._database.writing() as connection:
            await _lock(connection, owner)
            there = await _of(connection, owner)
            if any((one.name, one.text) == (name, text) for one in there):
                return
            _check_name(name, there)
            if len(there) >= MOST_SEARCHES:
                raise say.too_many_searches(MOST_SEARCHES)
            row = {
                "id": secrets.token_urlsafe(16),
                "org": owner.org,
                "slack_user": owner.user,
                "name": name,
                "text": text,
                "saved_at": at,
            }
            await connection.execute(insert(_TABLE), row)

    async def change(self, search_id: str, owner: Identity, name: str, text: str) -> None:
        """Change a search's name and text.

        Raises AskError (`search-gone`, `search-name-taken`).
        """
        async with self._database.writing() as connection:
            await _lock(connection, owner)
            there = await _of(connection, owner)
            _check_name(name, [one for one in there if one.id != search_id])
            changed = await connection.execute(
                update(_TABLE).where(_is(search_id, owner)).values(name=name, text=text)
            )
            if not changed.rowcount:
                raise say.search_gone()

    async def forget_unlinked(self, days: int, now: datetime) -> int:
        """Delete the searches of people who have had no link for so many days. Return how many.

        Days count from when this first finds them without one, so it has to run each day: `rows`
        remember that for two. They start anew once it has found a link.
        """
        links, forgotten = tables.links.c, 0
        theirs = (links.org == _TABLE.c.org) & (links.slack_user == _TABLE.c.slack_user)
        unlinked = select(_TABLE.c.org, _TABLE.c.slack_user).where(~exists().where(theirs))
        async with self._database.reading() as connection:
            owners = [Identity(*row) for row in await connection.execute(unlinked.distinct())]
        remembered = await self._rows.pending(_UNLINKED)
        for linked_again in remembered.keys() - {str(owner) for owner in owners}:
            await self._rows.take(_UNLINKED, linked_again)
        for owner in owners:
            since = remembered.get(str(owner), now.timestamp())
            await self._rows.put(_UNLINKED, str(owner), _REMEMBERED_SECONDS, since, plain=True)
            if now.timestamp() - since >= days * 86_400:
                async with self._database.writing() as connection:
                    gone = delete(_TABLE).where(_owned_by(owner), ~exists().where(theirs))
                    forgotten += (await connection.execute(gone)).rowcount
        return forgotten

    async def delete(self, search_id: str, owner: Identity) -> bool:
        """Delete a search. Return False if this person has none of that id."""
        async with self._database.writing() as connection:
            gone = await connection.execute(delete(_TABLE).where(_is(search_id, owner)))
            return bool(gone.rowcount)


async def _lock(connection: AsyncConnection, owner: Identity) -> None:
    """Let nobody else save for this person until the transaction ends: another replica does not see
    yet what this one writes. SQLite has one writer at a time anyway.
    """
    links = tables.links.c
    theirs = (links.org == owner.org) & (links.slack_user == owner.user)
    await connection.execute(select(links.org).where(theirs).with_for_update())


async def _of(connection: AsyncConnection, owner: Identity) -> list[SavedSearch]:
    statement = select(*_COLUMNS).where(_owned_by(owner)).order_by(_TABLE.c.saved_at, _TABLE.c.id)
    return [SavedSearch(*row) for row in await connection.execute(statement)]


def _owned_by(owner: Identity) -> ColumnElement[bool]:
    return (_TABLE.c.org == owner.org) & (_TABLE.c.slack_user == owner.user)


def _is(search_id: str, owner: Identity) -> ColumnElement[bool]:
    return _owned_by(owner) & (_TABLE.c.id == search_id)


def _check_name(name: str, others: list[SavedSearch]) -> None:
    if any(one.name.casefold() == name.casefold() for one in others):
        raise say.name_taken(name)
