"""Slack's Web API as the bot calls it."""

from collections.abc import AsyncIterator

import pytest
from aiohttp import ClientSession
from pydantic import SecretStr
from slack_sdk.web.async_client import AsyncWebClient

from bot.links.daily_check import DailyCheck
from bot.sandbox.mor_server import MorServer
from bot.sandbox.slack_server import Workspace
from bot.settings import Settings
from bot.slack.api.client import slack_client
from bot.store.audit import Audit
from tests.support.company import connected_between, settings_between
from tests.support.link_office import INGRID, Office


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
    """Links between the company's MOR and its Slack. Ingrid is bot admin by the settings."""
    settings = settings_between(mor, workspace, url, bot_admins=INGRID.user)
    async with connected_between(mor, workspace, settings) as slack:
        core = slack.core
        yield Office(
            core.database,
            mor,
            workspace,
            core.directory,
            Audit(core.database),
            slack.people,
            slack.linking,
            slack.tasks,
            slack.notices,
            DailyCheck(slack.linking, core.directory, slack.notices, workspace.clock.sleep),
        )
