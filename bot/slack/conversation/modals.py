"""Modals as Slack shows them."""

from slack_sdk.web.async_client import AsyncWebClient

from bot.slack.api.client import CALL_FAULTS, slack_says
from bot.slack.kit.forms import View
from bot.telemetry import logger

log = logger(__name__)


class Modals:
    """Opens and updates modals. What Slack refuses is logged."""

    def __init__(self, client: AsyncWebClient) -> None:
        self._client = client

    async def open(self, trigger_id: str, view: View) -> str:
        """Open a view. Return its id, empty if Slack does not open it."""
        try:
            opened = await self._client.views_open(trigger_id=trigger_id, view=view)
            return str(opened["view"]["id"])
        except (*CALL_FAULTS, KeyError, TypeError) as error:
            log.warning("form-not-opened", error=slack_says(error) or type(error).__name__)
        return ""

    async def update(self, view_id: str, view: View) -> bool:
        """Put another view in an open view's place. Return False if Slack does not.

        An update is idempotent, so it is retried once if Slack's answer is lost.
        """
        for _ in range(2):
            try:
                await self._client.views_update(view_id=view_id, view=view)
            except CALL_FAULTS as error:
                word = slack_says(error)
                log.warning("form-not-updated", error=word or type(error).__name__)
                if word:
                    return False
            else:
                return True
        return False
