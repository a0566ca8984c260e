"""The heartbeats of the replicas that send digests: DBOS does not know which of them is dead."""

from datetime import datetime

from sqlalchemy import delete, insert, select, update
from sqlalchemy.exc import IntegrityError

from bot.store import tables
from bot.store.database import Database

_TABLE = tables.replicas


class Replicas:
    """A row for each replica with the time of its last heartbeat. Times are aware."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def register(self, replica: str, at: datetime, *, silent_since: datetime) -> bool:
        """Take this name. Return False if another process has it, with a heartbeat since
        `silent_since`.
        """
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

    async def heartbeat(self, replica: str, at: datetime) -> None:
        """Record that this replica is alive."""
        async with self._database.writing() as connection:
            mine = update(_TABLE).where(_TABLE.c.id == replica).values(seen_at=at)
            if not (await connection.execute(mine)).rowcount:
                await connection.execute(insert(_TABLE), {"id": replica, "seen_at": at})

    async def alive_since(self, since: datetime) -> set[str]:
        """Return the replicas with a heartbeat at `since` or later."""
        async with self._database.reading() as connection:
            found = await connection.execute(select(_TABLE.c.id).where(_TABLE.c.seen_at >= since))
            return set(found.scalars())

    async def unregister(self, replica: str) -> None:
        """Remove a replica that stops, so that others take over at once what it leaves."""
        async with self._database.writing() as connection:
            await connection.execute(delete(_TABLE).where(_TABLE.c.id == replica))

    async def prune(self, before: datetime) -> None:
        """Remove the replicas without a heartbeat since `before`."""
        async with self._database.writing() as connection:
            await connection.execute(delete(_TABLE).where(_TABLE.c.seen_at < before))
