"""Socket Mode, with slack_sdk's client and a plain Bolt app."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest
from slack_bolt.adapter.socket_mode.async_handler import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncRespond, AsyncSay
from slack_sdk.web.async_client import AsyncWebClient

from bot.sandbox.slack_server import Workspace

Json = dict[str, Any]


@pytest.fixture
async def bolt(workspace: Workspace, client: AsyncWebClient) -> AsyncIterator[AsyncApp]:
    app = AsyncApp(name="app", client=client, signing_secret="")
    base = f"{workspace.address}/api/"
    own = AsyncWebClient(workspace.app_token, base_url=base)
    handler = AsyncSocketModeHandler(app, workspace.app_token, web_client=own)
    await handler.connect_async()  # type: ignore[no-untyped-call]  # slack_bolt's own
    await workspace.feed.until(lambda: workspace.sockets.connected == 1, 60)
    yield app
    await handler.close_async()  # type: ignore[no-untyped-call]  # slack_bolt's own


async def test_a_command_is_answered(workspace: Workspace, bolt: AsyncApp) -> None:
    @bolt.command("/echo")
    async def echo(ack: AsyncAck, respond: AsyncRespond, command: Json) -> None:
        await ack("one moment")
        await respond(f"you said {command['text']}")

    tom = workspace.person("tom")
    await tom.types("/echo 5")
    assert {(await tom.sees()).text, (await tom.sees()).text} == {"one moment", "you said 5"}


async def test_an_event_is_told(workspace: Workspace, bolt: AsyncApp) -> None:
    @bolt.event("app_mention")
    async def mentioned(say: AsyncSay) -> None:
        await say("here I am")

    await workspace.person("tom").says("@morbot hello")
    assert (await workspace.person("tom").sees()).text == "here I am"


async def open_link(
    workspace: Workspace, session: aiohttp.ClientSession, *, autoping: bool = True
) -> Any:
    answer = await session.post(
        f"{workspace.address}/api/apps.connections.open",
        headers={"Authorization": f"Bearer {workspace.app_token}"},
    )
    link = await session.ws_connect((await answer.json())["url"], autoping=autoping)
    assert (await link.receive_json(timeout=5))["type"] == "hello"
    return link


async def acknowledge(link: Any, payload: Json | None = None) -> Json:
    envelope: Json = await link.receive_json(timeout=5)
    await link.send_json({"envelope_id": envelope["envelope_id"], "payload": payload})
    return envelope


async def test_a_connection_that_answers_no_ping_is_dropped(workspace: Workspace) -> None:
    workspace.sockets.heartbeat = 0.5
    async with aiohttp.ClientSession() as session:
        dead = await open_link(workspace, session, autoping=False)
        workspace.sockets.heartbeat = 60
        alive = await open_link(workspace, session)
        assert (await dead.receive(timeout=5)).type is aiohttp.WSMsgType.PING
        assert await workspace.feed.until(lambda: workspace.sockets.connected == 1, 20)
        for _ in range(2):
            asking = asyncio.create_task(workspace.person("tom").types("/echo 5"))
            await acknowledge(alive)
            assert (await asking).problem == ""


async def test_an_event_can_be_told_twice(workspace: Workspace) -> None:
    async with aiohttp.ClientSession() as session:
        link = await open_link(workspace, session)
        told = []
        for action in (workspace.person("tom").says("@morbot"), workspace.outbound.repeat()):
            doing = asyncio.ensure_future(action)
            told.append(await acknowledge(link))
            await doing
    assert told[0]["payload"] == told[1]["payload"]
    assert told[0]["envelope_id"] != told[1]["envelope_id"]


async def test_each_envelope_goes_to_one_connection_in_turn(workspace: Workspace) -> None:
    async with aiohttp.ClientSession() as session:
        links = [await open_link(workspace, session) for _ in range(2)]
        tom = workspace.person("tom")
        for link in links:
            typing = asyncio.create_task(tom.types("/echo"))
            envelope = await acknowledge(link)
            assert envelope["type"] == "slash_commands"
            assert envelope["accepts_response_payload"]
            assert envelope["payload"]["command"] == "/echo"
            assert (await typing).problem == ""


async def test_an_envelope_nobody_acknowledges_times_out(workspace: Workspace) -> None:
    async with aiohttp.ClientSession() as session:
        link = await open_link(workspace, session)
        typing = asyncio.create_task(workspace.person("tom").types("/echo"))
        await link.receive_json(timeout=5)
        workspace.clock.put_forward(3)
        assert (await typing).problem == "operation_timeout"


async def test_a_connection_asked_to_leave_gets_no_more(workspace: Workspace) -> None:
    async with aiohttp.ClientSession() as session:
        old = await open_link(workspace, session)
        new = await open_link(workspace, session)
        await workspace.sockets.ask_to_leave()
        assert (await old.receive_json(timeout=5))["reason"] == "refresh_requested"
        typing = asyncio.create_task(workspace.person("tom").types("/echo"))
        await acknowledge(new)
        assert (await typing).problem == ""
        await old.close()


async def test_bolt_comes_back_when_asked_to_leave(workspace: Workspace, bolt: AsyncApp) -> None:
    @bolt.command("/echo")
    async def echo(ack: AsyncAck) -> None:
        await ack("back")

    await workspace.sockets.ask_to_leave()
    assert await workspace.feed.until(lambda: workspace.sockets.connected == 1, 60)
    tom = workspace.person("tom")
    await tom.types("/echo")
    assert (await tom.sees()).text == "back"


@pytest.mark.usefixtures("bolt")
async def test_without_a_connection_a_command_fails_at_once(workspace: Workspace) -> None:
    workspace.sockets._open.clear()
    ack = await workspace.person("tom").types("/echo")
    assert ack.problem == "dispatch_failed"


async def test_an_address_is_good_once(workspace: Workspace) -> None:
    address = workspace.sockets.new_address()
    async with aiohttp.ClientSession() as session:
        link = await session.ws_connect(address)
        with pytest.raises(aiohttp.WSServerHandshakeError):
            await session.ws_connect(address)
        await link.close()
