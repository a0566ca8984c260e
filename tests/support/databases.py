"""Databases that are migrated already: copies of one that was, since a migration takes long."""

import secrets
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import psycopg
from psycopg import sql
from sqlalchemy import URL, create_engine, make_url
from sqlalchemy.pool import NullPool

from bot.store.migrations.upgrade import upgrade


def sqlite_in(folder: Path) -> str:
    """Return the address of the bot's SQLite file in a folder; it need not be there."""
    return f"sqlite+aiosqlite:///{folder / 'morbot.db'}"


def migrated_sqlite_in(folder: Path) -> str:
    """Return the address of a migrated SQLite file in a folder."""
    write_image(folder / "morbot.db", _image())
    return sqlite_in(folder)


def read_image(file: Path) -> bytes:
    """Return a SQLite database as it would be in one file."""
    with closing(sqlite3.connect(file)) as connection:
        return connection.serialize()


def write_image(file: Path, image: bytes) -> None:
    """Write a SQLite database to a new file, as private as the bot makes it."""
    file.touch(0o600)
    file.write_bytes(image)


@contextmanager
def postgresql_on(server: str, template: str = "template1") -> Iterator[str]:
    """The address of a copy of a database on the server with this address, dropped at the end.

    Without a template it is empty.
    """
    name = f"morbot_test_{secrets.token_hex(6)}"
    address = make_url(server).set(drivername="postgresql")
    with psycopg.connect(address.render_as_string(hide_password=False), autocommit=True) as one:
        names = sql.Identifier(name), sql.Identifier(template)
        one.execute(sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(*names))
        try:
            yield address.set(database=name).render_as_string(hide_password=False)
        finally:
            one.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(names[0]))


@contextmanager
def migrated_postgresql_on(server: str) -> Iterator[str]:
    """The name of a migrated database on that server, to be copied, dropped at the end."""
    with postgresql_on(server) as address:
        _migrate(make_url(address).set(drivername="postgresql+psycopg"))
        yield make_url(address).database or ""


@cache
def _image() -> bytes:
    with TemporaryDirectory() as folder:
        file = Path(folder) / "morbot.db"
        _migrate(make_url(f"sqlite:///{file}"))
        return read_image(file)


def _migrate(address: URL) -> None:
    with create_engine(address, poolclass=NullPool).begin() as connection:
        upgrade(connection)
