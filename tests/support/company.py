"""A whole telephone company for the tests: MOR, Slack and the bot, each over loopback."""

from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import asdict, replace
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from pydantic import SecretStr

from bot import app
from bot.calls.model import Role
from bot.ids import COMMAND_LINE, Identity
from bot.links.model import Link, LinkRequest
from bot.sandbox.company import MOR_USERS, SLACK_PEOPLE
from bot.sandbox.mor_server import MorServer
from bot.sandbox.serving import serve
from bot.sandbox.slack_server import Workspace
from bot.sandbox.world import World, build_world
from bot.settings import Settings

NOW = datetime(2026, 11, 25, 14, 30, 15, tzinfo=ZoneInfo("Europe/Vilnius"))

StartBot = Callable[..., Awaitable[Settings]]

over_both = pytest.mark.parametrize("road", ["http", "socket"], indirect=True)
"""Run a test with a bot that Slack reaches by HTTP, and with one that has opened a socket."""


@cache
def company() -> World:
    """The company with its calls up to NOW. Tests only read it."""
    return build_world(seed=1, until=NOW)


def sqlite_in(folder: Path) -> str:
    """The address of the bot's SQLite file in a folder."""
    return f"sqlite+aiosqlite:///{folder / 'morbot.db'}"


def settings_between(
    mor: MorServer, workspace: Workspace, database_url: str, /, **given: object
) -> Settings:
    """The settings of a bot between the two. `given` replaces some, by their names."""
    return Settings.load(
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
            "database_url": database_url,
            **given,
        },
    )


@asynccontextmanager
async def connected_between(
    mor: MorServer, workspace: Workspace, settings: Settings
) -> AsyncIterator[app.Workspace]:
    """What the bot is made of, between the two, without the bot: nobody listens to Slack.

    What is cached of people goes by the workspace's clock.
    """
    mor.received.clear()
    async with (
        app.opened(settings) as core,
        app.connected(core, workspace.clock.now) as connected,
    ):
        yield connected
        await connected.tasks.drain(5)


_LINKS: dict[str, list[Link]] = {}
"""The links of everybody, by all that they depend on: confirming them takes long."""


def settings_by_socket(
    mor: MorServer, workspace: Workspace, database_url: str, /, **given: object
) -> Settings:
    """The settings of a bot between the two that opens a socket and takes no requests."""
    by_socket = {
        "slack_app_token": SecretStr(workspace.app_token),
        "slack_signing_secret": SecretStr(""),
    }
    return settings_between(mor, workspace, database_url, **{**by_socket, **given})


async def link_everybody(settings: Settings, workspace: Workspace, mor: MorServer) -> None:
    """Link the company's people to their MOR users, as an operator would. Who is, stays."""
    key = f"{workspace.team_id} {[*settings.mor_keys]} {asdict(mor.options)}"
    async with app.opened(settings) as core:
        linked = {link.identity for link in await core.directory.all()}
        links = _LINKS.get(key)
        if links is None:
            requests = [one for one in _requests(workspace.team_id) if one.identity not in linked]
            linking = core.linking()
            links = [await linking.examine(one, by=COMMAND_LINE) for one in requests]
            if not linked:
                _LINKS[key] = links
        now = datetime.now(UTC)
        new = [one for one in links if one.identity not in linked]
        await core.directory.add(*(replace(one, created_at=now, checked_at=now) for one in new))


def _requests(team_id: str) -> Iterator[LinkRequest]:
    users = {user.username: user for user in MOR_USERS}
    for person in SLACK_PEOPLE:
        if user := users.get(person.mor_username):
            identity = Identity(team_id, person.id)
            yield LinkRequest(identity, user.username, Role(user.usertype), user.owner_id)


@asynccontextmanager
async def bot_starter(
    mor: MorServer, workspace: Workspace, folder: Path, *, by_socket: bool
) -> AsyncIterator[StartBot]:
    """A function that starts the real bot between the two, with everybody linked.

    It takes settings by name. All bots end with this context.
    """
    usual = {"digest_tick": 0, "slack_app_token": SecretStr(workspace.app_token)}
    if not by_socket:
        del usual["slack_app_token"]
    async with AsyncExitStack() as stack:

        async def start(**given: object) -> Settings:
            settings = settings_between(mor, workspace, sqlite_in(folder), **{**usual, **given})
            await link_everybody(settings, workspace, mor)
            mor.received.clear()
            bot = await stack.enter_async_context(app.running(settings, NOW.astimezone))
            address = await stack.enter_async_context(serve(bot.web))
            workspace.request_url = f"{address}/slack/events"
            if settings.slack_app_token.get_secret_value():
                assert await workspace.feed.until(lambda: workspace.sockets.connected > 0, 20)
            return settings

        yield start
