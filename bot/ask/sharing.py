"""Share an answer with the channel in which it was asked."""

from collections.abc import Callable, Hashable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from typing import Any

from cachetools import TTLCache

from bot.ask import delivery_texts as say
from bot.ask.blocks import answer_message, shared_message, shared_notice, words_for_all
from bot.ask.exports import Exports
from bot.ask.questions import Questions
from bot.calls.asker import Asker
from bot.calls.model import Output
from bot.errors import AskError, ErrorCode, SlackError
from bot.slack.context import Slack
from bot.slack.conversation.reply import Progress
from bot.slack.kit.message import Message

_DOUBLE_CLICK_SECONDS = 60.0
_REMEMBERED = 10_000


@dataclass(frozen=True, slots=True)
class ClickOrigin:
    """Where something was clicked. `thread_ts` is empty outside of threads."""

    channel: str
    thread_ts: str = ""

    @classmethod
    def of(cls, body: Mapping[str, Any]) -> "ClickOrigin":
        """Read a `block_actions` payload. The channel is empty if it names none."""
        container = body.get("container") or {}
        channel, thread = container.get("channel_id"), container.get("thread_ts")
        return cls(
            channel if isinstance(channel, str) else "", thread if isinstance(thread, str) else ""
        )


class Sharing:
    """Shows answers to channels. A second click within a minute is refused."""

    def __init__(self, slack: Slack, questions: Questions, exports: Exports) -> None:
        self._slack = slack
        self._questions = questions
        self._exports = exports
        self._clicked: TTLCache[Hashable, None] = TTLCache(_REMEMBERED, _DOUBLE_CLICK_SECONDS)

    async def share(self, answer_id: str, page: int, origin: ClickOrigin, asker: Asker) -> Message:
        """Post the page that the asker sees, with their name.

        Raises what `Questions.shared` raises, AskError if nobody or the wrong people would read it,
        and SlackError if Slack does not say who would, or does not take the message.
        """
        with self._once((answer_id, page, origin, asker.identity), say.shared_just_now):
            async with self._questions.shared(answer_id, page, asker) as answer:
                await self._check(origin)
                message = shared_message(answer_message(answer), asker.identity.user)
                thread_ts = origin.thread_ts or None
                await self._slack.reply_poster.post(origin.channel, message, thread_ts=thread_ts)
        return shared_notice(answer)

    async def post_file(
        self, answer_id: str, origin: ClickOrigin, progress: Progress, asker: Asker
    ) -> Message:
        """Post all calls of an answer as a file, with the asker's name.

        Raises what `Exports.of_stored` raises, what `share` raises for the wrong readers, and
        AskError if there are no calls any more.
        """
        check, form = partial(self._check, origin), Output.CSV
        with self._once((answer_id, form, origin, asker.identity), say.file_posted_just_now):
            async with self._exports.of_stored(answer_id, form, asker, progress, check) as export:
                answer, file = export.answer, export.file
                if file is None:
                    raise say.nothing_to_post()
                upload = file.upload(words_for_all(answer, file.facts, asker.identity.user))
                await self._slack.uploads.post(origin.channel, upload, origin.thread_ts)
        return Message(say.FILE_POSTED, [])

    @contextmanager
    def _once(self, click: Hashable, refusal: Callable[[], AskError]) -> Iterator[None]:
        """Run the block unless it was run for this click just now.

        It may be run again at once if it has certainly posted nothing. Raises AskError.
        """
        if click in self._clicked:
            raise refusal()
        self._clicked[click] = None
        try:
            yield
        except BaseException as error:
            if not (isinstance(error, SlackError) and error.code == ErrorCode.POST_UNKNOWN):
                self._clicked.pop(click, None)
            raise

    async def _check(self, origin: ClickOrigin) -> None:
        """Check that all readers there are of the own workspace, if the settings want that."""
        if origin.channel.startswith("D"):
            raise say.nobody_else_here()
        await self._slack.channels.check_member(origin.channel)
