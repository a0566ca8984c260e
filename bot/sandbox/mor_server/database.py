"""The world in SQLite, in memory or in a file. A file that holds a world is reused."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple, Self

from bot.sandbox.company import MorUser
from bot.sandbox.world import World

_SCHEMA = """
BEGIN;
CREATE TABLE users (id INTEGER PRIMARY KEY, username TEXT NOT NULL UNIQUE, first_name TEXT NOT NULL,
    surname TEXT NOT NULL, usertype TEXT NOT NULL, owner_id INTEGER NOT NULL);
CREATE TABLE devices (id INTEGER PRIMARY KEY, user_id INTEGER NOT NULL REFERENCES users,
    label TEXT NOT NULL, extension TEXT NOT NULL, ip TEXT NOT NULL);
CREATE TABLE calls (at INTEGER NOT NULL, originator_user_id INTEGER NOT NULL REFERENCES users,
    originator_device TEXT NOT NULL, originator_caller_id TEXT NOT NULL,
    originator_ip TEXT NOT NULL, originator_channel TEXT NOT NULL,
    terminator_user_id INTEGER NOT NULL REFERENCES users, terminator_device TEXT NOT NULL,
    terminator_ip TEXT NOT NULL);
CREATE INDEX calls_at ON calls (at);
"""
_TABLES = {"users", "devices", "calls"}


class CallRow(NamedTuple):
    """A call as MOR lists it. `at` is in Unix seconds."""

    at: int
    originator_device: str
    originator_caller_id: str
    originator_ip: str
    originator_channel: str
    terminator_user: str
    terminator_device: str
    terminator_ip: str


class Database:
    """Users, devices and calls. The caller closes it."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    @classmethod
    def of(cls, world: World) -> Self:
        """Return a database in memory that holds that world."""
        connection = sqlite3.connect(":memory:")
        connection.deserialize(_image(world))
        return cls(connection)

    @classmethod
    def at(cls, path: Path, build: Callable[[], World]) -> Self:
        """Return the world in that file. Fill a new or empty file with the one that `build` makes.

        Raises ValueError for a file with other content, OSError if it cannot be opened.
        """
        try:
            connection = sqlite3.connect(path)
        except sqlite3.Error as error:
            raise OSError(str(error)) from error
        try:
            _fill_if_empty(connection, build)
        except BaseException:
            connection.close()
            raise
        return cls(connection)

    def close(self) -> None:
        """Close the connection."""
        self._connection.close()

    def user_by_name(self, username: str) -> MorUser | None:
        """Return the user with exactly that username."""
        return self._user("SELECT * FROM users WHERE username = ?", username)

    def user_by_id(self, user_id: int) -> MorUser | None:
        """Return the user with that id of at most 64 bits."""
        return self._user("SELECT * FROM users WHERE id = ?", user_id)

    def change_user(self, user: MorUser) -> None:
        """Replace the user with this id."""
        with self._connection:
            self._connection.execute(
                "UPDATE users SET username = ?, first_name = ?, surname = ?, usertype = ?,"
                " owner_id = ? WHERE id = ?",
                (*user[1:], user.id),
            )

    def _user(self, query: str, value: str | int) -> MorUser | None:
        row = self._connection.execute(query, (value,)).fetchone()
        return MorUser(*row) if row else None

    def calls(self, user_id: int, first: int, last: int) -> Iterator[CallRow]:
        """Return a user's calls, made and received, in order of time. Both bounds are inclusive."""
        rows = self._connection.execute(
            "SELECT at, originator_device, originator_caller_id, originator_ip,"
            " originator_channel, trim(first_name || ' ' || surname), terminator_device,"
            " terminator_ip FROM calls JOIN users ON users.id = terminator_user_id"
            " WHERE at BETWEEN ? AND ? AND ? IN (originator_user_id, terminator_user_id)"
            " ORDER BY at, calls.rowid",
            (first, last, user_id),
        )
        return map(CallRow._make, rows)


@lru_cache(maxsize=1)
def _image(world: World) -> bytes:
    """The file that holds this world. Many databases are made of one world, one after another."""
    with closing(sqlite3.connect(":memory:")) as connection:
        _fill(connection, world)
        return connection.serialize()


def _fill_if_empty(connection: sqlite3.Connection, build: Callable[[], World]) -> None:
    try:
        tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_schema")}
        if not tables:
            _fill(connection, build())
    except sqlite3.DatabaseError as error:
        raise ValueError(str(error)) from error
    if tables and not tables >= _TABLES:
        raise ValueError("it is a database of another kind")


def _fill(connection: sqlite3.Connection, world: World) -> None:
    with connection:
        connection.executescript(_SCHEMA)
        connection.executemany("INSERT INTO users VALUES (?, ?, ?, ?, ?, ?)", world.users)
        connection.executemany(
            "INSERT INTO devices VALUES (?, ?, ?, ?, ?)", [device[:5] for device in world.devices]
        )
        connection.executemany("INSERT INTO calls VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", world.calls)
