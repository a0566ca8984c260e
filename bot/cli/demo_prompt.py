"""The prompt of `morbot demo`: type as one of the people, and see what they see."""

import asyncio
import os
import sys

import click
from rich.console import Console

from bot.cli.terminal.message import draw
from bot.sandbox.company import SLACK_PEOPLE, SlackPerson
from bot.sandbox.slack_server import NothingSeen, SimulatedUser, Workspace
from bot.slack import texts as slack_texts

_ANSWER_SECONDS = 60.0  # longer than the bot waits for MOR
_STDIN = 0
_CHUNK = 64 * 1024


async def talk(console: Console, workspace: Workspace, slash_command: str) -> bool:
    """Answer lines from standard input until `quit` or the end of the input.

    Return False if there were no lines: without a terminal, only the page is wanted.
    """
    speaker, typed_something, lines = SLACK_PEOPLE[0], False, LineReader()
    while (typed := await lines.next(f"\n{speaker.name} > ")) is not None:
        word, _, rest = typed.strip().partition(" ")
        person = workspace.person(speaker.name)
        if word in {"quit", "exit"}:
            return True
        if word.startswith("/"):
            await person.types(typed.strip())
            await _show_answer(console, person)
        elif word == "click" and rest:
            await _click(console, person, rest.strip())
        elif word == "as" and rest:
            speaker = _find_person(rest.strip().lower()) or speaker
        elif word:
            click.echo(f"Type {slash_command} …, as NAME, click BUTTON, or quit.")
        typed_something = True
    return typed_something


async def _click(console: Console, person: SimulatedUser, label: str) -> None:
    try:
        await person.clicks(label)
    except LookupError:
        click.echo(f"There is no button “{label}” to click.")
    else:
        await _show_answer(console, person)


async def _show_answer(console: Console, person: SimulatedUser) -> None:
    """Draw the answer that the person sees. Print each notice that MOR is still being asked."""
    try:
        message = await person.sees(_ANSWER_SECONDS)
        while message.text == slack_texts.STILL_ASKING:
            click.echo(message.text)
            message = await person.sees(_ANSWER_SECONDS)
    except NothingSeen:
        click.echo("No answer came.")
    else:
        draw({"text": message.text, "blocks": list(message.blocks)}, console)


def _find_person(name: str) -> SlackPerson | None:
    for person in SLACK_PEOPLE:
        if person.name == name:
            mor_user = person.mor_username or "not linked to a MOR user"
            click.echo(f"You are {person.real_name}, {mor_user}.")
            return person
    names = ", ".join(person.name for person in SLACK_PEOPLE)
    click.echo(f"Nobody here is called “{name}”. The people here: {names}")
    return None


class LineReader:
    """Reads lines from a terminal, a pipe or a file without a thread.

    A thread that waits in `input()` could not be stopped.
    """

    def __init__(self) -> None:
        self._read = b""
        self._ended = False

    async def next(self, prompt: str) -> str | None:
        """Return the next line, or None at the end. Bytes that are not UTF-8 are replaced."""
        click.echo(prompt, nl=False)
        sys.stdout.flush()
        while b"\n" not in self._read and not self._ended:
            await _readable()
            chunk = os.read(_STDIN, _CHUNK)
            self._read += chunk
            self._ended = not chunk
        line, _, self._read = self._read.partition(b"\n")
        if self._ended and not line and not self._read:
            return None
        return line.decode(errors="replace")


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
