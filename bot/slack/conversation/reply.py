"""Replies: where they are shown, and how the outcome of a question gets there.

A reply is shown by a `response_url`, in direct messages, or ephemerally in a channel.
"""

import asyncio
import re
from collections.abc import Coroutine
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Protocol

from aiohttp import ClientError, ClientSession
from slack_sdk.webhook.async_client import AsyncWebhookClient

from bot.errors import AskError, ErrorCode, MorbotError, SlackError
from bot.slack import texts
from bot.slack.api.client import Check, ShortWaits, checked_again
from bot.slack.api.posting import Poster
from bot.slack.kit.message import Message
from bot.slack.kit.problems import problem_message, unknown_message
from bot.telemetry import Metrics, logger, request_id

log = logger(__name__)

_PROGRESS_AFTER = (2.0, 8.0, 30.0)  # seconds between the times at which progress is sent
_GOODBYE_SECONDS = 3.0
_USES = 5  # of one response_url, within 30 minutes (docs: Handling user interaction)
_REASON = re.compile(r"[a-z]+(?:_[a-z]+)+")  # for example invalid_blocks
_SLACK_IS_AWAY = {ErrorCode.SLACK_UNREACHABLE, ErrorCode.POST_UNKNOWN, "ratelimited"}
_GONE = {"message_not_found", "cant_update_message", "edit_window_closed"}


class ReplyKind(StrEnum):
    """What a message is to the person who reads it."""

    ANSWER = "answer"
    PROGRESS = "progress"
    PROBLEM = "problem"


@dataclass(frozen=True, slots=True)
class ReplyPlace:
    """Where somebody sees a reply, as it can be stored: another replica may send it.

    It is the `response_url` of a command or click, or else direct messages in `channel`, or if
    they `mentioned` the bot ephemeral messages there. `replace` puts the answer in the place of the
    clicked message. `thread_ts` is empty outside of threads.
    """

    user: str
    response_url: str = ""
    channel: str = ""
    thread_ts: str = ""
    replace: bool = False
    mentioned: bool = False


class ReplyTarget(Protocol):
    """A place where the person who asked sees the reply."""

    @property
    def place(self) -> ReplyPlace:
        """The place, to be stored."""

    async def send(self, kind: ReplyKind, message: Message, /) -> None:
        """Show a message, in a simpler form if Slack does not know one of its blocks.

        A message that may have been shown is not sent again. Raises SlackError.
        """


class ResponseUrlTarget:
    """The `response_url` of one command or click.

    Problems are shown below a clicked message, so that it can be clicked again. Slack would show a
    message that replaces nothing outside of the click's thread, so that is named. A message whose
    reply was lost is not sent again, since Slack may have shown it. Only a 429 is waited for and
    retried.
    """

    def __init__(self, session: ClientSession, place: ReplyPlace) -> None:
        self.place = place
        self._session = session
        self._uses = 0

    async def send(self, kind: ReplyKind, message: Message) -> None:
        """Send the message, as `ReplyTarget` promises."""
        for form in message.forms():
            if await self._sent(kind, form):
                return

    async def _sent(self, kind: ReplyKind, message: Message) -> bool:
        """Send it. Return False if Slack refuses a block. Raises SlackError."""
        if self._uses >= _USES:
            raise SlackError(texts.OUT_OF_REPLIES, code="response-url-used")
        self._uses += 1
        replaces = self.place.replace and kind is ReplyKind.ANSWER
        body = {**message.payload(), "response_type": "ephemeral", "replace_original": replaces}
        if self.place.thread_ts and not replaces:
            body["thread_ts"] = self.place.thread_ts
        webhook = AsyncWebhookClient(
            self.place.response_url,
            timeout=10,
            session=self._session,
            retry_handlers=[ShortWaits(max_retry_count=2)],
        )
        try:
            response = await webhook.send_dict(body)
        except (ClientError, OSError, TimeoutError):
            raise SlackError(*texts.REPLY_LOST, code="slack-lost") from None
        if response.status_code == 200:
            return True
        reasons = _REASON.findall(response.body[:200])[:3]
        log.warning("reply-refused", status=response.status_code, reasons=reasons)
        if "invalid_blocks" in reasons and message.blocks:
            return False
        raise SlackError(*texts.reply_failed(response.status_code), code="slack-refused")


class DirectMessageTarget:
    """Direct messages with the bot, in the thread where the person wrote.

    What follows a progress message replaces it. Slack changes a message only by the id of its
    conversation, so where the place's channel is a user id, nothing is replaced.
    """

    def __init__(self, poster: Poster, place: ReplyPlace) -> None:
        self.place = place
        self._poster = poster
        self._progress_ts = ""

    async def send(self, kind: ReplyKind, message: Message) -> None:
        """Send the message, as `ReplyTarget` promises."""
        channel, thread_ts = self.place.channel, self.place.thread_ts or None
        ts, self._progress_ts = self._progress_ts, ""
        if not (ts and await self._replaced(ts, message)):
            ts = await self._poster.post(channel, message, thread_ts=thread_ts)
        if kind is ReplyKind.PROGRESS and channel != self.place.user:
            self._progress_ts = ts

    async def _replaced(self, ts: str, message: Message) -> bool:
        try:
            await self._poster.change(self.place.channel, ts, message)
        except SlackError as error:
            if error.code not in _GONE:
                raise
            return False
        return True


class EphemeralTarget:
    """Ephemeral messages where the bot was mentioned.

    If Slack shows the person none there, the reply goes to direct messages, and the first of them
    says why.
    """

    def __init__(self, poster: Poster, place: ReplyPlace, command: str) -> None:
        self.place = place
        self._poster = poster
        self._command = command
        self._elsewhere = False

    async def send(self, _kind: ReplyKind, message: Message) -> None:
        """Send the message, as `ReplyTarget` promises."""
        place = self.place
        if not self._elsewhere:
            try:
                # Only into a thread that the mention itself is in: an ephemeral message in a
                # thread without replies is not shown.
                await self._poster.post_ephemeral(
                    place.channel, place.user, message, thread_ts=place.thread_ts or None
                )
            except SlackError as error:
                if error.code in _SLACK_IS_AWAY:
                    raise
                await self._poster.post(place.user, problem_message(error, self._command))
                self._elsewhere = True
            else:
                return
        await self._poster.post(place.user, message)


class Progress:
    """What somebody who waits is told. The code that does the work may replace `said`."""

    def __init__(self) -> None:
        self.said: object = texts.STILL_ASKING

    def __str__(self) -> str:
        return str(self.said)


class Reply:
    """The reply to one question, typed or clicked.

    `check` runs just before the answer or progress is sent, and before each retry, and so does the
    message's own. What they raise is told instead of the answer, and progress is left out.
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
        cancelled, the person is told that there will be no answer, or that it may be lost.
        """
        try:
            if message := await self._finished(question, progress):
                await self._send_answer(message)
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
            await self._say_goodbye(texts.CUT_OFF)
            raise

    async def _send_answer(self, message: Message) -> None:
        try:
            await self._send_checked(ReplyKind.ANSWER, message)
        except asyncio.CancelledError:
            await self._say_goodbye(texts.CUT_OFF_WHILE_SENT)
            raise

    async def _tell_progress(self, message: Message) -> None:
        try:
            await self._send_checked(ReplyKind.PROGRESS, message)
        except SlackError as error:
            self._count(error)
        except MorbotError as error:
            log.info("progress-left-out", code=error.code)

    async def _send_checked(self, kind: ReplyKind, message: Message) -> None:
        async def check() -> None:
            for one in (self._check, message.check):
                if one is not None:
                    await one()

        await check()
        with checked_again(check):
            await self._send(kind, message)

    async def _say_goodbye(self, words: texts.Words) -> None:
        with suppress(TimeoutError):
            async with asyncio.timeout(_GOODBYE_SECONDS):
                await self._tell(AskError(*words, code="cut-off"))

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
