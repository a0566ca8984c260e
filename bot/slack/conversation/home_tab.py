"""The Home tab: published when somebody opens it, and again when something in it changes."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any
from weakref import WeakValueDictionary

from slack_sdk.web.async_client import AsyncWebClient

from bot.calls.asker import Asker
from bot.errors import AskError, ErrorCode, MorbotError
from bot.slack.api.client import CALL_FAULTS, slack_says
from bot.slack.conversation.background_tasks import BackgroundTasks
from bot.slack.conversation.conversation import Confirm, FindAsker
from bot.store.expiring import ExpiringRows
from bot.telemetry import begin_request, logger

log = logger(__name__)

Draw = Callable[[Asker], Awaitable[dict[str, Any]]]
"""Draws somebody's Home tab as a view. Raises SlackError."""

_OPENED, _OPENED_SECONDS = "home", 30 * 86_400.0
_NOTED, _NOTED_SECONDS = "home-noted", 60.0

ASKED = "asked"
"""What is noted if a command was clicked; else it is the id of what was run."""


class HomeTab:
    """Publishes Home tabs. `draw` is set once, by the feature that knows all others.

    `rows` stores who has opened theirs: another replica may have to publish it again.
    """

    def __init__(
        self,
        client: AsyncWebClient,
        find_asker: FindAsker,
        confirm: Confirm,
        tasks: BackgroundTasks,
        rows: ExpiringRows,
    ) -> None:
        self._client = client
        self._find_asker = find_asker
        self._confirm = confirm
        self._tasks = tasks
        self.draw: Draw | None = None
        self._rows = rows
        self._locks: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    def refresh(self, user_id: str) -> None:
        """Publish somebody's tab again in the background, if they have opened it before."""
        self._tasks.start(self._publish_again(user_id))

    async def _publish_again(self, user_id: str) -> None:
        if await self._rows.find(_OPENED, user_id):
            await self.publish(user_id)

    async def note(self, user_id: str, clicked: str) -> None:
        """Take note of what somebody has clicked in their tab, and publish it again: the answer is
        shown elsewhere.
        """
        await self._rows.put(_NOTED, user_id, _NOTED_SECONDS, clicked)
        await self.publish(user_id)

    async def noted(self, user_id: str) -> str:
        """Return what somebody has clicked in their tab within a minute; empty if nothing."""
        return str(await self._rows.find(_NOTED, user_id) or "")

    async def publish(self, user_id: str) -> None:
        """Publish somebody's tab. A refused view is only logged: nobody waits for an answer."""
        if self.draw is None:
            return
        begin_request()
        await self._rows.put(_OPENED, user_id, _OPENED_SECONDS, value=True)
        # One at a time for each person, so that the view drawn last is published last.
        async with self._locks.setdefault(user_id, asyncio.Lock()):
            try:
                view = await self._drawn(user_id, self.draw)
                await self._client.views_publish(user_id=user_id, view=view)
                # While Slack made us wait, another replica may have published a newer one.
                if (newer := await self._drawn(user_id, self.draw)) != view:
                    await self._client.views_publish(user_id=user_id, view=newer)
            except MorbotError as error:
                log.warning("home-not-published", code=error.code)
            except CALL_FAULTS as error:
                log.warning("home-not-published", code=slack_says(error) or type(error).__name__)

    async def _drawn(self, user_id: str, draw: Draw) -> dict[str, Any]:
        """Draw the tab, and again if the person's link has changed meanwhile."""
        while True:
            asker = await self._find_asker(user_id)
            view = await draw(asker)
            try:
                await self._confirm(asker)
            except AskError as error:
                if error.code != ErrorCode.LINK_CHANGED:
                    raise
            else:
                return view
