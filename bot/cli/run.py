"""`morbot run`: the bot itself, over HTTP."""

import asyncio
import signal
import socket
from collections.abc import Iterator
from contextlib import contextmanager

import click
import uvicorn
from starlette.applications import Starlette

from bot import app, telemetry
from bot.errors import ConfigError
from bot.messages import setup
from bot.settings import Settings


@click.command("run")
def command() -> None:
    """Run the bot until SIGINT or SIGTERM; what is in flight is then finished and answered.

    Settings come from the environment and a .env file; the README lists them.
    """
    settings = Settings.load()
    telemetry.configure()
    asyncio.run(_run(settings))


async def _run(settings: Settings) -> None:
    listener = _listen(settings.host, settings.port)
    async with app.running(settings) as web:
        port = listener.getsockname()[1]
        click.echo(setup.listening(f"http://{settings.host}:{port}/slack/events"))
        await _Server(web).serve(sockets=[listener])


def _listen(host: str, port: int) -> socket.socket:
    try:
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        return socket.create_server((host, port), family=family)
    except OSError as error:
        raise ConfigError([setup.cannot_listen(host, port, error.strerror or "")]) from None


class _Server(uvicorn.Server):
    """uvicorn that ends quietly on a signal, so that the work in flight can be drained after it."""

    def __init__(self, web: Starlette) -> None:
        super().__init__(uvicorn.Config(web, log_config=None, access_log=False, lifespan="off"))

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        loop = asyncio.get_running_loop()
        for number in (signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(number, self.handle_exit, number, None)
        yield
