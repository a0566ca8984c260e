"""Questions that people keep under a name of their own.

They are kept as words of the grammar, and read afresh whenever they are run, with the rights of
that moment. Each is its owner's alone: to anybody else its id means nothing.
"""

import secrets
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.errors import AskError
from bot.ids import Identity
from bot.search.texts import saved as say
from bot.store import tables
from bot.store.database import Database

MOST_SEARCHES = 20  # of one person
LONGEST_NAME = 50  # characters

_TABLE = tables.saved_searches
_COLUMNS = (_TABLE.c.id, _TABLE.c.name, _TABLE.c.text)


@dataclass(frozen=True, slots=True)
class SavedSearch:
    """A question as it is typed behind the command's name, and what its owner calls it."""

    id: str
    name: str
    text: str


class SavedSearchStore:
    """Keeps searches, at most twenty of one person, no two of one name."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def of(self, owner: Identity) -> list[SavedSearch]:
        """This person's searches, in the order in which they were saved."""
        async with self._database.reading() as connection:
            return await _of(connection, owner)

    async def find(self, search_id: str, owner: Identity) -> SavedSearch:
        """This person's search of that id. Raises AskError (`search-gone`)."""
        async with self._database.reading() as connection:
            found = await connection.execute(select(*_COLUMNS).where(_is(search_id, owner)))
            row = found.first()
        if row is None:
            raise AskError(*say.GONE, code="search-gone")
        return SavedSearch(*row)

    async def save(self, owner: Identity, name: str, text: str, at: datetime) -> None:
        """Keep a search from an aware time on; one that is kept just so already stays.

        Raises AskError: `search-name-taken` where the name stands for another one,
        `too-many-searches`.
        """
        async with self._database.writing() as connection:
            there = await _of(connection, owner)
            if any((one.name, one.text) == (name, text) for one in there):
                return
            _check_name(name, there)
            if len(there) >= MOST_SEARCHES:
                raise AskError(*say.too_many(MOST_SEARCHES), code="too-many-searches")
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
        """Put another name and text in the place of a search. Raises AskError: `search-gone`,
        `search-name-taken`.
        """
        async with self._database.writing() as connection:
            there = await _of(connection, owner)
            _check_name(name, [one for one in there if one.id != search_id])
            changed = await connection.execute(
                update(_TABLE).where(_is(search_id, owner)).values(name=name, text=text)
            )
            if not changed.rowcount:
                raise AskError(*say.GONE, code="search-gone")

    async def delete(self, search_id: str, owner: Identity) -> bool:
        """Forget a search; False where this person has none of that id."""
        async with self._database.writing() as connection:
            gone = await connection.execute(delete(_TABLE).where(_is(search_id, owner)))
            return bool(gone.rowcount)


async def _of(connection: AsyncConnection, owner: Identity) -> list[SavedSearch]:
    statement = select(*_COLUMNS).where(_owned_by(owner)).order_by(_TABLE.c.saved_at, _TABLE.c.id)
    return [SavedSearch(*row) for row in await connection.execute(statement)]


def _owned_by(owner: Identity) -> ColumnElement[bool]:
    return (_TABLE.c.org == owner.org) & (_TABLE.c.slack_user == owner.user)


def _is(search_id: str, owner: Identity) -> ColumnElement[bool]:
    return _owned_by(owner) & (_TABLE.c.id == search_id)


def _check_name(name: str, others: list[SavedSearch]) -> None:
    if any(one.name.casefold() == name.casefold() for one in others):
        raise AskError(*say.name_taken(name), code="search-name-taken")
