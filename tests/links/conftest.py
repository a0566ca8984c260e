"""Links between the company's MOR and its Slack."""

from collections.abc import AsyncIterator

import pytest

from bot.sandbox.mor_server import MorServer
from bot.sandbox.slack_server import Workspace
from tests.support.link_office import Office, open_office


@pytest.fixture
async def office(mor: MorServer, workspace: Workspace, url: str) -> AsyncIterator[Office]:
    async with open_office(mor, workspace, url) as one:
        yield one
