"""Where DBOS keeps its tables, and whether they can be used."""

from pathlib import Path

from sqlalchemy import URL, Connection, create_engine, make_url
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.pool import NullPool

from bot.store import texts as say
from bot.store.faults import words_of
from bot.store.postgres import with_limits

SCHEMA = "morbot_engine"  # in PostgreSQL
_MEMORY = ":memory:"
_TABLES = ("dbos_migrations", "workflow_status")


def engine_address(database_url: str) -> URL:
    """Return the address of DBOS's tables, for the application's database at this one."""
    address = make_url(database_url)
    if address.get_backend_name() == "sqlite":
        return address.set(drivername="sqlite", database=engine_file(address.database))
    return with_limits(address.set(drivername="postgresql+psycopg"))


def engine_file(database: str | None) -> str:
    """Return the SQLite file of DBOS, beside the application's: `morbot.db`, `morbot-engine.db`."""
    if not database or database == _MEMORY:
        return _MEMORY
    name, dot, ending = database.rpartition(".")
    return f"{name}-engine.{ending}" if dot and "/" not in ending else f"{database}-engine"


def check_engine_tables(database_url: str) -> None:
    """Raise ConfigError if DBOS's tables are there, but damaged or not complete. It blocks."""
    address = engine_address(database_url)
    if address.get_backend_name() == "sqlite":
        file = Path(address.database or "")
        if not file.exists() or not file.stat().st_size:
            return
    engine = create_engine(address, poolclass=NullPool, hide_parameters=True)
    try:
        with engine.connect() as connection:
            _check(connection)
    except SQLAlchemyError as error:
        raise say.engine_unusable(words_of(error), name_of(address)) from None


def name_of(address: URL) -> str:
    """Return what people call the place of DBOS's tables."""
    on_sqlite = address.get_backend_name() == "sqlite"
    return f"the file {address.database}" if on_sqlite else f"the schema {SCHEMA}"


def _check(connection: Connection) -> None:
    schema = ""
    if connection.dialect.name == "sqlite":
        found = connection.exec_driver_sql("PRAGMA quick_check(1)").scalar()
        if found != "ok":
            raise say.engine_unusable(str(found), name_of(connection.engine.url))
    else:
        if not connection.exec_driver_sql(f"SELECT to_regnamespace('{SCHEMA}')").scalar():
            return
        schema = f"{SCHEMA}."
    for table in _TABLES:
        connection.exec_driver_sql(f"SELECT 1 FROM {schema}{table} LIMIT 1")  # noqa: S608 -- ours
