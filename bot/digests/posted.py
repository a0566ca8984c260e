"""The buttons below a posted digest that ask MOR.

A posted digest is there for a whole channel. Anyone who clicks gets their own answer, which only
they see, with their own permissions. A button asks what was asked when it was posted: if the digest
has been changed since, it says so.
"""

from bot.ask.blocks import answer_message
from bot.ask.commands import QuestionCommands
from bot.ask.questions import Questions
from bot.calls.asker import Asker
from bot.calls.model import Output
from bot.digests import post_error_texts as post_errors
from bot.digests.actions import PostedSlot
from bot.digests.blocks.notices import reworded_message
from bot.digests.deliveries import Delivery
from bot.digests.model import Digest
from bot.digests.reading import DigestReader
from bot.digests.service import DigestService
from bot.slack.context import Slack
from bot.slack.conversation.reply import Progress
from bot.slack.kit.message import Message


class PostedDigests:
    """Answers clicks. All methods raise AskError for what the person can fix or may not do, and
    MorError.
    """

    def __init__(
        self,
        slack: Slack,
        service: DigestService,
        reader: DigestReader,
        questions: Questions,
        files: QuestionCommands,
    ) -> None:
        self._slack = slack
        self._service = service
        self._reader = reader
        self._questions = questions
        self._files = files

    async def open(self, clicked: PostedSlot, asker: Asker) -> Message:
        """Ask the digest's question as of now, as a search of the person who clicked."""
        digest, delivery = await self._service.posted(clicked, asker)
        if not await self._is_worded(digest, delivery, clicked, asker):
            return await self._reworded(digest, clicked, asker)
        return await self._answer(digest, asker)

    async def calls(self, clicked: PostedSlot, asker: Asker) -> Message:
        """Show the calls of an address of this slot to the person who clicked."""
        digest, delivery = await self._service.posted(clicked, asker)
        if not await self._is_worded(digest, delivery, clicked, asker):
            return await self._reworded(digest, clicked, asker)
        owner = await self._slack.conversation.find_asker(digest.owner.user)
        query, target = await self._reader.question(
            digest, owner, asker, clicked.slot, clicked.address
        )
        return answer_message(await self._questions.answer(query, target, asker, owner.locale))

    async def open_present(self, clicked: PostedSlot, asker: Asker) -> Message:
        """Ask what the digest asks now, if this person may know that."""
        digest, _ = await self._service.posted(clicked, asker)
        if not await self._may_know(digest, clicked, asker):
            return await self._reworded(digest, clicked, asker)
        return await self._answer(digest, asker)

    async def file(self, clicked: PostedSlot, progress: Progress, asker: Asker) -> Message:
        """Send the calls of this slot as a file to the person who clicked."""
        digest, delivery = await self._service.posted(clicked, asker)
        if not await self._is_worded(digest, delivery, clicked, asker):
            return await self._reworded(digest, clicked, asker)
        if delivery is None or delivery.calls is None:
            raise post_errors.too_old_for_file()
        owner = await self._slack.conversation.find_asker(digest.owner.user)
        query, target = await self._reader.question(digest, owner, asker, clicked.slot)
        zone = digest.plan.zone
        answer_id = await self._questions.store(query, target, asker, zone, delivery.calls)
        return await self._files.file(answer_id, Output.CSV, progress, asker)

    async def _answer(self, digest: Digest, asker: Asker) -> Message:
        owner = await self._slack.conversation.find_asker(digest.owner.user)
        query, target = await self._reader.question(digest, owner, asker)
        answer = await self._questions.answer(query, target, asker, owner.locale)
        return answer_message(answer)

    async def _is_worded(
        self, digest: Digest, delivery: Delivery | None, clicked: PostedSlot, asker: Asker
    ) -> bool:
        """Return whether the digest still asks what the clicked post did.

        Nothing in a button is trusted: if the slot is stored it decides, else the channel must
        have seen the present question.
        """
        if clicked.revision != digest.revision:
            return False
        if delivery is None:
            return await self._may_know(digest, clicked, asker)
        if not digest.revision:  # not counted yet: changed for whatever reason since the post?
            return delivery.claimed_at >= digest.changed_at
        return delivery.revision == digest.revision

    async def _reworded(self, digest: Digest, clicked: PostedSlot, asker: Asker) -> Message:
        offered = await self._may_know(digest, clicked, asker)
        return reworded_message(digest, clicked, offered=offered)

    async def _may_know(self, digest: Digest, clicked: PostedSlot, asker: Asker) -> bool:
        """Return whether somebody is its owner, or was shown the present question there."""
        own = digest.owner == asker.identity
        return own or await self._service.deliveries.was_posted(digest, clicked.channel)
