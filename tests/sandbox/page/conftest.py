"""A served page, and an HTTP client that asks as a browser would."""

from collections.abc import AsyncIterator

import httpx
import pytest

from bot.sandbox.page import Exchange, page_app
from bot.sandbox.slack_server import Workspace, serve_workspace


@pytest.fixture
def exchanges() -> list[Exchange]:
    return []


@pytest.fixture
async def workspace(exchanges: list[Exchange]) -> AsyncIterator[Workspace]:
    one = Workspace(request_url="http://127.0.0.1:1/nobody-listens-here")
    async with serve_workspace(one, page=page_app(one, mor_exchanges=lambda: exchanges)):
        yield one


@pytest.fixture
async def http(workspace: Workspace) -> AsyncIterator[httpx.AsyncClient]:
    headers = {"Origin": workspace.address}
    async with httpx.AsyncClient(base_url=workspace.address, headers=headers) as client:
        yield client
