"""A workspace over loopback, and a plain Bolt app in it, written as in Slack's documentation."""

from collections.abc import AsyncIterator

import pytest
from slack_bolt.adapter.starlette.async_handler import AsyncSlackRequestHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.sandbox.serving import serve
from bot.sandbox.slack_server import Workspace, serve_workspace


@pytest.fixture
async def workspace() -> AsyncIterator[Workspace]:
    one = Workspace()
    async with serve_workspace(one):
        yield one


@pytest.fixture
def client(workspace: Workspace) -> AsyncWebClient:
    return AsyncWebClient(workspace.bot_token, base_url=f"{workspace.address}/api/", timeout=5)


@pytest.fixture
async def app(workspace: Workspace, client: AsyncWebClient) -> AsyncIterator[AsyncApp]:
    """An app that answers at the workspace's request URL; tests add its listeners."""
    bolt = AsyncApp(name="app", client=client, signing_secret=workspace.signing_secret)
    handler = AsyncSlackRequestHandler(bolt)

    async def events(request: Request) -> Response:
        return await handler.handle(request)

    routes = [Route("/slack/events", events, methods=["POST"])]
    async with serve(Starlette(routes=routes)) as address:
        workspace.request_url = f"{address}/slack/events"
        yield bolt
