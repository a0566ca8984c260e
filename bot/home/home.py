"""The Home tab: published each time somebody opens it, and again when something in it changes."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from weakref import WeakValueDictionary

from slack_sdk.web.async_client import AsyncWebClient

from bot.calls.asker import Asker
from bot.errors import SlackError
from bot.home.blocks import home_view, search_button
from bot.home.help import Help
from bot.home.help_blocks import whoami_message
from bot.links.identities import Identities
from bot.slack.api.refusals import CALL_FAULTS, slack_says
from bot.slack.conversation.work import Work
from bot.slack.kit.message import Block
from bot.slack.receive.memory import Memory
from bot.telemetry import begin_request, logger

log = logger(__name__)

Section = Callable[[Asker], Awaitable[list[Block]]]
"""A part of the Home tab of somebody who is linked; no blocks where there is nothing to show."""

_LOOKED_SECONDS = 30 * 86_400.0
_REMEMBERED = 10_000


class Home:
    """Draws the Home tab, with everything as it stands at that moment. The `sections` stand
    between the card about oneself and the help.
    """

    def __init__(  # noqa: PLR0913, PLR0917 -- whom it works with
        self,
        client: AsyncWebClient,
        identities: Identities,
        help_: Help,
        sections: Sequence[Section],
        work: Work,
        command: str,
    ) -> None:
        self._client = client
        self._identities = identities
        self._help = help_
        self._sections = sections
        self._work = work
        self._command = command
        self._opened = Memory(_LOOKED_SECONDS, _REMEMBERED)
        self._lines: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    def refresh(self, user_id: str) -> None:
        """Begin to publish it again for somebody who has looked at it since the bot was started:
        for others it is drawn when they do.
        """
        if user_id in self._opened:
            self._work.start(self.publish(user_id))

    async def publish(self, user_id: str) -> None:
        """Publish it. Where Slack does not take it, that is logged: nobody waits for an answer."""
        begin_request()
        self._opened.forget(user_id)
        self._opened.add(user_id)
        # One after the other, so that what was drawn last is what stands there in the end.
        async with self._lines.setdefault(user_id, asyncio.Lock()):
            try:
                view = home_view(*await self._parts(await self._identities.asker(user_id)))
                await self._client.views_publish(user_id=user_id, view=view)
            except SlackError as error:
                log.warning("home-not-published", code=error.code)
            except CALL_FAULTS as error:
                log.warning("home-not-published", code=slack_says(error) or type(error).__name__)

    async def _parts(self, asker: Asker) -> list[list[Block]]:
        card = whoami_message(
            self._command,
            asker.account,
            asker.zone,
            asker.zone_assumed,
            asker.identity.user,
            suspended=asker.suspended,
        ).blocks
        if asker.account is None:
            return [card, await self._help.for_bot_admin(asker)]
        sections = [await section(asker) for section in self._sections]
        help_ = await self._help.message(asker)
        return [[*card, search_button()], *sections, help_.blocks]
