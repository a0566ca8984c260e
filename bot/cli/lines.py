"""Lines from standard input, without a thread: one that waits in `input()` cannot be ended."""

import asyncio
import os
import sys

import click

_STDIN = 0
_PIECE = 64 * 1024


class Lines:
    """Reads line by line, from a terminal, a pipe or a file."""

    def __init__(self) -> None:
        self._waiting = b""
        self._ended = False

    async def next(self, prompt: str) -> str | None:
        """The next line, None at the end; odd bytes are replaced."""
        click.echo(prompt, nl=False)
        sys.stdout.flush()
        while b"\n" not in self._waiting and not self._ended:
            await _readable()
            piece = os.read(_STDIN, _PIECE)
            self._waiting += piece
            self._ended = not piece
        line, _, self._waiting = self._waiting.partition(b"\n")
        if self._ended and not line and not self._waiting:
            return None
        return line.decode(errors="replace")


async def _readable() -> None:
    """Wait until there is something to read, or the end."""
    loop = asyncio.get_running_loop()
    ready = asyncio.Event()
    try:
        loop.add_reader(_STDIN, ready.set)
    except PermissionError:  # a file or /dev/null, which never lets one wait
        return
    try:
        await ready.wait()
    finally:
        loop.remove_reader(_STDIN)
