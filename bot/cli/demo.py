"""`morbot demo`: everything on loopback, a workspace in the browser and a prompt in the terminal.

What is typed reaches the bot's HTTP endpoint as a signed Slack request. The bot asks the
MOR-compatible server. What it posts is drawn on the page and here.
"""

import asyncio
import os
import sys
from contextlib import AsyncExitStack
from typing import Any

import click
from pydantic import SecretStr
from rich.console import Console
from starlette.applications import Starlette

from bot import app, telemetry
from bot.cli.embedded import (
    TelephoneCompany,
    company_account,
    embedded_settings,
    telephone_company,
)
from bot.cli.serving import address_errors, port_option, stop_event
from bot.cli.terminal.message import draw
from bot.ids import COMMAND_LINE, Identity
from bot.links.model import LinkRequest
from bot.sandbox.company import SLACK_PEOPLE, SlackPerson
from bot.sandbox.page import SlashCommand, Suggestion, page_app
from bot.sandbox.serving import serve
from bot.sandbox.slack_server import (
    NothingSeen,
    SimulatedUser,
    Workspace,
    read_manifest,
    serve_workspace,
)
from bot.settings import Settings
from bot.slack import texts as slack_texts
from bot.slack.api.client import load_manifest

_ANSWER_SECONDS = 60.0  # longer than the bot waits for MOR
_STDIN = 0
_CHUNK = 64 * 1024


@click.command("demo")
@port_option
def command(port: int) -> None:
    """Try morbot without an account.

    A small telephone company, a Slack workspace and the bot run on this machine.

    The first line printed is the address of the workspace. Open it in a browser. The demo runs
    until you type quit, until SIGINT or SIGTERM, or until all lines of standard input are answered.
    """
    telemetry.configure("ERROR", pretty=True)
    asyncio.run(_demo(Console(), port))


async def _demo(console: Console, port: int) -> None:
    stopped = stop_event()
    async with AsyncExitStack() as stack:
        mor = await stack.enter_async_context(telephone_company())
        manifest = load_manifest()
        workspace = Workspace(**read_manifest(manifest))
        (slash,) = manifest["features"]["slash_commands"]
        page = _page(workspace, slash, mor)
        with address_errors("127.0.0.1", port):
            slack = await stack.enter_async_context(
                serve_workspace(workspace, port=port, page=page)
            )
        settings = await stack.enter_async_context(
            embedded_settings(
                mor,
                slack_api_url=f"{slack}/api",
                slack_bot_token=SecretStr(workspace.bot_token),
                slack_app_token=SecretStr(""),
                slack_signing_secret=SecretStr(workspace.signing_secret),
                slack_command=slash["command"],
                bot_admins=SLACK_PEOPLE[0].id,
            )
        )
        await _link_everybody(settings, workspace.team_id)
        bot = await stack.enter_async_context(app.running(settings))
        address = await stack.enter_async_context(serve(bot.web))
        workspace.request_url = f"{address}/slack/events"
        welcome = _welcome(slack, mor.url, settings.slack_command)
        console.print(welcome, markup=False, highlight=False, soft_wrap=True)
        stopping = asyncio.create_task(stopped.wait())
        talking = asyncio.create_task(talk(console, workspace, settings.slack_command))
        await asyncio.wait({stopping, talking}, return_when=asyncio.FIRST_COMPLETED)
        if talking.done() and not talking.result():
            await stopping
        talking.cancel()
        stopping.cancel()


def _page(workspace: Workspace, slash: dict[str, Any], mor: TelephoneCompany) -> Starlette:
    return page_app(
        workspace,
        [SlashCommand(slash["command"], slash["description"], slash["usage_hint"])],
        _suggestions(slash["command"]),
        mor.recorder.exchanges,
    )


async def _link_everybody(settings: Settings, team_id: str) -> None:
    """Link the people as an operator would: their names are looked up in MOR."""
    async with app.opened(settings) as core:
        linking = core.linking()
        for person in SLACK_PEOPLE:
            if account := company_account(person.mor_username):
                request = LinkRequest(
                    Identity(team_id, person.id), account.username, account.role, account.owner_id
                )
                await linking.link(request, by=COMMAND_LINE)


def _welcome(address: str, mor: str, command: str) -> str:
    people = ", ".join(person.name for person in SLACK_PEOPLE)
    return f"""\
{address}

Open this address in a browser: a Slack workspace in which the real bot answers.
The bot asks a small telephone company's MOR at {mor}.
Nothing leaves this machine. The people here: {people}.

Or type here as one of them:
  {command} 5 last week
  {command} 5 yesterday by:hour
  {command} 5 last week chart
  {command} digest 5 yesterday every weekday at 9:00 in #noc
  {command} help
  {command} links   which MOR user people ask as; Ingrid is a bot admin
  as tom           talk as Tom, a user who sees their own calls only
  click BUTTON     click a button of the last answer
  quit"""


def _suggestions(command: str) -> list[Suggestion]:
    """What the page offers to try. Without text, the person opens the Home tab."""
    return [
        Suggestion("Last week's calls of user 5", "ingrid", f"{command} 5 last week"),
        Suggestion("Yesterday, hour by hour", "tom", f"{command} yesterday by:hour"),
        Suggestion("The same as a chart", "ingrid", f"{command} 5 last week chart"),
        Suggestion(
            "A scheduled digest",
            "ingrid",
            f"{command} digest 5 yesterday every weekday at 9:00 in #noc",
        ),
        Suggestion("Everything you can ask", "nils", f"{command} help"),
        Suggestion("A question that is refused", "tom", f"{command} 10 last week"),
        Suggestion("A question with two meanings", "ingrid", f"{command} 20 nov"),
        Suggestion("The audit log, for bot admins", "ingrid", f"{command} audit"),
        Suggestion("The Home tab: who you are in MOR", "harriet", ""),
    ]


async def talk(console: Console, workspace: Workspace, slash_command: str) -> bool:
    """Answer lines from standard input until `quit` or the end of the input.

    Return False if there were no lines: without a terminal, only the page is wanted.
    """
    speaker, typed_something, lines = SLACK_PEOPLE[0], False, LineReader()
    while (typed := await lines.next(f"\n{speaker.name} > ")) is not None:
        word, _, rest = typed.strip().partition(" ")
        person = workspace.person(speaker.name)
        if word in {"quit", "exit"}:
            return True
        if word.startswith("/"):
            await person.types(typed.strip())
            await _show_answer(console, person)
        elif word == "click" and rest:
            await _click(console, person, rest.strip())
        elif word == "as" and rest:
            speaker = _find_person(rest.strip().lower()) or speaker
        elif word:
            click.echo(f"Type {slash_command} …, as NAME, click BUTTON, or quit.")
        typed_something = True
    return typed_something


async def _click(console: Console, person: SimulatedUser, label: str) -> None:
    try:
        await person.clicks(label)
    except LookupError:
        click.echo(f"There is no button “{label}” to click.")
    else:
        await _show_answer(console, person)


async def _show_answer(console: Console, person: SimulatedUser) -> None:
    """Draw the answer that the person sees. Print each notice that MOR is still being asked."""
    try:
        message = await person.sees(_ANSWER_SECONDS)
        while message.text == slack_texts.STILL_ASKING:
            click.echo(message.text)
            message = await person.sees(_ANSWER_SECONDS)
    except NothingSeen:
        click.echo("No answer came.")
    else:
        draw({"text": message.text, "blocks": list(message.blocks)}, console)


def _find_person(name: str) -> SlackPerson | None:
    for person in SLACK_PEOPLE:
        if person.name == name:
            mor_user = person.mor_username or "not linked to a MOR user"
            click.echo(f"You are {person.real_name}, {mor_user}.")
            return person
    names = ", ".join(person.name for person in SLACK_PEOPLE)
    click.echo(f"Nobody here is called “{name}”. The people here: {names}")
    return None


class LineReader:
    """Reads lines from a terminal, a pipe or a file without a thread.

    A thread that waits in `input()` could not be stopped.
    """

    def __init__(self) -> None:
        self._read = b""
        self._ended = False

    async def next(self, prompt: str) -> str | None:
        """Return the next line, or None at the end. Bytes that are not UTF-8 are replaced."""
        click.echo(prompt, nl=False)
        sys.stdout.flush()
        while b"\n" not in self._read and not self._ended:
            await _readable()
            chunk = os.read(_STDIN, _CHUNK)
            self._read += chunk
            self._ended = not chunk
        line, _, self._read = self._read.partition(b"\n")
        if self._ended and not line and not self._read:
            return None
        return line.decode(errors="replace")


async def _readable() -> None:
    """Wait until there is something to read, or the end."""
    loop = asyncio.get_running_loop()
    ready = asyncio.Event()
    try:
        loop.add_reader(_STDIN, ready.set)
    except PermissionError:  # a file or /dev/null, which can always be read
        return
    try:
        await ready.wait()
    finally:
        loop.remove_reader(_STDIN)
