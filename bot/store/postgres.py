"""What PostgreSQL needs: no wait without an end, also if its packets are swallowed on the way.

TCP finds out by itself if the other side is gone. A program between may acknowledge what it does
not pass on; so each wait for the server's answer has a limit, and its connection is thrown away.
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any

import psycopg
from psycopg import waiting
from psycopg.abc import RV, PQGen
from sqlalchemy import URL
from sqlalchemy.ext.asyncio import AsyncConnection

_TCP = {  # https://www.postgresql.org/docs/current/libpq-connect.html
    "connect_timeout": "5",  # seconds, as all but the last
    "keepalives_idle": "10",
    "keepalives_interval": "5",
    "keepalives_count": "3",
    "tcp_user_timeout": "15000",  # milliseconds
}


def with_limits(address: URL) -> URL:
    """Return the address with limits for its connections, where it has none of its own."""
    own = {name: value for name, value in _TCP.items() if name not in address.query}
    return address.update_query_dict(own)


class LimitedConnection(psycopg.AsyncConnection[Any]):
    """A connection that is closed if the server does not answer in time.

    So is one whose statement is cancelled: nobody waits to hear what has become of it.
    """

    limit: float | None = None  # seconds

    async def wait(self, gen: PQGen[RV], interval: float = 0.1, timeout: float | None = None) -> RV:  # noqa: ASYNC109 -- psycopg's own
        """Run one step of the protocol. Raises psycopg.OperationalError if it takes too long."""
        try:
            async with asyncio.timeout(self.limit if timeout is None else timeout):
                return await waiting.wait_async(gen, self.pgconn.socket, interval=interval)
        except TimeoutError:
            self.pgconn.finish()
            raise psycopg.OperationalError("the server does not answer") from None
        except asyncio.CancelledError:
            self.pgconn.finish()
            raise


def connecting(limit: float) -> Callable[..., Awaitable[LimitedConnection]]:
    """Return what opens connections with this limit, in seconds."""

    async def connect(*args: Any, **options: Any) -> LimitedConnection:
        connection = await LimitedConnection.connect(*args, **options)
        connection.limit = limit
        return connection

    return connect


@asynccontextmanager
async def without_limit(connection: AsyncConnection) -> AsyncIterator[None]:
    """Let the statements of the block take as long as they need."""
    raw = (await connection.get_raw_connection()).driver_connection
    if not isinstance(raw, LimitedConnection):
        yield
        return
    limit, raw.limit = raw.limit, None
    try:
        yield
    finally:
        raw.limit = limit
