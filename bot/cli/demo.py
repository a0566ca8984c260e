"""`morbot demo`: everything on loopback, a workspace in the browser and a prompt in the terminal.

What is typed goes as a really signed Slack request to the bot's real HTTP endpoint; the bot asks
the MOR-compatible server; what it posts to the workspace is drawn on the page, and here.
"""

import asyncio
from contextlib import AsyncExitStack

import click
from pydantic import SecretStr
from rich.console import Console

from bot import app, telemetry
from bot.cli import demo_texts as demo
from bot.cli.embedded import company_account, embedded_settings, telephone_company
from bot.cli.lines import Lines
from bot.cli.stopping import listening_faults, told_to_leave
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
from bot.slack.manifest import read_manifest as read_manifest_file

_PATIENCE = 60.0  # seconds; longer than the bot waits for MOR


@click.command("demo")
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=0,
    show_default=True,
    help="Of the page; 0 takes a free one.",
)
def command(port: int) -> None:
    """Try morbot without any account: a telephone company, a Slack workspace and the bot.

    The first line printed is the address of the workspace, to be opened in a browser. Runs until
    quit, SIGINT or SIGTERM, or until the lines given on standard input are all done.
    """
    telemetry.configure("ERROR", pretty=True)
    asyncio.run(_demo(Console(), port))


async def _demo(console: Console, port: int) -> None:
    leave = told_to_leave()
    async with AsyncExitStack() as stack:
        mor = await stack.enter_async_context(telephone_company())
        manifest = read_manifest_file()
        workspace = Workspace(**read_manifest(manifest))
        (slash,) = manifest["features"]["slash_commands"]
        page = page_app(
            workspace,
            [SlashCommand(slash["command"], slash["description"], slash["usage_hint"])],
            [Suggestion(*one) for one in demo.suggestions(slash["command"])],
            mor.recorder.exchanges,
        )
        with listening_faults("127.0.0.1", port):
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
        names = ", ".join(person.name for person in SLACK_PEOPLE)
        welcome = demo.welcome(slack, mor.url, names, settings.slack_command)
        console.print(welcome, markup=False, highlight=False, soft_wrap=True)
        stopped = asyncio.create_task(leave.wait())
        talk = asyncio.create_task(_converse(console, workspace, settings.slack_command))
        await asyncio.wait({stopped, talk}, return_when=asyncio.FIRST_COMPLETED)
        if talk.done() and not talk.result():
            await stopped
        talk.cancel()
        stopped.cancel()


async def _link_everybody(settings: Settings, team_id: str) -> None:
    """Link the people as an operator would: the names are looked up at MOR."""
    async with app.opened(settings) as core:
        linking = core.linking()
        for person in SLACK_PEOPLE:
            if account := company_account(person.mor_username):
                request = LinkRequest(
                    Identity(team_id, person.id), account.username, account.role, account.owner_id
                )
                await linking.link(request, by=COMMAND_LINE)


async def _converse(console: Console, workspace: Workspace, slash: str) -> bool:
    """Take lines until their end; False if there were none, and the page alone is wanted."""
    speaker, said_something, lines = SLACK_PEOPLE[0], False, Lines()
    while (typed := await lines.next(f"\n{speaker.name} > ")) is not None:
        word, _, rest = typed.strip().partition(" ")
        person = workspace.person(speaker.name)
        if word in {"quit", "exit"}:
            return True
        if word.startswith("/"):
            await person.types(typed.strip())
            await _show(console, person)
        elif word == "press" and rest:
            try:
                await person.clicks(rest.strip())
            except LookupError:
                click.echo(demo.no_button(rest.strip()))
            else:
                await _show(console, person)
        elif word == "as" and rest:
            speaker = _somebody(rest.strip().lower()) or speaker
        elif word:
            click.echo(demo.how_to(slash))
        said_something = True
    return said_something


async def _show(console: Console, person: SimulatedUser) -> None:
    """Draw what he gets to see, until it is more than a sign of patience."""
    try:
        message = await person.sees(_PATIENCE)
        while message.text == slack_texts.STILL_ASKING:
            click.echo(message.text)
            message = await person.sees(_PATIENCE)
    except NothingSeen:
        click.echo(demo.NOTHING_CAME)
    else:
        draw({"text": message.text, "blocks": list(message.blocks)}, console)


def _somebody(name: str) -> SlackPerson | None:
    for person in SLACK_PEOPLE:
        if person.name == name:
            click.echo(demo.speaking_as(person.real_name, person.mor_username))
            return person
    click.echo(demo.nobody(name, ", ".join(person.name for person in SLACK_PEOPLE)))
    return None
