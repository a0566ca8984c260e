"""`morbot run`: the bot itself."""

import asyncio
import gc
from contextlib import AsyncExitStack

import click

from bot import app, telemetry
from bot.cli.http_server import (
    address_of,
    listen,
    raise_file_limit,
    served,
    tell_seldom_when_full,
)
from bot.cli.serving import stop_event
from bot.mor import texts as mor_texts
from bot.mor.exposure import crosses_a_network_in_the_clear
from bot.settings import Settings


@click.command("run")
def command() -> None:
    """Run the bot until SIGINT or SIGTERM.

    Then it takes questions for another STOP_GRACE seconds, and answers what is in flight, for up
    to STOP_TIMEOUT seconds. A second signal ends it at
    once. Settings come from the environment and a .env file: see docs/settings.md.
    """
    settings = Settings.load_for_slack()
    telemetry.configure()
    asyncio.run(_run(settings))


async def _run(settings: Settings) -> None:
    raise_file_limit()
    tell_seldom_when_full()
    by_socket = bool(settings.slack_app_token.get_secret_value())
    watch_listener = listen(settings.watch_host, settings.watch_port, "WATCH_HOST and WATCH_PORT")
    listener = None if by_socket else listen(settings.host, settings.port, "HOST and PORT")
    if await crosses_a_network_in_the_clear(settings.mor_url):
        click.echo(" ".join(mor_texts.IN_THE_CLEAR), err=True)
    async with app.running(settings) as bot, AsyncExitStack() as stack:
        # What exists by now stays. Unfrozen, Python's garbage collector would go through all of it
        # again and again, and block everything for some 50 ms.
        gc.collect()
        gc.freeze()
        stopped = stop_event()
        await stack.enter_async_context(served(bot.watch, watch_listener))
        slack_comes = "morbot is connected to Slack by Socket Mode"
        if listener is not None:
            await stack.enter_async_context(served(bot.web, listener))
            slack_comes = f"morbot listens on {address_of(listener)}/slack/events"
        click.echo(f"{slack_comes}. Its health: {address_of(watch_listener)}/readyz")
        await stopped.wait()
        # Still served meanwhile: people who ask now are told to try again.
        await bot.stop()
