"""Calls on disk while they are read from MOR. The file is written when all are there.

MOR sends them in its own order, and an answer that breaks off must not leave half a file.
"""

import sqlite3
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.calls.model import Call
from bot.cells import tidy
from bot.store.sqlite_file import create_private

_FIELDS = Call._fields[1:]
_BATCH = 2_000  # rows fetched at a time


class CallSpool:
    """A temporary database of calls, so that memory does not grow with them.

    Any thread may use it, but only one at a time.
    """

    def __init__(self, path: Path) -> None:
        self._size = 0
        create_private(str(path))
        self._database = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
        # Nobody reads it after a crash.
        self._database.execute("PRAGMA journal_mode = OFF")
        self._database.execute("PRAGMA synchronous = OFF")
        columns = ", ".join(f"{name} TEXT" for name in _FIELDS)
        self._database.execute(
            f"CREATE TABLE calls (at INTEGER, place INTEGER, {columns}, PRIMARY KEY (at, place))"
            " WITHOUT ROWID"
        )

    def __len__(self) -> int:
        return self._size

    def add(self, calls: Iterable[Call]) -> None:
        """Append calls."""
        self._database.execute("BEGIN")
        self._database.executemany(
            f"INSERT INTO calls VALUES (?, ?{', ?' * len(_FIELDS)})",  # noqa: S608 -- our own names
            map(self._row, calls),
        )
        self._database.execute("COMMIT")

    def rows(self, zone: ZoneInfo, *, oldest_first: bool) -> Iterator[tuple[datetime | str, ...]]:
        """Yield the calls with their times in a zone, newest or oldest first.

        Calls of the same second stay in the order in which they were added.
        """
        direction = "ASC" if oldest_first else "DESC"
        cursor = self._database.execute(
            f"SELECT at, {', '.join(_FIELDS)} FROM calls ORDER BY at {direction}, place"  # noqa: S608 -- our own names
        )
        while batch := cursor.fetchmany(_BATCH):
            for at, *texts in batch:
                yield (datetime.fromtimestamp(at, zone), *texts)

    def close(self) -> None:
        """Close the database. Its file is for the caller to remove."""
        self._database.close()

    def _row(self, call: Call) -> tuple[int | str, ...]:
        self._size += 1
        return (int(call.at.timestamp()), self._size, *map(tidy, call[1:]))
