"""From `morbot run` to the first answer over HTTP."""

import asyncio
import os
import signal
import socket
import sys
import time
from collections.abc import Iterator
from statistics import median

from aiohttp import ClientError, ClientSession

from tests.bench.measuring import apart
from tests.bench.office import SECRET, TOKEN, Office, office
from tests.bench.table import Row, duration


def rows(*, quick: bool) -> Iterator[Row]:
    """A fresh process each time, with a database that is there already."""
    seconds = apart(_measured, 1 if quick else 7, quick=quick)
    yield Row("`morbot run` → listening", duration(median(seconds)))


def _measured(rounds: int) -> list[float]:
    return asyncio.run(_starts(rounds))


async def _starts(rounds: int) -> list[float]:
    async with office(b"") as between:
        return [await _start(between) for _ in range(rounds + 1)][1:]


async def _start(between: Office) -> float:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    begun = time.perf_counter()
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", "run"),
        env={**os.environ, **_environment(between, port)},
        stdout=asyncio.subprocess.DEVNULL,
    )
    try:
        async with asyncio.timeout(60), ClientSession() as session:
            while not await _answers(session, f"http://127.0.0.1:{port}/healthz"):  # noqa: ASYNC110 -- no event comes from a process
                await asyncio.sleep(0.005)
        return time.perf_counter() - begun
    finally:
        process.send_signal(signal.SIGTERM)
        await process.wait()


async def _answers(session: ClientSession, address: str) -> bool:
    try:
        async with session.get(address) as response:
            return response.status == 200
    except (ClientError, OSError):
        return False


def _environment(between: Office, port: int) -> dict[str, str]:
    return {
        "MOR_URL": between.mor_url,
        "MOR_KEY_ADMIN": "bench-key",
        "SLACK_API_URL": f"{between.slack_address}/api",
        "SLACK_BOT_TOKEN": TOKEN,
        "SLACK_SIGNING_SECRET": SECRET,
        "SLACK_APP_TOKEN": "",
        "DATABASE_URL": between.settings.database_url,
        "PORT": str(port),
        "WATCH_PORT": "0",
    }
