"""What the commands that serve have in common: a clear word if they cannot, and a way to end."""

import asyncio
import errno
import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager

import click

from bot.cli import sandbox_texts as sandbox
from bot.errors import MorbotError


def told_to_leave() -> asyncio.Event:
    """An event that SIGINT and SIGTERM set from now on."""
    leave = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, leave.set)
    return leave


@contextmanager
def listening_faults(host: str, port: int) -> Iterator[None]:
    """Turn what `serve` raises for an address into a sentence."""
    try:
        yield
    except ValueError:
        raise click.BadParameter(sandbox.loopback_only(host), param_hint="--host") from None
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            told, code = sandbox.address_taken(host, port), "address-taken"
        else:
            reason = os.strerror(error.errno) if error.errno else str(error)
            told, code = sandbox.address_refused(host, port, reason), "address-refused"
        raise MorbotError(told, sandbox.address_taken_hint(), code=code) from None
