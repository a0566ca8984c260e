"""A PostgreSQL of the run's own, which can be restarted and held up in mid work."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import Any

import psycopg

from tests.support.postgresql import Mode, Server, server_running

_BETWEEN_LOOKS = 0.02
_WAITING = (
    "SELECT application_name FROM pg_stat_activity"
    " WHERE wait_event_type = 'Lock' AND query LIKE 'INSERT INTO deliveries%'"
)


class Cluster:
    """A running cluster. `address` is that of its database."""

    def __init__(self, server: Server) -> None:
        self.address = server.address
        self._server = server

    async def restart(self, mode: Mode) -> None:
        """End all connections, `immediate` as if it had crashed, and come back."""
        await asyncio.to_thread(self._server.restart, mode)

    @asynccontextmanager
    async def held_up(self, seconds: float) -> AsyncIterator[str]:
        """Hold up claims of deliveries. Yield the name of the first replica that is in the middle
        of one, or an empty name if none is within `seconds`.
        """
        connect = psycopg.AsyncConnection.connect
        async with (
            await connect(self.address) as holder,
            await connect(self.address, autocommit=True) as watcher,
        ):
            await holder.execute("LOCK TABLE deliveries IN SHARE MODE")
            yield await _first_waiting(watcher, seconds)


async def _first_waiting(watcher: psycopg.AsyncConnection[Any], seconds: float) -> str:
    with suppress(TimeoutError):
        async with asyncio.timeout(seconds):
            while True:
                found = await (await watcher.execute(_WAITING)).fetchone()
                if found is not None:
                    return str(found[0])
                await asyncio.sleep(_BETWEEN_LOOKS)
    return ""


@asynccontextmanager
async def cluster_open() -> AsyncIterator[Cluster]:
    """A fresh cluster on loopback, gone at the end."""
    running = server_running()
    server = await asyncio.to_thread(running.__enter__)
    try:
        yield Cluster(server)
    finally:
        await asyncio.to_thread(running.__exit__, None, None, None)
