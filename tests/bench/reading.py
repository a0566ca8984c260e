"""A long answer as a whole: who else gets a turn meanwhile, and what a report of it takes."""

import asyncio
import gc
import multiprocessing
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from multiprocessing.connection import Connection
from statistics import median

from bot import app
from bot.app.core import without_link
from bot.ask.answers import TypedQuestion
from bot.ask.blocks import answer_message
from bot.calls.asker import Asker
from bot.calls.model import Account, Period, Role
from bot.ids import Identity
from bot.sandbox.company import TEAM_ID
from tests.bench import calls
from tests.bench.measuring import apart, megabytes
from tests.bench.office import PEOPLE, Office, office
from tests.bench.table import Row, duration, memory, most

_LONGEST_TURN = 0.010  # seconds
_MOST_MEMORY = 8.0  # MB
_ACCOUNT = Account("user1000", 1000, Role.USER)


def rows(*, quick: bool) -> Iterator[Row]:
    """The longest turn of the event loop, and a whole report."""
    amount, rounds = (20_000, 1) if quick else (1_000_000, 3)
    with long_answers(amount) as mor_url:
        turns = [apart(_longest_turn, mor_url, quick=quick) for _ in range(rounds)]
        reports = [apart(report, mor_url, amount, quick=quick) for _ in range(rounds)]
    worked, waited = (median(longest) for longest in zip(*turns, strict=True))
    what = f"longest turn of the event loop, {amount:,} calls"
    yield most(f"{what}, in processor time", worked, _LONGEST_TURN, duration)
    yield Row(f"{what}, with what else the machine did meanwhile", duration(waited))
    seconds, peaks = zip(*reports, strict=True)
    yield Row(f"`by:hour` of {amount:,} calls, asked and drawn", duration(median(seconds)))
    yield most(
        f"`by:hour` of {amount:,} calls: memory above the start",
        median(peaks),
        _MOST_MEMORY,
        memory,
    )


@contextmanager
def long_answers(amount: int) -> Iterator[str]:
    """A MOR in a process of its own, whose answers have so many calls; its address."""
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=_serve, args=(amount, theirs), daemon=True)
    process.start()
    try:
        yield ours.recv()
    finally:
        process.terminate()
        process.join()


def _serve(amount: int, told: Connection) -> None:
    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = await reader.readuntil(b"\r\n\r\n")
        length = head.lower().partition(b"content-length:")[2].split(b"\r\n", 1)[0]
        await reader.readexactly(int(length))
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\nConnection: close\r\n\r\n")
        for piece in calls.pieces(amount):
            writer.write(piece)
            await writer.drain()
        writer.close()

    async def serve() -> None:
        server = await asyncio.start_server(answer, "127.0.0.1", 0)
        told.send(f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}")
        await server.serve_forever()

    asyncio.run(serve())


def _longest_turn(mor_url: str) -> tuple[float, float]:
    return asyncio.run(_turn(mor_url))


async def _turn(mor_url: str) -> tuple[float, float]:
    """The longest that somebody who always wants the next turn had to wait for it: in seconds of
    the processor, and by the clock on the wall.
    """
    async with office(b"", mor_url=mor_url) as between, app.opened(between.settings) as core:
        period = Period(_asker(between).now - timedelta(days=1), _asker(between).now)
        reading = asyncio.ensure_future(_read(core, period))
        worked = waited = 0.0
        while not reading.done():
            at, on_the_wall = time.thread_time(), time.perf_counter()
            await asyncio.sleep(0)
            worked = max(worked, time.thread_time() - at)
            waited = max(waited, time.perf_counter() - on_the_wall)
        await reading
        return worked, waited


async def _read(core: app.Core, period: Period) -> None:
    async for _ in core.mor.local_calls(_ACCOUNT, 1000, period):
        pass


def report(mor_url: str, amount: int) -> tuple[float, float]:
    """The seconds of `by:hour` of so many calls, asked and drawn, and its memory above rest."""
    return asyncio.run(_asked(mor_url, amount))


async def _asked(mor_url: str, amount: int) -> tuple[float, float]:
    """Seconds, and MB above what the bot has once it has answered a short question."""
    async with office(calls.whole(1000)) as warm, app.opened(warm.settings) as core:
        questions, _ = core.asking(without_link)
        answer_message(await questions.ask(TypedQuestion("yesterday by:hour"), _asker(warm)))
    async with office(b"", mor_url=mor_url) as between, app.opened(between.settings) as core:
        questions, _ = core.asking(without_link)
        gc.collect()
        start, begun = megabytes(), time.perf_counter()
        answer = await questions.ask(
            TypedQuestion("2026-08-01 to 2026-10-30 by:hour"), _asker(between)
        )
        text = str(answer_message(answer).payload())
        assert any(f"{amount:,}".replace(",", gap) in text for gap in ("", ",", " "))
        return time.perf_counter() - begun, megabytes("VmHWM") - start


def _asker(between: Office) -> Asker:
    return Asker(
        identity=Identity(TEAM_ID, PEOPLE[0]),
        account=_ACCOUNT,
        now=datetime(2026, 11, 25, 14, 30, tzinfo=between.zone),
        zone=between.zone.key,
        locale="en-GB",
    )
