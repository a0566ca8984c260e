"""The client for Slack's Web API, and who the bot is there."""

from aiohttp import ClientSession, ClientTimeout
from slack_bolt.authorization import AuthorizeResult
from slack_sdk.web.async_client import AsyncWebClient

from bot.errors import SlackError
from bot.settings import Settings
from bot.slack import texts as slack_texts
from bot.slack.api.posting import ShortWaits
from bot.slack.api.refusals import CALL_FAULTS, slack_says

SLACK_TIMEOUT = ClientTimeout(total=10.0)
"""For each call of the Web API."""


def slack_client(
    settings: Settings, session: ClientSession, *, patient: bool = True
) -> AsyncWebClient:
    """Return the client for Slack's Web API.

    It never repeats a call whose answer was lost. A patient one repeats what Slack wants to have
    later (a 429).
    """
    return AsyncWebClient(
        token=settings.slack_bot_token.get_secret_value(),
        base_url=settings.slack_api_url + "/",
        session=session,
        retry_handlers=[ShortWaits(max_retry_count=2)] if patient else [],
    )


async def introduce(client: AsyncWebClient) -> AuthorizeResult:
    """Ask Slack who we are. Raises SlackError if it refuses the token or does not answer."""
    try:
        answer = await client.auth_test()
    except CALL_FAULTS as error:
        if word := slack_says(error):
            raise SlackError(*slack_texts.slack_refused(word), code="slack-refused") from None
        reason = type(error).__name__
        raise SlackError(*slack_texts.slack_unreachable(reason), code="slack-unreachable") from None
    return AuthorizeResult.from_auth_test_response(
        auth_test_response=answer, bot_token=client.token
    )
