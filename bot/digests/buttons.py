"""What is pressed to send a digest by hand, and under one that was posted.

A posted digest is there for a whole channel: whoever presses something is answered for his eyes
only and with his own rights.
"""

from collections.abc import Callable
from datetime import datetime

from bot.ask.blocks.answer import answer_message
from bot.ask.commands import QuestionCommands
from bot.ask.questions import Questions
from bot.calls.asker import Asker
from bot.calls.model import Output
from bot.digests.blocks import facts
from bot.digests.blocks.message import digest_message
from bot.digests.commands import DigestCommands
from bot.digests.sending import Sending
from bot.digests.store import Digest
from bot.digests.texts import planning as say
from bot.errors import AskError
from bot.slack.context import Slack
from bot.slack.conversation.reply import Progress
from bot.slack.kit.message import Message, context, lines, mention, message, plain


class DigestButtons:
    """Does what is pressed. All raise AskError for what the person can mend or may not do."""

    def __init__(
        self,
        slack: Slack,
        sending: Sending,
        digests: DigestCommands,
        asked: Questions,
        questions: QuestionCommands,
    ) -> None:
        self._slack = slack
        self._sending = sending
        self._digests = digests
        self._asked = asked
        self._questions = questions

    async def preview(self, number: int, asker: Asker) -> Message:
        """Show the owner what would be posted now. Raises also MorError."""
        digest, content = await self._sending.preview(number, asker)
        return _preview(digest_message(content, digest))

    async def post(self, number: int, asker: Asker) -> Message:
        """Post it now. Raises also SlackError."""
        return _on_its_way(await self._sending.post(number, asker), say.on_its_way)

    async def again(self, number: int, slot: datetime, asker: Asker) -> Message:
        """Post a slot once more of which nothing is known."""
        digest = await self._sending.again(number, slot, asker)
        return _on_its_way(digest, say.on_its_way_again)

    async def open(self, number: int, slot: datetime, channel: str, asker: Asker) -> Message:
        """What the digest asks, asked now by whoever pressed, as a search of his own.

        Raises also MorError.
        """
        digest = (await self._sending.posted(number, slot, channel, asker)).digest
        owner = await self._slack.conversation.find_asker(digest.owner.user)
        query, target = await self._sending.question(digest, owner, asker)
        answer = await self._asked.answer(query, target, asker, owner.locale)
        return answer_message(answer)

    async def file(
        self, number: int, slot: datetime, channel: str, progress: Progress, asker: Asker
    ) -> Message:
        """Send the calls of this slot as a file to whoever asks. Raises also MorError."""
        posted = await self._sending.posted(number, slot, channel, asker)
        digest, delivery = posted.digest, posted.delivery
        if delivery is None or delivery.calls is None:
            raise AskError(*say.TOO_OLD_FOR_FILE, code="digest-too-old")
        owner = await self._slack.conversation.find_asker(digest.owner.user)
        query, target = await self._sending.question(digest, owner, asker, slot)
        zone = digest.plan.zone
        answer_id = await self._asked.store(query, target, asker, zone, delivery.calls)
        return await self._questions.file(answer_id, Output.CSV, progress, asker)

    async def pause(self, number: int, slot: datetime, channel: str, asker: Asker) -> Message:
        """Pause it, for its owner or a bot admin; others are told whom to ask."""
        digest = (await self._sending.posted(number, slot, channel, asker)).digest
        try:
            return await self._digests.pause(number, asker)
        except AskError as error:
            if error.code != "no-digest":
                raise
            return _not_yours(digest)


def _preview(shown: Message) -> Message:
    """It carries no buttons: they are for what was posted."""
    blocks = [block for block in shown.blocks if block["type"] != "actions"]
    simpler = shown.simpler
    return Message(
        shown.text,
        [*blocks, context([say.PREVIEW])],
        None if simpler is None else lambda: _preview(simpler()),
    )


def _not_yours(digest: Digest) -> Message:
    text, owner = say.NOT_YOURS_TO_PAUSE, digest.owner.user
    return message(f"{text}{owner}.", [lines([plain(text), *mention(owner), plain(".")])])


def _on_its_way(digest: Digest, words: Callable[[int], str]) -> Message:
    text = words(digest.id)
    where = [plain(f"{text} "), *facts.where(digest.plan, own=True), plain(".")]
    return message(text, [lines(where)])
