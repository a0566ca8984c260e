"""The one way to answer a command or a click: its `response_url`.

Slack takes five messages in 30 minutes there (docs: Handling user interaction). A message whose
answer was lost is not sent again, since Slack may have shown it; only a 429 waits and repeats.
"""

import asyncio
from collections.abc import Awaitable

import structlog
from aiohttp import ClientError, ClientSession
from slack_sdk.http_retry.builtin_async_handlers import AsyncRateLimitErrorRetryHandler
from slack_sdk.webhook.async_client import AsyncWebhookClient

from bot.blocks.message import Message
from bot.blocks.problems import problem_message, unknown_message
from bot.dialogue import Draw
from bot.errors import MorbotError, SlackError
from bot.messages import asking
from bot.telemetry import logger

log = logger(__name__)

_PATIENCE = 2.0  # seconds until a person is told that MOR is still being asked
_USES = 5


class Reply:
    """Answers one command or click. `replace` puts the answer in the place of what was clicked."""

    def __init__(
        self, session: ClientSession, url: str, command: str, *, replace: bool = False
    ) -> None:
        self._command = command
        self._replace = replace
        self._uses = 0
        self._webhook = AsyncWebhookClient(
            url,
            timeout=10,
            session=session,
            retry_handlers=[AsyncRateLimitErrorRetryHandler(max_retry_count=2)],
        )

    async def answer(self, question: Awaitable[Draw]) -> None:
        """Wait for the question and send its outcome, whatever it is.

        After two seconds the person is told that MOR is still being asked.
        """
        try:
            draw = await self._patiently(question)
            if not await self._send(draw(False)):
                await self._send(draw(True))
        except SlackError as error:
            # Nothing can be said through a Slack that does not listen, unless it was another call.
            log.warning("slack-error", code=error.code)
            await self._try(problem_message(error, self._command))
        except MorbotError as error:
            await self._try(problem_message(error, self._command))
        except Exception:  # the last stop: a bug, told with the number that stands in the log
            log.exception("unforeseen")
            reference = str(structlog.contextvars.get_contextvars().get("request", ""))
            await self._try(unknown_message(reference, self._command))

    async def _patiently(self, question: Awaitable[Draw]) -> Draw:
        task = asyncio.ensure_future(question)
        try:
            done, _ = await asyncio.wait({task}, timeout=_PATIENCE)
            if not done:
                await self._try(Message(asking.still_asking(), []), progress=True)
            return await task
        except asyncio.CancelledError:
            task.cancel()
            raise

    async def _try(self, message: Message, *, progress: bool = False) -> None:
        try:
            await self._send(message, progress=progress)
        except SlackError as error:
            log.warning("reply-lost", code=error.code)

    async def _send(self, message: Message, *, progress: bool = False) -> bool:
        """Send; False where Slack knows some block not. Raises SlackError for other refusals."""
        if self._uses >= _USES:
            raise SlackError(asking.out_of_replies(), code="response-url-used")
        self._uses += 1
        body = {**message.payload(), "response_type": "ephemeral"}
        body["replace_original"] = self._replace and not progress
        try:
            response = await self._webhook.send_dict(body)
        except (ClientError, OSError, TimeoutError) as error:
            raise SlackError(asking.reply_failed(type(error).__name__), code="slack-lost") from None
        if response.status_code == 200:
            return True
        log.warning("reply-refused", status=response.status_code, reason=response.body[:200])
        if "invalid_blocks" in response.body and message.blocks:
            return False
        raise SlackError(asking.reply_failed(str(response.status_code)), code="slack-refused")
