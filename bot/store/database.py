"""The database: opened, migrated, read and written. SQLite by default, or PostgreSQL."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import (
    URL,
    AsyncAdaptedQueuePool,
    Dialect,
    Select,
    Table,
    UpdateBase,
    false,
    make_url,
    select,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import ArgumentError, DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

from bot.store import texts as say
from bot.store.faults import faults_told, words_of
from bot.store.migrations.upgrade import upgrade
from bot.store.postgres import connecting, with_limits, without_limit
from bot.store.sqlite_file import SqliteFile, begin_explicitly
from bot.store.tables import metadata
from bot.telemetry import logger

log = logger(__name__)

_SLOWEST_CHECK_OUT = 10.0  # seconds
_BUSY_SECONDS = 10
_DRIVERS = {
    "sqlite": "sqlite+aiosqlite",
    "sqlite+aiosqlite": "sqlite+aiosqlite",
    "postgresql": "postgresql+psycopg",
    "postgresql+psycopg": "postgresql+psycopg",
}


class Database:
    """An open database. Made by `open_database`. `file` is its SQLite file, if it is one.

    `is_new` says that it was empty until it was opened.
    """

    def __init__(self, engine: AsyncEngine, file: SqliteFile | None, *, is_new: bool) -> None:
        self.engine = engine
        self.file = file
        self.is_new = is_new
        self.write_lock = asyncio.Lock()

    @property
    def name(self) -> str:
        """The path of its file, or its address without options: the password may be one."""
        url = self.engine.url.set(query={})
        return str(Path(url.database or "").absolute()) if self.file else url.render_as_string()

    def check_file(self) -> None:
        """Raise DatabaseError if its file is gone: what is written to it now would be lost."""
        if self.file is not None and self.file.is_gone:
            raise say.database_away(say.REMOVED, self.name)

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[AsyncConnection]:
        """Yield a connection to read from; the block sees one state of the database.

        Not to be nested, nor used within `writing`. Raises DatabaseError.
        """
        with faults_told():
            async with self.engine.connect() as connection:
                yield connection

    @asynccontextmanager
    async def writing(self) -> AsyncIterator[AsyncConnection]:
        """Yield a transaction: committed at the end of the block, rolled back if it raises.

        On SQLite there is only ever one writer, so what it reads cannot change. Not to be nested.
        Raises DatabaseError.
        """
        with faults_told():
            async with self.write_lock, _transaction(self.engine) as connection:
                yield connection

    @asynccontextmanager
    async def autocommitting(self) -> AsyncIterator[AsyncConnection]:
        """Yield a connection on which each statement is a transaction of its own."""
        if self.engine.dialect.name == "sqlite":
            async with self.writing() as connection:
                yield connection
            return
        with faults_told():
            async with self.engine.connect() as connection:
                yield await connection.execution_options(isolation_level="AUTOCOMMIT")

    def prepare_select(self, statement: Select[Any]) -> "PreparedSelect":
        """Prepare a select that runs often, with its `bindparam`s as arguments."""
        return PreparedSelect(self, statement)

    def prepare_write(
        self, statement: UpdateBase, columns: Sequence[str] = (), *, synced: bool = True
    ) -> "PreparedWrite":
        """Prepare an insert of one row with these columns, or a delete, that runs often.

        A SQLite file does not wait for the disk unless `synced`: after a crash of this process the
        change is there, but after a power failure the last ones may be lost.
        """
        return PreparedWrite(self, statement, columns, synced=synced)


class PreparedSelect:
    """A select that is compiled once, for a few rows by their key.

    Each run reads the database again, so a committed change counts at once, also one of another
    process.
    """

    def __init__(self, database: Database, statement: Select[Any]) -> None:
        self._database = database
        self._statement = statement
        dialect = database.engine.dialect
        compiled = statement.compile(dialect=dialect)
        self._sql = str(compiled)
        self._order: Sequence[str] = compiled.positiontup or ()
        self._converters: list[tuple[int, Callable[[Any], Any]]] = [
            (index, convert)
            for index, column in enumerate(statement.selected_columns)
            if (convert := column.type.dialect_impl(dialect).result_processor(dialect, None))
        ]

    async def rows(self, **keys: str) -> Sequence[Sequence[Any]]:
        """Return all rows, each in the order of the selected columns."""
        file = self._database.file
        if file is None:
            async with self._database.reading() as connection:
                return list(await connection.execute(self._statement, keys))
        with faults_told():
            found = file.select(self._sql, tuple(map(keys.__getitem__, self._order)))
        rows = list(map(list, found))
        for index, convert in self._converters:
            for row in rows:
                row[index] = convert(row[index])
        return rows


class PreparedWrite:
    """An insert or delete that is compiled once, and runs in a transaction of its own."""

    def __init__(
        self,
        database: Database,
        statement: UpdateBase,
        columns: Sequence[str],
        *,
        synced: bool,
    ) -> None:
        self._database = database
        self._synced = synced
        self._statement = statement
        dialect = database.engine.dialect
        compiled = statement.compile(dialect=dialect, column_keys=list(columns))
        self._sql = str(compiled)
        self._values = compiled.params
        self._converters = [
            (name, compiled.binds[name].type.dialect_impl(dialect).bind_processor(dialect))
            for name in compiled.positiontup or ()
        ]

    async def run(self, values: Mapping[str, Any]) -> Sequence[Sequence[Any]]:
        """Run it with these columns and `bindparam`s; it is committed when this returns.

        Return what its RETURNING gives, if it has one, as the database stores it.
        """
        file = self._database.file
        if file is None:
            async with self._database.autocommitting() as connection:
                result = await connection.execute(self._statement, values)
                return list(result) if result.returns_rows else []
        if (rows := self.run_at_once(values)) is not None:
            return rows
        with faults_told():
            async with self._database.write_lock:
                return await file.write(self._sql, self._bound(values), synced=self._synced)

    def run_at_once(self, values: Mapping[str, Any]) -> Sequence[Sequence[Any]] | None:
        """Run it if nobody has to be waited for, and return what `run` does; else None."""
        file = self._database.file
        if file is None or self._synced or self._database.write_lock.locked():
            return None
        with faults_told():
            return file.write_at_once(self._sql, self._bound(values))

    def _bound(self, values: Mapping[str, Any]) -> list[Any]:
        given = {**self._values, **values}
        return [
            convert(given[name]) if convert else given[name] for name, convert in self._converters
        ]


@asynccontextmanager
async def open_database(
    url: str, *, busy_seconds: float = _BUSY_SECONDS
) -> AsyncIterator[Database]:
    """Open the database at this SQLAlchemy URL and migrate its tables.

    `busy_seconds` is how long to wait while another program writes to a SQLite file, or for each
    answer of PostgreSQL's. Raises ConfigError if it cannot be used, was written by a newer version,
    or is not complete.
    """
    address = _address(url)
    engine = _engine(address, busy_seconds)
    file = None
    try:
        try:
            # First, so that a file that cannot be used is found out before a thread is started.
            if _is_file(address):
                file = SqliteFile(address.database or "", busy_seconds)
            async with _transaction(engine) as connection:
                async with without_limit(connection):
                    is_new = await connection.run_sync(upgrade)
                await _check_columns(connection)
        except (DBAPIError, sqlite3.Error, OSError) as error:
            raise say.database_unusable(words_of(error)) from None
        database = Database(engine, file, is_new=is_new)
        if is_new:
            log.warning("database-is-new", database=database.name)
        yield database
    finally:
        if file is not None:
            file.close()
        await engine.dispose()


async def _check_columns(connection: AsyncConnection) -> None:
    """Raise ConfigError if a table or column is missing: a program may have made it in between."""
    for table in metadata.sorted_tables:
        try:
            await connection.execute(select(table).where(false()))
        except DBAPIError as error:
            raise say.database_incomplete(words_of(error)) from None


def file_of(url: str) -> Path | None:
    """Return the SQLite file at this URL; None if the database is none. Raises ConfigError."""
    address = _address(url)
    return Path(address.database or "") if _is_file(address) else None


def _address(url: str) -> URL:
    try:
        address = make_url(url)
        return address.set(drivername=_DRIVERS[address.drivername])
    except (ArgumentError, KeyError, ValueError):
        raise say.unknown_address() from None


def _is_file(address: URL) -> bool:
    name = address.database or ":memory:"
    return address.get_backend_name() == "sqlite" and not name.startswith((":memory:", "file:"))


def _engine(address: URL, busy_seconds: float) -> AsyncEngine:
    on_sqlite = address.get_backend_name() == "sqlite"
    options: dict[str, Any] = (
        {"connect_args": {"timeout": busy_seconds}}
        if on_sqlite
        else {
            "pool_pre_ping": True,  # a server that was restarted must not fail the next question
            "pool_timeout": _SLOWEST_CHECK_OUT,
            "connect_args": {"async_creator_fn": connecting(busy_seconds)},
        }
    )
    address = address if on_sqlite else with_limits(address)
    if on_sqlite and not _is_file(address):
        # A database in memory lives in one connection, which everybody has to share.
        options.update(poolclass=AsyncAdaptedQueuePool, pool_size=1, max_overflow=0)
    try:
        engine = create_async_engine(address, hide_parameters=True, **options)
    except ImportError as error:
        raise say.driver_missing(error.name or address.get_driver_name()) from None
    if on_sqlite:
        begin_explicitly(engine)
    return engine


@asynccontextmanager
async def _transaction(engine: AsyncEngine) -> AsyncIterator[AsyncConnection]:
    async with engine.connect() as connection:
        await connection.execution_options(writes=True)
        async with connection.begin():
            yield connection


def insert_into(table: Table, dialect: Dialect) -> sqlite.Insert | postgresql.Insert:
    """Return an insert of the database's own kind, which can say what to do on a conflict."""
    return sqlite.insert(table) if dialect.name == "sqlite" else postgresql.insert(table)
