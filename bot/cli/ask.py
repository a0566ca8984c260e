"""`morbot ask`: the same road as the slash command, with the answer in the terminal."""

import asyncio
import json
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime

import click
from rich.console import Console

from bot import app
from bot.ask.answers import TypedQuestion
from bot.ask.texts import files
from bot.ask.texts import questions as say
from bot.calls.asker import Asker
from bot.calls.model import MOR_ADMIN_ID, Account, Role
from bot.cli import texts
from bot.cli.ask_file import FolderDelivery
from bot.cli.clock import now_option, read_now, read_zone, zone_option
from bot.cli.embedded import company_account, embedded_settings, telephone_company
from bot.cli.faults import exit_code, report_fault
from bot.cli.terminal.message import draw
from bot.errors import ConfigError, MorbotError
from bot.ids import COMMAND_LINE
from bot.settings import Settings
from bot.slack.conversation.commands import Command
from bot.slack.conversation.reply import Progress
from bot.slack.kit.message import Message
from bot.slack.kit.problems import problem_message

_SANDBOX_COMMAND = "/localcalls"  # whatever the operator has named his own


Put = Callable[[app.Core, Account, datetime], Awaitable[Message]]


@dataclass(frozen=True, slots=True)
class _Question:
    """What was typed, and in what form the answer is wanted; `can_click` draws Slack's buttons."""

    text: str
    locale: str | None
    output: str
    can_click: bool

    async def put(self, core: app.Core, account: Account, clock: datetime) -> Message:
        """Ask it as this account, by this clock. A file is saved, and the message says where."""
        zone = str(clock.tzinfo)
        asker = Asker(
            COMMAND_LINE, account, clock, zone, locale=self.locale, can_click=self.can_click
        )
        commands, progress = core.terminal_commands(FolderDelivery(self.output)), Progress()
        async with _telling(progress):
            return await commands.answer(Command.read(self.text), asker, progress)


@click.command("ask", context_settings={"ignore_unknown_options": True})
@click.argument("text", nargs=-1)
@click.option("--as", "username", metavar="MOR_USERNAME", help="Ask as this MOR user.")
@click.option("--sandbox", is_flag=True, help="Ask an embedded MOR, as its admin unless --as.")
@now_option
@zone_option
@click.option("--locale", help="How words and dates are read, such as en-US or lt-LT.")
@click.option("--output", metavar="FILE", help="Where to put a csv or xlsx file.")
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
    """Ask about local calls, as /localcalls does: [who] [period] [filters] [output].

    \b
    morbot ask --sandbox 5 last week
    morbot ask --as admin "5 yesterday 9-17 device:front% by:hour"
    morbot ask --as admin 5 last week csv

    Without --sandbox the settings name the MOR, and --as somebody who is linked, or a username
    whose key is the admin's. Who is not linked is held to his own calls, except for the admin.
    A file is put into the current folder under a name of its own, and replaces no other there.
    """
    said = " ".join(text)
    if output and not _wants_file(said):
        raise click.UsageError(files.NO_FILE_ASKED)
    slash_command = _SANDBOX_COMMAND
    put = _Question(said, locale, output or "", can_click=as_json).put
    try:
        if sandbox:
            clock = read_now(now, read_zone(tz))
            answer = _sandboxed(put, username, clock, now is not None)
        else:
            username, settings = _named(username), Settings.load()
            slash_command = settings.slack_command
            clock = read_now(now, read_zone(tz, settings.default_timezone))
            answer = _asked(put, settings, username, clock)
        message = asyncio.run(answer)
    except MorbotError as error:
        if not as_json:
            sys.exit(report_fault(error))
        _print_json(problem_message(error, slash_command))
        sys.exit(exit_code(error))
    if as_json:
        _print_json(message)
    else:
        draw(message.payload(), Console())


def _wants_file(said: str) -> bool:
    asked = Command.read(said)
    return asked.subcommand is None and TypedQuestion(asked.rest).wants_file


async def _sandboxed(put: Put, username: str | None, clock: datetime, frozen: bool) -> Message:
    account = company_account(username or "admin")
    if account is None:
        raise say.nobody_called(username or "")
    async with (
        telephone_company(clock if frozen else None) as mor,
        embedded_settings(mor, slack_command=_SANDBOX_COMMAND) as settings,
        app.opened(settings) as core,
    ):
        return await put(core, account, clock)


def _named(username: str | None) -> str:
    if username is None:
        raise ConfigError([texts.AS_NEEDED])
    return username


async def _asked(put: Put, settings: Settings, username: str, clock: datetime) -> Message:
    async with app.opened(settings) as core:
        account = await _account(core, username)
        return await put(core, account, clock)


async def _account(core: app.Core, username: str) -> Account:
    """The account linked under this username, else what MOR tells of it, with the least rights."""
    for link in await core.directory.all():
        if link.account.username == username and not link.suspended:
            return link.account
    stranger = Account(username, None, Role.USER)
    user_id = (await core.mor.user_details(stranger, username=username)).user_id
    return Account(username, user_id, Role.ADMIN if user_id == MOR_ADMIN_ID else Role.USER)


@asynccontextmanager
async def _telling(progress: Progress) -> AsyncIterator[None]:
    """Every two seconds, say on standard error how far it is, if that has changed."""

    async def tell() -> None:
        told = ""
        while True:
            await asyncio.sleep(2)
            if (said := str(progress)) != told:
                click.echo(said, err=True)
            told = said

    telling = asyncio.create_task(tell())
    try:
        yield
    finally:
        telling.cancel()


def _print_json(message: Message) -> None:
    click.echo(json.dumps(message.payload(), ensure_ascii=False, indent=2))
