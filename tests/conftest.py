"""A whole telephone company for the tests: MOR, Slack and the bot, each over loopback."""

import io
import json
import logging
import os
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import AsyncExitStack
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import structlog
from pydantic import SecretStr

from bot import app, telemetry
from bot.calls.model import Role
from bot.ids import COMMAND_LINE, Identity
from bot.links.request import Wish
from bot.sandbox.company import MOR_USERS, SLACK_PEOPLE
from bot.sandbox.mor_server import MorServer
from bot.sandbox.mor_server import running as mor_running
from bot.sandbox.serving import serve
from bot.sandbox.slack_server import Workspace, serve_workspace
from bot.sandbox.world import World, build_world
from bot.settings import Settings
from tests.postgresql import fresh_postgresql

NOW = datetime(2026, 11, 25, 14, 30, 15, tzinfo=ZoneInfo("Europe/Vilnius"))

ReadLog = Callable[[], list[dict[str, Any]]]
StartBot = Callable[..., Awaitable[Settings]]


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Where everything has been installed, a skipped test is a failed one."""
    skipped = terminalreporter.stats.get("skipped", [])
    session = terminalreporter._session
    if skipped and os.environ.get("CI") and session is not None:
        terminalreporter.write_line(f"{len(skipped)} skipped, and in CI nothing may be", red=True)
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


@pytest.fixture(params=["sqlite", "postgresql"])
def each_database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a fresh database, of each kind; skipped where no PostgreSQL answers."""
    if request.param == "sqlite":
        yield f"sqlite+aiosqlite:///{tmp_path / 'morbot.db'}"
        return
    with fresh_postgresql() as address:
        yield address


@pytest.fixture
def read_log() -> Iterator[ReadLog]:
    """Logging as in the running bot; reads what was logged since it was read last."""
    root = logging.getLogger()
    handlers, level, before = root.handlers[:], root.level, structlog.get_config()
    telemetry.configure()
    (handler,) = root.handlers
    assert isinstance(handler, logging.StreamHandler)
    handler.setStream(io.StringIO())

    def read() -> list[dict[str, Any]]:
        told: Any = handler.setStream(io.StringIO())
        return [json.loads(line) for line in told.getvalue().splitlines()]

    yield read
    root.handlers[:] = handlers
    root.setLevel(level)
    structlog.configure(**before)


@pytest.fixture(scope="session")
def world() -> World:
    """The company as it stands on the clock of the tests."""
    return build_world(seed=1, until=NOW)


@pytest.fixture
async def mor(world: World) -> AsyncIterator[MorServer]:
    """Its MOR, with a clock that stands at NOW."""
    async with mor_running(world, clock=lambda: NOW) as server:
        yield server


@pytest.fixture
async def workspace() -> AsyncIterator[Workspace]:
    """Its Slack workspace; without the bot until `start_bot` is called."""
    one = Workspace()
    async with serve_workspace(one):
        yield one


async def link_everybody(settings: Settings, workspace: Workspace) -> None:
    """Link the company's people to their MOR users, as an operator would; but for who is."""
    users = {user.username: user for user in MOR_USERS}
    async with app.opened(settings) as core:
        linking = core.linking()
        for person in SLACK_PEOPLE:
            if user := users.get(person.mor_username):
                identity = Identity(workspace.team_id, person.id)
                wish = Wish(identity, user.username, Role(user.usertype), user.owner_id)
                if await core.directory.find(identity) is None:
                    await linking.link(wish, by=COMMAND_LINE)


over_both = pytest.mark.parametrize("road", ["http", "socket"], indirect=True)
"""For a test whose bot is reached by HTTP, and once more over a socket that it has opened."""


@pytest.fixture
def road(request: pytest.FixtureRequest) -> str:
    """How Slack reaches the bot: `http`, or `socket` where `over_both` says so."""
    return str(getattr(request, "param", "http"))


@pytest.fixture
async def start_bot(
    mor: MorServer, workspace: Workspace, tmp_path: Path, road: str
) -> AsyncIterator[StartBot]:
    """Starts the real bot between the two, with everybody linked; settings can be given."""
    by_socket = {"slack_app_token": SecretStr(workspace.app_token)} if road == "socket" else {}
    async with AsyncExitStack() as stack:

        async def start(**given: object) -> Settings:
            settings = Settings.load(
                env_file=None,
                **{
                    "mor_url": mor.url,
                    "mor_key_admin": SecretStr(mor.options.secret_key),
                    "reseller_keys": {
                        id_: SecretStr(key) for id_, key in mor.options.reseller_keys.items()
                    },
                    "slack_api_url": f"{workspace.address}/api",
                    "slack_bot_token": SecretStr(workspace.bot_token),
                    "slack_signing_secret": SecretStr(workspace.signing_secret),
                    "database_url": f"sqlite+aiosqlite:///{tmp_path / 'morbot.db'}",
                    **by_socket,
                    "digest_tick": 0,
                    **given,
                },
            )
            await link_everybody(settings, workspace)
            mor.received.clear()
            bot = await stack.enter_async_context(app.running(settings, NOW.astimezone))
            address = await stack.enter_async_context(serve(bot.web))
            workspace.request_url = f"{address}/slack/events"
            if settings.slack_app_token.get_secret_value():
                assert await workspace.feed.until(lambda: workspace.sockets.connected > 0, 5)
            return settings

        yield start
