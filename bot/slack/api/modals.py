"""Modals: opened at once, since Slack waits three seconds for one, and changed afterwards."""

from collections.abc import Callable, Coroutine
from typing import Any

from slack_sdk.web.async_client import AsyncWebClient

from bot.errors import MorbotError
from bot.slack.api.client import CALL_FAULTS, slack_says
from bot.slack.kit import texts as kit_texts
from bot.telemetry import logger, request_id

log = logger(__name__)

View = dict[str, Any]


class Modals:
    """Shows modals to people, by the bot's client."""

    def __init__(self, client: AsyncWebClient) -> None:
        self._client = client

    async def open(self, trigger_id: str, view: View) -> str:
        """Open a view and give its id; empty, and logged, where Slack does not."""
        try:
            opened = await self._client.views_open(trigger_id=trigger_id, view=view)
            return str(opened["view"]["id"])
        except (*CALL_FAULTS, KeyError, TypeError) as error:
            log.warning("form-not-opened", error=slack_says(error) or type(error).__name__)
        return ""

    async def update(self, view_id: str, view: View) -> bool:
        """Put another in an open view's place; False, and logged, where Slack does not.

        Done twice it is the same, so what Slack has said nothing about is done once more.
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

    async def fill(
        self,
        view_id: str,
        content: Coroutine[Any, Any, View],
        problem_view: Callable[[MorbotError], View],
    ) -> None:
        """Put what comes of `content` into an open view; a fault is drawn by `problem_view`."""
        try:
            view = await content
        except MorbotError as problem:
            view = problem_view(problem)
        except Exception:  # the last stop: a bug, told with the number that stands in the log
            log.exception("unforeseen")
            hint = kit_texts.unknown_fault_hint(request_id())
            view = problem_view(MorbotError(kit_texts.UNKNOWN_FAULT, hint, code="failed"))
        await self.update(view_id, view)
