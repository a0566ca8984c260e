"""An office that sends digests, on each kind of database."""

from collections.abc import AsyncIterator

import pytest

from bot.sandbox.mor_server import MorServer
from bot.sandbox.slack_server import Workspace
from tests.support.digest_office import Office, office_open


@pytest.fixture
async def office(mor: MorServer, workspace: Workspace, each_database: str) -> AsyncIterator[Office]:
    """The office, at nine o'clock in Vilnius on the day of the tests."""
    async with office_open(mor, workspace, each_database) as opened:
        yield opened
