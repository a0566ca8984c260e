"""`morbot demo`: everything on loopback, a workspace in the browser and a prompt in the terminal.

What is typed reaches the bot's HTTP endpoint as a signed Slack request. The bot asks the
MOR-compatible server. What it posts is drawn on the page and here.
"""

import asyncio
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
from bot.cli.lines import EditedLines, PipedLines
from bot.cli.prompt import Prompt
from bot.cli.serving import address_errors, port_option, stop_event
from bot.ids import COMMAND_LINE, Identity
from bot.links.model import LinkRequest
from bot.sandbox.company import SLACK_PEOPLE
from bot.sandbox.page import SlashCommand, Suggestion, page_app
from bot.sandbox.serving import serve
from bot.sandbox.slack_server import Workspace, read_manifest, serve_workspace
from bot.settings import Settings
from bot.slack.api.client import load_manifest


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
        prompt = Prompt(console, workspace, settings.slack_command, lambda: len(bot.tasks) > 0)
        terminal = sys.stdin.isatty() and sys.stdout.isatty()
        talking = asyncio.create_task(prompt.talk(EditedLines() if terminal else PipedLines()))
        await asyncio.wait({stopping, talking}, return_when=asyncio.FIRST_COMPLETED)
        # Without a terminal and without a line, only the page is wanted.
        if talking.done() and not talking.result() and not terminal:
            await stopping
        talking.cancel()
        stopping.cancel()
        await asyncio.wait({talking, stopping})


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

Or ask here, with or without {command} in front:
  5 last week
  5 yesterday by:hour
  5 last week chart
  digest 5 yesterday every weekday at 9:00 in #noc
  help
  links        which MOR user people ask as; Ingrid is a bot admin
  as tom       talk as Tom, a user who sees their own calls only
  click NAME   click a button, or choose in a menu, of the newest message that has it
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
