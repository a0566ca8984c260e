"""`morbot run`: the bot itself."""

import asyncio
import gc
import signal
import socket
from collections.abc import Iterator
from contextlib import contextmanager

import click
import uvicorn
from starlette.applications import Starlette

from bot import app, telemetry
from bot.cli import texts
from bot.errors import ConfigError
from bot.settings import Settings

_SIGNALS = (signal.SIGINT, signal.SIGTERM)
_LAST_ANSWERS = 3  # seconds for HTTP answers on their way, at the very end


@click.command("run")
def command() -> None:
    """Run the bot until SIGINT or SIGTERM; what is in flight is then finished and answered.

    It may take STOP_TIMEOUT seconds; a second signal ends it at once. Settings come from the
    environment and a .env file; the README lists them.
    """
    settings = Settings.load_for_slack()
    telemetry.configure()
    asyncio.run(_run(settings))


async def _run(settings: Settings) -> None:
    listener = _listen(settings.host, settings.port)
    async with app.running(settings) as bot:
        # What is there by now stays. Unfrozen, Python's search for garbage would go through all of
        # it time and again, and nobody be heard for some 50 ms.
        gc.collect()
        gc.freeze()
        told_to_stop = _told_to_stop()
        server = _Server(bot.web)
        serving = asyncio.create_task(server.serve(sockets=[listener]))
        click.echo(_greeting(settings, listener.getsockname()[1], by_socket=bool(bot.socket)))
        await told_to_stop.wait()
        # Still served meanwhile: who asks now is told to try again.
        await bot.stop()
        server.should_exit = True
        await serving


def _listen(host: str, port: int) -> socket.socket:
    try:
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        listener = socket.create_server((host, port), family=family)
    except OSError as error:
        raise ConfigError([texts.cannot_listen(host, port, error.strerror or "")]) from None
    # Connections inherit it. asyncio sets it only on sockets made with IPPROTO_TCP by name, and
    # without it an answer's body waits 40 ms for the other side to acknowledge its headers.
    listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return listener


def _greeting(settings: Settings, port: int, *, by_socket: bool) -> str:
    host = f"[{settings.host}]" if ":" in settings.host else settings.host
    address = f"http://{host}:{port}"
    return (
        texts.connected(f"{address}/readyz")
        if by_socket
        else texts.listening(f"{address}/slack/events")
    )


def _told_to_stop() -> asyncio.Event:
    """Set by the first signal. The second does what signals do: it ends the process."""
    event = asyncio.Event()
    loop = asyncio.get_running_loop()

    def first() -> None:
        for number in _SIGNALS:
            loop.remove_signal_handler(number)
            signal.signal(number, signal.SIG_DFL)
        event.set()

    for number in _SIGNALS:
        loop.add_signal_handler(number, first)
    return event


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
