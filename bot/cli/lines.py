"""Where the lines of a prompt come from: a terminal, or a pipe."""

import asyncio
import os
import sys
from typing import Protocol

import click
from prompt_toolkit import PromptSession
from prompt_toolkit.patch_stdout import patch_stdout

_STDIN = 0
_CHUNK = 64 * 1024


class Lines(Protocol):
    """Where lines come from: a terminal, or a pipe."""

    async def next(self, prompt: str) -> str | None:
        """Return the next line, or None at the end."""


class EditedLines:
    """Reads lines from a terminal. They can be edited, and the arrow keys bring earlier ones."""

    def __init__(self) -> None:
        self._session: PromptSession[str] = PromptSession()

    async def next(self, prompt: str) -> str | None:
        """Return the next line, or None after Ctrl-C or Ctrl-D."""
        click.echo()
        try:
            with patch_stdout(raw=True):
                return await self._session.prompt_async(prompt, handle_sigint=False)
        except (EOFError, KeyboardInterrupt):
            return None


class PipedLines:
    """Reads lines from a pipe or a file without a thread.

    A thread that waits in `input()` could not be stopped.
    """

    def __init__(self) -> None:
        self._read = b""
        self._ended = False

    async def next(self, prompt: str) -> str | None:
        """Return the next line, or None at the end. Bytes that are not UTF-8 are replaced."""
        click.echo(f"\n{prompt}", nl=False)
        sys.stdout.flush()
        while b"\n" not in self._read and not self._ended:
            await _readable()
            chunk = os.read(_STDIN, _CHUNK)
            self._read += chunk
            self._ended = not chunk
        line, _, self._read = self._read.partition(b"\n")
        if self._ended and not line and not self._read:
            return None
        typed = line.decode(errors="replace")
        click.echo(typed)
        return typed


async def _readable() -> None:
    """Wait until there is something to read, or the end."""
    loop = asyncio.get_running_loop()
    ready = asyncio.Event()
    try:
        loop.add_reader(_STDIN, ready.set)
    except PermissionError:  # a file or /dev/null, which can always be read
        return
    try:
        await ready.wait()
    finally:
        loop.remove_reader(_STDIN)
