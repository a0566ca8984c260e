"""Share an answer with the channel in which it was asked, and take it back."""

import hashlib
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import partial
from typing import Any

from bot.ask import delivery_texts as say
from bot.ask.blocks import answer_message, shared_message, shared_notice, words_for_all
from bot.ask.exports import Exports
from bot.ask.questions import Questions
from bot.calls.asker import Asker
from bot.calls.model import Output
from bot.errors import AskError, ErrorCode, SlackError
from bot.ids import Identity
from bot.links.bot_admins import BotAdmins
from bot.slack.context import Slack
from bot.slack.conversation.reply import Progress
from bot.slack.kit.message import Message
from bot.store.expiring import ExpiringRows

_DOUBLE_CLICK_SECONDS = 60.0
_REMOVABLE_SECONDS = 365 * 86_400.0
_CLICKED, _POSTED, _FILES = "share-clicked", "share-posted", "share-files"  # kinds of rows


@dataclass(frozen=True, slots=True)
class ClickOrigin:
    """Where something was clicked. `thread_ts` is empty outside of threads.

    `message_ts` is the clicked message.
    """

    channel: str
    thread_ts: str = ""
    message_ts: str = ""

    @classmethod
    def of(cls, body: Mapping[str, Any]) -> "ClickOrigin":
        """Read a `block_actions` payload. What it does not name is empty."""
        container = body.get("container") or {}
        named = [container.get(key) for key in ("channel_id", "thread_ts", "message_ts")]
        return cls(*[one if isinstance(one, str) else "" for one in named])


class Sharing:
    """Shows answers to channels. A second click within a minute is refused.

    `rows` has those clicks, and who has shared what in which post: a year long, for *Remove*.
    """

    def __init__(
        self,
        slack: Slack,
        questions: Questions,
        exports: Exports,
        admins: BotAdmins,
        rows: ExpiringRows,
    ) -> None:
        self._slack = slack
        self._questions = questions
        self._exports = exports
        self._admins = admins
        self._rows = rows

    async def share(self, answer_id: str, page: int, origin: ClickOrigin, asker: Asker) -> Message:
        """Post the page that the asker sees, with their name.

        Raises what `Questions.shared` raises, AskError if nobody or the wrong people would read it,
        and SlackError if Slack does not say who would, or does not take the message.
        """
        place = partial(self._check_place, origin)
        async with (
            self._once(f"{answer_id} {page}", origin, asker, say.shared_just_now),
            self._questions.shared(answer_id, page, asker, place) as answer,
        ):
            ts = await self._slack.reply_poster.post(
                origin.channel,
                shared_message(answer_message(answer), asker.identity.user),
                thread_ts=origin.thread_ts or None,
                check=partial(self._check_again, origin, asker),
            )
            posted = [answer.id, asker.identity.org, asker.identity.user]
            post = f"{origin.channel} {ts}"
            # Plain: the bot's token may be renewed within the year.
            await self._rows.put(_POSTED, post, _REMOVABLE_SECONDS, posted, plain=True)
        return shared_notice(answer)

    async def remove(self, origin: ClickOrigin, asker: Asker) -> Message:
        """Delete a shared answer with its files, and let nobody else look at it any more.

        Only the person who shared it, linked or not, and bot admins may. Raises AskError and
        SlackError; the person can click again.
        """
        post = f"{origin.channel} {origin.message_ts}"
        posted = await self._rows.find(_POSTED, post)
        if posted is None:
            raise say.share_unknown()
        answer_id, *sharer = posted
        sharer = Identity(*sharer)
        if asker.identity != sharer and not await self._admins.includes(asker.identity):
            raise say.not_yours_to_remove()
        await self._questions.close(answer_id, sharer, asker)
        for file_id in await self._rows.find(_FILES, answer_id) or ():
            await self._slack.uploads.delete(file_id)
        await self._slack.reply_poster.delete(origin.channel, origin.message_ts)
        await self._rows.take(_POSTED, post)
        return Message(say.REMOVED, [])

    async def post_file(
        self, answer_id: str, origin: ClickOrigin, progress: Progress, asker: Asker
    ) -> Message:
        """Post all calls of an answer as a file, with the asker's name.

        Raises what `Exports.of_stored` raises, what `share` raises for the wrong readers, and
        AskError if there are no calls any more.
        """
        place, form = partial(self._check_place, origin), Output.CSV
        async with (
            self._once(f"{answer_id} {form}", origin, asker, say.file_posted_just_now),
            self._exports.of_stored(answer_id, form, asker, progress, place) as export,
        ):
            answer, file = export.answer, export.file
            if file is None:
                raise say.nothing_to_post()
            upload = file.upload(words_for_all(answer, file.facts, asker.identity.user))
            again = partial(self._check_again, origin, asker)
            await again()
            file_id = await self._slack.uploads.post(
                origin.channel, upload, origin.thread_ts, again
            )
            files = [*(await self._rows.find(_FILES, answer_id) or ()), file_id]
            await self._rows.put(_FILES, answer_id, _REMOVABLE_SECONDS, files, plain=True)
        return Message(say.FILE_POSTED, [])

    @asynccontextmanager
    async def _once(
        self, what: str, origin: ClickOrigin, asker: Asker, refusal: Callable[[], AskError]
    ) -> AsyncIterator[None]:
        """Run the block unless it was run for this click just now, by any replica.

        It may be run again at once if it has certainly posted nothing. Raises AskError.
        """
        words = (what, origin.channel, origin.thread_ts, str(asker.identity))
        click = hashlib.sha256("\0".join(words).encode()).hexdigest()
        if not await self._rows.claim(_CLICKED, click, _DOUBLE_CLICK_SECONDS):
            raise refusal()
        try:
            yield
        except BaseException as error:
            if not (isinstance(error, SlackError) and error.code == ErrorCode.POST_UNKNOWN):
                await self._rows.take(_CLICKED, click)
            raise

    async def _check_again(self, origin: ClickOrigin, asker: Asker) -> None:
        """Check the place and the asker just before they are posted to: MOR may have taken long."""
        await self._check_place(origin)
        await self._slack.conversation.confirm(asker)

    async def _check_place(self, origin: ClickOrigin) -> None:
        """Check that all readers there are of the own workspace, if the settings want that."""
        if origin.channel.startswith("D"):
            raise say.nobody_else_here()
        await self._slack.channels.check_member(origin.channel)
