"""Modals: opened at once, since Slack waits three seconds for one, and changed afterwards."""

from typing import Any

from slack_sdk.web.async_client import AsyncWebClient

from bot.slack.refusals import CALL_FAULTS, slack_says
from bot.telemetry import logger

log = logger(__name__)


class Modals:
    """Shows modals to people, by the bot's client."""

    def __init__(self, client: AsyncWebClient) -> None:
        self._client = client

    async def open(self, trigger_id: str, view: dict[str, Any]) -> str:
        """Open a view and give its id; empty, and logged, where Slack does not."""
        try:
            opened = await self._client.views_open(trigger_id=trigger_id, view=view)
            return str(opened["view"]["id"])
        except (*CALL_FAULTS, KeyError, TypeError) as error:
            log.warning("form-not-opened", error=slack_says(error) or type(error).__name__)
        return ""

    async def update(self, view_id: str, view: dict[str, Any]) -> bool:
        """Put another in an open view's place; False, and logged, where Slack does not."""
        try:
            await self._client.views_update(view_id=view_id, view=view)
        except CALL_FAULTS as error:
            log.warning("form-not-updated", error=slack_says(error) or type(error).__name__)
            return False
        return True
