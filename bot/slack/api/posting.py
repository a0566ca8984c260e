"""Posting to channels and people by the Web API, never twice.

Slack has no idempotency key: a post whose answer was lost may be in the channel. Such a post is
reported as `post-unknown` and not repeated. Only a 429 is retried, because nothing was posted.
"""

import asyncio
import re
from collections.abc import Awaitable, Callable
from typing import Any
from weakref import WeakValueDictionary

from aiohttp import ClientConnectorError
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from bot.errors import TOKEN_DEAD, ErrorCode, SlackError
from bot.slack import posting_texts, texts
from bot.slack.api.client import CALL_FAULTS, Check, checked_again
from bot.slack.kit.message import Message
from bot.telemetry import Metrics, logger

log = logger(__name__)

ChannelLines = WeakValueDictionary[str, asyncio.Lock]
"""The line of each channel, in which posts wait for one another."""

_Call = Callable[[dict[str, Any]], Awaitable[AsyncSlackResponse]]

_BLOCKS_REFUSED = {"invalid_blocks", "invalid_blocks_format", "msg_blocks_too_long"}
# "It's possible some aspect of the operation succeeded before the error was raised" (Slack's
# method reference, on the first two).
_WORD = re.compile("[a-z][a-z0-9_]*")
_OUTCOME_UNKNOWN = {"fatal_error", "internal_error", "service_unavailable", ""}
_WORDS: dict[str, texts.Words] = {
    "not_in_channel": posting_texts.NOT_IN_CHANNEL,
    "user_not_in_channel": posting_texts.READER_NOT_IN_CHANNEL,
    "channel_not_found": posting_texts.CHANNEL_UNKNOWN,
    "is_archived": posting_texts.ARCHIVED,
    "ratelimited": posting_texts.LIMITED,
    "rate_limited": posting_texts.LIMITED,
}


class Poster:
    """Posts as the bot. The client retries only after a 429. `metrics` counts errors.

    Slack takes about one message a second in a channel, so posts to one channel wait in line. If
    Slack refuses a block, the simpler form is sent, and finally the text alone. All methods raise
    SlackError. Its code is Slack's own, `slack-unreachable` if nothing was sent, or `post-unknown`
    if the message may have been posted. With the `lines` of another poster, both wait in them.
    """

    def __init__(
        self,
        client: AsyncWebClient,
        metrics: Metrics | None = None,
        *,
        lines: ChannelLines | None = None,
    ) -> None:
        self._client = client
        self._metrics = metrics or Metrics()
        self.lines: ChannelLines = WeakValueDictionary() if lines is None else lines

    async def post(
        self,
        channel: str,
        message: Message,
        *,
        thread_ts: str | None = None,
        check: Check | None = None,
    ) -> str:
        """Post to a channel, or to a person by their user id. Return the message's `ts`.

        `check` runs when it is this message's turn, and before each retry; what it raises is
        raised, and nothing posted.
        """
        async with self.line(channel):
            return await self.post_in_line(channel, message, thread_ts=thread_ts, check=check)

    def line(self, channel: str) -> asyncio.Lock:
        """Return the channel's line, for callers that hold it themselves and use `post_in_line`."""
        return self.lines.setdefault(channel, asyncio.Lock())

    async def post_in_line(
        self,
        channel: str,
        message: Message,
        *,
        thread_ts: str | None = None,
        check: Check | None = None,
    ) -> str:
        """Post as `post` does, in a line that is held already."""

        async def post(content: dict[str, Any]) -> AsyncSlackResponse:
            return await self._client.chat_postMessage(
                channel=channel,
                thread_ts=thread_ts,
                unfurl_links=False,
                unfurl_media=False,
                **content,
            )

        if check is not None:
            await check()
        with checked_again(check):
            return _ts(await self._send(post, message))

    async def post_ephemeral(
        self,
        channel: str,
        reader: str,
        message: Message,
        *,
        thread_ts: str | None = None,
    ) -> None:
        """Show a message to one reader in a channel that they and the bot are in.

        In a thread without replies it is not shown (docs: chat.postEphemeral).
        """

        async def send(content: dict[str, Any]) -> AsyncSlackResponse:
            return await self._client.chat_postEphemeral(
                channel=channel, user=reader, thread_ts=thread_ts, **content
            )

        await self._send(send, message)

    async def change(self, channel: str, ts: str, message: Message) -> None:
        """Replace a message of the bot's."""

        async def change(content: dict[str, Any]) -> AsyncSlackResponse:
            return await self._client.chat_update(channel=channel, ts=ts, **content)

        await self._send(change, message)

    async def delete(self, channel: str, ts: str) -> None:
        """Delete a message of the bot's. It is no error if it is gone already."""

        async def delete(_content: dict[str, Any]) -> AsyncSlackResponse:
            return await self._client.chat_delete(channel=channel, ts=ts)

        try:
            await self._called(delete, Message("", []))
        except SlackError as error:
            if error.code == ErrorCode.POST_UNKNOWN:
                raise SlackError(
                    *posting_texts.NOT_DELETED, code=ErrorCode.SLACK_UNREACHABLE
                ) from None
            if error.code != "message_not_found":
                raise

    async def _send(self, call: _Call, message: Message) -> AsyncSlackResponse:
        forms = message.forms()
        form = next(forms)
        while True:
            try:
                return await self._called(call, form)
            except SlackError as error:
                if error.code not in _BLOCKS_REFUSED or (next_form := next(forms, None)) is None:
                    raise
                log.warning("blocks-refused", code=error.code)
                form = next_form

    async def _called(self, call: _Call, message: Message) -> AsyncSlackResponse:
        try:
            return await call(message.payload())
        except SlackApiError as error:
            fault = _refusal(error)
        except ClientConnectorError:
            fault = SlackError(*posting_texts.NOT_REACHED, code=ErrorCode.SLACK_UNREACHABLE)
        except CALL_FAULTS:
            fault = SlackError(*posting_texts.POST_UNKNOWN, code=ErrorCode.POST_UNKNOWN)
        self._metrics.slack_error(fault.code)
        log.warning("post-failed", code=fault.code)
        raise fault


def _ts(answer: AsyncSlackResponse) -> str:
    """Return the `ts` of a message that Slack says it has posted. Raises SlackError."""
    ts = answer.data.get("ts") if isinstance(answer.data, dict) else None
    if not isinstance(ts, str):
        raise SlackError(*posting_texts.POST_UNKNOWN, code=ErrorCode.POST_UNKNOWN)
    return ts


def _refusal(error: SlackApiError) -> SlackError:
    """Return the error for an answer that is no success.

    Only Slack's own clear no says that nothing was posted: a 429, or `ok: false` with a word.
    After anything else, for example from a proxy, nobody knows.
    """
    status = getattr(error.response, "status_code", 0)
    data = getattr(error.response, "data", None)
    code = _clear_no(status, data)
    if code in _OUTCOME_UNKNOWN:
        return SlackError(*posting_texts.POST_UNKNOWN, code=ErrorCode.POST_UNKNOWN)
    if code in _WORDS:
        words = _WORDS[code]
    elif code == "missing_scope":
        words = posting_texts.scope_missing(str(data.get("needed") or "") if data else "")
    elif code in TOKEN_DEAD:
        words = posting_texts.token_dead(code)
    elif code.startswith("restricted_action"):
        words = posting_texts.MAY_NOT_POST
    else:
        words = posting_texts.refused(code[:60])
    return SlackError(*words, code=code)


def _clear_no(status: int, data: object) -> str:
    """Return the word with which Slack refuses; empty if this is no clear no."""
    if status == 429:
        return "ratelimited"
    is_slacks = status == 200 or 400 <= status < 500
    if not is_slacks or not isinstance(data, dict) or data.get("ok") is not False:
        return ""
    word = data.get("error")
    return word if isinstance(word, str) and _WORD.fullmatch(word) else ""
