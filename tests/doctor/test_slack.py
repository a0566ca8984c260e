"""What the doctor says of tokens, scopes and Slack's clock."""

from pathlib import Path

import pytest
import yaml
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from bot.doctor import Status
from bot.sandbox.serving import serve
from bot.slack.api.client import bot_scopes
from tests.support.doctor_office import Office

MANIFEST = Path(__file__).parents[2] / "manifest.yml"


def test_the_scopes_are_those_of_the_manifest() -> None:
    scopes = yaml.safe_load(MANIFEST.read_text())["oauth_config"]["scopes"]["bot"]
    assert set(scopes) == bot_scopes()


@pytest.mark.parametrize(
    ("token", "told"),
    [
        ("", "not set"),
        ("xapp-1-A0-secret", "app-level token (xapp-…)"),
        ("xoxp-secret", "user token (xoxp-…)"),
        ("xoxe-1-secret", "refresh or rotated token"),
        ("0123secret", "something else"),
    ],
)
async def test_a_bot_token_that_is_none(office: Office, token: str, told: str) -> None:
    office.set(slack_bot_token=token)
    found = await office.diagnose()
    assert found["Slack token"].status is Status.WRONG
    assert told in found["Slack token"].text
    assert "Bot User OAuth Token" in found["Slack token"].hint
    assert ("SLACK_APP_TOKEN" in found["Slack token"].hint) is token.startswith("xapp-")
    assert found["Slack scopes"].text == "Skipped. Fix “Slack token” first."
    assert found["Slack clock"].status is Status.SKIPPED
    assert "secret" not in str(found["Slack token"])


async def test_a_bot_token_that_slack_does_not_know(office: Office) -> None:
    office.set(slack_bot_token="xoxb-somebody-elses")
    faults = await office.faults()
    assert faults.keys() == {"Slack token"}
    assert "invalid_auth" in faults["Slack token"].text
    assert "somebody" not in str(faults)


async def test_a_bot_token_that_was_revoked(office: Office) -> None:
    office.workspace.token_fault = "token_revoked"
    assert "no longer valid" in (await office.faults())["Slack token"].text


async def test_slack_is_not_reached(office: Office) -> None:
    office.set(slack_api_url="http://127.0.0.1:1/api")
    faults = await office.faults()
    assert faults.keys() == {"Slack token"}
    assert "SLACK_API_URL" in faults["Slack token"].hint


@pytest.mark.parametrize("status", [200, 404, 500])
async def test_something_else_answers_for_slack(office: Office, status: int) -> None:
    async def page(_: Request) -> Response:
        return PlainTextResponse("It works!", status)

    async with serve(Starlette(routes=[Route("/{path:path}", page, methods=["POST"])])) as other:
        office.set(slack_api_url=f"{other}/api")
        faults = await office.faults()
    assert faults.keys() == {"Slack token"}
    assert "SLACK_API_URL" in faults["Slack token"].hint


async def test_scopes_that_were_not_granted(office: Office) -> None:
    office.workspace.scopes = frozenset({"commands"})
    faults = await office.faults()
    assert faults.keys() == {"Slack scopes"}
    missing = sorted(bot_scopes() - {"commands"})
    assert faults["Slack scopes"].text == f"Not granted: {', '.join(missing)}."
    assert "Reinstall" in faults["Slack scopes"].hint


async def test_scopes_and_time_that_are_not_told(office: Office) -> None:
    async def auth_test(_: Request) -> Response:
        return JSONResponse({"ok": True, "team": "Harbour", "team_id": "T0HARBOR1", "user": "bot"})

    app = Starlette(routes=[Route("/api/auth.test", auth_test, methods=["POST"])])
    async with serve(app) as other:
        office.set(slack_api_url=f"{other}/api")
        faults = await office.faults()
    assert faults.keys() == {"Slack scopes", "Slack clock"}
    assert {one.status for one in faults.values()} == {Status.WARNING}


@pytest.mark.parametrize(
    ("secret", "told"),
    [
        ("", "not set"),
        ("xoxb-secret", "a bot token (xoxb-…)"),
        ("0123456789ABCDEF-secret", "something else"),
    ],
)
async def test_a_signing_secret_that_is_none(office: Office, secret: str, told: str) -> None:
    office.set(slack_signing_secret=secret)
    faults = await office.faults()
    assert faults.keys() == {"Slack requests"}
    assert faults["Slack requests"].status is Status.WRONG
    assert told in faults["Slack requests"].text
    assert "-secret" not in str(faults)


async def test_over_http_the_request_url_is_told(office: Office) -> None:
    found = await office.diagnose()
    assert "http://127.0.0.1:3000/slack/events" in found["Slack requests"].text


async def test_socket_mode_needs_no_signing_secret(office: Office) -> None:
    office.set(slack_app_token=office.workspace.app_token, slack_signing_secret="")
    found = await office.diagnose()
    assert found["Slack requests"].status is Status.OK
    assert "Socket Mode" in found["Slack requests"].text


@pytest.mark.parametrize(
    ("token", "told"),
    [("xoxb-secret", "a bot token"), ("secret", "something else"), ("xapp-1-s", "invalid_auth")],
)
async def test_an_app_token_that_is_no_good(office: Office, token: str, told: str) -> None:
    office.set(slack_app_token=token)
    faults = await office.faults()
    assert faults.keys() == {"Slack requests"}
    assert told in faults["Slack requests"].text
    assert "connections:write" in faults["Slack requests"].hint


@pytest.mark.parametrize(("seconds", "state"), [(90, Status.WARNING), (7200, Status.WRONG)])
async def test_slacks_clock_is_another(office: Office, seconds: float, state: Status) -> None:
    office.workspace.clock.put_forward(seconds)
    faults = await office.faults()
    assert faults.keys() == {"Slack clock"}
    assert faults["Slack clock"].status is state
    assert "ahead of this machine" in faults["Slack clock"].text
