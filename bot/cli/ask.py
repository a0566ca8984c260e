"""`morbot ask`: the answers of the slash command, in the terminal."""

import asyncio
import shutil
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import click
from rich.console import Console

from bot import app
from bot.ask import delivery_texts as files
from bot.ask import texts as questions
from bot.ask.answers import TypedQuestion
from bot.ask.blocks import answer_message, saved_message
from bot.ask.exports import Export
from bot.calls.asker import Asker
from bot.calls.model import MOR_ADMIN_ID, Account, Role
from bot.cli import exit_code, report_error
from bot.cli.embedded import company_account, embedded_settings, telephone_company
from bot.cli.options import announce_new, now_option, read_now, read_zone, zone_option
from bot.cli.terminal import print_json
from bot.cli.terminal.message import draw
from bot.errors import ConfigError, MorbotError
from bot.ids import COMMAND_LINE
from bot.links.link_search import fill_in
from bot.settings import Settings
from bot.slack.conversation.commands import Command
from bot.slack.conversation.reply import Progress
from bot.slack.kit.message import Message
from bot.slack.kit.problems import problem_message

_SANDBOX_COMMAND = "/localcalls"  # even if the operator's settings name another one
_PROGRESS_SECONDS = 2
_WHO = (
    "Choose the MOR user to ask as, for example: morbot ask --as admin 5 last week (or use"
    " --sandbox)"
)


@dataclass(frozen=True, slots=True)
class _Question:
    """What was typed, and how to answer it.

    `output` is the path of a file, empty for one in the current folder. `can_click` adds
    Slack's buttons to the answer.
    """

    text: str
    locale: str | None
    output: str
    can_click: bool

    async def answer(self, core: app.Core, account: Account, clock: datetime) -> Message:
        """Ask as this account, at the time of this clock. Raises MorbotError."""
        zone = str(clock.tzinfo)
        asker = Asker(
            COMMAND_LINE, account, clock, zone, locale=self.locale, can_click=self.can_click
        )
        commands, progress = core.terminal_commands(FolderDelivery(self.output)), Progress()
        async with _printing(progress):
            try:
                return await commands.answer(Command.read(self.text), asker, progress)
            except MorbotError as error:
                await fill_in(error, account, core.database)
                raise


class FolderDelivery:
    """Saves files at the path `output`.

    If that is empty, a file is saved in the current folder under its own name. Then it does not
    replace another file.
    """

    def __init__(self, output: str) -> None:
        self._output = output

    async def deliver(self, export: Export, _asker: Asker) -> Message:
        """Save the file and say where, or show the answer if it has no calls. Raises AskError."""
        if export.file is None:
            return answer_message(export.answer)
        facts = export.file.facts
        path = Path(self._output or facts.name)
        replaced = _copy(export.file.path, path, may_replace=bool(self._output))
        return saved_message(export.answer, facts, str(path), replaced=replaced)


@click.command("ask", context_settings={"ignore_unknown_options": True})
@click.argument("text", nargs=-1)
@click.option("--as", "username", metavar="MOR_USERNAME", help="Ask as this MOR user.")
@click.option("--sandbox", is_flag=True, help="Ask an embedded MOR, as its admin by default.")
@now_option
@zone_option
@click.option("--locale", help="How to read words and dates, for example en-US or lt-LT.")
@click.option("--output", metavar="FILE", help="Where to save a csv or xlsx file.")
@click.option("--json", "as_json", is_flag=True, help="Print the message that Slack would get.")
def command(
    text: tuple[str, ...],
    username: str | None,
    sandbox: bool,
    now: str | None,
    tz: str | None,
    locale: str | None,
    output: str | None,
    as_json: bool,
) -> None:
    """Ask about local calls, as /localcalls does.

    TEXT is [who] [period] [filters] [output], each of them optional.

    \b
    morbot ask --sandbox 5 last week
    morbot ask --as admin "5 yesterday 9-17 device:front% by:hour"
    morbot ask --as admin 5 last week csv

    Without --sandbox, the MOR of the settings is asked. Then --as names somebody who is linked, or
    a user that the admin's key signs for. Users who are not linked get their own calls only, except
    the admin.

    A file is saved in the current folder under its own name, and does not replace another one.
    """
    said = " ".join(text)
    if output and not _wants_file(said):
        raise click.UsageError(files.NO_FILE_ASKED)
    question = _Question(said, locale, output or "", can_click=as_json)
    slash_command = _SANDBOX_COMMAND
    try:
        if sandbox:
            clock = read_now(now, read_zone(tz))
            answer = _ask_sandbox(question, username or "admin", clock, frozen=now is not None)
        else:
            if username is None:
                raise ConfigError([_WHO])
            settings = Settings.load()
            slash_command = settings.slack_command
            clock = read_now(now, read_zone(tz, settings.default_timezone))
            answer = _ask(question, settings, username, clock)
        message = asyncio.run(answer)
    except MorbotError as error:
        if not as_json:
            sys.exit(report_error(error))
        print_json(problem_message(error, slash_command).payload())
        sys.exit(exit_code(error))
    if as_json:
        print_json(message.payload())
    else:
        draw(message.payload(), Console())


def _wants_file(text: str) -> bool:
    asked = Command.read(text)
    return asked.subcommand is None and TypedQuestion(asked.rest).wants_file


async def _ask_sandbox(
    question: _Question, username: str, clock: datetime, *, frozen: bool
) -> Message:
    account = company_account(username)
    if account is None:
        raise questions.nobody_called(username)
    async with (
        telephone_company(clock if frozen else None) as mor,
        embedded_settings(mor, slack_command=_SANDBOX_COMMAND) as settings,
        app.opened(settings) as core,
    ):
        return await question.answer(core, account, clock)


async def _ask(question: _Question, settings: Settings, username: str, clock: datetime) -> Message:
    async with app.opened(settings) as core:
        announce_new(core.database)
        return await question.answer(core, await _account(core, username), clock)


async def _account(core: app.Core, username: str) -> Account:
    """Return the account linked under this username, or else MOR's, with the least rights."""
    for link in await core.directory.all():
        if link.account.username == username and not link.suspended:
            return link.account
    unlinked = Account(username, None, Role.USER)
    user_id = (await core.mor.user_details(unlinked, username=username)).user_id
    return Account(username, user_id, Role.ADMIN if user_id == MOR_ADMIN_ID else Role.USER)


@asynccontextmanager
async def _printing(progress: Progress) -> AsyncIterator[None]:
    """Print the progress on standard error every two seconds, if it has changed."""

    async def keep_printing() -> None:
        printed = ""
        while True:
            await asyncio.sleep(_PROGRESS_SECONDS)
            if (said := str(progress)) != printed:
                click.echo(said, err=True)
            printed = said

    printing = asyncio.create_task(keep_printing())
    try:
        yield
    finally:
        printing.cancel()


def _copy(made: Path, path: Path, *, may_replace: bool) -> bool:
    """Copy, and return whether there was a file of that name. Raises AskError."""
    try:
        replaced = path.exists()
        with made.open("rb") as content, path.open("wb" if may_replace else "xb") as file:
            shutil.copyfileobj(content, file)
    except FileExistsError:
        raise files.exists(str(path)) from None
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise files.not_writable(str(path), reason) from None
    return replaced
