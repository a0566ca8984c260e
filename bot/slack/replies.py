"""The one way to answer a command or a click: its `response_url`.

Slack takes five messages in 30 minutes there (docs: Handling user interaction). A message whose
answer was lost is not sent again, since Slack may have shown it; only a 429 waits and repeats.
"""

import asyncio
import re
from collections.abc import Callable, Coroutine
from contextlib import suppress
from enum import StrEnum
from typing import Any

from aiohttp import ClientError, ClientSession
from slack_sdk.http_retry.builtin_async_handlers import AsyncRateLimitErrorRetryHandler
from slack_sdk.webhook.async_client import AsyncWebhookClient

from bot.blocks.message import Message
from bot.blocks.problems import problem_message, unknown_message
from bot.dialogue import Draw
from bot.errors import AskError, MorbotError, SlackError
from bot.messages import asking
from bot.telemetry import Numbers, logger, request_id

log = logger(__name__)

_PATIENCE = 2.0  # seconds until a person is told that MOR is still being asked
_LONGER = (8.0, 30.0)  # seconds between further words, where there is progress to tell
_LAST_WORD = 3.0  # seconds that telling him of the bot's end may take
_USES = 5
_REASON = re.compile(r"[a-z]+(?:_[a-z]+)+")  # as invalid_blocks


class _Kind(StrEnum):
    """What a message is, for the log."""

    ANSWER = "answer"
    PROGRESS = "progress"
    PROBLEM = "problem"


class Reply:
    """Answers one command or click. `replace` puts the answer in the place of what was clicked;
    what went wrong is told below it, so that it can be clicked again.
    """

    def __init__(
        self,
        session: ClientSession,
        url: str,
        command: str,
        numbers: Numbers,
        *,
        replace: bool = False,
    ) -> None:
        self._command = command
        self._numbers = numbers
        self._replace = replace
        self._uses = 0
        self._webhook = AsyncWebhookClient(
            url,
            timeout=10,
            session=session,
            retry_handlers=[AsyncRateLimitErrorRetryHandler(max_retry_count=2)],
        )

    async def answer(
        self, question: Coroutine[Any, Any, Draw], progress: Callable[[], str] | None = None
    ) -> None:
        """Wait for the question and send its outcome, whatever it is.

        After two seconds the person is told that MOR is still being asked, or what `progress`
        says, this then twice more; and if this task is cancelled, that there will be no answer.
        """
        try:
            draw = await self._patiently(question, progress)
            if not await self._send(draw(False), _Kind.ANSWER):
                await self._send(draw(True), _Kind.ANSWER)
        except SlackError as error:
            # Nothing can be said through a Slack that does not listen, unless it was another call.
            self._count(error)
            await self._tell(error)
        except MorbotError as error:
            await self._tell(error)
        except Exception:  # the last stop: a bug, told with the number that stands in the log
            log.exception("unforeseen")
            await self._try(unknown_message(request_id(), self._command), _Kind.PROBLEM)

    async def _patiently(
        self, question: Coroutine[Any, Any, Draw], progress: Callable[[], str] | None
    ) -> Draw:
        task = asyncio.create_task(question)
        try:
            for pause in (_PATIENCE, *(_LONGER if progress else ())):
                done, _ = await asyncio.wait({task}, timeout=pause)
                if done:
                    break
                said = progress() if progress else asking.still_asking()
                await self._try(Message(said, []), _Kind.PROGRESS)
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
        await self._try(problem_message(error, self._command), _Kind.PROBLEM)

    async def _try(self, message: Message, kind: _Kind) -> None:
        try:
            await self._send(message, kind)
        except SlackError as error:
            self._count(error)

    def _count(self, error: SlackError) -> None:
        self._numbers.slack_error(error.code)
        log.warning("slack-error", code=error.code)

    async def _send(self, message: Message, kind: _Kind) -> bool:
        """Send; False where Slack knows some block not. Raises SlackError for other refusals."""
        if self._uses >= _USES:
            raise SlackError(asking.out_of_replies(), code="response-url-used")
        self._uses += 1
        body = {**message.payload(), "response_type": "ephemeral"}
        body["replace_original"] = self._replace and kind is _Kind.ANSWER
        try:
            response = await self._webhook.send_dict(body)
        except (ClientError, OSError, TimeoutError) as error:
            raise SlackError(asking.reply_failed(type(error).__name__), code="slack-lost") from None
        if response.status_code == 200:
            log.info("reply-sent", kind=kind, use=self._uses)
            return True
        reasons = _REASON.findall(response.body[:200])[:3]
        log.warning("reply-refused", status=response.status_code, reasons=reasons)
        if "invalid_blocks" in reasons and message.blocks:
            return False
        raise SlackError(asking.reply_failed(str(response.status_code)), code="slack-refused")
