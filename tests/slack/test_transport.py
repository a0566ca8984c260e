"""In front of Bolt: only what Slack signed, once, and of a bearable size, reaches a listener."""

import hashlib
import hmac
import time
from collections.abc import AsyncIterator
from urllib.parse import urlencode

import httpx
import pytest

from bot.sandbox.mor_server import MorServer
from bot.sandbox.slack_server import Workspace
from tests.support.company import StartBot

COMMAND = {
    "command": "/localcalls",
    "text": "5 last week",
    "user_id": "U0INGRID1",
    "team_id": "T0HARBOR1",
}


def command_in(workspace: Workspace) -> bytes:
    return urlencode({**COMMAND, "response_url": f"{workspace.address}/response/none"}).encode()


@pytest.fixture
async def client() -> AsyncIterator[httpx.AsyncClient]:
    async with httpx.AsyncClient() as one:
        yield one


def signed(secret: str, body: bytes, at: float | None = None) -> dict[str, str]:
    stamp = str(int(time.time() if at is None else at))
    digest = hmac.new(secret.encode(), b"v0:" + stamp.encode() + b":" + body, hashlib.sha256)
    return {
        "X-Slack-Request-Timestamp": stamp,
        "X-Slack-Signature": f"v0={digest.hexdigest()}",
        "Content-Type": "application/x-www-form-urlencoded",
    }


async def test_a_bad_or_old_signature_is_refused_and_nothing_runs(
    client: httpx.AsyncClient, workspace: Workspace, mor: MorServer, start_bot: StartBot
) -> None:
    await start_bot()
    body = command_in(workspace)
    right = signed(workspace.signing_secret, body)
    wrong = [
        signed("another secret", body),
        signed(workspace.signing_secret, body + b"&x=1"),
        signed(workspace.signing_secret, body, at=time.time() - 600),
        signed(workspace.signing_secret, body, at=time.time() + 600),
        {},
        {**right, "X-Slack-Request-Timestamp": "abc"},
        {**right, "X-Slack-Request-Timestamp": "-1"},
        {**right, "X-Slack-Request-Timestamp": "9" * 400},
        {**right, "X-Slack-Signature": "v0="},
        {**right, "X-Slack-Signature": right["X-Slack-Signature"].upper()},
    ]
    for headers in wrong:
        answer = await client.post(workspace.request_url, content=body, headers=headers)
        assert answer.status_code == 401, headers
    odd = [
        (b"X-Slack-Signature", b"v0=\xff\xfe"),
        (b"X-Slack-Request-Timestamp", str(int(time.time())).encode()),
    ]
    answer = await client.post(workspace.request_url, content=body, headers=odd)
    assert answer.status_code == 401
    assert not mor.received


async def test_the_same_signed_request_is_not_run_twice(
    client: httpx.AsyncClient, workspace: Workspace, start_bot: StartBot
) -> None:
    await start_bot()
    body = command_in(workspace)
    headers = signed(workspace.signing_secret, body)
    first = await client.post(workspace.request_url, content=body, headers=headers)
    second = await client.post(workspace.request_url, content=body, headers=headers)
    assert (first.status_code, second.status_code) == (200, 409)


async def test_a_huge_or_unreadable_body_is_refused(
    client: httpx.AsyncClient, workspace: Workspace, start_bot: StartBot
) -> None:
    await start_bot()
    for body, status in ((b"x" * 1_000_001, 413), (b"text=\xff\xfe", 400)):
        headers = signed(workspace.signing_secret, body)
        answer = await client.post(workspace.request_url, content=body, headers=headers)
        assert answer.status_code == status


async def test_only_posts_are_taken(
    client: httpx.AsyncClient, workspace: Workspace, start_bot: StartBot
) -> None:
    await start_bot()
    assert (await client.get(workspace.request_url)).status_code == 405


async def test_a_command_of_another_name_is_not_answered(
    client: httpx.AsyncClient, workspace: Workspace, start_bot: StartBot
) -> None:
    await start_bot()
    body = command_in(workspace).replace(b"%2Flocalcalls", b"%2Fothers")
    answer = await client.post(
        workspace.request_url, content=body, headers=signed(workspace.signing_secret, body)
    )
    assert answer.status_code == 404
