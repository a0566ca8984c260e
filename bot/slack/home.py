"""Publishing the Home tab, each time somebody opens it."""

from slack_sdk.web.async_client import AsyncWebClient

from bot.answers import Asker
from bot.blocks.help import help_message, whoami_message
from bot.blocks.home import home_view
from bot.blocks.message import Message
from bot.errors import SlackError
from bot.slack.identity import Identities
from bot.slack.refusals import CALL_FAULTS, slack_says
from bot.telemetry import begin_request, logger

log = logger(__name__)


class Home:
    """Draws the Home tab for whoever opens it, with the link as it stands at that moment."""

    def __init__(
        self,
        client: AsyncWebClient,
        identities: Identities,
        command: str,
        longest_periods: dict[str, int],
    ) -> None:
        self._client = client
        self._identities = identities
        self._command = command
        self._longest_periods = longest_periods

    async def publish(self, user_id: str) -> None:
        """Publish it. Where Slack does not take it, that is logged: nobody waits for an answer."""
        begin_request()
        try:
            asker = await self._identities.asker(user_id)
            view = home_view(*self._parts(asker, user_id))
            await self._client.views_publish(user_id=user_id, view=view)
        except SlackError as error:
            log.warning("home-not-published", code=error.code)
        except CALL_FAULTS as error:
            log.warning("home-not-published", code=slack_says(error) or type(error).__name__)

    def _parts(self, asker: Asker, user_id: str) -> list[Message]:
        account = asker.account
        card = whoami_message(self._command, account, asker.zone, asker.zone_assumed, user_id)
        if account is None:
            return [card]
        longest = self._longest_periods[account.role]
        return [card, help_message(self._command, account, longest, user_id)]
