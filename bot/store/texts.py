"""What is said about the database. Each function returns the error."""

from bot.errors import ConfigError


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
