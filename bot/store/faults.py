"""What goes wrong with the database while it is used, in one error with a sentence."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DataError, DBAPIError, IntegrityError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as NoConnectionFree

from bot.errors import DatabaseError
from bot.store import texts as say
from bot.telemetry import logger

log = logger(__name__)

DATABASE_FAULTS = (DatabaseError, SQLAlchemyError, sqlite3.Error)
"""All that a statement raises."""

_OURS = (DataError, IntegrityError, sqlite3.DataError, sqlite3.IntegrityError)
_BY_SQLITE_CODE = {
    sqlite3.SQLITE_BUSY: say.LOCKED,
    sqlite3.SQLITE_LOCKED: say.LOCKED,
    sqlite3.SQLITE_FULL: say.FULL,
    sqlite3.SQLITE_READONLY: say.READ_ONLY,
    sqlite3.SQLITE_IOERR_WRITE: say.READ_ONLY,
    sqlite3.SQLITE_IOERR: say.DAMAGED,
    sqlite3.SQLITE_CORRUPT: say.DAMAGED,
    sqlite3.SQLITE_NOTADB: say.DAMAGED,
    sqlite3.SQLITE_CANTOPEN: say.DAMAGED,
}
# https://www.postgresql.org/docs/current/errcodes-appendix.html
_BY_SQLSTATE = {
    "25006": say.READ_ONLY,
    "42501": say.READ_ONLY,
    "42703": say.INCOMPLETE,
    "42P01": say.INCOMPLETE,
    "3F000": say.INCOMPLETE,
    "53100": say.FULL,
    "55P03": say.LOCKED,
}


@contextmanager
def faults_told() -> Iterator[None]:
    """Raise DatabaseError for whatever the database does wrong within the block.

    What is wrong with the values of a statement stays as it is: that is not the database's fault.
    """
    try:
        yield
    except _OURS:
        raise
    except (DBAPIError, NoConnectionFree, sqlite3.Error) as error:
        reason, details = reason_of(error), words_of(error)
        log.warning("database-fault", reason=reason, details=details)
        raise say.database_away(reason, details) from error


def words_of(error: BaseException) -> str:
    """Return the driver's own words, in one line."""
    return " ".join(str(getattr(error, "orig", None) or error).split())


def reason_of(error: BaseException) -> str:
    """Return what is wrong, as said to people."""
    cause = getattr(error, "orig", None) or error
    if isinstance(error, NoConnectionFree):
        return say.UNREACHABLE
    if isinstance(code := getattr(cause, "sqlite_errorcode", None), int):
        known = _BY_SQLITE_CODE.get(code) or _BY_SQLITE_CODE.get(code & 0xFF)
        return known or (say.INCOMPLETE if "no such" in str(cause) else say.FAILING)
    state = getattr(cause, "sqlstate", None)
    if state is None or state.startswith(("08", "57P")):
        return say.UNREACHABLE
    return _BY_SQLSTATE.get(state, say.FAILING)
