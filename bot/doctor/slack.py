"""Checks of what Slack gave: tokens, scopes, secret."""

import re
from collections.abc import Awaitable, Mapping

from aiohttp import ClientError
from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from bot.doctor import texts as say
from bot.doctor.clocks import compare
from bot.doctor.examination import Examination
from bot.doctor.finding import Finding, ok, warning, wrong
from bot.errors import SlackError
from bot.slack import texts as slack_texts
from bot.slack.api.client import slack_client

# The bot's scopes in manifest.yml, which is not installed with the package; a test compares them.
SCOPES = frozenset(
    {
        "app_mentions:read",
        "channels:read",
        "chat:write",
        "commands",
        "files:write",
        "groups:read",
        "im:history",
        "im:write",
        "users:read",
    }
)

_BOT_TOKEN = ("xoxb-", "xoxe.xoxb-")  # the second where tokens are rotated
_APP_TOKEN = ("xapp-",)
_SIGNING_SECRET = re.compile(r"[0-9a-f]{32}")


async def token(examination: Examination) -> Finding:
    """Whether the bot token is one, and Slack takes it."""
    given = examination.settings.slack_bot_token.get_secret_value()
    if not given:
        return wrong(*say.BOT_TOKEN_UNSET)
    if not given.startswith(_BOT_TOKEN):
        return wrong(*say.not_a_bot_token(_kind(given)))
    client = slack_client(examination.settings, examination.session)
    answer = examination.slack = await _asked(client.auth_test(), "SLACK_BOT_TOKEN")
    return ok(say.bot_token_well(*(str(answer.get(name)) for name in ("user", "team", "team_id"))))


async def scopes(examination: Examination) -> Finding:
    """Whether the app was installed with all scopes of the manifest."""
    told = _header(examination, "x-oauth-scopes")
    if told is None:
        return warning(*say.SCOPES_UNTOLD)
    missing = SCOPES - {scope.strip() for scope in told.split(",")}
    return wrong(*say.scopes_missing(sorted(missing))) if missing else ok(say.SCOPES_WELL)


async def requests(examination: Examination) -> Finding:
    """Whether commands and clicks can come in: by a socket, or signed over HTTP."""
    settings = examination.settings
    if given := settings.slack_app_token.get_secret_value():
        if not given.startswith(_APP_TOKEN):
            return wrong(*say.not_an_app_token(_kind(given)))
        client = AsyncWebClient(
            token=given, base_url=settings.slack_api_url + "/", session=examination.session
        )
        await _asked(client.apps_connections_open(app_token=given), "SLACK_APP_TOKEN")
        return ok(say.SOCKET_WELL)
    secret = settings.slack_signing_secret.get_secret_value()
    if not secret:
        return wrong(*say.SIGNING_SECRET_UNSET)
    if not _SIGNING_SECRET.fullmatch(secret):
        return wrong(*say.not_a_signing_secret(_kind(secret)))
    return ok(say.request_url(settings.host, settings.port))


async def clock(examination: Examination) -> Finding:
    """Whether Slack's clock and ours agree."""
    return compare("Slack", _header(examination, "date"), examination.clock())


def _kind(given: str) -> str:
    """Which of Slack's tokens this is, by its beginning only; empty if none."""
    return next((kind for kind in say.TOKENS if given.startswith(kind)), "")


def _header(examination: Examination, name: str) -> str | None:
    answer = examination.slack
    headers = answer.headers if answer is not None else {}
    return next((str(value) for key, value in headers.items() if key.lower() == name), None)


async def _asked(call: Awaitable[AsyncSlackResponse], setting: str) -> AsyncSlackResponse:
    """Slack's answer. Raises SlackError."""
    try:
        return await call
    except SlackApiError as error:
        said = error.response.data
        if isinstance(said, Mapping):
            words = say.token_refused(setting, str(said.get("error", "")))
            raise SlackError(*words, code="slack-refused") from None
        reason = f"HTTP {error.response.status_code}"
    except AttributeError:  # slack_sdk takes a page that is no JSON for an answer
        reason = "not an answer of Slack's"
    except (SlackClientError, ClientError, OSError) as error:
        reason = type(error).__name__
    raise SlackError(*slack_texts.slack_unreachable(reason), code="slack-unreachable")
