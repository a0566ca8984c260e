"""What SQLite needs: fast single statements on a file, and transactions that begin explicitly."""

import asyncio
import os
import sqlite3
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, suppress
from typing import Any

from sqlalchemy import Connection, event
from sqlalchemy.ext.asyncio import AsyncEngine

_BUSY_MILLISECONDS_READING = 1000  # on the event loop; but in WAL mode readers rarely wait


class SqliteFile:
    """Direct connections to the SQLite file at `path`. Raises sqlite3.Error if it cannot be used.

    A select runs in the event loop: about 10 µs, while a trip to aiosqlite's thread and back costs
    800. So does a write that need not be on the disk: about 15 µs, unless another program is
    writing. About one in a thousand waits for the disk, when the write-ahead log begins again.
    Any other write takes one trip to a thread, where aiosqlite takes eight. Each statement is a
    transaction of its own. `busy_seconds` is how long writers wait for other programs.
    """

    def __init__(self, path: str, busy_seconds: float) -> None:
        create_private(path)
        self._path = path
        with ExitStack() as connections:

            def connect(*pragmas: str) -> sqlite3.Connection:
                connection = sqlite3.connect(
                    path, timeout=busy_seconds, isolation_level=None, check_same_thread=False
                )
                connections.callback(connection.close)
                for pragma in pragmas:
                    connection.execute(f"PRAGMA {pragma}")
                return connection

            self._reader = connect(
                "journal_mode = WAL",  # the file keeps this setting
                "query_only = ON",
                f"busy_timeout = {_BUSY_MILLISECONDS_READING}",
            )
            self._synced = connect("synchronous = FULL")
            self._unsynced = connect("synchronous = NORMAL")
            # Others move the write-ahead log into the file: that waits for the disk.
            self._at_once = connect(
                "synchronous = NORMAL", "wal_autocheckpoint = 0", "busy_timeout = 0"
            )
            self._connections = connections.pop_all()
        self._identity = _identity(path)
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="morbot-writer")

    @property
    def is_gone(self) -> bool:
        """Whether the file was removed or replaced since it was opened."""
        return _identity(self._path) != self._identity

    def select(self, sql: str, values: Sequence[Any]) -> list[Sequence[Any]]:
        """Return all rows. They are fetched at once: an unfinished select would keep old data."""
        return self._reader.execute(sql, values).fetchall()

    def write_at_once(self, sql: str, values: Sequence[Any]) -> list[Sequence[Any]] | None:
        """Write and commit without waiting for the disk. None if another program is writing."""
        try:
            return self._at_once.execute(sql, values).fetchall()
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY:
                raise
        return None

    async def write(self, sql: str, values: Sequence[Any], *, synced: bool) -> list[Sequence[Any]]:
        """Write and commit. Return the rows of RETURNING. Do not wait for the disk unless `synced`.

        They are fetched at once: an unfinished statement would not be committed.
        """
        connection = self._synced if synced else self._unsynced

        def written() -> list[Sequence[Any]]:
            return connection.execute(sql, values).fetchall()

        return await asyncio.get_running_loop().run_in_executor(self._thread, written)

    def close(self) -> None:
        """Close all connections."""
        self._thread.shutdown()
        self._connections.close()


def _identity(path: str) -> tuple[int, int] | None:
    try:
        found = os.stat(path)  # noqa: PTH116 -- on the event loop, and a Path costs more
    except OSError:
        return None
    return found.st_dev, found.st_ino


def create_private(path: str) -> None:
    """Create the file if there is none, for its owner alone, whatever the umask.

    SQLite gives the files beside it (`-wal`, `-shm`) the same mode. If it cannot be created, SQLite
    says so when it opens it.
    """
    with suppress(OSError):
        os.close(os.open(path, os.O_CREAT | os.O_CLOEXEC, 0o600))


def begin_explicitly(engine: AsyncEngine) -> None:
    """Let transactions on SQLite begin when SQLAlchemy says so, DDL included.

    With the execution option `writes` they begin as writers (BEGIN IMMEDIATE).
    """
    event.listen(engine.sync_engine, "connect", _connected)
    event.listen(engine.sync_engine, "begin", _begin)


def _connected(connection: Any, record: object) -> None:
    del record
    connection.isolation_level = None
    cursor = connection.cursor()
    cursor.execute("PRAGMA foreign_keys = ON")
    cursor.close()


def _begin(connection: Connection) -> None:
    # A transaction that begins by reading cannot wait once another program has written: it fails.
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
