"""One text in, one message out: the same for the slash command, a chosen reading and the shell."""

from collections.abc import Callable

from bot.answers import Answers, Asker
from bot.blocks.calls import answer_message
from bot.blocks.help import help_message, whoami_message
from bot.blocks.message import Message
from bot.calls.query import Subcommand, split_subcommand
from bot.errors import AskError
from bot.messages import asking

Draw = Callable[[bool], Message]
"""Draws the answer: with tables, or for True in the plain blocks that every workspace knows."""


class Dialogue:
    """Understands what was said and draws the answer. `longest_periods` is in days, by role."""

    def __init__(self, answers: Answers, command: str, longest_periods: dict[str, int]) -> None:
        self.command = command
        self._answers = answers
        self._longest_periods = longest_periods

    async def respond(self, text: str, asker: Asker) -> Draw:
        """Answer a command's text. Raises AskError and MorError as `Answers.ask` does."""
        subcommand, _ = split_subcommand(text)
        account = asker.account
        if subcommand is None:
            answer = await self._answers.ask(text, asker)
            return lambda plain: answer_message(answer, plain=plain)
        if subcommand is Subcommand.HELP:
            longest = self._longest_periods[account.role] if account else None
            return _always(help_message(self.command, account, longest))
        if subcommand is Subcommand.WHOAMI:
            return _always(whoami_message(self.command, account, asker.zone, asker.zone_assumed))
        raise AskError(*asking.not_here(subcommand, self.command), code="not-here")


def _always(message: Message) -> Draw:
    return lambda _plain: message
