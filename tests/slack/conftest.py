"""Slack's Web API as the bot calls it."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from aiohttp import ClientSession
from pydantic import SecretStr
from slack_sdk.web.async_client import AsyncWebClient

from bot.links.daily_check import DailyCheck
from bot.links.directory import Directory
from bot.links.linking import Linking
from bot.mor.client import MorClient
from bot.mor.transport import Limits, Transport
from bot.sandbox.mor_server import MorServer
from bot.sandbox.slack_server import Workspace
from bot.settings import Settings
from bot.slack.api.client import slack_client
from bot.slack.api.people import People
from bot.slack.api.posting import Poster
from bot.slack.conversation.admin_notices import AdminNotices
from bot.slack.conversation.background_tasks import BackgroundTasks
from bot.store.audit import Audit
from bot.store.database import open_database
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
async def office(
    mor: MorServer, workspace: Workspace, web_api: AsyncWebClient, tmp_path: Path
) -> AsyncIterator[Office]:
    """Links between the company's MOR and its Slack. Ingrid is bot admin by the settings."""
    keys = {0: SecretStr(mor.options.secret_key)}
    keys |= {owner: SecretStr(key) for owner, key in mor.options.reseller_keys.items()}
    async with (
        open_database(f"sqlite+aiosqlite:///{tmp_path / 'links.db'}") as database,
        MorClient(Transport(mor.url, Limits(patience=10)), keys) as client,
    ):
        directory = Directory(database)
        people = People(web_api, frozenset({workspace.team_id}), clock=workspace.clock.now)
        linking = Linking(directory, client, keys, find_person=people.find, bot_admins=[INGRID])
        tasks = BackgroundTasks()
        notices = AdminNotices(Poster(web_api), tasks, linking.bot_admins)
        check = DailyCheck(linking, directory, notices, workspace.clock.sleep)
        yield Office(
            database,
            mor,
            workspace,
            directory,
            Audit(database),
            people,
            linking,
            tasks,
            notices,
            check,
        )
        await tasks.drain(5)
