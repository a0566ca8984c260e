"""The Web API as slack_sdk calls it: what it answers, and every way it refuses."""

import json
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import httpx
import pytest
import yaml
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.sandbox.company import SlackPerson
from bot.sandbox.slack_server import Workspace, read_manifest, serve_workspace
from bot.sandbox.slack_server.web_api import METHODS

REFERENCE = Path(__file__).parents[4] / "shared/slack/methods.json"

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

Call = Callable[[AsyncWebClient], Awaitable[Any]]


async def refused(call: Call, client: AsyncWebClient) -> dict[str, Any]:
    with pytest.raises(SlackApiError) as caught:
        await call(client)
    data = caught.value.response.data
    assert isinstance(data, dict)
    return data


TOM, NOC = "U0TOM0001", "C0NOC0001"
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


@pytest.mark.parametrize(("method", "call", "code"), REFUSALS)
async def test_a_refusal_has_slacks_code(
    client: AsyncWebClient, method: str, call: Call, code: str
) -> None:
    assert (await refused(call, client))["error"] == code
    assert method


@pytest.mark.skipif(not REFERENCE.exists(), reason="Slack's method reference is not at hand")
@pytest.mark.parametrize(
    ("method", "code"), sorted({(method, code) for method, _, code in REFUSALS})
)
def test_every_code_is_one_that_slack_documents(method: str, code: str) -> None:
    known = json.loads(REFERENCE.read_text()).get(method, {"errors": []})
    assert code in COMMON.union(known["errors"])


@pytest.mark.skipif(not REFERENCE.exists(), reason="Slack's method reference is not at hand")
@pytest.mark.parametrize("name", sorted(METHODS))
def test_every_method_wants_the_scopes_that_slack_documents(name: str) -> None:
    documented = json.loads(REFERENCE.read_text())[name]
    method = METHODS[name]
    assert set(method.scopes) <= set(documented["bot_scopes"])
    assert bool(method.scopes) == bool(documented["bot_scopes"])
    assert set(method.required) <= set(documented["args"])


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


async def test_the_token_may_stand_in_the_form(workspace: Workspace) -> None:
    async with httpx.AsyncClient() as http:
        answer = await http.post(
            f"{workspace.address}/api/auth.test", data={"token": workspace.bot_token}
        )
    assert answer.json()["team_id"] == workspace.team_id


async def test_a_message_is_posted_changed_linked_and_deleted(
    workspace: Workspace, client: AsyncWebClient
) -> None:
    tom = workspace.person("tom")
    ts = (await client.chat_postMessage(channel="#noc", text="one"))["ts"]
    assert (await tom.sees()).text == "one"
    link = (await client.chat_getPermalink(channel=NOC, message_ts=ts))["permalink"]
    assert link.endswith(f"/archives/{NOC}/p{ts.replace('.', '')}")
    await client.chat_update(channel=NOC, ts=ts, text="two")
    changed = await tom.sees()
    assert (changed.text, changed.ts, changed.edited) == ("two", ts, True)
    await client.chat_delete(channel=NOC, ts=ts)
    assert tom.visible() == []


async def test_a_second_message_within_a_second_is_too_many(
    workspace: Workspace, client: AsyncWebClient
) -> None:
    await client.chat_postMessage(channel=NOC, text="one")
    with pytest.raises(SlackApiError) as caught:
        await client.chat_postMessage(channel=NOC, text="two")
    assert caught.value.response.status_code == 429
    assert caught.value.response.headers["Retry-After"] == "1"
    assert caught.value.response["error"] == "ratelimited"
    await client.chat_postMessage(channel="C0NUMBERS", text="elsewhere")
    workspace.clock.put_forward(1)
    await client.chat_postMessage(channel=NOC, text="three")


async def test_an_ephemeral_message_is_for_one(
    workspace: Workspace, client: AsyncWebClient
) -> None:
    await client.chat_postEphemeral(channel=NOC, user=TOM, text="psst")
    message = await workspace.person("tom").sees()
    assert (message.text, message.ephemeral) == ("psst", True)
    assert workspace.person("ada").visible() == []


async def test_an_ephemeral_message_cannot_be_changed_or_linked(client: AsyncWebClient) -> None:
    answer = await client.chat_postEphemeral(channel=NOC, user=TOM, text="psst")
    ts = answer["message_ts"]
    calls: list[Call] = [
        lambda c: c.chat_update(channel=NOC, ts=ts, text="loud"),
        lambda c: c.chat_delete(channel=NOC, ts=ts),
        lambda c: c.chat_getPermalink(channel=NOC, message_ts=ts),
    ]
    for call in calls:
        assert (await refused(call, client))["error"] == "message_not_found"


async def test_a_long_message_is_cut(workspace: Workspace, client: AsyncWebClient) -> None:
    await client.chat_postMessage(channel=NOC, text="x" * 40_001)
    assert (await workspace.person("tom").sees()).text == "x" * 40_000


async def test_an_archived_channel_takes_no_messages(
    workspace: Workspace, client: AsyncWebClient
) -> None:
    workspace.admin.archive("#noc")
    data = await refused(lambda c: c.chat_postMessage(channel=NOC, text="a"), client)
    assert data["error"] == "is_archived"
    workspace.admin.remove_app("#numbers-private")
    call: Call = lambda c: c.chat_postMessage(channel="C0NUMBERS", text="a")  # noqa: E731 -- a call to be made elsewhere
    assert (await refused(call, client))["error"] == "channel_not_found"
    workspace.admin.invite_app("#general")
    await client.chat_postMessage(channel="C0GENERAL", text="a")


async def test_somebody_deactivated_or_made_a_guest_is_told_as_such(
    workspace: Workspace, client: AsyncWebClient
) -> None:
    workspace.request_url = f"{workspace.address}/nowhere"
    await workspace.admin.make_guest("tom")
    assert (await client.users_info(user=TOM))["user"]["is_restricted"]
    await workspace.admin.deactivate("tom")
    assert (await client.users_info(user=TOM))["user"]["deleted"]
    call: Call = lambda c: c.conversations_open(users=TOM)  # noqa: E731 -- a call to be made elsewhere
    assert (await refused(call, client))["error"] == "user_disabled"
    with pytest.raises(ValueError, match="tom is deactivated"):
        await workspace.person("tom").types("/echo")


async def test_a_message_to_a_member_lands_in_the_direct_messages(
    workspace: Workspace, client: AsyncWebClient
) -> None:
    posted = await client.chat_postMessage(channel=TOM, text="hello tom")
    opened = await client.conversations_open(users=TOM)
    assert posted["channel"] == opened["channel"]["id"]
    assert (await workspace.person("tom").sees()).text == "hello tom"
    assert workspace.person("ada").visible() == []


async def test_somebody_elses_message_cannot_be_changed(
    workspace: Workspace, client: AsyncWebClient
) -> None:
    said = await workspace.person("tom").says("mine")
    for call, code in (
        (client.chat_update(channel=NOC, ts=said.ts, text="yours"), "cant_update_message"),
        (client.chat_delete(channel=NOC, ts=said.ts), "cant_delete_message"),
    ):
        with pytest.raises(SlackApiError) as caught:
            await call
        assert caught.value.response["error"] == code


async def test_lists_come_in_pages(workspace: Workspace, client: AsyncWebClient) -> None:
    seen, cursor = [], ""
    while True:
        answer = await client.users_list(limit=3, cursor=cursor)
        seen += [one["id"] for one in answer["members"]]
        cursor = answer["response_metadata"]["next_cursor"]
        if not cursor:
            break
    assert sorted(seen) == sorted([*workspace.members, "U0MORBOT1"])


async def test_channels_are_told_as_far_as_the_app_may_know(client: AsyncWebClient) -> None:
    answer = await client.conversations_list(types="public_channel,private_channel")
    names = {one["name"]: one["is_member"] for one in answer["channels"]}
    assert names == {"general": False, "noc": True, "support": False, "numbers-private": True}
    assert TOM in (await client.conversations_members(channel=NOC))["members"]


async def test_a_shared_channel_and_its_strangers_are_marked(
    workspace: Workspace, client: AsyncWebClient
) -> None:
    stranger = SlackPerson("U0VISITOR", "visitor", "A visitor", "UTC")
    workspace.admin.share_externally("#noc", stranger, team_id="T0ELSE001")
    assert (await client.conversations_info(channel=NOC))["channel"]["is_ext_shared"]
    user = (await client.users_info(user=stranger.id))["user"]
    assert (user["team_id"], user["is_stranger"]) == ("T0ELSE001", True)


async def test_a_file_is_uploaded_and_shared(workspace: Workspace, client: AsyncWebClient) -> None:
    answer = await client.files_upload_v2(
        channel=NOC, filename="calls.csv", content="a;b\n1;2\n", initial_comment="the calls"
    )
    message = await workspace.person("tom").sees()
    assert (message.text, message.files[0].name) == ("the calls", "calls.csv")
    assert message.files[0].content == b"a;b\n1;2\n"
    async with httpx.AsyncClient() as http:
        private = answer["file"]["url_private"]
        assert (await http.get(private)).status_code == 403
        token = {"Authorization": f"Bearer {workspace.bot_token}"}
        assert (await http.get(private, headers=token)).content == b"a;b\n1;2\n"


async def test_an_upload_of_another_length_is_refused(
    workspace: Workspace, client: AsyncWebClient
) -> None:
    address = await client.files_getUploadURLExternal(filename="a.csv", length=5)
    async with httpx.AsyncClient() as http:
        assert (await http.post(address["upload_url"], content=b"123")).status_code == 400
    call: Call = lambda c: c.files_completeUploadExternal(files=[{"id": address["file_id"]}])  # noqa: E731 -- a call to be made elsewhere
    assert (await refused(call, client))["error"] == "file_not_found"
    assert workspace.person("tom").visible() == []


# slack_sdk sends its keys by a class that aiohttp will drop one day
@pytest.mark.filterwarnings("ignore:BasicAuth is deprecated:DeprecationWarning")
async def test_a_code_buys_the_token_once(workspace: Workspace, client: AsyncWebClient) -> None:
    code = workspace.permits.new_code(TOM)
    keys = {"client_id": workspace.client_id, "client_secret": workspace.client_secret}
    bought = await client.oauth_v2_access(**keys, code=code)
    assert bought["access_token"] == workspace.bot_token
    assert bought["authed_user"] == {"id": TOM}
    again = await refused(lambda c: c.oauth_v2_access(**keys, code=code), client)
    assert again["error"] == "invalid_code"
    wrong = {**keys, "client_secret": "wrong"}
    assert (await refused(lambda c: c.oauth_v2_access(**wrong, code=code), client))[
        "error"
    ] == "bad_client_secret"


async def test_an_app_is_held_to_its_manifest() -> None:
    manifest = yaml.safe_load((Path(__file__).parents[3] / "manifest.yml").read_text())
    workspace = Workspace(**read_manifest(manifest))
    async with serve_workspace(workspace) as address:
        client = AsyncWebClient(workspace.bot_token, base_url=f"{address}/api/")
        await client.chat_postMessage(channel=NOC, text="a")
        data = await refused(lambda c: c.team_info(), client)
        assert (data["error"], data["needed"]) == ("missing_scope", "team:read")
    assert workspace.commands == {"/localcalls": True}


async def test_two_workspaces_know_nothing_of_each_other(client: AsyncWebClient) -> None:
    async with serve_workspace(Workspace()) as address:
        stranger = AsyncWebClient(client.token, base_url=f"{address}/api/")
        assert (await refused(lambda c: c.auth_test(), stranger))["error"] == "invalid_auth"
