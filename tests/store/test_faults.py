"""What is said when the database fails while it is used, and that it recovers by itself."""

import asyncio
import resource
import sqlite3
from contextlib import AsyncExitStack
from pathlib import Path

import pytest
from sqlalchemy import bindparam, make_url, select, text

from bot.errors import ConfigError, DatabaseError
from bot.store import texts as say
from bot.store.database import Database, open_database
from bot.store.expiring import ExpiringRows
from bot.store.tables import links
from tests.support.databases import postgresql_on, sqlite_in
from tests.support.swallowing import SwallowingProxy, swallowing_proxy


async def fault_of(rows: ExpiringRows) -> str:
    with pytest.raises(DatabaseError) as caught:
        await rows.writable()
    assert "Try again in a minute" in caught.value.hint
    return caught.value.text


async def test_a_file_that_another_program_locks(tmp_path: Path) -> None:
    async with open_database(sqlite_in(tmp_path), busy_seconds=0.05) as database:
        rows = ExpiringRows(database, "a secret")
        other = sqlite3.connect(tmp_path / "morbot.db", isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        assert say.LOCKED in await fault_of(rows)
        with pytest.raises(DatabaseError, match=say.LOCKED):
            async with database.writing():
                pass
        other.execute("COMMIT")
        other.close()
        assert await rows.writable()


async def test_a_file_that_can_grow_no_more(tmp_path: Path) -> None:
    async with open_database(sqlite_in(tmp_path)) as database:
        rows = ExpiringRows(database, "a secret")
        soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
        resource.setrlimit(resource.RLIMIT_FSIZE, (1, hard))
        try:
            assert say.READ_ONLY in await fault_of(rows)
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        assert await rows.writable()


async def test_a_file_that_was_removed(tmp_path: Path) -> None:
    async with open_database(sqlite_in(tmp_path)) as database:
        rows, file = ExpiringRows(database, "a secret"), tmp_path / "morbot.db"
        file.rename(tmp_path / "away.db")
        assert say.REMOVED in await fault_of(rows)
        file.touch()
        assert say.REMOVED in await fault_of(rows)
        (tmp_path / "away.db").rename(file)
        assert await rows.writable()


async def test_a_table_that_is_missing(each_database: str) -> None:
    async with open_database(each_database) as database:
        rows = ExpiringRows(database, "a secret")
        await _run(database, "ALTER TABLE expiring RENAME TO elsewhere")
        assert say.INCOMPLETE in await fault_of(rows)
        await _run(database, "ALTER TABLE elsewhere RENAME TO expiring")
        assert await rows.writable()


async def test_a_column_that_is_missing_is_found_at_the_start(each_database: str) -> None:
    async with open_database(each_database) as database:
        await _run(database, "ALTER TABLE answers DROP COLUMN total")
    with pytest.raises(ConfigError, match=r"not as this version left it .*total"):
        async with open_database(each_database):
            pass


@pytest.mark.postgres
async def test_connections_that_are_swallowed_without_a_reset(
    postgresql: str, postgresql_template: str
) -> None:
    async with AsyncExitStack() as stack:
        direct = make_url(stack.enter_context(postgresql_on(postgresql, postgresql_template)))
        proxy = await stack.enter_async_context(
            swallowing_proxy(direct.host or "", direct.port or 5432)
        )
        through = direct.set(host="127.0.0.1", port=proxy.port)
        address = through.render_as_string(hide_password=False)
        async with open_database(address, busy_seconds=0.3) as database:
            found = database.prepare_select(
                select(links.c.org).where(links.c.org == bindparam("org"))
            )
            everybody = [found.rows(org="T1") for _ in range(5)]
            await asyncio.gather(*everybody)
            proxy.swallow()
            # Each connection is tried first, thrown away, and replaced by one that works.
            assert await found.rows(org="T1") == []
            with pytest.raises(DatabaseError, match=say.UNREACHABLE):
                await _read_while(proxy, database)
            assert await found.rows(org="T1") == []


async def _read_while(proxy: SwallowingProxy, database: Database) -> None:
    async with database.reading() as connection:
        proxy.swallow()
        await connection.execute(select(links.c.org))


async def _run(database: Database, statement: str) -> None:
    async with database.writing() as connection:
        await connection.execute(text(statement))
