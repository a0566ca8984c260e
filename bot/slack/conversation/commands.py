"""Commands: a text is split once, and answered by the feature whose subcommand it begins with."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from bot.calls.asker import Asker
from bot.calls.offers import with_offers
from bot.calls.query import Subcommand, split_subcommand
from bot.errors import AskError
from bot.slack import texts
from bot.slack.conversation.reply import Progress, ReplyTarget
from bot.slack.kit.message import Message


@dataclass(frozen=True, slots=True)
class Command:
    """What somebody typed. `rest` follows the subcommand; without one it is the whole text.

    `channel` is the Slack conversation in which it was typed, empty if there is none.
    """

    subcommand: Subcommand | None
    rest: str
    channel: str = ""

    @classmethod
    def read(cls, text: str, channel: str = "") -> "Command":
        """Split a command's text, without the command's name."""
        return cls(*split_subcommand(text), channel)


@dataclass(frozen=True, slots=True)
class Opening:
    """A request to open a form. `target` gets the messages that do not fit into the form."""

    user_id: str
    trigger_id: str
    target: ReplyTarget


Answer = Callable[[str, Asker], Awaitable[Message]]
"""Answers the words after a subcommand. Raises MorbotError."""

AnswerQuestion = Callable[[str, Asker, Progress], Awaitable[Message]]
"""Answers a question about calls. Raises MorbotError."""

OpenForm = Callable[[Opening], bool]
"""Begins to open a form. Returns False if the bot is full or stopping."""

FindForm = Callable[[Command], OpenForm | None]
"""What opens the form that a command asks for; None if it asks for none."""


class CommandRouter:
    """Finds the feature that answers a command. `name` is the slash command's."""

    def __init__(self, name: str) -> None:
        self.name = name
        self._answers: dict[Subcommand, Answer] = {}
        self._forms: list[FindForm] = []
        self._answer_question: AnswerQuestion | None = None

    def add(self, subcommand: Subcommand, answer: Answer) -> None:
        """Let `answer` answer what follows the subcommand."""
        self._answers[subcommand] = answer

    def add_form(self, find: FindForm) -> None:
        """Let `find` open a form for commands that are typed into Slack."""
        self._forms.append(find)

    def add_questions(self, answer: AnswerQuestion) -> None:
        """Let `answer` answer what has no subcommand."""
        self._answer_question = answer

    def form(self, command: Command) -> OpenForm | None:
        """Return what opens the form that the command asks for; None if it asks for none."""
        return next(filter(None, (find(command) for find in self._forms)), None)

    async def answer(self, command: Command, asker: Asker, progress: Progress) -> Message:
        """Answer a command. Raises MorbotError; an AskError offers what may have been meant."""
        try:
            return await self._answered(command, asker, progress)
        except AskError as error:
            raise with_offers(error, command.subcommand, command.rest, asker) from None

    async def _answered(self, command: Command, asker: Asker, progress: Progress) -> Message:
        if command.subcommand is None:
            if self._answer_question is None:
                raise LookupError("nothing answers questions")
            return await self._answer_question(command.rest, asker, progress)
        answer = self._answers.get(command.subcommand)
        if answer is None:
            raise AskError(*texts.not_here(command.subcommand, self.name), code="not-here")
        return await answer(command.rest, asker)
