"""Serve an ASGI application over HTTP in the running event loop, on loopback only."""

import asyncio
import ipaddress
import socket
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager

import uvicorn
from starlette.types import ASGIApp

_GRACE = 0.5  # seconds for requests in flight at the end


@asynccontextmanager
async def serve(app: ASGIApp, host: str = "127.0.0.1", port: int = 0) -> AsyncIterator[str]:
    """Serve `app` while the block runs, and yield its address, `http://127.0.0.1:PORT`.

    Port 0 takes a free port. The process's signal handlers and logging are not changed. Leaving the
    block closes idle connections at once and cuts requests in flight.

    Raises ValueError for a host that is not loopback, OSError if the port is not available, and
    RuntimeError if the application refuses to start.
    """
    listener = _listen(host, port)
    server = _Server(uvicorn.Config(app, log_config=None, access_log=False, server_header=False))
    running = asyncio.create_task(server.serve(sockets=[listener]))
    started = asyncio.create_task(server.running.wait())
    try:
        await asyncio.wait((running, started), return_when=asyncio.FIRST_COMPLETED)
        if running.done():
            raise RuntimeError("the application did not start")
        shown = f"[{host}]" if ":" in host else host
        yield f"http://{shown}:{listener.getsockname()[1]}"
    finally:
        started.cancel()
        server.leave.set()
        await running
        listener.close()


def _listen(host: str, port: int) -> socket.socket:
    if not is_loopback(host):
        raise ValueError(f"{host} is not a loopback address")
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.create_server((host, port), family=family)
    # Connections inherit it. asyncio sets it only on sockets made with IPPROTO_TCP by name, and
    # without it a body sent after its headers waits 40 ms for the other side's acknowledgement.
    listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return listener


def is_loopback(host: str) -> bool:
    """Whether a name or address means this machine alone."""
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


class _Server(uvicorn.Server):
    """uvicorn without control of the process: no signal handlers, no exit, no polling."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.running = asyncio.Event()
        self.leave = asyncio.Event()

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        try:
            await super().startup(sockets)
        except SystemExit:  # the lifespan failed; its reason has been logged
            self.should_exit = True

    async def main_loop(self) -> None:
        self.running.set()
        await self.leave.wait()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        del sockets  # closed with their servers
        for server in self.servers:
            server.close()
        for connection in list(self.server_state.connections):
            connection.shutdown()
        tasks = set(self.server_state.tasks)
        if tasks:
            _, late = await asyncio.wait(tasks, timeout=_GRACE)
            for task in late:
                task.cancel()
            await asyncio.gather(*late, return_exceptions=True)
        for _ in range(100):  # a closed connection is removed one loop iteration later
            if not self.server_state.connections:
                break
            await asyncio.sleep(_GRACE / 100)
        await self.lifespan.shutdown()
