"""Slack's Web API as the bot calls it."""

from collections.abc import AsyncIterator

import pytest
from aiohttp import ClientSession
from pydantic import SecretStr
from slack_sdk.web.async_client import AsyncWebClient

from bot import app
from bot.sandbox.slack_server import Workspace
from bot.settings import Settings


@pytest.fixture
async def web_api(workspace: Workspace) -> AsyncIterator[AsyncWebClient]:
    """The bot's own client, for the workspace of the test."""
    settings = Settings.load(
        env_file=None,
        mor_url="http://127.0.0.1:9/billing",
        slack_api_url=f"{workspace.address}/api",
        slack_bot_token=SecretStr(workspace.bot_token),
    )
    async with ClientSession() as session:
        yield app.slack_client(settings, session)
