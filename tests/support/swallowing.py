"""A way to a server that can go silent without a reset, as behind a firewall that forgets."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager


class SwallowingProxy:
    """Passes bytes on, until `swallow`: then nothing of the open connections arrives any more."""

    def __init__(self) -> None:
        self.port = 0
        self._swallowed: set[asyncio.StreamWriter] = set()
        self._open: set[asyncio.StreamWriter] = set()

    def swallow(self) -> None:
        """Pass on nothing more of the connections that are open. New ones work."""
        self._swallowed |= self._open

    async def serve(
        self, host: str, port: int, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        """Pass on both ways between a client and the server."""
        there_reader, there = await asyncio.open_connection(host, port)
        self._open |= {writer, there}
        try:
            await asyncio.gather(self._pass(reader, there), self._pass(there_reader, writer))
        finally:
            for one in (writer, there):
                one.close()

    async def _pass(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while data := await reader.read(65_536):
            if writer not in self._swallowed:
                writer.write(data)
        if writer not in self._swallowed and writer.can_write_eof():
            writer.write_eof()


@asynccontextmanager
async def swallowing_proxy(host: str, port: int) -> AsyncIterator[SwallowingProxy]:
    """Listen on loopback in front of a server."""
    proxy, tasks = SwallowingProxy(), set[asyncio.Task[None]]()

    def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        tasks.add(asyncio.create_task(proxy.serve(host, port, reader, writer)))

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    proxy.port = server.sockets[0].getsockname()[1]
    try:
        yield proxy
    finally:
        server.close()
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
