"""Slack's Web API as the bot calls it."""

from collections.abc import AsyncIterator

import pytest
from aiohttp import ClientSession
from pydantic import SecretStr
from slack_sdk.web.async_client import AsyncWebClient

from bot.sandbox.mor_server import MorServer
from bot.sandbox.slack_server import Workspace
from bot.settings import Settings
from bot.slack.api.client import slack_client
from tests.support.link_office import Office, open_office


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
        yield slack_client(settings, session)


@pytest.fixture
async def office(mor: MorServer, workspace: Workspace, url: str) -> AsyncIterator[Office]:
    async with open_office(mor, workspace, url) as one:
        yield one
