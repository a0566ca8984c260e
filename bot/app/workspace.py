"""The workspace that the settings name: the client for it, and who we are there."""

from aiohttp import ClientSession, ClientTimeout
from slack_bolt.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_sdk.web.async_client import AsyncWebClient

from bot import setup_texts as setup
from bot.errors import SlackError
from bot.links.directory import Identity
from bot.settings import Settings
from bot.slack.api.posting import ShortWaits
from bot.slack.api.refusals import CALL_FAULTS, slack_says
from bot.slack.receive.dispatch import tell_fault

SLACK_TIMEOUT = ClientTimeout(total=10.0)
"""For each call of the Web API."""


def slack_client(
    settings: Settings, session: ClientSession, *, patient: bool = True
) -> AsyncWebClient:
    """The client for Slack's Web API. It repeats no call whose answer was lost, and a patient one
    those that Slack wants to have later.
    """
    return AsyncWebClient(
        token=settings.slack_bot_token.get_secret_value(),
        base_url=settings.slack_api_url + "/",
        session=session,
        retry_handlers=[ShortWaits(max_retry_count=2)] if patient else [],
    )


def home(bot: AuthorizeResult) -> frozenset[str]:
    """The ids of the workspace and the enterprise that the bot is installed in."""
    return frozenset({bot.team_id or "", bot.enterprise_id or ""} - {""})


def bot_admins(settings: Settings, bot: AuthorizeResult | None) -> list[Identity]:
    """The bot admins of the settings; those without an organisation are of the bot's own."""
    own = (bot.enterprise_id or bot.team_id or "") if bot else ""
    return [Identity(org or own, user) for org, user in settings.bot_admin_ids]


async def introduce(client: AsyncWebClient) -> AuthorizeResult:
    """Ask Slack who we are; once, at start, instead of with the first command."""
    try:
        answer = await client.auth_test()
    except CALL_FAULTS as error:
        if word := slack_says(error):
            raise SlackError(*setup.slack_refused(word), code="slack-refused") from None
        reason = type(error).__name__
        raise SlackError(*setup.slack_unreachable(reason), code="slack-unreachable") from None
    return AuthorizeResult.from_auth_test_response(
        auth_test_response=answer, bot_token=client.token
    )


def bolt_app(settings: Settings, client: AsyncWebClient, bot: AuthorizeResult) -> AsyncApp:
    """Bolt, without listeners yet, for the bot that Slack has told us we are."""

    async def authorize() -> AuthorizeResult:
        return bot

    app = AsyncApp(
        client=client,
        signing_secret=settings.slack_signing_secret.get_secret_value(),
        authorize=authorize,
        process_before_response=True,
        raise_error_for_unhandled_request=True,
    )
    app.error(tell_fault)
    return app
