"""Faults that a test can order: replies held and lost, errors, and an app that is uninstalled."""

import asyncio

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.http_retry.builtin_async_handlers import AsyncRateLimitErrorRetryHandler
from slack_sdk.web.async_client import AsyncWebClient

from bot.sandbox.slack_server import Workspace

NOC = "C0NOC0001"


@pytest.fixture
def plain_client(workspace: Workspace) -> AsyncWebClient:
    """A client that does not retry when a connection is lost."""
    return AsyncWebClient(
        workspace.bot_token,
        base_url=f"{workspace.address}/api/",
        retry_handlers=[AsyncRateLimitErrorRetryHandler()],
    )


async def test_a_reply_can_be_held_until_released(
    workspace: Workspace, client: AsyncWebClient
) -> None:
    held = workspace.control.hold("chat.postMessage")
    posting = asyncio.create_task(client.chat_postMessage(channel=NOC, text="hello"))
    await held.accepted.wait()
    assert (await workspace.person("tom").sees()).text == "hello"
    await client.auth_test()  # a whole call is answered meanwhile
    assert not posting.done()
    held.release()
    assert (await posting)["ok"]


async def test_a_reply_can_be_lost_after_the_message_was_accepted(
    workspace: Workspace, plain_client: AsyncWebClient
) -> None:
    workspace.control.lose_reply("chat.postMessage")
    with pytest.raises(aiohttp.ServerDisconnectedError):
        await plain_client.chat_postMessage(channel=NOC, text="hello")
    assert [one.text for one in workspace.person("tom").visible()] == ["hello"]


async def test_a_call_can_fail_without_being_accepted(
    workspace: Workspace, client: AsyncWebClient
) -> None:
    workspace.control.fail("chat.postMessage", 503)
    with pytest.raises(SlackApiError) as caught:
        await client.chat_postMessage(channel=NOC, text="hello")
    assert caught.value.response.status_code == 503
    assert workspace.person("tom").visible() == []


async def test_too_many_calls_are_answered_with_the_time_to_wait(
    workspace: Workspace, plain_client: AsyncWebClient
) -> None:
    workspace.control.limit("chat.postMessage", retry_after=0)
    await plain_client.chat_postMessage(channel=NOC, text="hello")
    assert [one.text for one in workspace.person("tom").visible()] == ["hello"]


@pytest.mark.parametrize(
    ("event", "code"), [("revoke_token", "token_revoked"), ("uninstall", "account_inactive")]
)
async def test_calls_of_an_uninstalled_app_are_refused(
    workspace: Workspace, client: AsyncWebClient, event: str, code: str
) -> None:
    await getattr(workspace.admin, event)()
    with pytest.raises(SlackApiError, match=code):
        await client.auth_test()
