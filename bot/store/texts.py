"""What is said about the database."""

DATABASE_ADDRESS = (
    "DATABASE_URL is not the address of a database that morbot can use; it looks like"
    " sqlite+aiosqlite:///morbot.db or postgresql+psycopg://user:password@host/name."
)


def database_driver(package: str) -> str:
    """The Python package that speaks to this kind of database is not installed."""
    return f"DATABASE_URL needs the Python package {package}, which is not installed."


def database_unusable(reason: str) -> str:
    """The database cannot be opened, read or written. `reason` is the driver's own word."""
    return (
        f"The database cannot be used ({reason}). Check that DATABASE_URL names a database, or a"
        " file in a folder that exists and may be written, and that no other program holds it."
    )


DATABASE_NEWER = (
    "The database was written by a newer morbot than this one. Install that version again,"
    " or set DATABASE_URL to another database."
)
