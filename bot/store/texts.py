"""What is said about the database. Each function returns the error."""

from bot.errors import ConfigError, DatabaseError, ErrorCode

UNREACHABLE = "it does not answer"
LOCKED = "another program locks it"
FULL = "its disk is full"
READ_ONLY = "it cannot be written to"
INCOMPLETE = "tables of it are missing"
DAMAGED = "its file is damaged, or cannot be read"
REMOVED = "its file was removed or replaced"
FAILING = "it reports an error"


def database_away(reason: str, details: str) -> DatabaseError:
    """The database cannot be used now. `details` are the driver's own words."""
    return DatabaseError(
        f"My database can't be used now: {reason}.",
        "Try again in a minute. If it stays so, tell whoever runs this bot.",
        code=ErrorCode.DATABASE_AWAY,
        details=details,
    )


def unknown_address() -> ConfigError:
    """DATABASE_URL is no URL, or of another kind of database."""
    problem = (
        "DATABASE_URL must be the address of a database, for example"
        " sqlite+aiosqlite:///morbot.db or postgresql+psycopg://user:password@host/name."
    )
    return ConfigError([problem])


def driver_missing(package: str) -> ConfigError:
    """The Python package for this kind of database is not installed."""
    problem = f"DATABASE_URL needs the Python package {package}, which is not installed."
    return ConfigError([problem])


def database_unusable(reason: str) -> ConfigError:
    """The database cannot be opened, read or written. `reason` is the driver's own."""
    problem = (
        f"The database cannot be used ({reason}). Check that DATABASE_URL names a database, or a"
        " file in an existing folder where the bot may write, and that no other program locks it."
    )
    return ConfigError([problem])


def database_newer() -> ConfigError:
    """The database has migrations that this version does not know."""
    problem = (
        "The database was written by a newer morbot than this one. Install that version again,"
        " or set DATABASE_URL to another database."
    )
    return ConfigError([problem])


def database_incomplete(reason: str) -> ConfigError:
    """A table or column is missing, although the database says that it is of this version."""
    problem = (
        f"The database is not as this version left it ({reason}). Restore it from a backup, or set"
        " DATABASE_URL to a new database."
    )
    return ConfigError([problem])


def engine_unusable(reason: str, name: str) -> ConfigError:
    """The tables of the digest engine cannot be used. `name` is their file or schema."""
    reason = reason.split("[SQL:", maxsplit=1)[0].strip()
    problem = (
        f"The digest engine's tables, {name}, cannot be used ({reason}). If they are damaged, stop"
        " every morbot and rename them: they are made again. Digests, and what was posted, are not"
        " in them."
    )
    return ConfigError([problem])
