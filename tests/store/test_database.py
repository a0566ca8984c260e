"""Opening, migrating, and reading what others write."""

import asyncio
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, bindparam, insert, select
from sqlalchemy.ext.asyncio import create_async_engine

from bot.errors import ConfigError
from bot.store.database import Database, open_database
from bot.store.tables import bot_admins, metadata


async def test_the_migrations_lead_to_the_tables(database: Database) -> None:
    def differences(connection: Connection) -> object:
        return compare_metadata(MigrationContext.configure(connection), metadata)

    async with database.reading() as connection:
        assert await connection.run_sync(differences) == []


async def test_written_rows_are_there_after_opening_again(url: str) -> None:
    for opening in range(2):
        async with open_database(url) as database:
            if opening == 0:
                async with database.writing() as connection:
                    await connection.execute(insert(bot_admins), {"org": "T1", "slack_user": "U1"})
            async with database.reading() as connection:
                found = (await connection.execute(select(bot_admins))).all()
            assert [tuple(row) for row in found] == [("T1", "U1")]


async def test_a_block_that_raises_leaves_nothing_written(database: Database) -> None:
    async def write_and_fail() -> None:
        async with database.writing() as connection:
            await connection.execute(insert(bot_admins), {"org": "T1", "slack_user": "U1"})
            raise KeyError("midway")

    with pytest.raises(KeyError):
        await write_and_fail()
    async with database.reading() as connection:
        assert (await connection.execute(select(bot_admins))).all() == []


async def test_many_writers_at_once_all_get_through(database: Database, url: str) -> None:
    async def write(where: Database, user: str) -> None:
        async with where.writing() as connection:
            await connection.execute(insert(bot_admins), {"org": "T1", "slack_user": user})

    async with open_database(url) as other:
        await asyncio.gather(
            *(write((database, other)[number % 2], f"U{number}") for number in range(40))
        )
        async with other.reading() as connection:
            assert len((await connection.execute(select(bot_admins))).all()) == 40


async def test_a_lookup_sees_what_another_program_has_committed(
    database: Database, tmp_path: Path
) -> None:
    statement = select(bot_admins).where(
        bot_admins.c.slack_user == bindparam("user"), bot_admins.c.org == bindparam("org")
    )
    lookup = database.prepare_select(statement)
    assert await lookup.rows(org="T1", user="U1") == []
    other = sqlite3.connect(tmp_path / "morbot.db")
    other.execute("INSERT INTO bot_admins VALUES ('T1', 'U1')")
    assert await lookup.rows(org="T1", user="U1") == []
    other.commit()
    assert await lookup.rows(org="T1", user="U1") == [["T1", "U1"]]
    other.execute("DELETE FROM bot_admins")
    other.commit()
    other.close()
    assert await lookup.rows(org="T1", user="U1") == []


async def test_a_database_in_memory_is_shared_by_all_who_come_at_once() -> None:
    async with open_database("sqlite+aiosqlite://") as database:
        lookup = database.prepare_select(
            select(bot_admins).where(bot_admins.c.slack_user == bindparam("user"))
        )

        async def write_and_read(user: str) -> list[tuple[str, str]]:
            async with database.writing() as connection:
                await connection.execute(insert(bot_admins), {"org": "T1", "slack_user": user})
            return [(row[0], row[1]) for row in await lookup.rows(user=user)]

        users = [f"U{number}" for number in range(10)]
        found = await asyncio.gather(*map(write_and_read, users))
        assert found == [[("T1", user)] for user in users]


_OPENER = """
import asyncio, sys
from bot.store.database import open_database

async def opened():
    async with open_database(sys.argv[1]) as database:
        async with database.reading() as connection:
            await connection.exec_driver_sql("SELECT count(*) FROM links")

print("ready", flush=True)
sys.stdin.read()
asyncio.run(opened())
"""


def test_programs_that_start_at_the_same_moment_do_not_disturb_each_other(url: str) -> None:
    programs = [
        subprocess.Popen(  # noqa: S603 -- our own interpreter and code
            [sys.executable, "-c", _OPENER, url],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for _ in range(4)
    ]
    for program in programs:
        assert program.stdout
        assert program.stdout.readline() == "ready\n"
    for program in programs:
        assert program.stdin
        program.stdin.close()
        program.stdin = None
    complaints = [program.communicate(timeout=60)[1] for program in programs]
    assert complaints == [""] * 4
    assert [program.returncode for program in programs] == [0] * 4


async def test_a_database_of_a_newer_version_is_left_alone(url: str, tmp_path: Path) -> None:
    async with open_database(url):
        pass
    with sqlite3.connect(tmp_path / "morbot.db") as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.close()
    with pytest.raises(ConfigError, match="newer morbot"):
        async with open_database(url):
            pass


@pytest.mark.parametrize(
    "url",
    [
        "",
        "morbot.db",
        "mysql://root@localhost/morbot",
        "sqlite+pysqlcipher:///morbot.db",
        "postgresql+asyncpg://bot:hunter2@localhost/morbot",
        "://hunter2",
    ],
)
async def test_an_address_of_another_kind_is_a_sentence_without_the_address(url: str) -> None:
    with pytest.raises(ConfigError, match="DATABASE_URL") as caught:
        async with open_database(url):
            pass
    assert "hunter2" not in str(caught.value)
    assert "mysql" not in str(caught.value)


@pytest.mark.parametrize("address", ["u:a-secret@host/db", "host/db?password=a-secret&user=u"])
async def test_the_name_of_a_database_is_without_its_password(address: str) -> None:
    engine = create_async_engine(f"postgresql+psycopg://{address}")
    name = Database(engine, None, is_new=False).name
    assert "host/db" in name
    assert "a-secret" not in name


async def test_a_short_address_of_a_file_is_understood(tmp_path: Path) -> None:
    async with open_database(f"sqlite:///{tmp_path / 'short.db'}"):
        assert (tmp_path / "short.db").exists()


@pytest.mark.parametrize("where", ["missing/folder/morbot.db", "."])
async def test_a_path_that_cannot_be_written_is_a_sentence(tmp_path: Path, where: str) -> None:
    with pytest.raises(ConfigError, match="unable to open database file"):
        async with open_database(f"sqlite+aiosqlite:///{tmp_path / where}"):
            pass


async def test_a_file_that_is_no_database_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "letter.db").write_text("Dear Sir or Madam, " * 100)
    with pytest.raises(ConfigError, match="not a database"):
        async with open_database(f"sqlite+aiosqlite:///{tmp_path / 'letter.db'}"):
            pass
    assert (tmp_path / "letter.db").read_text().startswith("Dear Sir")
