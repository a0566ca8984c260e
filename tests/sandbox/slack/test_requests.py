"""The requests Slack sends: signed as documented, and wrong ones that a bot must refuse."""

from collections.abc import Callable

import pytest
from slack_bolt.async_app import AsyncAck, AsyncApp

from bot.sandbox.slack_server import Workspace
from bot.sandbox.slack_server.outbound import signature


def test_the_signature_is_that_of_slacks_documentation() -> None:
    """The example of Slack's page "Verifying requests from Slack"."""
    body = (
        b"token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow"
        b"&channel_id=G8PSS9T3V&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner"
        b"&command=%2Fwebhook-collect&text=&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands"
        b"%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN&trigger_id=398738663015"
        b".47445629121.803a0bc887a14d10d2c447fce8b6703c"
    )
    assert signature("8f742231b10e8888abcd99yyyzzz85a5", 1531420618, body) == (
        "v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503"
    )


@pytest.mark.usefixtures("app")
async def test_the_request_url_answers_the_challenge(workspace: Workspace) -> None:
    assert await workspace.admin.verify_request_url()


async def test_a_request_url_that_answers_anything_else_is_not_verified(
    workspace: Workspace,
) -> None:
    workspace.request_url = f"{workspace.address}/api/auth.test"
    assert not await workspace.admin.verify_request_url()


Bend = Callable[[dict[str, str]], dict[str, str]]


@pytest.mark.parametrize(
    "bend",
    [
        lambda headers: {**headers, "X-Slack-Signature": "v0=" + "0" * 64},
        lambda headers: {**headers, "X-Slack-Request-Timestamp": "1531420618"},
        lambda headers: {name: one for name, one in headers.items() if "Signature" not in name},
    ],
    ids=["signature", "timestamp", "unsigned"],
)
async def test_wrong_requests_can_be_sent(workspace: Workspace, app: AsyncApp, bend: Bend) -> None:
    @app.command("/echo")
    async def echo(ack: AsyncAck) -> None:
        await ack()

    assert (await workspace.person("tom").types("/echo")).status == 200
    sent = workspace.outbound.sent[-1]
    ack = await workspace.outbound.send_raw(sent.body, bend(dict(sent.headers)))
    assert (ack.status, ack.problem) == (401, "dispatch_failed")


async def test_the_same_request_can_be_sent_twice(workspace: Workspace, app: AsyncApp) -> None:
    seen: list[str] = []

    @app.command("/echo")
    async def echo(ack: AsyncAck, body: dict[str, str]) -> None:
        seen.append(body["trigger_id"])
        await ack()

    await workspace.person("tom").types("/echo")
    await workspace.outbound.repeat()
    assert len(seen) == 2
    assert seen[0] == seen[1]
