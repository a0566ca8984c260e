"""One small question to MOR, beside a bare HTTP client that does not look at the answer."""

import asyncio
from collections.abc import Iterator
from datetime import UTC, datetime

from aiohttp import ClientSession

from bot import app
from bot.calls.model import Account, Period, Role
from tests.bench import calls
from tests.bench.measuring import apart, by_turns, seconds_of
from tests.bench.office import office
from tests.bench.table import Row, times_as_long

_MOST = 3.5
_PERIOD = Period(datetime(2026, 11, 1, tzinfo=UTC), datetime(2026, 11, 2, tzinfo=UTC))
_FORM = {
    "u": "user1000",
    "from": str(int(_PERIOD.start.timestamp())),
    "till": str(int(_PERIOD.end.timestamp()) - 1),
    "s_user": "1000",
    "hash": "0" * 40,
}


def rows(*, quick: bool) -> Iterator[Row]:
    """Signed, sent, answered with one call, and read."""
    ours, theirs = apart(_measured, 3 if quick else 15, 5 if quick else 200, quick=quick)
    yield times_as_long("one request to MOR, beside pooled aiohttp", ours, theirs, at_most=_MOST)


def _measured(rounds: int, tries: int) -> list[list[float]]:
    return asyncio.run(_requests(rounds, tries))


async def _requests(rounds: int, tries: int) -> list[list[float]]:
    async with (
        office(calls.whole(1)) as between,
        app.opened(between.settings) as core,
        ClientSession() as session,
    ):
        account = Account("user1000", 1000, Role.USER)
        address = f"{between.mor_url}/api/local_calls_get"

        async def ours() -> None:
            async for _ in core.mor.local_calls(account, 1000, _PERIOD):
                pass

        async def theirs() -> None:
            async with session.post(address, data=_FORM) as response:
                await response.read()

        return await by_turns(
            [lambda: seconds_of(ours()), lambda: seconds_of(theirs())], rounds=rounds, tries=tries
        )
