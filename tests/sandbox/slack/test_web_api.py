"""The Web API as slack_sdk calls it: what it answers, and what people see of it."""

from pathlib import Path

import httpx
import pytest
import yaml
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.sandbox.company import SlackPerson
from bot.sandbox.slack_server import Workspace, read_manifest, serve_workspace
from tests.sandbox.slack.calls import NOC, TOM, Call, refused


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


async def test_somebody_deactivated_or_made_a_guest_gets_its_own_error(
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
    code = workspace.grants.new_code(TOM)
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
