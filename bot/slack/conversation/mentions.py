"""What people write to the bot without a command: a mention in a channel, or a direct message.

Slack gives no `response_url` then. A mention is answered ephemerally where it was written, a
direct message by a message.
"""

import re
from collections.abc import Mapping
from typing import Any

from bot.calls.greetings import is_greeting
from bot.slack.conversation.commands import Command
from bot.slack.conversation.conversation import Conversation, Question
from bot.slack.conversation.reply import ReplyPlace
from bot.slack.kit.escape import typed_text

# Any other subtype was not typed for an answer: edits, joins, files, apps. This is a tuple, not a
# set, since what Slack sends need not be hashable.
_TYPED = (None, "thread_broadcast")


class Mentions:
    """Answers mentions and direct messages. `bot_user` is the bot's own Slack user id."""

    def __init__(self, conversation: Conversation, bot_user: str) -> None:
        self._conversation = conversation
        self._own_mention = re.compile(rf"<@{re.escape(bot_user)}(?:\|[^<>]*)?>[:,]?")
        self._command = re.compile(rf"^\s*{re.escape(conversation.commands.name)}(?!\S)")
        self._bot_user = bot_user
        self.greet: Question | None = None  # set once, by the feature that knows all others

    def place_of(self, event: Mapping[str, Any]) -> ReplyPlace | None:
        """Return where a mention or direct message is answered; None if it is not."""
        if event.get("type") == "app_mention":
            return self._place(event, mentioned=True)
        return self._place(event) if event.get("channel_type") == "im" else None

    def answer_again(self, event: Mapping[str, Any]) -> bool:
        """Answer a question again. Return False if it is none, or the bot is full or stopping."""
        place = self.place_of(event)
        if place is None or Command.read(self._typed(event)).subcommand is not None:
            return False
        return self._answer(event, place)

    def mentioned(self, event: Mapping[str, Any]) -> bool:
        """Answer an `app_mention` in the background. Return False if the bot is full."""
        place = self._place(event, mentioned=True)
        return place is None or self._answer(event, place)

    def written(self, event: Mapping[str, Any]) -> bool:
        """Answer a direct message in the background. Return False if the bot is full or stopping.

        Any other `message` event is ignored.
        """
        place = self._place(event) if event.get("channel_type") == "im" else None
        return place is None or not self._typed(event) or self._answer(event, place)

    def _answer(self, event: Mapping[str, Any], place: ReplyPlace) -> bool:
        typed, target = self._typed(event), self._conversation.target(place)
        if self.greet is not None and is_greeting(typed):
            return self._conversation.ask(place.user, self.greet, target)
        return self._conversation.run(Command.read(typed, place.channel), place.user, target)

    def _place(self, event: Mapping[str, Any], *, mentioned: bool = False) -> ReplyPlace | None:
        """Return where a person wrote this; None for anything else, above all the bot's own."""
        if event.get("bot_id") or event.get("subtype") not in _TYPED or "edited" in event:
            return None
        user, channel, text, thread = map(event.get, ("user", "channel", "text", "thread_ts"))
        if not (isinstance(user, str) and isinstance(channel, str) and isinstance(text, str)):
            return None
        if not user or not channel or user == self._bot_user:
            return None
        thread_ts = thread if isinstance(thread, str) else ""
        return ReplyPlace(user, channel=channel, thread_ts=thread_ts, mentioned=mentioned)

    def _typed(self, event: Mapping[str, Any]) -> str:
        """Return the command in it, which may be copied from the help with its name and marks."""
        typed = typed_text(self._own_mention.sub(" ", event["text"])).replace("`", " ")
        return self._command.sub("", typed).strip()
