"""A PostgreSQL for the tests: the one that a variable names, or one on this machine."""

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
import pytest
from psycopg import sql
from sqlalchemy import make_url

ADDRESS = os.environ.get("MORBOT_TEST_POSTGRES") or (
    "postgresql://postgres@127.0.0.1:5432/postgres?connect_timeout=3"
)


@contextmanager
def fresh_postgresql() -> Iterator[str]:
    """The address of an empty database, dropped at the end; skips the test where there is none."""
    address = make_url(ADDRESS).set(drivername="postgresql")
    try:
        server = psycopg.connect(address.render_as_string(hide_password=False), autocommit=True)
    except psycopg.OperationalError as error:
        reason = (str(error).splitlines() or [""])[0]
        pytest.skip(f"no PostgreSQL answers, see MORBOT_TEST_POSTGRES: {reason}")
    name = f"morbot_test_{secrets.token_hex(6)}"
    with server:
        server.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        try:
            yield address.set(database=name).render_as_string(hide_password=False)
        finally:
            server.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))
    server.close()
