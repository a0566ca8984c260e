"""Commands and clicks: a plain Bolt app answers people of the workspace."""

import asyncio
from typing import Any

import pytest
from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncRespond
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.sandbox.slack_server import NothingSeen, Workspace

TABLE: list[dict[str, Any]] = [
    {
        "type": "table",
        "rows": [
            [{"type": "raw_text", "text": "Device"}, {"type": "raw_text", "text": "Calls"}],
            [{"type": "raw_text", "text": "hall"}, {"type": "raw_text", "text": "3"}],
        ],
    },
    {
        "type": "actions",
        "elements": [
            {
                "type": "button",
                "action_id": "next",
                "value": "2",
                "text": {"type": "plain_text", "text": "Next"},
            }
        ],
    },
]


async def test_a_command_is_answered_to_the_person_alone(
    workspace: Workspace, app: AsyncApp
) -> None:
    @app.command("/echo")
    async def echo(ack: AsyncAck, respond: AsyncRespond, command: dict[str, Any]) -> None:
        await ack()
        await respond(text=f"you said {command['text']}", blocks=TABLE)

    tom, ada = workspace.person("tom"), workspace.person("ada")
    ack = await tom.types("/echo 5 last week")
    assert (ack.status, ack.body, ack.problem) == (200, "", "")
    message = await tom.sees()
    assert message.text == "you said 5 last week"
    assert message.ephemeral
    assert message.table == [["Device", "Calls"], ["hall", "3"]]
    assert message.buttons == ["Next"]
    with pytest.raises(NothingSeen, match="ada saw nothing new"):
        await ada.sees(timeout=0)


async def test_a_command_says_who_asks_and_where(workspace: Workspace, app: AsyncApp) -> None:
    seen: dict[str, Any] = {}

    @app.command("/echo")
    async def echo(ack: AsyncAck, command: dict[str, Any]) -> None:
        seen.update(command)
        await ack()

    await workspace.person("tom").types(
        "/echo @ada. <b> & #noc https://mor.example a@tom", "@morbot"
    )
    assert seen["text"] == (
        "<@U0ADA0001|ada>. &lt;b&gt; &amp; <#C0NOC0001|noc> <https://mor.example> a@tom"
    )
    assert seen["user_id"] == "U0TOM0001"
    assert seen["team_id"] == workspace.team_id
    assert seen["channel_id"] == "D0TOM0001"
    assert seen["channel_name"] == "directmessage"
    assert seen["is_enterprise_install"] == "false"
    assert "enterprise_id" not in seen


async def test_somebody_of_an_enterprise_gets_its_own_error(
    workspace: Workspace, app: AsyncApp, client: AsyncWebClient
) -> None:
    seen: list[dict[str, Any]] = []

    @app.command("/echo")
    async def echo(ack: AsyncAck, command: dict[str, Any]) -> None:
        seen.append(command)
        await ack()

    tom = workspace.person("tom")
    tom.member.enterprise_id = "E0HARBOUR"
    await tom.types("/echo")
    assert seen[0]["enterprise_id"] == "E0HARBOUR"
    user = (await client.users_info(user=tom.id))["user"]
    assert user["enterprise_user"]["enterprise_id"] == "E0HARBOUR"


async def test_an_acknowledgement_may_be_the_answer(workspace: Workspace, app: AsyncApp) -> None:
    @app.command("/echo")
    async def echo(ack: AsyncAck) -> None:
        await ack(text="for all", response_type="in_channel")

    await workspace.person("tom").types("/echo")
    message = await workspace.person("ada").sees()
    assert (message.text, message.ephemeral) == ("for all", False)


async def test_a_late_acknowledgement_shows_slacks_error_and_the_answer_still_comes(
    workspace: Workspace, app: AsyncApp
) -> None:
    asked = asyncio.Event()

    @app.command("/slow")
    async def slow(ack: AsyncAck, respond: AsyncRespond) -> None:
        asked.set()
        await respond("still working")
        await asyncio.Event().wait()
        await ack()

    tom = workspace.person("tom")
    typing = asyncio.create_task(tom.types("/slow"))
    await asked.wait()
    assert (await tom.sees()).text == "still working"
    workspace.clock.put_forward(3)
    assert (await typing).problem == "operation_timeout"
    assert "operation_timeout" in (await tom.sees()).text


@pytest.mark.parametrize("path", ["http://127.0.0.1:1/", "{address}/nowhere", "nonsense"])
async def test_an_app_that_does_not_answer_well_shows_slacks_error(
    workspace: Workspace, path: str
) -> None:
    workspace.request_url = path.format(address=workspace.address)
    tom = workspace.person("tom")
    await tom.types("/echo")
    assert (await tom.sees()).text == '/echo failed with the error "dispatch_failed"'


async def test_an_acknowledgement_slack_cannot_show_is_an_error(
    workspace: Workspace, app: AsyncApp
) -> None:
    @app.command("/echo")
    async def echo(ack: AsyncAck) -> None:
        await ack(blocks=[{"type": "header"}])

    tom = workspace.person("tom")
    await tom.types("/echo")
    assert "invalid_command_response" in (await tom.sees()).text


async def test_a_command_that_is_not_to_be_escaped_keeps_its_names(
    workspace: Workspace, app: AsyncApp
) -> None:
    seen: list[str] = []

    @app.command("/echo")
    async def echo(ack: AsyncAck, command: dict[str, Any]) -> None:
        seen.append(command["text"])
        await ack()

    workspace.commands = {"/echo": False}
    await workspace.person("tom").types("/echo @ada & #noc")
    assert seen == ["@ada &amp; #noc"]


async def test_a_command_nobody_registered_is_not_sent(workspace: Workspace) -> None:
    workspace.commands = {"/localcalls": True}
    tom = workspace.person("tom")
    await tom.types("/echo")
    assert (await tom.sees()).text == "/echo is not a valid command."


async def test_a_menu_in_a_message_is_chosen_from(workspace: Workspace, app: AsyncApp) -> None:
    more = {
        "type": "overflow",
        "action_id": "more",
        "options": [{"text": {"type": "plain_text", "text": "Refresh"}, "value": "r"}],
    }

    @app.command("/page")
    async def page(ack: AsyncAck) -> None:
        await ack(text="page", blocks=[{"type": "actions", "elements": [more]}])

    @app.action("more")
    async def chosen(ack: AsyncAck, respond: AsyncRespond, action: dict[str, Any]) -> None:
        await ack()
        await respond(action["selected_option"]["value"])

    tom = workspace.person("tom")
    await tom.types("/page")
    await tom.sees()
    with pytest.raises(LookupError, match="no option 'Delete' among"):
        await tom.chooses("Delete", "more")
    await tom.chooses("Refresh", "more")
    assert (await tom.sees()).text == "r"


async def test_a_click_may_replace_or_delete_its_message(
    workspace: Workspace, app: AsyncApp
) -> None:
    @app.command("/page")
    async def page(ack: AsyncAck, respond: AsyncRespond) -> None:
        await ack()
        await respond(text="page 1", blocks=TABLE)

    @app.action("next")
    async def turn(ack: AsyncAck, respond: AsyncRespond, action: dict[str, Any]) -> None:
        await ack()
        await respond(text=f"page {action['value']}", replace_original=True)
        await respond(delete_original=True)

    tom = workspace.person("tom")
    await tom.types("/page")
    first = await tom.sees()
    await tom.clicks("Next")
    second = await tom.sees()
    assert (second.ts, second.text, second.edited) == (first.ts, "page 2", True)
    await workspace.feed.until(lambda: not tom.visible(), 60)
    assert tom.visible() == []


async def test_a_command_is_answered_where_the_app_is_no_member(
    workspace: Workspace, app: AsyncApp
) -> None:
    @app.command("/echo")
    async def echo(ack: AsyncAck, respond: AsyncRespond) -> None:
        await ack()
        await respond(text="here", response_type="in_channel")

    await workspace.person("tom").types("/echo", "#support")
    assert (await workspace.person("ada").sees()).text == "here"
    with pytest.raises(ValueError, match="guest is not in #board-private"):
        await workspace.person("guest").types("/echo", "#board-private")


async def test_a_click_names_the_person_and_the_message(
    workspace: Workspace, app: AsyncApp, client: AsyncWebClient
) -> None:
    seen: dict[str, Any] = {}

    @app.action("next")
    async def turn(ack: AsyncAck, body: dict[str, Any]) -> None:
        seen.update(body)
        await ack()

    posted = await client.chat_postMessage(channel="#noc", text="for all", blocks=TABLE)
    await workspace.person("ada").clicks("Next")
    assert seen["user"]["id"] == "U0ADA0001"
    assert seen["user"]["team_id"] == workspace.team_id
    assert seen["container"]["is_ephemeral"] is False
    assert seen["message"]["ts"] == posted["ts"]
    assert seen["message"]["bot_id"] == "B0MORBOT1"
    assert seen["actions"][0]["value"] == "2"


async def test_replace_original_is_ignored_for_a_command(
    workspace: Workspace, app: AsyncApp
) -> None:
    @app.command("/page")
    async def page(ack: AsyncAck, respond: AsyncRespond) -> None:
        await ack()
        await respond("asking")
        await respond("answer", replace_original=True)

    tom = workspace.person("tom")
    await tom.types("/page")
    assert [(await tom.sees()).text, (await tom.sees()).text] == ["asking", "answer"]
    assert len(tom.visible()) == 2


async def test_the_app_learns_who_it_is_and_who_somebody_is(
    client: AsyncWebClient,
) -> None:
    assert (await client.auth_test())["bot_id"] == "B0MORBOT1"
    user = (await client.users_info(user="U0ADA0001", include_locale=True))["user"]
    assert (user["tz"], user["locale"], user["is_restricted"]) == (
        "Europe/Copenhagen",
        "de-DE",
        False,
    )
    guest = (await client.users_info(user="U0GUEST01"))["user"]
    assert guest["is_restricted"]
    assert "locale" not in guest


async def test_a_message_in_a_channel_is_seen_by_its_members(
    workspace: Workspace, client: AsyncWebClient
) -> None:
    posted = await client.chat_postMessage(channel="C0NOC0001", text="hello")
    message = await workspace.person("tom").sees()
    assert (message.ts, message.text) == (posted["ts"], "hello")


@pytest.mark.parametrize(
    ("channel", "code"),
    [
        ("C0GENERAL", "not_in_channel"),
        ("C0BOARD01", "channel_not_found"),
        ("C0NOWHERE", "channel_not_found"),
    ],
)
async def test_a_message_goes_only_where_the_app_is(
    client: AsyncWebClient, channel: str, code: str
) -> None:
    with pytest.raises(SlackApiError) as refused:
        await client.chat_postMessage(channel=channel, text="hello")
    assert refused.value.response["error"] == code
