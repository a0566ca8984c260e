"""`morbot run`: the bot itself."""

import asyncio
import gc
import socket
from collections.abc import Iterator
from contextlib import contextmanager

import click
import uvicorn
from starlette.applications import Starlette

from bot import app, telemetry
from bot.cli.serving import stop_event
from bot.errors import ConfigError
from bot.mor import texts as mor_texts
from bot.mor.exposure import crosses_a_network_in_the_clear
from bot.settings import Settings

_LAST_ANSWERS = 3  # seconds for HTTP answers on their way, at the very end


@click.command("run")
def command() -> None:
    """Run the bot until SIGINT or SIGTERM.

    Then it answers what is in flight, for up to STOP_TIMEOUT seconds. A second signal ends it at
    once. Settings come from the environment and a .env file: see docs/settings.md.
    """
    settings = Settings.load_for_slack()
    telemetry.configure()
    asyncio.run(_run(settings))


async def _run(settings: Settings) -> None:
    listener = _listen(settings.host, settings.port)
    if await crosses_a_network_in_the_clear(settings.mor_url):
        click.echo(" ".join(mor_texts.IN_THE_CLEAR), err=True)
    async with app.running(settings) as bot:
        # What exists by now stays. Unfrozen, Python's garbage collector would go through all of it
        # again and again, and block everything for some 50 ms.
        gc.collect()
        gc.freeze()
        stopped = stop_event()
        server = _Server(bot.web)
        serving = asyncio.create_task(server.serve(sockets=[listener]))
        click.echo(_greeting(settings, listener.getsockname()[1], by_socket=bool(bot.socket)))
        await stopped.wait()
        # Still served meanwhile: people who ask now are told to try again.
        await bot.stop()
        server.should_exit = True
        await serving


def _listen(host: str, port: int) -> socket.socket:
    try:
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        listener = socket.create_server((host, port), family=family)
    except (OSError, ValueError) as error:  # ValueError: a name that no resolver takes
        reason = getattr(error, "strerror", None) or error
        raise ConfigError(
            [f"HOST and PORT cannot be used: cannot listen on {host}:{port} ({reason})."]
        ) from None
    # Connections inherit it. asyncio sets it only on sockets made with IPPROTO_TCP by name, and
    # without it an answer's body waits 40 ms for the other side to acknowledge its headers.
    listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return listener


def _greeting(settings: Settings, port: int, *, by_socket: bool) -> str:
    host = f"[{settings.host}]" if ":" in settings.host else settings.host
    address = f"http://{host}:{port}"
    if by_socket:
        return f"morbot is connected to Slack by Socket Mode. Its health: {address}/readyz"
    return f"morbot listens on {address}/slack/events"


class _Server(uvicorn.Server):
    """uvicorn that leaves the signals to us."""

    def __init__(self, web: Starlette) -> None:
        super().__init__(
            uvicorn.Config(
                web,
                log_config=None,
                access_log=False,
                lifespan="off",
                server_header=False,
                timeout_graceful_shutdown=_LAST_ANSWERS,
            )
        )

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield
