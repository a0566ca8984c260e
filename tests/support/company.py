"""A whole telephone company for the tests: MOR, Slack and the bot, each over loopback."""

import sqlite3
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import AsyncExitStack, asynccontextmanager, closing
from dataclasses import asdict, replace
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from pydantic import SecretStr
from sqlalchemy import make_url

from bot import app
from bot.calls.model import Role
from bot.ids import COMMAND_LINE, Identity
from bot.links.directory import Directory
from bot.links.model import Link, LinkRequest
from bot.sandbox.company import MOR_USERS, SLACK_PEOPLE
from bot.sandbox.mor_server import MorServer
from bot.sandbox.serving import serve
from bot.sandbox.slack_server import Workspace
from bot.sandbox.world import World, build_world
from bot.settings import Settings
from bot.store.database import open_database
from tests.support.databases import read_image, write_image
from tests.support.round_robin import RoundRobin

NOW = datetime(2026, 11, 25, 14, 30, 15, tzinfo=ZoneInfo("Europe/Vilnius"))

StartBot = Callable[..., Awaitable[Settings]]

over_both = pytest.mark.parametrize("transport", ["http", "socket"], indirect=True)
"""Run a test with a bot that Slack reaches by HTTP, and with one that has opened a socket."""

over_replicas = pytest.mark.parametrize(
    "replicas", [1, pytest.param(3, marks=pytest.mark.postgres)], indirect=True
)
"""Run a test with one bot, and with three on one PostgreSQL that take turns."""


@cache
def company() -> World:
    """The company with its calls up to NOW. Tests only read it."""
    return build_world(seed=1, until=NOW)


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

_LINKED: dict[str, bytes] = {}
"""SQLite files with these links and nothing else, likewise."""


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
    file = _new_file(settings.database_url)
    if file is not None and key in _LINKED:
        write_image(file, _LINKED[key])
        _confirm_now(file)
        return
    if key not in _LINKS:
        _LINKS[key] = await _examined(settings, workspace)
    async with open_database(settings.database_url) as database:
        directory, now = Directory(database), datetime.now(UTC)
        linked = {link.identity for link in await directory.all()}
        new = [one for one in _LINKS[key] if one.identity not in linked]
        await directory.add(*(replace(one, created_at=now, checked_at=now) for one in new))
    if file is not None:
        _LINKED[key] = read_image(file)


async def _examined(settings: Settings, workspace: Workspace) -> list[Link]:
    in_memory = settings.model_copy(update={"database_url": "sqlite+aiosqlite://"})
    async with app.opened(in_memory) as core:
        linking, requests = core.linking(), _requests(workspace.team_id)
        return [await linking.examine(one, by=COMMAND_LINE) for one in requests]


def _new_file(database_url: str) -> Path | None:
    """The SQLite file of this address, if there is none yet."""
    address = make_url(database_url)
    file = Path(address.database or "")
    return file if address.get_backend_name() == "sqlite" and not file.exists() else None


def _confirm_now(file: Path) -> None:
    """Let all links in a SQLite file be made and checked at this moment."""
    now = f"{datetime.now(UTC):%Y-%m-%d %H:%M:%S.%f}"
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute("PRAGMA synchronous = OFF")
        connection.execute("UPDATE links SET created_at = ?, checked_at = ?", (now, now))


def _requests(team_id: str) -> Iterator[LinkRequest]:
    users = {user.username: user for user in MOR_USERS}
    for person in SLACK_PEOPLE:
        if user := users.get(person.mor_username):
            identity = Identity(team_id, person.id)
            yield LinkRequest(identity, user.username, Role(user.usertype), user.owner_id)


def watch_address(settings: Settings) -> str:
    """Where a started bot serves health and metrics."""
    return f"http://{settings.watch_host}:{settings.watch_port}"


@asynccontextmanager
async def bot_starter(
    mor: MorServer, workspace: Workspace, database_url: str, *, by_socket: bool, replicas: int = 1
) -> AsyncIterator[StartBot]:
    """A function that starts the real bot between the two, with everybody linked.

    It takes settings by name, and returns all of them. Of several `replicas` each request goes to
    the next. All bots end with this context.
    """
    usual = {"digest_tick": 0, "slack_app_token": SecretStr(workspace.app_token)}
    if not by_socket:
        del usual["slack_app_token"]
    async with AsyncExitStack() as stack:

        async def start(**given: object) -> Settings:
            settings = settings_between(mor, workspace, database_url, **{**usual, **given})
            await link_everybody(settings, workspace, mor)
            mor.received.clear()
            before = workspace.sockets.connected
            bots = [
                await stack.enter_async_context(app.running(settings, NOW.astimezone))
                for _ in range(replicas)
            ]
            web = RoundRobin([bot.web for bot in bots])
            address = await stack.enter_async_context(serve(web))
            watch = await stack.enter_async_context(serve(bots[0].watch))
            workspace.request_url = f"{address}/slack/events"
            if settings.slack_app_token.get_secret_value():
                every = before + replicas
                assert await workspace.feed.until(lambda: workspace.sockets.connected >= every, 60)
            return settings.model_copy(update={"watch_port": int(watch.rpartition(":")[2])})

        yield start
