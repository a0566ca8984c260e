"""The replicas that send digests, and when each was last heard of."""

from datetime import datetime

from sqlalchemy import delete, insert, select, update
from sqlalchemy.exc import IntegrityError

from bot.store import tables
from bot.store.database import Database

_TABLE = tables.replicas


class Replicas:
    """Keeps their heartbeats. Times are aware."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def take(self, replica: str, at: datetime, *, silent_since: datetime) -> bool:
        """Take this name; False where another process has it, heard of since `silent_since`."""
        async with self._database.writing() as connection:
            silent = (_TABLE.c.id == replica) & (_TABLE.c.seen_at < silent_since)
            taken = await connection.execute(update(_TABLE).where(silent).values(seen_at=at))
            if taken.rowcount:
                return True
            try:
                await connection.execute(insert(_TABLE), {"id": replica, "seen_at": at})
            except IntegrityError:
                return False
        return True

    async def beat(self, replica: str, at: datetime) -> None:
        """Say that this replica lives."""
        async with self._database.writing() as connection:
            mine = update(_TABLE).where(_TABLE.c.id == replica).values(seen_at=at)
            if not (await connection.execute(mine)).rowcount:
                await connection.execute(insert(_TABLE), {"id": replica, "seen_at": at})

    async def heard_since(self, since: datetime) -> set[str]:
        """Those heard of since that moment, itself included."""
        async with self._database.reading() as connection:
            found = await connection.execute(select(_TABLE.c.id).where(_TABLE.c.seen_at >= since))
            return set(found.scalars())

    async def forget(self, replica: str) -> None:
        """It has stopped; whoever is left takes over at once."""
        async with self._database.writing() as connection:
            await connection.execute(delete(_TABLE).where(_TABLE.c.id == replica))

    async def prune(self, before: datetime) -> None:
        """Forget those not heard of since that moment."""
        async with self._database.writing() as connection:
            await connection.execute(delete(_TABLE).where(_TABLE.c.seen_at < before))
