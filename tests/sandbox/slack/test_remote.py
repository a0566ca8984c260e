"""`morbot slack-server`: a workspace in a process of its own, spoken to over HTTP."""

import asyncio
import re
import signal
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import click
import httpx
import pytest
from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncRespond

from bot.cli import slack_server
from bot.sandbox.slack_server import Workspace

MANIFEST = Path(slack_server.__file__).parents[2] / "manifest.yml"


@pytest.fixture
async def http(workspace: Workspace) -> AsyncIterator[httpx.AsyncClient]:
    async with httpx.AsyncClient(base_url=workspace.address) as client:
        yield client


async def test_somebody_types_sees_and_clicks(http: httpx.AsyncClient, app: AsyncApp) -> None:
    button = {
        "type": "button",
        "action_id": "next",
        "text": {"type": "plain_text", "text": "Next"},
    }

    @app.command("/page")
    async def page(ack: AsyncAck, respond: AsyncRespond) -> None:
        await ack()
        await respond(text="page 1", blocks=[{"type": "actions", "elements": [button]}])

    @app.action("next")
    async def turn(ack: AsyncAck, respond: AsyncRespond) -> None:
        await ack()
        await respond("page 2")

    ack = (await http.post("/people/tom/types", json={"text": "/page"})).json()
    assert (ack["status"], ack["problem"]) == (200, "")
    first = (await http.post("/people/tom/sees")).json()
    assert (first["text"], first["buttons"], first["ephemeral"]) == ("page 1", ["Next"], True)
    await http.post("/people/tom/clicks", json={"label": "Next"})
    assert (await http.post("/people/tom/sees")).json()["text"] == "page 2"
    messages = (await http.post("/people/tom/messages")).json()
    assert [one["text"] for one in messages] == ["page 1", "page 2"]


@pytest.mark.parametrize(
    ("path", "body", "status"),
    [
        ("/people/nobody/types", b'{"text": "/page"}', 404),
        ("/people/tom/dances", b"{}", 404),
        ("/people/tom/types", b"{}", 400),
        ("/people/tom/types", b"{", 400),
        ("/people/tom/types", b"[]", 400),
        ("/people/tom/types", b'{"text": "hello"}', 409),
        ("/people/tom/clicks", b'{"label": "Next"}', 409),
        ("/people/tom/submits", b"{}", 409),
        ("/people/tom/sees", b'{"timeout": 0}', 409),
        ("/workspace", b'{"put_forward": "x"}', 400),
    ],
)
async def test_what_cannot_be_done_is_said(
    http: httpx.AsyncClient, path: str, body: bytes, status: int
) -> None:
    answer = await http.post(path, content=body)
    assert (answer.status_code, list(answer.json())) == (status, ["error"])


@pytest.mark.parametrize("path", ["/people/tom/messages", "/workspace"])
async def test_a_web_page_cannot_speak_for_people(http: httpx.AsyncClient, path: str) -> None:
    answer = await http.post(path, headers={"Origin": "https://elsewhere.example"})
    assert answer.status_code == 403


async def test_the_clock_and_the_request_url_can_be_set(
    http: httpx.AsyncClient, workspace: Workspace
) -> None:
    before = workspace.clock.now()
    answer = await http.post("/workspace", json={"put_forward": 60, "request_url": "http://a/b"})
    assert answer.json()["now"] >= before + 60
    assert workspace.request_url == "http://a/b"


async def test_the_command_prints_its_address_first_and_ends_on_a_signal() -> None:
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", "slack-server", "--bot-token", "xoxb-own"),
        *("--manifest", str(MANIFEST)),
        stdout=asyncio.subprocess.PIPE,
    )
    assert process.stdout is not None
    async with asyncio.timeout(60):
        address = (await process.stdout.readline()).decode().strip()
        assert re.fullmatch(r"http://127\.0\.0\.1:\d+/api", address)
        async with httpx.AsyncClient() as client:
            answer = await client.post(f"{address}/auth.test", data={"token": "xoxb-own"})
            tom = address.removesuffix("/api") + "/people/tom"
            ack = await client.post(f"{tom}/types", json={"text": "/other"})
            shortcut = await client.post(f"{tom}/takes_shortcut", json={"callback_id": "other"})
        assert answer.json()["ok"]
        assert "files:write" in answer.headers["x-oauth-scopes"]
        assert ack.json()["problem"] == "unknown_command"
        assert shortcut.json() == {"error": "no shortcut 'other' here"}
        process.send_signal(signal.SIGTERM)
        rest = (await process.stdout.read()).decode()
        assert await process.wait() == 0
    assert "SLACK_BOT_TOKEN=xoxb-own" in rest


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (None, "cannot be read: No such file or directory."),
        ("{}", "is not the manifest of a Slack app with bot scopes."),
        ("- a", "is not the manifest of a Slack app with bot scopes."),
        ("a: [", "is not the manifest of a Slack app with bot scopes."),
        ("oauth_config: {scopes: {bot: 5}}", "is not the manifest of a Slack app"),
    ],
)
def test_a_file_that_is_no_manifest_is_the_persons_mistake(
    tmp_path: Path, text: str | None, sentence: str
) -> None:
    file = tmp_path / "manifest.yml"
    if text is not None:
        file.write_text(text)
    with pytest.raises(click.UsageError) as caught:
        slack_server.command.make_context("slack-server", ["--manifest", str(file)])
    assert sentence in caught.value.format_message()
