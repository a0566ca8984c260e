"""Sharing an answer with the channel that it was asked in."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.answers import Asker, Pages
from bot.blocks.calls import answer_message
from bot.blocks.message import Message
from bot.blocks.share import shared_message
from bot.calls.model import Answer
from bot.dialogue import Draw, always
from bot.errors import AskError, SlackError
from bot.messages import sharing
from bot.slack.channels import Channels
from bot.slack.memory import Memory
from bot.slack.posting import Poster

_TWICE_SECONDS = 60.0
_REMEMBERED = 10_000


@dataclass(frozen=True, slots=True)
class Place:
    """Where something was pressed; `thread_ts` is empty outside of threads."""

    channel: str
    thread_ts: str = ""

    @classmethod
    def of_click(cls, body: Mapping[str, Any]) -> "Place":
        """The place of a `block_actions` payload; its channel is empty where none is told."""
        container = body.get("container") or {}
        channel, thread = container.get("channel_id"), container.get("thread_ts")
        return cls(
            channel if isinstance(channel, str) else "", thread if isinstance(thread, str) else ""
        )


class Sharing:
    """Shows answers to channels."""

    def __init__(self, pages: Pages, channels: Channels, poster: Poster) -> None:
        self._pages = pages
        self._channels = channels
        self._poster = poster
        self._done = Memory(_TWICE_SECONDS, _REMEMBERED)

    async def share(self, answer_id: str, page: int, place: Place, asker: Asker) -> Draw:
        """Post the page that the asker sees, under his name.

        Raises what `Pages.share` does, AskError where nobody or the wrong people would read it,
        and SlackError where Slack does not tell that, or does not take it.
        """
        pressed = (answer_id, page, place, asker.identity)
        if not self._done.add(pressed):
            raise AskError(*sharing.shared_just_now(), code="shared-just-now")

        async def post(answer: Answer) -> None:
            if place.channel.startswith("D"):
                raise AskError(*sharing.nobody_else_here(), code="nobody-else-here")
            await self._channels.check(place.channel)
            user = asker.identity.user
            await self._poster.post(
                place.channel,
                shared_message(answer_message(answer), user),
                plain=shared_message(answer_message(answer, plain=True), user),
                thread_ts=place.thread_ts or None,
            )

        try:
            await self._pages.share(answer_id, page, asker, post)
        except BaseException as error:
            if not (isinstance(error, SlackError) and error.code == "post-unknown"):
                self._done.forget(pressed)
            raise
        return always(Message(sharing.shared(), []))
