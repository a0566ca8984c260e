"""Send the outcome of a question: progress, answer or error."""

import asyncio
from collections.abc import Coroutine
from contextlib import suppress
from typing import Any

from bot.errors import AskError, MorbotError, SlackError
from bot.slack import texts
from bot.slack.api.posting import Check
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
    """The reply to one question, typed or clicked.

    `check` runs just before the answer or progress is sent. What it raises is told instead of the
    answer, and progress is left out.
    """

    def __init__(
        self, target: ReplyTarget, command: str, metrics: Metrics, check: Check | None = None
    ) -> None:
        self._target = target
        self._command = command
        self._metrics = metrics
        self._check = check

    async def answer(
        self, question: Coroutine[Any, Any, Message | None], progress: Progress
    ) -> None:
        """Wait for the question and send its outcome; nothing if that is None.

        After two seconds `progress` is sent, and twice more if it has changed. If this task is
        cancelled, the person is told that there will be no answer.
        """
        try:
            if message := await self._finished(question, progress):
                if self._check is not None:
                    await self._check()
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
                    await self._tell_progress(Message(said, []))
                told = said
            return await task
        except asyncio.CancelledError:
            if task.cancel():
                await asyncio.wait({task})
            await self._say_goodbye()
            raise

    async def _tell_progress(self, message: Message) -> None:
        if self._check is not None:
            try:
                await self._check()
            except MorbotError as error:
                log.info("progress-left-out", code=error.code)
                return
        await self._try(ReplyKind.PROGRESS, message)

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
