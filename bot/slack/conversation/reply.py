"""Send the outcome of a question: progress, answer or error."""

import asyncio
from collections.abc import Coroutine
from contextlib import suppress
from typing import Any

from bot.errors import AskError, MorbotError, SlackError
from bot.slack import texts
from bot.slack.conversation.reply_targets import ReplyKind, ReplyTarget
from bot.slack.kit.message import Message
from bot.slack.kit.problems import problem_message, unknown_message
from bot.telemetry import Metrics, logger, request_id

log = logger(__name__)

_PROGRESS_AFTER = (2.0, 8.0, 30.0)  # seconds between the times at which progress is sent
_GOODBYE_SECONDS = 3.0


class Progress:
    """What somebody who waits is told. The code that does the work may replace `said`."""

    def __init__(self) -> None:
        self.said: object = texts.STILL_ASKING

    def __str__(self) -> str:
        return str(self.said)


class Reply:
    """The reply to one question, typed or clicked."""

    def __init__(self, target: ReplyTarget, command: str, metrics: Metrics) -> None:
        self._target = target
        self._command = command
        self._metrics = metrics

    async def answer(
        self, question: Coroutine[Any, Any, Message | None], progress: Progress
    ) -> None:
        """Wait for the question and send its outcome; nothing if that is None.

        After two seconds `progress` is sent, and twice more if it has changed. If this task is
        cancelled, the person is told that there will be no answer.
        """
        try:
            if message := await self._finished(question, progress):
                await self._send(ReplyKind.ANSWER, message)
        except SlackError as error:
            # Often in vain, unless the call that failed was another one.
            self._count(error)
            await self._tell(error)
        except MorbotError as error:
            await self._tell(error)
        except Exception:  # a bug, told with the number under which the log has it
            log.exception("unforeseen")
            await self._try(ReplyKind.PROBLEM, unknown_message(request_id(), self._command))

    async def _finished(
        self, question: Coroutine[Any, Any, Message | None], progress: Progress
    ) -> Message | None:
        task, told = asyncio.create_task(question), ""
        try:
            for pause in _PROGRESS_AFTER:
                done, _ = await asyncio.wait({task}, timeout=pause)
                if done:
                    break
                if (said := str(progress)) != told:
                    await self._try(ReplyKind.PROGRESS, Message(said, []))
                told = said
            return await task
        except asyncio.CancelledError:
            if task.cancel():
                await asyncio.wait({task})
            await self._say_goodbye()
            raise

    async def _say_goodbye(self) -> None:
        with suppress(TimeoutError):
            async with asyncio.timeout(_GOODBYE_SECONDS):
                await self._tell(AskError(*texts.CUT_OFF, code="cut-off"))

    async def _tell(self, error: MorbotError) -> None:
        await self._try(ReplyKind.PROBLEM, problem_message(error, self._command))

    async def _try(self, kind: ReplyKind, message: Message) -> None:
        try:
            await self._send(kind, message)
        except SlackError as error:
            self._count(error)

    async def _send(self, kind: ReplyKind, message: Message) -> None:
        await self._target.send(kind, message)
        log.info("reply-sent", kind=kind)

    def _count(self, error: SlackError) -> None:
        self._metrics.slack_error(error.code)
        log.warning("slack-error", code=error.code)
