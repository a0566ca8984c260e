"""One text in, one message out: the same for the slash command, a chosen reading and the shell."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from functools import partial

from bot.ask.blocks import controls
from bot.ask.blocks.calls import answer_message
from bot.ask.pages import Look, Pages
from bot.ask.texts import asking
from bot.calls.asker import Asker
from bot.calls.model import Answer, Group, Output
from bot.calls.query import Subcommand, split_subcommand
from bot.errors import AskError
from bot.home.help_blocks import help_message, whoami_message
from bot.slack.kit.message import Message

Draw = Callable[[bool], Message]
"""Draws the answer: with tables and charts, or for True in blocks that every workspace knows."""

Respond = Callable[[str, Asker], Awaitable[Draw]]
"""Answers what follows a subcommand."""


class Dialogue:
    """Understands what was said and draws the answer. `longest_periods` is in days, by role."""

    def __init__(self, pages: Pages, command: str, longest_periods: dict[str, int]) -> None:
        self.command = command
        self._pages = pages
        self._longest_periods = longest_periods
        self._others: dict[Subcommand, Respond] = {}

    def add(self, subcommand: Subcommand, respond: Respond) -> None:
        """Take up a subcommand that is not possible everywhere, or not the same."""
        self._others[subcommand] = respond

    async def respond(self, text: str, asker: Asker) -> Draw:
        """Answer a command's text. Raises AskError and MorError as `Answers.ask` does."""
        subcommand, rest = split_subcommand(text)
        account = asker.account
        if subcommand is None:
            return _drawn(await self._pages.ask(text, asker))
        if respond := self._others.get(subcommand):
            return await respond(rest, asker)
        if subcommand is Subcommand.HELP:
            longest = self._longest_periods[account.role] if account else None
            return always(help_message(self.command, account, longest))
        if subcommand is Subcommand.WHOAMI:
            return always(
                whoami_message(
                    self.command,
                    account,
                    asker.zone,
                    asker.zone_assumed,
                    suspended=asker.suspended,
                )
            )
        raise AskError(*asking.not_here(subcommand, self.command), code="not-here")

    async def click(self, wish: str, answer_id: str, asker: Asker) -> Draw:
        """Do what a button or menu under an answer asks for: `page:3`, `order:oldest`, `group:day`
        (or `group:calls`, `group:chart`), `refresh`. Raises as `Pages.look` does.
        """
        return _drawn(await self._pages.look(answer_id, _look(wish), asker))


_GROUPS = {str(group) for group in Group}


def _look(wish: str) -> Look:
    match wish.split(":"):
        case ["page", number] if number.isdecimal():
            return Look(page=int(number))
        case ["order", "oldest" | "newest" as first]:
            return Look(change=partial(replace, oldest_first=first == "oldest"))
        case ["group", name] if name in _GROUPS:
            return Look(change=partial(replace, group=Group(name), output=Output.TABLE))
        case ["group", controls.CHART_VIEW]:
            return Look(change=partial(replace, group=None, output=Output.CHART))
        case ["group", controls.CALLS_VIEW]:
            return Look(change=partial(replace, group=None, output=Output.TABLE))
        case _:
            return Look(afresh=True)


def _drawn(answer: Answer) -> Draw:
    return lambda plain: answer_message(answer, plain=plain)


def always(message: Message) -> Draw:
    """Draw the same, whatever blocks the workspace knows."""
    return lambda _plain: message
