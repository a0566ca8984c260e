"""Shortcuts, in the menu of a message and global, and menus in messages that the app fills."""

from typing import Any

import pytest
from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncRespond

from bot.sandbox.slack_server import Workspace, read_manifest
from bot.sandbox.slack_server.model import Shortcut
from tests.sandbox.slack.building import Json, option, plain


async def test_a_shortcut_on_a_message_brings_the_message(
    workspace: Workspace, app: AsyncApp
) -> None:
    told: list[Any] = []

    @app.message_shortcut("look_up")
    async def look_up(ack: AsyncAck, respond: AsyncRespond, shortcut: Json) -> None:
        await ack()
        told.append(shortcut)
        await respond("looked up")

    tom = workspace.person("tom")
    message = await tom.says("who is 192.0.2.7?", "#general")  # the app is not in it
    ack = await tom.takes_shortcut("look_up", message)
    assert (ack.status, ack.problem) == (200, "")
    assert told[0]["message"]["text"] == "who is 192.0.2.7?"
    assert told[0]["message_ts"] == message.ts
    assert told[0]["channel"] == {"id": "C0GENERAL", "name": "general"}
    assert (await tom.sees()).text == "looked up"


async def test_only_shortcuts_of_the_manifest_are_there(workspace: Workspace) -> None:
    listed = [
        {"callback_id": "look_up", "name": "Look up calls", "type": "message"},
        {"callback_id": "search", "name": "Search calls", "type": "global"},
    ]
    manifest = {"oauth_config": {"scopes": {"bot": []}}, "features": {"shortcuts": listed}}
    read = read_manifest(manifest)["shortcuts"]
    assert read == [
        Shortcut("look_up", "Look up calls", on_messages=True),
        Shortcut("search", "Search calls", on_messages=False),
    ]
    workspace.shortcuts = read
    tom = workspace.person("tom")
    message = await tom.says("hello")
    for callback_id, where in (("look_up", None), ("search", message), ("other", None)):
        with pytest.raises(LookupError):
            await tom.takes_shortcut(callback_id, where)


async def test_a_message_for_one_person_has_no_shortcuts(workspace: Workspace) -> None:
    tom = workspace.person("tom")
    private = workspace.tell(tom.id, "C0NOC0001", "only for Tom")
    with pytest.raises(LookupError):
        await tom.takes_shortcut("look_up", private)


async def test_a_menu_in_a_message_is_filled_by_the_app(
    workspace: Workspace, app: AsyncApp
) -> None:
    chosen: list[str] = []
    menu = {"type": "external_select", "action_id": "who", "placeholder": plain("Who")}

    @app.command("/ask")
    async def ask(ack: AsyncAck, respond: AsyncRespond) -> None:
        await ack()
        await respond(blocks=[{"type": "actions", "elements": [menu]}])

    @app.options("who")
    async def who(ack: AsyncAck, payload: Json) -> None:
        names = ("Tom Ford", "Ada Byron")
        found = [one for one in names if one.startswith(payload["value"])]
        await ack(options=[option(text=plain(one)) for one in found])

    @app.action("who")
    async def picked(ack: AsyncAck, action: Json) -> None:
        await ack()
        chosen.append(action["selected_option"]["text"]["text"])

    tom = workspace.person("tom")
    await tom.types("/ask")
    await tom.sees()
    assert [one["text"]["text"] for one in await tom.searches("Who", "T")] == ["Tom Ford"]
    await tom.chooses("Tom Ford", "Who")
    assert chosen == ["Tom Ford"]
