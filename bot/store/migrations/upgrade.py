"""Migrates a database to the newest version, when the program opens it."""

from functools import cache
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text

from bot.store import texts as say

_HERE = Path(__file__).parent
_LOCK = 0x6D6F7262  # the number of our advisory lock in PostgreSQL


def upgrade(connection: Connection) -> bool:
    """Run every missing step, inside the transaction already begun on `connection`.

    Return whether the database was empty.

    That transaction must keep other writers out (on SQLite: BEGIN IMMEDIATE), so that if two
    programs start at once, the second finds the work done. Raises ConfigError if the database
    was written by a newer version.
    """
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
    known, heads = _steps()
    present = set(MigrationContext.configure(connection).get_current_heads())
    if present - known:
        raise say.database_newer()
    if present != heads:
        config = _config()
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
    return not present


@cache
def _steps() -> tuple[set[str], set[str]]:
    """Return all steps there are, and the last. To read them takes longer than to miss none."""
    script = ScriptDirectory.from_config(_config())
    return {step.revision for step in script.walk_revisions()}, set(script.get_heads())


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(_HERE).replace("%", "%%"))
    return config
