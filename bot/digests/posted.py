"""The buttons below a posted digest that ask MOR.

A posted digest is there for a whole channel. Anyone who clicks gets their own answer, which only
they see, with their own permissions.
"""

from bot.ask.blocks import answer_message
from bot.ask.commands import QuestionCommands
from bot.ask.questions import Questions
from bot.calls.asker import Asker
from bot.calls.model import Output
from bot.digests import error_texts as errors
from bot.digests.actions import PostedSlot
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
        digest, _ = await self._service.posted(clicked, asker)
        owner = await self._slack.conversation.find_asker(digest.owner.user)
        query, target = await self._reader.question(digest.plan, owner, asker)
        answer = await self._questions.answer(query, target, asker, owner.locale)
        return answer_message(answer)

    async def file(self, clicked: PostedSlot, progress: Progress, asker: Asker) -> Message:
        """Send the calls of this slot as a file to the person who clicked."""
        digest, delivery = await self._service.posted(clicked, asker)
        if delivery is None or delivery.calls is None:
            raise errors.too_old_for_file()
        owner = await self._slack.conversation.find_asker(digest.owner.user)
        query, target = await self._reader.question(digest.plan, owner, asker, clicked.slot)
        zone = digest.plan.zone
        answer_id = await self._questions.store(query, target, asker, zone, delivery.calls)
        return await self._files.file(answer_id, Output.CSV, progress, asker)
