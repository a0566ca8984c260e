"""Every way the Web API refuses a call, and that Slack documents each of them."""

import json
from pathlib import Path

import httpx
import pytest
from slack_sdk.web.async_client import AsyncWebClient

from bot.sandbox.slack_server import Workspace
from bot.sandbox.slack_server.methods import METHODS
from tests.sandbox.slack.calls import NOC, TOM, Call, refused

REFERENCE = Path(__file__).parents[2] / "data/slack/methods.json"

# codes that Slack's pages list for every method, or that stand for the call itself
COMMON = frozenset(
    {
        "account_inactive",
        "invalid_arguments",
        "invalid_auth",
        "invalid_json",
        "invalid_post_type",
        "json_not_object",
        "missing_scope",
        "not_allowed_token_type",
        "not_authed",
        "ratelimited",
        "token_revoked",
        "unknown_method",
    }
)

MODAL = {"type": "modal", "title": {"type": "plain_text", "text": "Search"}, "blocks": []}
HOME = {"type": "home", "blocks": []}
BAD = [{"type": "header"}]

REFUSALS: list[tuple[str, Call, str]] = [
    ("users.info", lambda c: c.users_info(user="U0NOBODY1"), "user_not_found"),
    ("users.info", lambda c: c.api_call("users.info"), "invalid_arguments"),
    ("users.list", lambda c: c.users_list(cursor="nonsense"), "invalid_cursor"),
    ("bots.info", lambda c: c.bots_info(bot="B0OTHER"), "bot_not_found"),
    ("team.info", lambda c: c.team_info(team="T0OTHER"), "team_not_found"),
    ("chat.postMessage", lambda c: c.chat_postMessage(channel="C0", text="a"), "channel_not_found"),
    (
        "chat.postMessage",
        lambda c: c.chat_postMessage(channel="C0GENERAL", text="a"),
        "not_in_channel",
    ),
    (
        "chat.postMessage",
        lambda c: c.api_call("chat.postMessage", json={"channel": NOC}),
        "no_text",
    ),
    (
        "chat.postMessage",
        lambda c: c.chat_postMessage(channel=NOC, text="a", blocks=BAD),
        "invalid_blocks",
    ),
    (
        "chat.postMessage",
        lambda c: c.chat_postMessage(channel=NOC, text="a", blocks='{"a": 1}'),
        "invalid_blocks_format",
    ),
    (
        "chat.postMessage",
        lambda c: c.chat_postMessage(
            channel=NOC, blocks=[{"type": "markdown", "text": "x" * 10_000}], text="a"
        ),
        "msg_blocks_too_long",
    ),
    (
        "chat.postMessage",
        lambda c: c.api_call(
            "chat.postMessage", json={"channel": NOC, "text": "a", "metadata": {"event_type": 1}}
        ),
        "invalid_metadata_format",
    ),
    (
        "chat.postEphemeral",
        lambda c: c.chat_postEphemeral(channel=NOC, user="U0NOBODY1", text="a"),
        "user_not_in_channel",
    ),
    (
        "chat.postEphemeral",
        lambda c: c.chat_postEphemeral(channel="C0GENERAL", user=TOM, text="a"),
        "not_in_channel",
    ),
    (
        "chat.update",
        lambda c: c.chat_update(channel=NOC, ts="1.1", text="a"),
        "message_not_found",
    ),
    (
        "chat.update",
        lambda c: c.chat_update(channel=NOC, ts="1.1", text="a" * 4001),
        "msg_too_long",
    ),
    ("chat.delete", lambda c: c.chat_delete(channel=NOC, ts="1.1"), "message_not_found"),
    (
        "chat.getPermalink",
        lambda c: c.chat_getPermalink(channel=NOC, message_ts="1.1"),
        "message_not_found",
    ),
    ("views.open", lambda c: c.views_open(trigger_id="1.2.3", view=MODAL), "invalid_trigger_id"),
    (
        "views.update",
        lambda c: c.views_update(view_id="V1", view=MODAL),
        "not_found",
    ),
    (
        "views.publish",
        lambda c: c.views_publish(user_id="U0NOBODY1", view=HOME),
        "invalid_arguments",
    ),
    ("views.publish", lambda c: c.views_publish(user_id=TOM, view=MODAL), "invalid_arguments"),
    (
        "files.completeUploadExternal",
        lambda c: c.files_completeUploadExternal(files=[{"id": "F1"}]),
        "file_not_found",
    ),
    ("files.delete", lambda c: c.files_delete(file="F1"), "file_not_found"),
    (
        "conversations.info",
        lambda c: c.conversations_info(channel="C0BOARD01"),
        "channel_not_found",
    ),
    ("conversations.list", lambda c: c.conversations_list(types="town"), "invalid_types"),
    ("conversations.list", lambda c: c.conversations_list(limit=2000), "invalid_limit"),
    (
        "conversations.list",
        lambda c: c.api_call("conversations.list", http_verb="GET", params={"limit": "1e9"}),
        "invalid_arguments",
    ),
    ("conversations.list", lambda c: c.conversations_list(types="mpim"), "missing_scope"),
    ("conversations.open", lambda c: c.conversations_open(users="U0NOBODY1"), "user_not_found"),
    ("conversations.open", lambda c: c.conversations_open(users=[TOM, TOM]), "too_many_users"),
    ("conversations.open", lambda c: c.api_call("conversations.open"), "users_list_not_supplied"),
    (
        "oauth.v2.access",
        lambda c: c.api_call("oauth.v2.access", json={"client_id": "1", "code": "2"}),
        "invalid_client_id",
    ),
    (
        "apps.connections.open",
        lambda c: c.api_call("apps.connections.open"),
        "not_allowed_token_type",
    ),
    ("no.method", lambda c: c.api_call("no.method"), "unknown_method"),
]


@pytest.mark.parametrize(("call", "code"), [row[1:] for row in REFUSALS])
async def test_a_refusal_has_slacks_code(client: AsyncWebClient, call: Call, code: str) -> None:
    assert (await refused(call, client))["error"] == code


@pytest.mark.parametrize(
    ("method", "code"), sorted({(method, code) for method, _, code in REFUSALS})
)
def test_every_code_is_one_that_slack_documents(method: str, code: str) -> None:
    known = json.loads(REFERENCE.read_text()).get(method, {"errors": []})
    assert code in COMMON.union(known["errors"])


NEWER_THAN_THE_COPY = {"blocks.validate"}


@pytest.mark.parametrize("name", sorted(METHODS.keys() - NEWER_THAN_THE_COPY))
def test_every_method_wants_the_scopes_that_slack_documents(name: str) -> None:
    documented = json.loads(REFERENCE.read_text())[name]
    method = METHODS[name]
    assert set(method.scopes) <= set(documented["bot_scopes"])
    assert bool(method.scopes) == bool(documented["bot_scopes"])
    assert set(method.required) <= set(documented["args"])


@pytest.mark.parametrize("method", ["chat.postMessage", "chat.postEphemeral", "chat.update"])
async def test_a_kind_of_block_that_has_not_come_to_the_workspace_is_refused(
    method: str, client: AsyncWebClient, workspace: Workspace
) -> None:
    ts = (await client.chat_postMessage(channel="C0NUMBERS", text="a"))["ts"]
    workspace.unknown_blocks.add("divider")
    arguments = {"channel": "C0NUMBERS", "user": TOM, "ts": ts, "blocks": [{"type": "divider"}]}
    data = await refused(lambda c: c.api_call(method, json=arguments), client)
    assert data["error"] == "invalid_blocks"
    assert data["errors"] == ["unsupported type: divider [json-pointer:/blocks/0/type]"]


async def test_a_missing_scope_is_named_beside_those_that_are_there(
    client: AsyncWebClient, workspace: Workspace
) -> None:
    workspace.scopes = frozenset({"commands"})
    data = await refused(lambda c: c.chat_postMessage(channel=NOC, text="a"), client)
    assert (data["error"], data["needed"], data["provided"]) == (
        "missing_scope",
        "chat:write",
        "commands",
    )


async def test_invalid_blocks_are_explained(client: AsyncWebClient) -> None:
    data = await refused(lambda c: c.chat_postMessage(channel=NOC, text="a", blocks=BAD), client)
    words = "missing required field: text [json-pointer:/blocks/0/text]"
    assert data["response_metadata"]["messages"] == [f"[ERROR] {words}"]
    assert data["errors"] == [words]


@pytest.mark.parametrize(
    ("headers", "body", "code"),
    [
        ({}, b"", "not_authed"),
        ({"Authorization": "Bearer xoxb-wrong"}, b"", "invalid_auth"),
        ({"Content-Type": "application/json"}, b"{", "invalid_json"),
        ({"Content-Type": "application/json"}, b'{"a": "\\ud800"}', "invalid_json"),
        ({"Content-Type": "application/json"}, b"[]", "json_not_object"),
        ({"Content-Type": "text/plain"}, b"a", "invalid_post_type"),
    ],
)
async def test_a_call_that_is_none_is_refused(
    workspace: Workspace, headers: dict[str, str], body: bytes, code: str
) -> None:
    async with httpx.AsyncClient() as http:
        answer = await http.post(
            f"{workspace.address}/api/auth.test", content=body, headers=headers
        )
    assert (answer.status_code, answer.json()) == (200, {"ok": False, "error": code})
