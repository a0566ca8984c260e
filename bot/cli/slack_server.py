"""`morbot slack-server`: the sandbox's Slack workspace alone, for any Bolt app in any language."""

import asyncio
from collections.abc import Mapping
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any

import click
import yaml

from bot.cli.serving import address_errors, host_option, port_option, stop_event
from bot.sandbox.company import SLACK_PEOPLE
from bot.sandbox.page import SlashCommand, page_app
from bot.sandbox.slack_server import Workspace, read_manifest, serve_workspace

_PEOPLE = "\n".join(f"{one.id:<10} {one.name:<8} {one.real_name}" for one in SLACK_PEOPLE)


def _read_manifest(
    ctx: click.Context, option: click.Parameter, name: str | None
) -> dict[str, Any] | None:
    del ctx, option
    if name is None:
        return None
    try:
        manifest = yaml.safe_load(Path(name).read_text("utf-8"))
        read_manifest(manifest)
        _commands(manifest)
    except OSError as error:
        raise click.BadParameter(f"{name} cannot be read: {error.strerror}.") from None
    except (yaml.YAMLError, LookupError, TypeError, AttributeError, ValueError):
        raise click.BadParameter(
            f"{name} is not the manifest of a Slack app with bot scopes. Copy it in Slack under"
            " App Manifest of the app's settings."
        ) from None
    return dict(manifest)


@click.command("slack-server", epilog=f"\b\nThe people in it:\n{_PEOPLE}")
@host_option
@port_option
@click.option(
    "--manifest",
    callback=_read_manifest,
    metavar="FILE",
    help="Install the app by its manifest, YAML or JSON: scopes, commands, events, shortcuts.",
)
@click.option("--request-url", default="", help="Where the app receives Slack's signed requests.")
@click.option("--signing-secret", default="", help="Use this secret instead of a random one.")
@click.option("--bot-token", default="", help="Use this token (xoxb-…) instead of a random one.")
@click.option(
    "--app-token",
    default="",
    help="Use this token for Socket Mode (xapp-…) instead of a random one.",
)
def command(
    host: str,
    port: int,
    manifest: dict[str, Any] | None,
    request_url: str,
    signing_secret: str,
    bot_token: str,
    app_token: str,
) -> None:
    """Serve a Slack workspace to test a Bolt app with.

    It listens on loopback, and is as strict as Slack.

    The first line printed is the address of its Web API, http://127.0.0.1:PORT/api. The lines after
    it are the app's secrets, as environment variables. It runs until SIGINT or SIGTERM.

    Act as its people over HTTP: for example, POST {"text": "/localcalls 5"} to /people/tom/types,
    then {} to /people/tom/sees. Other actions: says, clicks, chooses, searches, takes_shortcut,
    messages, opens_home, sees_modal, fills, submits, closes, clicks_in_modal, searches_in_modal.
    """
    installed: Mapping[str, Any] = read_manifest(manifest) if manifest else {}
    workspace = Workspace(
        **installed,
        request_url=request_url,
        signing_secret=signing_secret,
        bot_token=bot_token,
        app_token=app_token,
    )
    commands = _commands(manifest or {})
    asyncio.run(_serve(workspace, commands, host, port))


def _commands(manifest: dict[str, Any]) -> list[SlashCommand]:
    listed = manifest.get("features", {}).get("slash_commands", [])
    return [
        SlashCommand(one["command"], one.get("description", ""), one.get("usage_hint", ""))
        for one in listed
    ]


async def _serve(workspace: Workspace, commands: list[SlashCommand], host: str, port: int) -> None:
    stopped = stop_event()
    async with AsyncExitStack() as stack:
        with address_errors(host, port):
            address = await stack.enter_async_context(
                serve_workspace(workspace, host, port, page=page_app(workspace, commands))
            )
        click.echo(f"{address}/api")
        click.echo(f"SLACK_BOT_TOKEN={workspace.bot_token}")
        click.echo(f"SLACK_APP_TOKEN={workspace.app_token}")
        click.echo(f"SLACK_SIGNING_SECRET={workspace.signing_secret}")
        await stopped.wait()
