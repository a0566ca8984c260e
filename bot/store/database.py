"""The database: opened, brought up to date, read and written.

SQLite by default, through aiosqlite; what is asked for before every answer is read by `Lookup`,
and what is noted after it written by `Append`.
"""

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from functools import partial
from typing import Any

from sqlalchemy import (
    URL,
    AsyncAdaptedQueuePool,
    Connection,
    Select,
    Table,
    event,
    insert,
    make_url,
)
from sqlalchemy.exc import ArgumentError, DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

from bot.errors import ConfigError
from bot.store import texts as store
from bot.store.migrations.upgrade import upgrade

_BUSY_SECONDS = 10  # how long to wait while another program writes
_BUSY_MILLISECONDS_READING = 1000  # on the event loop; but in WAL mode readers hardly ever wait
_DRIVERS = {
    "sqlite": "sqlite+aiosqlite",
    "sqlite+aiosqlite": "sqlite+aiosqlite",
    "postgresql": "postgresql+psycopg",
    "postgresql+psycopg": "postgresql+psycopg",
}

_Write = Callable[[str, Sequence[Any]], Awaitable[None]]


class Database:
    """An open database. Made by `open_database`."""

    def __init__(
        self, engine: AsyncEngine, reader: sqlite3.Connection | None, writer: "_Writer | None"
    ) -> None:
        self._engine = engine
        self._reader = reader
        self._writer = writer
        self._one_writer = asyncio.Lock()

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[AsyncConnection]:
        """A connection to read from; all of the block sees one state of the database.

        Not to be nested, nor within `writing`.
        """
        async with self._engine.connect() as connection:
            yield connection

    @asynccontextmanager
    async def writing(self) -> AsyncIterator[AsyncConnection]:
        """A transaction that is kept whole at the end of the block, or not at all if it raises.

        What it reads cannot be changed by another writer on SQLite, where there is only ever one.
        Not to be nested.
        """
        async with self._one_writer, _transaction(self._engine) as connection:
            yield connection

    def lookup(self, statement: Select[Any]) -> "Lookup":
        """Prepare a select that will be run often, with its `bindparam`s as arguments."""
        return Lookup(statement, self._engine, self._reader)

    def append(self, table: Table, columns: Sequence[str], *, synced: bool = True) -> "Append":
        """Prepare an insert of a row with these columns that will be run often.

        A SQLite file does not wait for the disk unless `synced`: rows then outlive this process,
        but those of the last moments not a power failure.
        """
        write = partial(self._writer.execute, synced=synced) if self._writer else None
        return Append(table, columns, self, self._engine, write)


class Lookup:
    """A select prepared once, for a few rows by their key.

    On a SQLite file it runs straight on sqlite3, in the event loop: some 10 µs, where a trip to
    aiosqlite's thread and back costs 800. Each run reads the database anew, so a change by
    whomever, another process included, counts from its commit on; there is nothing to invalidate.
    """

    def __init__(
        self, statement: Select[Any], engine: AsyncEngine, reader: sqlite3.Connection | None
    ) -> None:
        self._statement = statement
        self._engine = engine
        self._reader = reader
        dialect = engine.dialect
        compiled = statement.compile(dialect=dialect)
        self._sql = str(compiled)
        self._order: Sequence[str] = compiled.positiontup or ()
        self._converters: list[tuple[int, Callable[[Any], Any]]] = [
            (place, convert)
            for place, column in enumerate(statement.selected_columns)
            if (convert := column.type.dialect_impl(dialect).result_processor(dialect, None))
        ]

    async def rows(self, **keys: str) -> Sequence[Sequence[Any]]:
        """All rows, each in the order of the selected columns."""
        if self._reader is None:
            async with self._engine.connect() as connection:
                return list(await connection.execute(self._statement, keys))
        # All rows are fetched at once: a select left half read would hold on to an old state.
        found = self._reader.execute(self._sql, [keys[name] for name in self._order]).fetchall()
        return [self._converted(row) for row in found]

    def _converted(self, row: Sequence[Any]) -> list[Any]:
        values = list(row)
        for place, convert in self._converters:
            values[place] = convert(values[place])
        return values


class Append:
    """An insert prepared once, of one row that is a transaction of its own.

    On a SQLite file it takes one trip to a thread, where aiosqlite makes eight of it.
    """

    def __init__(
        self,
        table: Table,
        columns: Sequence[str],
        database: Database,
        engine: AsyncEngine,
        write: _Write | None,
    ) -> None:
        self._database = database
        self._write = write
        self._statement = insert(table)
        dialect = engine.dialect
        compiled = self._statement.compile(dialect=dialect, column_keys=list(columns))
        self._sql = str(compiled)
        self._places = [
            (name, table.c[name].type.dialect_impl(dialect).bind_processor(dialect))
            for name in compiled.positiontup or ()
        ]

    async def row(self, values: Mapping[str, Any]) -> None:
        """Add a row, kept when this returns."""
        if self._write is None:
            async with self._database.writing() as connection:
                await connection.execute(self._statement, values)
            return
        bound = [
            convert(values[name]) if convert else values[name] for name, convert in self._places
        ]
        async with self._database._one_writer:  # noqa: SLF001 -- of the same file
            await self._write(self._sql, bound)


class _Writer:
    """Connections to a SQLite file that commit each statement, in a thread of their own."""

    def __init__(self, address: URL, busy_seconds: float) -> None:
        self._synced = _writing(address, busy_seconds, "FULL")
        self._unsynced = _writing(address, busy_seconds, "NORMAL")
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="morbot-writer")

    async def execute(self, sql: str, values: Sequence[Any], *, synced: bool) -> None:
        connection = self._synced if synced else self._unsynced
        loop = asyncio.get_running_loop()
        await loop.run_in_executor(self._thread, connection.execute, sql, values)

    def close(self) -> None:
        self._thread.shutdown()
        self._synced.close()
        self._unsynced.close()


def _writing(address: URL, busy_seconds: float, synchronous: str) -> sqlite3.Connection:
    connection = sqlite3.connect(
        address.database or "",
        timeout=busy_seconds,
        isolation_level=None,
        check_same_thread=False,
    )
    connection.execute(f"PRAGMA synchronous = {synchronous}")
    return connection


@asynccontextmanager
async def open_database(
    url: str, *, busy_seconds: float = _BUSY_SECONDS
) -> AsyncIterator[Database]:
    """Open the database at this SQLAlchemy URL and bring its tables up to date.

    `busy_seconds` is how long to wait while another program writes to a SQLite file. Raises
    ConfigError where it cannot be used, or was written by a newer version.
    """
    address = _address(url)
    engine = _engine(address, busy_seconds)
    reader = writer = None
    try:
        try:
            # First, so that a file which cannot be used is found out before a thread is started.
            if _is_file(address):
                reader = _reader(address, busy_seconds)
                writer = _Writer(address, busy_seconds)
            async with _transaction(engine) as connection:
                await connection.run_sync(upgrade)
        except (DBAPIError, sqlite3.Error, OSError) as error:
            reason = " ".join(str(getattr(error, "orig", None) or error).split())
            raise ConfigError([store.database_unusable(reason)]) from None
        yield Database(engine, reader, writer)
    finally:
        if writer is not None:
            writer.close()
        if reader is not None:
            reader.close()
        await engine.dispose()


def _address(url: str) -> URL:
    try:
        address = make_url(url)
        return address.set(drivername=_DRIVERS[address.drivername])
    except (ArgumentError, KeyError, ValueError):
        raise ConfigError([store.DATABASE_ADDRESS]) from None


def _is_file(address: URL) -> bool:
    name = address.database or ":memory:"
    return address.get_backend_name() == "sqlite" and not name.startswith((":memory:", "file:"))


def _engine(address: URL, busy_seconds: float) -> AsyncEngine:
    on_sqlite = address.get_backend_name() == "sqlite"
    options: dict[str, Any] = (
        {"connect_args": {"timeout": busy_seconds}}
        if on_sqlite
        else {"pool_pre_ping": True}  # a server that was restarted is no fault of who asks next
    )
    if on_sqlite and not _is_file(address):
        # What is in memory lives and dies with one connection, which all have to share in turn.
        options.update(poolclass=AsyncAdaptedQueuePool, pool_size=1, max_overflow=0)
    try:
        engine = create_async_engine(address, hide_parameters=True, **options)
    except ImportError as error:
        package = error.name or address.get_driver_name()
        raise ConfigError([store.database_driver(package)]) from None
    if on_sqlite:
        event.listen(engine.sync_engine, "connect", _prepare_sqlite)
        event.listen(engine.sync_engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: Any, record: object) -> None:
    del record
    connection.isolation_level = None  # transactions begin where we say, DDL included
    cursor = connection.cursor()
    cursor.execute("PRAGMA foreign_keys = ON")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    # A transaction that will write says so at once: one that begins by reading and finds that
    # somebody else has written since cannot wait, it fails.
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


@asynccontextmanager
async def _transaction(engine: AsyncEngine) -> AsyncIterator[AsyncConnection]:
    async with engine.connect() as connection:
        await connection.execution_options(writes=True)
        async with connection.begin():
            yield connection


def _reader(address: URL, busy_seconds: float) -> sqlite3.Connection:
    connection = sqlite3.connect(address.database or "", timeout=busy_seconds, isolation_level=None)
    try:
        connection.execute("PRAGMA journal_mode = WAL")  # kept in the file, for all connections
    except sqlite3.Error:
        connection.close()
        raise
    connection.execute("PRAGMA query_only = ON")
    connection.execute(f"PRAGMA busy_timeout = {_BUSY_MILLISECONDS_READING}")
    return connection
