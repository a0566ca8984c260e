"""Answer questions with a message or a file, and make files of answers."""

from functools import partial
from typing import Protocol

from bot.ask.answers import TypedQuestion
from bot.ask.blocks import answer_message, delivered_message, words_beside
from bot.ask.exports import Export, Exports
from bot.ask.questions import Questions
from bot.calls.asker import Asker
from bot.calls.model import Output
from bot.slack.api.uploads import Uploads
from bot.slack.conversation.conversation import Confirm
from bot.slack.conversation.reply import Progress
from bot.slack.kit.message import Message


class FileDelivery(Protocol):
    """Where a file of calls goes."""

    async def deliver(self, export: Export, asker: Asker) -> Message:
        """Deliver the file, and return the message for the asker. Raises MorbotError."""
        ...


class DirectMessageDelivery:
    """Sends files to the asker's direct messages."""

    def __init__(self, uploads: Uploads, confirm: Confirm) -> None:
        self._uploads = uploads
        self._confirm = confirm

    async def deliver(self, export: Export, asker: Asker) -> Message:
        """Send the file, or show the answer if it has no calls.

        The asker is confirmed after the file was made, and again when Slack has all of it. Raises
        SlackError and what `confirm` raises.
        """
        answer, file = export.answer, export.file
        await self._confirm(asker)
        if file is None:
            return answer_message(answer)
        upload = file.upload(words_beside(answer, file.facts))
        await self._uploads.send(asker.identity.user, upload, partial(self._confirm, asker))
        return delivered_message(answer, file.facts)


class QuestionCommands:
    """Answers questions, and makes files of answers. All raise MorbotError."""

    def __init__(self, questions: Questions, exports: Exports, delivery: FileDelivery) -> None:
        self.questions = questions
        self._exports = exports
        self._delivery = delivery

    async def answer(self, text: str, asker: Asker, progress: Progress) -> Message:
        """Answer a typed question, with a file if it asks for one."""
        typed = TypedQuestion(text)
        if typed.wants_file:
            async with self._exports.of_text(typed, asker, progress) as export:
                return await self._delivery.deliver(export, asker)
        return answer_message(await self.questions.ask(typed, asker))

    async def file(self, answer_id: str, form: Output, progress: Progress, asker: Asker) -> Message:
        """Make a file of an answer."""
        async with self._exports.of_stored(answer_id, form, asker, progress) as export:
            return await self._delivery.deliver(export, asker)
