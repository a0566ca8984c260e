"""Socket Mode between the bot and the workspace's WebSockets."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import httpx
import pytest
from pydantic import SecretStr
from starlette.responses import HTMLResponse

from bot import app
from bot.app import Bot
from bot.errors import ConfigError, SlackError
from bot.sandbox.mor_server import MorServer
from bot.sandbox.serving import serve
from bot.sandbox.slack_server import Workspace
from bot.settings import Settings
from bot.slack import texts as slack_texts
from tests.support.company import NOW, StartBot, link_everybody, settings_by_socket
from tests.support.databases import sqlite_in
from tests.support.logs import ReadLog
from tests.support.talking import answer_to


@asynccontextmanager
async def connected(settings: Settings, workspace: Workspace, mor: MorServer) -> AsyncIterator[Bot]:
    await link_everybody(settings, workspace, mor)
    async with app.running(settings, NOW.astimezone) as bot:
        assert await workspace.feed.until(lambda: workspace.sockets.connected == 1, 60)
        yield bot


@pytest.fixture
async def bot(workspace: Workspace, mor: MorServer, tmp_path: Path) -> AsyncIterator[Bot]:
    settings = settings_by_socket(mor, workspace, sqlite_in(tmp_path))
    async with connected(settings, workspace, mor) as one:
        yield one


@pytest.mark.usefixtures("bot")
async def test_a_command_is_answered(workspace: Workspace) -> None:
    ingrid = workspace.person("ingrid")
    ack = await ingrid.types("/localcalls 5 last week")
    assert (ack.problem, ack.body) == ("", "")
    assert len((await answer_to(ingrid)).table) == 21


@pytest.mark.usefixtures("bot")
async def test_the_answer_to_a_click_replaces_the_question(workspace: Workspace) -> None:
    ingrid = workspace.person("ingrid")
    await ingrid.types("/localcalls 5 nov")
    question = await answer_to(ingrid)
    await ingrid.clicks(question.buttons[0])
    assert (await answer_to(ingrid)).ts == question.ts


@pytest.mark.usefixtures("bot")
async def test_a_repeated_event_is_acknowledged(workspace: Workspace) -> None:
    await workspace.admin.make_guest("tom")
    ack = await workspace.outbound.repeat()
    assert ack.problem == ""


@pytest.mark.usefixtures("bot")
async def test_it_reconnects_when_slack_asks_for_it(workspace: Workspace) -> None:
    await workspace.sockets.ask_to_leave()
    assert await workspace.feed.until(lambda: workspace.sockets.connected == 1, 60)
    ingrid = workspace.person("ingrid")
    await ingrid.types("/localcalls whoami")
    assert (await answer_to(ingrid)).blocks


async def test_it_backs_off_when_slack_ends_each_connection_at_once(
    workspace: Workspace, bot: Bot, read_log: ReadLog
) -> None:
    sockets, said = workspace.sockets, list[str]()

    def told() -> bool:
        said.extend(line["event"] for line in read_log())
        return "socket-does-not-last" in said

    for _ in range(3):
        assert not told()
        assert await workspace.feed.until(lambda: sockets.connected == 1, 60)
        await sockets.ask_to_leave("too_many_websockets")
    assert await workspace.feed.until(told, 60)
    assert "socket failed" in (await bot.readiness.report())["reasons"]
    assert await workspace.feed.until(lambda: sockets.connected == 1, 60)
    assert (await bot.readiness.report())["ready"] is True


async def test_http_reports_health_and_takes_no_requests(bot: Bot) -> None:
    async with serve(bot.watch) as address, serve(bot.web) as web, httpx.AsyncClient() as client:
        assert (await client.get(f"{address}/healthz")).text == "ok"
        assert (await client.get(f"{address}/readyz")).json()["ready"] is True
        assert (await client.post(f"{web}/slack/events")).status_code == 404


async def test_without_a_connection_it_is_not_ready(bot: Bot) -> None:
    assert bot.socket is not None
    await bot.socket.close()
    report = await bot.readiness.report()
    assert (report["ready"], report["reasons"]) == (False, ["socket failed"])


async def test_stopping_answers_accepted_commands_refuses_new_ones_and_then_closes(
    workspace: Workspace, mor: MorServer, bot: Bot
) -> None:
    ingrid, tom = workspace.person("ingrid"), workspace.person("tom")
    with mor.held() as asked:
        await ingrid.types("/localcalls 5 last week")
        await asked.wait()
        stopping = asyncio.create_task(bot.stop())
        await asyncio.sleep(0)
        assert " ".join(slack_texts.LATER) in (await tom.types("/localcalls")).body
        assert workspace.sockets.connected == 1
    await stopping
    assert await workspace.feed.until(lambda: workspace.sockets.connected == 0, 60)
    assert len((await answer_to(ingrid)).table) == 21
    assert (await tom.types("/localcalls")).problem == "dispatch_failed"


async def test_slack_is_waited_for_at_the_start(
    workspace: Workspace, mor: MorServer, tmp_path: Path, read_log: ReadLog
) -> None:
    workspace.control.fail("auth.test", 503)
    workspace.control.reply_oddly("auth.test", HTMLResponse("<html>a proxy's page</html>"))
    workspace.control.limit("apps.connections.open")
    settings = settings_by_socket(mor, workspace, sqlite_in(tmp_path))
    async with app.running(settings) as bot:
        assert (await bot.readiness.report())["ready"] is True
    waits = [line["reason"] for line in read_log() if line["event"] == "slack-awaited"]
    assert len(waits) == 3
    assert waits[2] == "ratelimited"


async def test_a_refused_app_token_is_reported_at_the_start(
    workspace: Workspace, mor: MorServer, tmp_path: Path
) -> None:
    settings = settings_by_socket(
        mor, workspace, sqlite_in(tmp_path), slack_app_token=SecretStr("xapp-wrong")
    )
    with pytest.raises(SlackError) as caught:
        async with app.running(settings):
            pass
    assert "SLACK_APP_TOKEN" in caught.value.text
    assert "invalid_auth" in caught.value.text
    assert "wrong" not in repr(caught.value) + caught.value.hint


async def test_a_bot_token_in_place_of_the_app_token_is_reported(
    workspace: Workspace, mor: MorServer, tmp_path: Path
) -> None:
    token = SecretStr(workspace.bot_token)
    settings = settings_by_socket(mor, workspace, sqlite_in(tmp_path), slack_app_token=token)
    with pytest.raises(SlackError, match="not_allowed_token_type"):
        async with app.running(settings):
            pass


async def test_with_neither_app_token_nor_signing_secret_it_does_not_start(
    workspace: Workspace, mor: MorServer, tmp_path: Path
) -> None:
    settings = settings_by_socket(
        mor, workspace, sqlite_in(tmp_path), slack_app_token=SecretStr("")
    )
    with pytest.raises(ConfigError, match="SLACK_SIGNING_SECRET is not set"):
        async with app.running(settings):
            pass


async def test_an_address_that_was_used_already_is_given_up(
    workspace: Workspace, bot: Bot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """slack_sdk's client would try an address that was used already again and again."""
    monkeypatch.setattr("bot.slack.receive.socket._ADDRESS_SECONDS", 0.2)
    assert bot.socket is not None
    client = bot.socket._client
    connecting = asyncio.create_task(client.connect())  # with the address of the first connection
    assert await workspace.feed.until(lambda: workspace.sockets.connected == 0, 60)
    assert await workspace.feed.until(lambda: workspace.sockets.connected == 1, 60)
    await connecting
    assert await bot.socket.connected()


async def test_without_an_app_token_no_socket_is_opened(
    workspace: Workspace, start_bot: StartBot
) -> None:
    await start_bot()
    assert not workspace.sockets.in_use
