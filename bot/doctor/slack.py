"""Checks of what Slack gave: tokens, scopes and the signing secret."""

import re
from collections.abc import Awaitable

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from bot.doctor.check import CheckContext, CheckResult, ok, warning, wrong
from bot.errors import ErrorCode, SlackError
from bot.settings import Settings
from bot.slack import texts as slack_texts
from bot.slack.api.client import CALL_FAULTS, bot_scopes, slack_client, slack_says

_BOT_TOKEN = ("xoxb-", "xoxe.xoxb-")  # the second if tokens are rotated
_APP_TOKEN = ("xapp-",)
_SIGNING_SECRET = re.compile(r"[0-9a-f]{32}")
_NO_LONGER_VALID = frozenset({"token_revoked", "token_expired", "account_inactive"})
# Slack's kinds of tokens, by how they begin.
_TOKENS = {
    "xoxb-": "a bot token",
    "xoxp-": "a user token",
    "xapp-": "an app-level token",
    "xoxe": "a refresh or rotated token",
    "xoxa-": "a token of an old kind",
    "xoxr-": "a token of an old kind",
}
_BOT_HINT = "Copy the Bot User OAuth Token (xoxb-…) from OAuth & Permissions of your Slack app."
_SOCKET_HINT = (
    "Copy an App-Level Token (xapp-…) with connections:write from Basic Information of your Slack"
    " app. Without Socket Mode, leave SLACK_APP_TOKEN empty."
)
_HTTP_HINT = "Copy the Signing Secret (32 of 0-9 and a-f) from Basic Information of your Slack app."


async def token(context: CheckContext) -> CheckResult:
    """Check that the bot token is one, and that Slack accepts it."""
    given = context.settings.slack_bot_token.get_secret_value()
    if not given:
        return wrong("SLACK_BOT_TOKEN is not set.", _BOT_HINT)
    if not given.startswith(_BOT_TOKEN):
        move = " Move this value to SLACK_APP_TOKEN." if given.startswith(_APP_TOKEN) else ""
        return wrong(
            f"SLACK_BOT_TOKEN is not a bot token, but {_what_it_is(given)}.", _BOT_HINT + move
        )
    client = slack_client(context.settings, context.session)
    answer = await _asked(client.auth_test(), "SLACK_BOT_TOKEN", _BOT_HINT)
    context.auth_test = answer
    user, team, team_id = (str(answer.get(name)) for name in ("user", "team", "team_id"))
    return ok(f"Valid for {user} in {team} ({team_id}).")


async def scopes(context: CheckContext) -> CheckResult:
    """Check that the app was installed with all scopes of the manifest."""
    granted = context.slack_header("x-oauth-scopes")
    if granted is None:
        return warning(
            "Slack didn't say which scopes are granted.",
            "Check that SLACK_API_URL is https://slack.com/api, and that no proxy drops headers.",
        )
    missing = bot_scopes() - {scope.strip() for scope in granted.split(",")}
    if missing:
        return wrong(
            f"Not granted: {', '.join(sorted(missing))}.",
            "Add them under OAuth & Permissions > Bot Token Scopes (or paste manifest.yml under App"
            " Manifest). Then click Reinstall to Workspace.",
        )
    return ok("All scopes of manifest.yml are granted.")


async def requests(context: CheckContext) -> CheckResult:
    """Check that commands and clicks can come in: by a socket, or signed over HTTP."""
    settings = context.settings
    if given := settings.slack_app_token.get_secret_value():
        return await _socket(context, given)
    secret = settings.slack_signing_secret.get_secret_value()
    if not secret:
        return wrong(
            "SLACK_SIGNING_SECRET is not set, so Slack's requests cannot be told from forged ones.",
            f"{_HTTP_HINT} Or use Socket Mode: set SLACK_APP_TOKEN.",
        )
    if not _SIGNING_SECRET.fullmatch(secret):
        return wrong(
            f"SLACK_SIGNING_SECRET is not a signing secret, but {_what_it_is(secret)}.",
            _HTTP_HINT,
        )
    return ok(
        "The signing secret has the right form. Slack's Request URL has to lead to"
        f" {_address(settings)}/slack/events"
    )


async def _socket(context: CheckContext, given: str) -> CheckResult:
    if not given.startswith(_APP_TOKEN):
        move = " Move this value to SLACK_BOT_TOKEN." if given.startswith("xoxb-") else ""
        return wrong(
            f"SLACK_APP_TOKEN is not an app-level token, but {_what_it_is(given)}.",
            _SOCKET_HINT + move,
        )
    client = AsyncWebClient(
        token=given, base_url=context.settings.slack_api_url + "/", session=context.session
    )
    opening = client.apps_connections_open(app_token=given)
    await _asked(opening, "SLACK_APP_TOKEN", _SOCKET_HINT)
    return ok("Slack opens a connection for Socket Mode.")


def _what_it_is(given: str) -> str:
    """Name the kind of a token. Only its beginning, which is no secret, is repeated."""
    kind = next((kind for kind in _TOKENS if given.startswith(kind)), None)
    return f"{_TOKENS[kind]} ({kind}…)" if kind else "something else"


def _address(settings: Settings) -> str:
    host = f"[{settings.host}]" if ":" in settings.host else settings.host
    return f"http://{host}:{settings.port}"


async def _asked(
    call: Awaitable[AsyncSlackResponse], setting: str, hint: str
) -> AsyncSlackResponse:
    """Return Slack's answer to a call with the token of `setting`.

    Raises SlackError. `hint` says where to find a token that Slack accepts.
    """
    try:
        return await call
    except CALL_FAULTS as error:
        if word := slack_says(error):
            raise SlackError(_refused(setting, word), hint, code="slack-refused") from None
        reason = type(error).__name__
        if isinstance(error, SlackApiError):
            reason = f"HTTP {error.response.status_code}"
        elif isinstance(error, AttributeError):  # slack_sdk takes any page for an answer
            reason = "not an answer of Slack's"
    raise SlackError(*slack_texts.slack_unreachable(reason), code=ErrorCode.SLACK_UNREACHABLE)


def _refused(setting: str, word: str) -> str:
    if word == "missing_scope":
        return f"{setting} lacks a scope that it needs ({word})."
    if word in _NO_LONGER_VALID:
        return f"{setting} is no longer valid ({word}): the app was removed or installed again."
    return f"Slack does not accept {setting} ({word})."
