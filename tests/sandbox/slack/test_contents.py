"""What a message may have besides text and blocks, and where files and messages go."""

from typing import Any

import httpx
import pytest
from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncRespond
from slack_sdk.web.async_client import AsyncWebClient

from bot.sandbox.slack_server import Workspace
from tests.sandbox.slack.building import Json, plain, section
from tests.sandbox.slack.calls import NOC, TOM, Call, refused

METADATA = {"event_type": "asked", "event_payload": {"user": 5}}


async def test_attachments_need_no_text(workspace: Workspace, client: AsyncWebClient) -> None:
    old = {"text": "old", "color": "f00"}
    told = await posted(client, attachments=[old])
    assert (await workspace.person("tom").sees()).attachments == (old,)
    assert told["message"]["attachments"] == [old]


async def test_an_answer_may_be_an_attachment(workspace: Workspace, app: AsyncApp) -> None:
    @app.command("/old")
    async def old(ack: AsyncAck, respond: AsyncRespond) -> None:
        await ack()
        await respond(attachments=[{"text": "old"}])

    await workspace.person("tom").types("/old")
    assert (await workspace.person("tom").sees()).attachments == ({"text": "old"},)


async def test_standard_markdown_is_a_block(workspace: Workspace, client: AsyncWebClient) -> None:
    await client.chat_postMessage(channel=NOC, markdown_text="**93** calls")
    seen = await workspace.person("tom").sees()
    assert seen.text == "**93** calls"
    assert [(one["type"], one["text"]) for one in seen.blocks] == [("markdown", "**93** calls")]


async def test_metadata_stays_until_it_is_replaced(client: AsyncWebClient) -> None:
    told = await client.chat_postMessage(channel=NOC, text="one", metadata=METADATA)
    assert told["message"]["metadata"] == METADATA
    for given, kept in ((None, METADATA), ({}, None)):
        more: Json = {} if given is None else {"metadata": given}
        changed = await client.api_call(
            "chat.update", json={"channel": NOC, "ts": told["ts"], "text": "two", **more}
        )
        assert changed["message"].get("metadata") == kept


def posted(client: AsyncWebClient, **content: Any) -> Any:
    """A message without a text, which the SDK's own function warns of."""
    return client.api_call("chat.postMessage", json={"channel": NOC, **content})


REFUSED: list[tuple[str, Call]] = [
    (
        "markdown_text_conflict",
        lambda c: posted(c, markdown_text="a", text="b"),
    ),
    (
        "msg_too_long",
        lambda c: posted(c, markdown_text="a" * 12_001),
    ),
    (
        "invalid_attachments",
        lambda c: posted(c, attachments=[{}]),
    ),
    (
        "invalid_attachments",
        lambda c: posted(c, attachments={"a": 1}),
    ),
    (
        "too_many_attachments",
        lambda c: posted(c, attachments=[{"text": "a"}] * 101),
    ),
    (
        "invalid_blocks",
        lambda c: posted(c, attachments=[{"blocks": [{"type": "header"}]}]),
    ),
]


@pytest.mark.parametrize(("code", "call"), REFUSED)
async def test_what_slack_does_not_take_is_refused(
    code: str, call: Call, client: AsyncWebClient
) -> None:
    assert (await refused(call, client))["error"] == code


async def test_a_file_is_shared_in_several_channels(
    workspace: Workspace, client: AsyncWebClient
) -> None:
    address = await client.files_getUploadURLExternal(filename="a.csv", length=3)
    async with httpx.AsyncClient() as http:
        await http.post(address["upload_url"], content=b"a,b")
    await client.api_call(
        "files.completeUploadExternal",
        json={"files": [{"id": address["file_id"]}], "channels": f"{NOC},C0NUMBERS"},
    )
    seen = [(one.channel, one.files[0].name) for one in workspace.person("tom").visible()]
    assert seen == [(NOC, "a.csv"), ("C0NUMBERS", "a.csv")]


async def test_a_token_in_the_address_is_refused(workspace: Workspace) -> None:
    async with httpx.AsyncClient() as http:
        answer = await http.get(
            f"{workspace.address}/api/auth.test", params={"token": workspace.bot_token}
        )
    assert answer.json()["error"] == "invalid_auth"


async def test_an_app_reads_the_channels_that_it_subscribed_to(
    workspace: Workspace, app: AsyncApp
) -> None:
    told: list[tuple[str, str]] = []

    @app.event("message")
    async def said(event: Json) -> None:
        told.append((event["channel_type"], event["text"]))

    ada = workspace.person("ada")
    workspace.scopes = workspace.scopes | {"channels:history"}
    await ada.says("in a channel", "#noc")
    await ada.says("where the app is not", "#general")
    await ada.says("in a private one, without the scope", "#numbers-private")
    workspace.scopes = workspace.scopes | {"groups:history"}
    await ada.says("in a private one", "#numbers-private")
    workspace.subscriptions = frozenset({"message.im"})
    await ada.says("without a subscription", "#noc")
    assert told == [("channel", "in a channel"), ("group", "in a private one")]


async def test_a_form_brings_the_right_to_reply_where_a_channel_was_chosen(
    workspace: Workspace, app: AsyncApp, client: AsyncWebClient
) -> None:
    chooser = {
        "type": "conversations_select",
        "action_id": "where",
        "response_url_enabled": True,
    }
    field = {"type": "input", "block_id": "b", "label": plain("Where"), "element": chooser}
    view = {"type": "modal", "title": plain("Post"), "submit": plain("Post"), "blocks": [field]}
    granted: list[Any] = []

    @app.command("/post")
    async def post(ack: AsyncAck, command: Json) -> None:
        await ack()
        await client.views_open(trigger_id=command["trigger_id"], view=view)

    @app.view("")
    async def submitted(ack: AsyncAck, body: Json) -> None:
        await ack()
        granted.extend(body["response_urls"])

    tom = workspace.person("tom")
    await tom.types("/post")
    form = await tom.sees_modal("Post")
    await form.fills("Where", "C0GENERAL")
    await form.submits()
    (right,) = granted
    assert (right["channel_id"], right["block_id"], right["action_id"]) == (
        "C0GENERAL",
        "b",
        "where",
    )
    async with httpx.AsyncClient() as http:
        answer = await http.post(
            right["response_url"],
            json={"text": "here", "response_type": "in_channel", "blocks": [section()]},
        )
    assert answer.text == "ok"
    assert [(one.channel, one.author != TOM) for one in tom.visible()] == [("C0GENERAL", True)]
