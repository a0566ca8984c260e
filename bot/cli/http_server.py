"""Serve the bot over HTTP: on one port for Slack, on another for health checks and metrics."""

import asyncio
import math
import resource
import socket
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from typing import Any

import uvicorn
from starlette.applications import Starlette
from uvicorn.protocols.http.h11_impl import H11Protocol

from bot.errors import ConfigError
from bot.telemetry import logger

log = logger(__name__)

_LAST_ANSWERS = 3  # seconds for HTTP answers on their way, at the very end
_SLOWEST_HEADERS = 10.0  # seconds
_MOST_CONNECTIONS = 1_000  # that are answered; as many more hear a 503
_BACKLOG = 64  # connections; asyncio takes as many at a time
_MOST_FILES = 65_536  # that are asked for
_BETWEEN_LINES = 60.0  # seconds between lines of the log about connections that are not taken
_NO_FILE_LEFT = "socket.accept() out of system resource"  # asyncio's words


class HeaderTimeoutProtocol(H11Protocol):
    """HTTP/1.1 that waits ten seconds for the headers of a request, and then closes the connection.

    uvicorn has no such limit: a client that sends half of its headers would hold a connection.
    """

    _timer: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # uvicorn's own
        """Start the timer for the first request. Cut it off if too many connections are open."""
        super().connection_made(transport)
        if self.limit_concurrency and len(self.connections) > 2 * self.limit_concurrency:
            transport.abort()
        self._start_timer()

    def data_received(self, data: bytes) -> None:
        """Stop the timer when the headers are there; start it when the next request begins."""
        super().data_received(data)
        if self.cycle is not None and not self.cycle.response_complete:
            self._stop_timer()
        elif self._timer is None:
            self._start_timer()

    def on_response_complete(self) -> None:
        """Start the timer for the next request, whose first half may be there already."""
        super().on_response_complete()
        if self.cycle is None or self.cycle.response_complete:
            self._stop_timer()
            self._start_timer()

    def connection_lost(self, exc: Exception | None) -> None:
        """Stop the timer."""
        self._stop_timer()
        super().connection_lost(exc)

    def _start_timer(self) -> None:
        self._timer = self.loop.call_later(_SLOWEST_HEADERS, self._close)

    def _stop_timer(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _close(self) -> None:
        self._timer = None
        self.transport.close()


class HttpServer(uvicorn.Server):
    """uvicorn without signal handlers, and with limits on connections and slow headers."""

    def __init__(self, web: Starlette) -> None:
        """Prepare to serve `web`."""
        super().__init__(
            uvicorn.Config(
                web,
                http=HeaderTimeoutProtocol,
                log_config=None,
                access_log=False,
                lifespan="off",
                server_header=False,
                limit_concurrency=min(_MOST_CONNECTIONS, _most_files() // 4),
                backlog=_BACKLOG,
                timeout_graceful_shutdown=_LAST_ANSWERS,
            )
        )

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Leave the signals alone."""
        yield


def _most_files() -> int:
    return resource.getrlimit(resource.RLIMIT_NOFILE)[0]


def raise_file_limit() -> None:
    """Let this process open as many files and connections as it may, since 1,024 are usual."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = _MOST_FILES if hard == resource.RLIM_INFINITY else min(hard, _MOST_FILES)
    if wanted > soft:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))


def tell_seldom_when_full() -> None:
    """Log a line a minute while no connection can be taken, for want of a file descriptor.

    asyncio takes none for a second then. It would log each one that waits, with a traceback.
    """
    told_at = -math.inf

    def handle(loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
        nonlocal told_at
        if context.get("message") != _NO_FILE_LEFT:
            loop.default_exception_handler(context)
        elif loop.time() >= told_at + _BETWEEN_LINES:
            told_at = loop.time()
            log.error("no-connection-taken", hint="Raise the limit of open files (ulimit -n).")

    asyncio.get_running_loop().set_exception_handler(handle)


@asynccontextmanager
async def served(web: Starlette, listener: socket.socket) -> AsyncIterator[None]:
    """Serve `web` until the block ends."""
    server = HttpServer(web)
    serving = asyncio.create_task(server.serve(sockets=[listener]))
    try:
        yield
    finally:
        server.should_exit = True
        await serving


def listen(host: str, port: int, settings: str) -> socket.socket:
    """Return a listening socket. Raises ConfigError, which names the `settings`."""
    try:
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        listener = socket.create_server((host, port), family=family)
    except (OSError, ValueError) as error:  # ValueError: a name that no resolver takes
        reason = getattr(error, "strerror", None) or error
        raise ConfigError(
            [f"{settings} cannot be used: cannot listen on {host}:{port} ({reason})."]
        ) from None
    # Connections inherit it. asyncio sets it only on sockets made with IPPROTO_TCP by name, and
    # without it an answer's body waits 40 ms for the other side to acknowledge its headers.
    listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return listener


def address_of(listener: socket.socket) -> str:
    """Return the address of what is served there."""
    host, port = listener.getsockname()[:2]
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"
