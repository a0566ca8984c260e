"""The database's clock: with several replicas it decides what is due."""

from datetime import UTC, datetime

from sqlalchemy import func, select

from bot.store.database import Database
from bot.telemetry import logger

log = logger(__name__)

MOST_OFF = 10.0  # seconds


async def seconds_ahead(database: Database) -> float:
    """Return how far this machine's clock is ahead of PostgreSQL's; negative if it is behind.

    0 with SQLite, whose replicas are on one machine.
    """
    if database.engine.dialect.name == "sqlite":
        return 0.0
    before = datetime.now(UTC)
    async with database.reading() as connection:
        theirs: datetime = (await connection.execute(select(func.clock_timestamp()))).scalar_one()
    after = datetime.now(UTC)
    return (before + (after - before) / 2 - theirs).total_seconds()


async def clocks_agree(database: Database) -> bool:
    """Return whether this machine's clock may be trusted with digests. If not, log by how much."""
    ahead = await seconds_ahead(database)
    if abs(ahead) <= MOST_OFF:
        return True
    log.error("clock-differs-from-database", seconds_ahead=round(ahead, 1))
    return False
