"""What is said to the bot without a command: by its mention in a channel, or in direct messages.

There is no `response_url` then. A mention is answered where it stands, for its author's eyes only;
a direct message by a message.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.errors import SlackError
from bot.slack.api.posting import Poster
from bot.slack.conversation.desk import Desk
from bot.slack.conversation.replies import Kind, Road
from bot.slack.kit.message import Message, Plain
from bot.slack.kit.problems import problem_message
from bot.slack.receive.markup import plain_text

# Everything else that has a subtype was not typed to be answered: edits, joins, files, apps.
_TYPED = (None, "thread_broadcast")  # no set: what Slack sends need not be hashable
_NOBODY_HEARS = {"slack-unreachable", "post-unknown", "ratelimited"}
_GONE = {"message_not_found", "cant_update_message", "edit_window_closed"}


class Talk:
    """Hears what people say to the bot. `bot_user` is the bot's own Slack user id."""

    def __init__(self, desk: Desk, poster: Poster, bot_user: str) -> None:
        self._desk = desk
        self._poster = poster
        self._own_mention = re.compile(rf"<@{re.escape(bot_user)}(?:\|[^<>]*)?>[:,]?")
        self._command = re.compile(rf"^\s*{re.escape(desk.command)}(?!\S)")
        self._bot_user = bot_user

    def mentioned(self, event: Mapping[str, Any]) -> bool:
        """Begin to answer an `app_mention`; False as with `Desk.take`, to be told again later."""
        words = self._words(event)
        if words is None:
            return True
        whisper = Whisper(self._poster, words, self._desk.command)
        return self._answer(words, whisper)

    def told(self, event: Mapping[str, Any]) -> bool:
        """Begin to answer a `message`, if it is a direct one; False as with `mentioned`."""
        words = self._words(event) if event.get("channel_type") == "im" else None
        if words is None or not words.text:
            return True
        return self._answer(words, DirectMessage(self._poster, words))

    def _answer(self, words: "Words", road: Road) -> bool:
        return self._desk.talk(words.user, words.text, road, words.channel)

    def _words(self, event: Mapping[str, Any]) -> "Words | None":
        """What a person typed; None for all else, above all for what the bot itself has said."""
        if event.get("bot_id") or event.get("subtype") not in _TYPED or "edited" in event:
            return None
        user, channel, text, thread = map(event.get, ("user", "channel", "text", "thread_ts"))
        if not (isinstance(user, str) and isinstance(channel, str) and isinstance(text, str)):
            return None
        if not user or not channel or user == self._bot_user:
            return None
        return Words(user, channel, self._plain(text), thread if isinstance(thread, str) else "")

    def _plain(self, text: str) -> str:
        """The command in it, which may have been copied from the help, name and marks and all."""
        typed = plain_text(self._own_mention.sub(" ", text)).replace("`", " ")
        return self._command.sub("", typed).strip()


@dataclass(frozen=True, slots=True)
class Words:
    """What somebody said where; `thread_ts` is empty outside of threads."""

    user: str
    channel: str
    text: str
    thread_ts: str


class Whisper:
    """The way to who mentioned the bot: ephemeral messages in the same place.

    Where Slack shows him none there, direct messages, the first of which says why.
    """

    def __init__(self, poster: Poster, words: Words, command: str) -> None:
        self._poster = poster
        self._words = words
        self._command = command
        self._elsewhere = False

    async def send(self, _kind: Kind, message: Message, plain: Plain | None = None) -> None:
        """Send, as `Road.send` promises."""
        words = self._words
        if not self._elsewhere:
            try:
                # A thread that nobody has answered in yet would show nothing: only one that the
                # mention itself stands in is whispered into.
                await self._poster.whisper(
                    words.channel,
                    words.user,
                    message,
                    plain=plain,
                    thread_ts=words.thread_ts or None,
                )
            except SlackError as error:
                if error.code in _NOBODY_HEARS:
                    raise
                await self._poster.post(words.user, problem_message(error, self._command))
                self._elsewhere = True
            else:
                return
        await self._poster.post(words.user, message, plain=plain)


class DirectMessage:
    """The way to who wrote a direct message: messages there, in his thread if he began one.

    What follows a word of patience takes its place.
    """

    def __init__(self, poster: Poster, words: Words) -> None:
        self._poster = poster
        self._words = words
        self._patience_ts = ""

    async def send(self, kind: Kind, message: Message, plain: Plain | None = None) -> None:
        """Send, as `Road.send` promises."""
        ts, self._patience_ts = self._patience_ts, ""
        if not (ts and await self._replaced(ts, message, plain)):
            channel, thread_ts = self._words.channel, self._words.thread_ts or None
            ts = await self._poster.post(channel, message, plain=plain, thread_ts=thread_ts)
        if kind is Kind.PROGRESS:
            self._patience_ts = ts

    async def _replaced(self, ts: str, message: Message, plain: Plain | None) -> bool:
        try:
            await self._poster.change(self._words.channel, ts, message, plain=plain)
        except SlackError as error:
            if error.code not in _GONE:
                raise
            return False
        return True
