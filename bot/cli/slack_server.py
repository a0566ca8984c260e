"""`morbot slack-server`: the sandbox's Slack workspace alone, for any Bolt app in any language."""

import asyncio
from contextlib import AsyncExitStack

import click

from bot.cli.stopping import listening_faults, told_to_leave
from bot.sandbox.company import SLACK_PEOPLE
from bot.sandbox.page import page_app
from bot.sandbox.slack_server import Workspace, serve_workspace

_PEOPLE = "\n".join(f"{one.id:<10} {one.name:<8} {one.real_name}" for one in SLACK_PEOPLE)


@click.command("slack-server", epilog=f"\b\nThe people in it:\n{_PEOPLE}")
@click.option("--host", default="127.0.0.1", show_default=True, help="A loopback address.")
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=0,
    show_default=True,
    help="0 takes a free port.",
)
@click.option("--request-url", default="", help="Where the app takes Slack's signed requests.")
@click.option("--signing-secret", default="", help="A random one unless given; it is printed.")
@click.option("--bot-token", default="", help="The same; begins with xoxb-.")
@click.option("--app-token", default="", help="The same, for Socket Mode; begins with xapp-.")
def command(
    host: str, port: int, request_url: str, signing_secret: str, bot_token: str, app_token: str
) -> None:
    """Serve a strict Slack workspace on loopback, to point a Bolt app at.

    The first line printed is the address of its Web API, http://127.0.0.1:PORT/api; the lines
    after it are the app's secrets as environment variables. Runs until SIGINT or SIGTERM.

    Its people are spoken for over HTTP: POST {"text": "/localcalls 5"} to /people/tom/types, and
    {} to /people/tom/sees; also says, clicks, chooses, messages, opens_home, sees_modal, fills,
    submits, closes.
    """
    workspace = Workspace(
        request_url=request_url,
        signing_secret=signing_secret,
        bot_token=bot_token,
        app_token=app_token,
    )
    asyncio.run(_serve(workspace, host, port))


async def _serve(workspace: Workspace, host: str, port: int) -> None:
    leave = told_to_leave()
    async with AsyncExitStack() as stack:
        with listening_faults(host, port):
            address = await stack.enter_async_context(
                serve_workspace(workspace, host, port, page=page_app(workspace))
            )
        click.echo(f"{address}/api")
        click.echo(f"SLACK_BOT_TOKEN={workspace.bot_token}")
        click.echo(f"SLACK_APP_TOKEN={workspace.app_token}")
        click.echo(f"SLACK_SIGNING_SECRET={workspace.signing_secret}")
        await leave.wait()
