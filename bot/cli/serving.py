"""What the commands that serve share: their options, their end by a signal, and bad addresses."""

import asyncio
import errno
import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager

import click

from bot.errors import MorbotError

_SIGNALS = (signal.SIGINT, signal.SIGTERM)

host_option = click.option(
    "--host", default="127.0.0.1", show_default=True, help="The loopback address to listen on."
)
port_option = click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=0,
    show_default=True,
    help="The port to listen on; 0 takes a free one.",
)


def stop_event() -> asyncio.Event:
    """Return an event that the first SIGINT or SIGTERM sets. The second ends the process at once.

    Must be called in a running event loop.
    """
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


@contextmanager
def address_errors(host: str, port: int) -> Iterator[None]:
    """Turn what the sandbox raises for an address into a sentence.

    Raises click.BadParameter for a host that is not loopback, else MorbotError.
    """
    try:
        yield
    except ValueError:
        # Not for other machines: anyone who has the sandbox's key sees everything.
        raise click.BadParameter(
            f"{host} is not this machine. The sandbox listens on 127.0.0.1, ::1 or localhost.",
            param_hint="--host",
        ) from None
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            text, code = f"Port {port} on {host} is in use by another program.", "address-taken"
        else:
            reason = os.strerror(error.errno) if error.errno else str(error)
            text, code = f"Cannot listen on port {port} of {host}: {reason}.", "address-refused"
        hint = "Choose another port, or let the system choose one: --port 0"
        raise MorbotError(text, hint, code=code) from None
