"""How somebody hears of what came of his question, by whichever road leads to him."""

import asyncio
from collections.abc import Callable, Coroutine
from contextlib import suppress
from enum import StrEnum
from functools import partial
from typing import Any, Protocol

from bot.ask.dialogue import Draw
from bot.ask.texts import asking
from bot.errors import AskError, MorbotError, SlackError
from bot.slack.kit.message import Message, Plain
from bot.slack.kit.problems import problem_message, unknown_message
from bot.telemetry import Numbers, logger, request_id

log = logger(__name__)

_PATIENCE = 2.0  # seconds until a person is told that MOR is still being asked
_LONGER = (8.0, 30.0)  # seconds between further words, where there is progress to tell
_LAST_WORD = 3.0  # seconds that telling him of the bot's end may take


class Kind(StrEnum):
    """What a message is to the person."""

    ANSWER = "answer"
    PROGRESS = "progress"
    PROBLEM = "problem"


class Road(Protocol):
    """A way to the eyes of who asked."""

    async def send(self, kind: Kind, message: Message, plain: Plain | None = None, /) -> None:
        """Show a message; where Slack does not know some block, `plain`, and at last its text.

        What may have been shown is not sent again. Raises SlackError.
        """


class Reply:
    """Answers one question, typed or pressed."""

    def __init__(self, road: Road, command: str, numbers: Numbers) -> None:
        self._road = road
        self._command = command
        self._numbers = numbers

    async def answer(
        self, question: Coroutine[Any, Any, Draw | None], progress: Callable[[], str] | None = None
    ) -> None:
        """Wait for the question and send its outcome, whatever it is; nothing where that is None.

        After two seconds the person is told that MOR is still being asked, or what `progress`
        says, this then twice more if it is news; and if this task is cancelled, that there will
        be no answer.
        """
        try:
            if draw := await self._patiently(question, progress):
                await self._send(Kind.ANSWER, draw(False), partial(draw, True))
        except SlackError as error:
            # Nothing can be said through a Slack that does not listen, unless it was another call.
            self._count(error)
            await self._tell(error)
        except MorbotError as error:
            await self._tell(error)
        except Exception:  # the last stop: a bug, told with the number that stands in the log
            log.exception("unforeseen")
            await self._try(Kind.PROBLEM, unknown_message(request_id(), self._command))

    async def _patiently(
        self, question: Coroutine[Any, Any, Draw | None], progress: Callable[[], str] | None
    ) -> Draw | None:
        task, told = asyncio.create_task(question), ""
        try:
            for pause in (_PATIENCE, *(_LONGER if progress else ())):
                done, _ = await asyncio.wait({task}, timeout=pause)
                if done:
                    break
                said = progress() if progress else asking.still_asking()
                if said != told:
                    await self._try(Kind.PROGRESS, Message(said, []))
                told = said
            return await task
        except asyncio.CancelledError:
            if task.cancel():
                await asyncio.wait({task})
            await self._say_goodbye()
            raise

    async def _say_goodbye(self) -> None:
        with suppress(TimeoutError):
            async with asyncio.timeout(_LAST_WORD):
                await self._tell(AskError(*asking.cut_off(), code="cut-off"))

    async def _tell(self, error: MorbotError) -> None:
        await self._try(Kind.PROBLEM, problem_message(error, self._command))

    async def _try(self, kind: Kind, message: Message) -> None:
        try:
            await self._send(kind, message)
        except SlackError as error:
            self._count(error)

    async def _send(self, kind: Kind, message: Message, plain: Plain | None = None) -> None:
        await self._road.send(kind, message, plain)
        log.info("reply-sent", kind=kind)

    def _count(self, error: SlackError) -> None:
        self._numbers.slack_error(error.code)
        log.warning("slack-error", code=error.code)
