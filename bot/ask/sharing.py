"""Sharing an answer with the channel that it was asked in."""

from collections.abc import Hashable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from typing import Any

from cachetools import TTLCache

from bot.ask.blocks.calls import answer_message
from bot.ask.blocks.share import shared_message, shared_notice, words_for_all
from bot.ask.exports import Exports
from bot.ask.pages import Pages
from bot.ask.texts import sharing
from bot.calls.asker import Asker
from bot.calls.model import Answer, Output
from bot.errors import AskError, SlackError
from bot.slack.api.uploads import Parcel
from bot.slack.context import Slack
from bot.slack.conversation.reply import Progress
from bot.slack.kit.message import Message

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

    def __init__(self, slack: Slack, pages: Pages, exports: Exports) -> None:
        self._slack = slack
        self._pages = pages
        self._exports = exports
        self._done: TTLCache[Hashable, None] = TTLCache(_REMEMBERED, _TWICE_SECONDS)

    async def share(self, answer_id: str, page: int, place: Place, asker: Asker) -> Message:
        """Post the page that the asker sees, under his name.

        Raises what `Pages.share` does, AskError where nobody or the wrong people would read it,
        and SlackError where Slack does not tell that, or does not take it.
        """

        async def post(answer: Answer) -> None:
            await self._check(place)
            user = asker.identity.user
            await self._slack.poster.post(
                place.channel,
                shared_message(answer_message(answer), user),
                thread_ts=place.thread_ts or None,
            )

        with self._once((answer_id, page, place, asker.identity), sharing.SHARED_JUST_NOW):
            answer = await self._pages.share(answer_id, page, asker, post)
        return shared_notice(answer)

    async def post_file(
        self, answer_id: str, place: Place, progress: Progress, asker: Asker
    ) -> Message:
        """Post all calls of an answer as a file, under his name.

        Raises what `Exports.of_stored` and `share` do, and AskError if there are no calls left.
        """
        check, form = partial(self._check, place), Output.CSV
        with self._once((answer_id, form, place, asker.identity), sharing.FILE_POSTED_JUST_NOW):
            async with self._exports.of_stored(answer_id, form, asker, progress, check) as export:
                answer, file = export.answer, export.file
                if file is None:
                    raise AskError(*sharing.NOTHING_TO_POST, code="no-calls")
                words = words_for_all(answer, file.facts, asker.identity.user)
                parcel = Parcel(file.path, file.facts.name, file.facts.octets, words)
                await self._slack.uploads.post(place.channel, parcel, place.thread_ts)
        return Message(sharing.FILE_POSTED, [])

    @contextmanager
    def _once(self, pressed: Hashable, already: sharing.Words) -> Iterator[None]:
        """Do the block; AskError where it was done just now. It may be done again at once where
        it surely came to nothing.
        """
        if pressed in self._done:
            raise AskError(*already, code="shared-just-now")
        self._done[pressed] = None
        try:
            yield
        except BaseException as error:
            if not (isinstance(error, SlackError) and error.code == "post-unknown"):
                self._done.pop(pressed, None)
            raise

    async def _check(self, place: Place) -> None:
        """Return where everybody who reads there is of the own workspace, or need not be."""
        if place.channel.startswith("D"):
            raise AskError(*sharing.NOBODY_ELSE_HERE, code="nobody-else-here")
        await self._slack.channels.check_member(place.channel)
