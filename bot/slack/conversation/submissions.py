"""What comes of a form that was sent: shown in its place, or written to who has closed it."""

import asyncio
from collections.abc import Callable, Coroutine
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from bot.errors import MorbotError, SlackError
from bot.slack.api.modals import Modals, View
from bot.slack.api.posting import Poster
from bot.slack.kit.message import Message
from bot.slack.kit.problems import problem_message, unknown_message
from bot.telemetry import begin_request, logger, request_id

log = logger(__name__)

_SETTLED = 0.5  # seconds until Slack has surely shown what a submission was acknowledged with


@dataclass(frozen=True, slots=True)
class Shown:
    """What the form becomes; `instead` is a message for him who has closed it, if there is need."""

    view: View
    instead: Message | None = None


Content = Callable[[], Coroutine[Any, Any, Shown]]
"""Finds out what the form becomes."""


class Submissions:
    """Shows outcomes. `problem_view` and `outcome_view` draw a fault and a message as the form's
    last view, `command` is the slash command's name.
    """

    def __init__(
        self,
        modals: Modals,
        poster: Poster,
        command: str,
        problem_view: Callable[[MorbotError], View],
        outcome_view: Callable[[Message], View],
    ) -> None:
        self._modals = modals
        self._poster = poster
        self._command = command
        self._problem_view = problem_view
        self._outcome_view = outcome_view

    async def follow(self, user_id: str, view_id: str, content: Content) -> None:
        """Show what comes of a submission that was acknowledged by another view."""
        begin_request()
        # Else this change of the view could arrive before the one that acknowledged it.
        settled = asyncio.create_task(asyncio.sleep(_SETTLED))
        shown = await self._foreseen(content)
        await settled
        await self._show(user_id, view_id, shown)

    async def fill(self, user_id: str, view_id: str, content: Content) -> None:
        """Show what comes of it in a form that was just opened."""
        await self._show(user_id, view_id, await self._foreseen(content))

    async def _foreseen(self, content: Content) -> Shown:
        """What comes of it, be it a fault."""
        try:
            return await content()
        except MorbotError as problem:
            return Shown(self._problem_view(problem), problem_message(problem, self._command))
        except Exception:  # the last stop: a bug, told with the number that stands in the log
            log.exception("unforeseen")
            message = unknown_message(request_id(), self._command)
            return Shown(self._outcome_view(message), message)

    async def _show(self, user_id: str, view_id: str, shown: Shown) -> None:
        if not await self._modals.update(view_id, shown.view) and shown.instead is not None:
            with suppress(SlackError):  # it is in the log
                await self._poster.post(user_id, shown.instead)
