"""`response_url`: five uses within thirty minutes, and nothing else than Slack's JSON."""

import asyncio
from typing import Any

import httpx
import pytest
from slack_bolt.async_app import AsyncAck, AsyncApp

from bot.sandbox.slack_server import Workspace


@pytest.fixture
async def url(workspace: Workspace, app: AsyncApp) -> str:
    """The response_url of a command that tom typed."""
    given: asyncio.Future[str] = asyncio.get_running_loop().create_future()

    @app.command("/echo")
    async def echo(ack: AsyncAck, command: dict[str, Any]) -> None:
        await ack()
        given.set_result(command["response_url"])

    await workspace.person("tom").types("/echo")
    return await given


async def test_the_sixth_use_is_refused(workspace: Workspace, url: str) -> None:
    async with httpx.AsyncClient() as client:
        answers = [await client.post(url, json={"text": f"{n}"}) for n in range(6)]
    assert [one.status_code for one in answers] == [200] * 5 + [404]
    assert answers[0].text == "ok"
    assert answers[5].json() == {"ok": False, "error": "used_url"}
    tom = workspace.person("tom")
    assert [one.text for one in tom.visible()] == ["0", "1", "2", "3", "4"]


async def test_after_thirty_minutes_it_is_refused(workspace: Workspace, url: str) -> None:
    async with httpx.AsyncClient() as client:
        workspace.clock.put_forward(30 * 60 - 60)
        assert (await client.post(url, json={"text": "in time"})).status_code == 200
        workspace.clock.put_forward(60)
        late = await client.post(url, json={"text": "late"})
    assert (late.status_code, late.json()["error"]) == (404, "expired_url")


async def test_an_unknown_one_is_refused(workspace: Workspace) -> None:
    async with httpx.AsyncClient() as client:
        answer = await client.post(f"{workspace.address}/response/nonsense", json={"text": "a"})
    assert answer.status_code == 404


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (b"text=hello", "invalid_payload"),
        (b"[]", "invalid_payload"),
        (b'{"text": 5}', "invalid_payload"),
        (b'{"text": "a", "more": NaN}', "invalid_payload"),
        (b'{"text": "\\ud800"}', "invalid_payload"),
        (b'{"text": "\xff"}', "invalid_payload"),
        (b"[" * 100_000, "invalid_payload"),
        (b'{"text": "a", "response_type": "loud"}', "invalid_payload"),
        (b'{"text": "a", "replace_original": 1}', "invalid_payload"),
        (b"{}", "no_text"),
        (b'{"blocks": {}}', "invalid_blocks_format"),
        (b'{"blocks": [{"type": "header"}]}', "invalid_blocks"),
    ],
)
async def test_what_slack_cannot_take_is_refused_and_not_shown(
    workspace: Workspace, url: str, body: bytes, code: str
) -> None:
    async with httpx.AsyncClient() as client:
        answer = await client.post(url, content=body)
    assert (answer.status_code, answer.json()["error"]) == (400, code)
    assert workspace.person("tom").visible() == []


async def test_in_channel_is_for_everybody(workspace: Workspace, url: str) -> None:
    async with httpx.AsyncClient() as client:
        await client.post(url, json={"text": "all", "response_type": "in_channel"})
    assert (await workspace.person("ada").sees()).text == "all"
