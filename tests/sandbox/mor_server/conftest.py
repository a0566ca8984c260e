from collections.abc import AsyncIterator

import httpx
import pytest

from bot.sandbox.mor_server import MorServer, running
from tests.sandbox.mor_server.telephone import NOW, WORLD, Telephone


@pytest.fixture
async def mor() -> AsyncIterator[MorServer]:
    async with running(WORLD, clock=lambda: NOW) as server:
        yield server


@pytest.fixture
async def phone(mor: MorServer) -> AsyncIterator[Telephone]:
    async with httpx.AsyncClient() as client:
        yield Telephone(mor, client)
