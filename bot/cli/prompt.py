"""The prompt of `morbot demo`: a person of the workspace types, and sees the answers."""

import asyncio
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import Any

import click
from rich.console import Console
from rich.text import Text

from bot.cli.lines import Lines
from bot.cli.terminal.message import draw
from bot.cli.terminal.mrkdwn import readable
from bot.sandbox.company import SLACK_PEOPLE, SlackPerson
from bot.sandbox.slack_server import SimulatedUser, Workspace
from bot.sandbox.slack_server.inputs import new_state, options
from bot.sandbox.slack_server.interactions import action
from bot.sandbox.slack_server.model import (
    BOT_NAME,
    BOT_USER,
    SLACKBOT,
    Message,
    elements,
    text_of,
)

_PAUSE = 0.2  # seconds without news after which an idle bot has said all
_SILENCE = 5.0  # seconds for the first word
_CHANNEL = "#noc"


class Prompt:
    """Does what is typed, and prints each message that the person sees, in order.

    `working` tells whether the bot still has something to do.
    """

    def __init__(
        self,
        console: Console,
        workspace: Workspace,
        slash_command: str,
        working: Callable[[], bool],
    ) -> None:
        self._console = console
        self._workspace = workspace
        self._slash_command = slash_command
        self._working = working
        self._speaker = SLACK_PEOPLE[0]
        self._read: dict[str, int] = {}  # how much of the feed each person has seen
        self._form = ""  # the id of the form that was told of last

    async def talk(self, lines: Lines) -> bool:
        """Do the lines until `quit` or their end. Return False if there were none."""
        typed_something = False
        while (typed := await self._next(lines)) is not None:
            word, _, rest = typed.strip().partition(" ")
            if word.lower() in {"quit", "exit"}:
                return True
            if word:
                await self._do(word, rest.strip())
            typed_something = True
        return typed_something

    async def _do(self, word: str, rest: str) -> None:
        person = self._person
        match word.lower():
            case "as":
                self._become(rest.lower())
                return
            case "click":
                if not await self._click(rest):
                    return
            case command if command.startswith("/"):
                await person.types(f"{command} {rest}", _CHANNEL)
            case mention if mention == f"@{BOT_NAME}":
                await person.says(f"{mention} {rest}", _CHANNEL)
            case _:
                await person.types(f"{self._slash_command} {word} {rest}", _CHANNEL)
        await self._show_answers()
        if word.lower() == "help":
            click.echo("\nWords of this prompt alone: as NAME, click NAME, quit.")

    @property
    def _person(self) -> SimulatedUser:
        return self._workspace.person(self._speaker.name)

    async def _next(self, lines: Lines) -> str | None:
        """Return the next line. What is posted meanwhile is printed when it comes."""
        line = asyncio.ensure_future(lines.next(f"{self._speaker.name} > "))
        try:
            while not line.done():
                news = asyncio.ensure_future(self._workspace.feed.until(self._has_news, 3600))
                await asyncio.wait({line, news}, return_when=asyncio.FIRST_COMPLETED)
                news.cancel()
                if not line.done():
                    self._show_news()
            return line.result()
        finally:
            if line.cancel():
                with suppress(asyncio.CancelledError):
                    await line  # the terminal becomes what it was

    async def _show_answers(self) -> None:
        """Print all that a line brings: until the bot has nothing left to do."""
        feed, waited, shown = self._workspace.feed, 0.0, False
        while True:
            came = await feed.until(self._has_news, _PAUSE)
            shown = self._show_news() or shown
            if came or self._working():
                continue
            waited += _PAUSE
            if shown or waited >= _SILENCE:
                break
        if not shown:
            click.echo("No answer came.")

    def _unread(self) -> list[tuple[int, Message]]:
        person = self._person
        start = self._read.get(person.id, 0)
        return self._workspace.feed.since(
            start, lambda one: person.may_see(one) and one.author != person.id
        )

    def _opened_form(self) -> str:
        """Return the title of a form that was opened and not told of yet."""
        view = self._workspace.views.top(self._speaker.id)
        return "" if view is None or view.id == self._form else text_of(view.content["title"])

    def _has_news(self) -> bool:
        return bool(self._unread() or self._opened_form())

    def _show_news(self) -> bool:
        """Print what the person has not seen yet. Return whether there was anything."""
        unread, title = self._unread(), self._opened_form()
        for index, message in unread:
            self._read[self._speaker.id] = index + 1
            self._show(message)
        view = self._workspace.views.top(self._speaker.id)
        if title and view is not None:
            self._form = view.id
            here = f"{self._workspace.address}/#{self._speaker.name}/C0NOC0001"
            click.echo(f"\nA form has opened: {readable(title)}. Fill it in here: {here}")
        return bool(unread or title)

    def _show(self, message: Message) -> None:
        self._console.print(Text(f"\n{self._heading(message)}", style="dim"), soft_wrap=True)
        if message.deleted:
            return
        payload = {"text": message.text, "blocks": list(message.blocks)}
        draw(_named(payload, self._names()), self._console)
        for file in message.files:
            address = f"{self._workspace.address}/page/{self._speaker.id}/files/{file.id}"
            click.echo(f"File: {readable(file.name)}  {address}")

    def _heading(self, message: Message) -> str:
        channel = self._workspace.channels[message.channel]
        who = "Slack" if message.author == SLACKBOT else self._names()[message.author]
        where = "in your direct messages" if channel.user else f"in #{channel.name}"
        if message.deleted:
            return f"{who} removed its message {where}."
        reader = ", only to you" if message.ephemeral else ""
        return f"{who} {'changed its message ' if message.edited else ''}{where}{reader}:"

    def _names(self) -> dict[str, str]:
        """Return how people and channels are called, by id."""
        people = {one.id: one.person.name for one in self._workspace.members.values()}
        channels = {one.id: one.name for one in self._workspace.channels.values()}
        return people | channels | {BOT_USER: BOT_NAME}

    async def _click(self, label: str) -> bool:
        """Click a button, or choose in a menu. Return False, and say why, if there is none."""
        offered: dict[str, tuple[Message, Any, Any, Any]] = {}
        for name, message, block, element, option in self._clickable():
            offered.setdefault(name.lower(), (message, block, element, option))
        chosen = offered.get(label.lower())
        if chosen is None:
            what = f"There is no button or menu entry “{label}” to click." if label else ""
            there = ", ".join(name for name, *_ in self._clickable(newest=True))
            click.echo(
                f"{what} There are: {there}".strip() if there else what or "Nothing to click."
            )
            return False
        message, block, element, option = chosen
        if asked := element.get("confirm"):
            click.echo(f"{text_of(asked['title'])} {text_of(asked['text'])} Confirmed.")
        if "url" in element:
            click.echo(f"Open this address in a browser: {element['url']}")
        state = None if option is None else new_state(element, option)
        await self._person.uses(message, action(self._workspace, block, element, state))
        return True

    def _clickable(self, *, newest: bool = False) -> Iterator[tuple[str, Message, Any, Any, Any]]:
        """Yield each button and menu entry that the person sees, of the newest message first."""
        for message in reversed(self._person.visible()):
            found = False
            for block, element in elements(message.blocks):
                if element["type"] == "button":
                    found = True
                    yield text_of(element["text"]), message, block, element, None
                for option in options(element):
                    found = True
                    yield text_of(option["text"]), message, block, element, option
            if found and newest:
                return

    def _become(self, name: str) -> None:
        """Speak as somebody else from now on, and print what they have not seen yet."""
        for person in SLACK_PEOPLE:
            if person.name == name:
                self._speaker = person
                mor_user = _mor_user(person)
                click.echo(f"You are {person.real_name}, {mor_user}.")
                self._show_news()
                return
        names = ", ".join(person.name for person in SLACK_PEOPLE)
        nobody = f"Nobody here is called “{name}”. " if name else ""
        click.echo(f"{nobody}The people here: {names}")


def _mor_user(person: SlackPerson) -> str:
    return f"{person.mor_username} in MOR" if person.mor_username else "not linked to a MOR user"


def _named(value: Any, names: dict[str, str]) -> Any:
    """Return Slack's JSON with the names of people and channels where it has ids."""
    if isinstance(value, list):
        return [_named(one, names) for one in value]
    if not isinstance(value, dict):
        return value
    for kind, sign in (("user", "@"), ("channel", "#")):
        id_ = value.get(f"{kind}_id")
        if value.get("type") == kind and id_ in names:
            return {"type": "text", "text": f"{sign}{names[id_]}"}
    made = {key: _named(one, names) for key, one in value.items()}
    if value.get("type") == "mrkdwn" or "blocks" in value:
        for id_, name in names.items():
            for sign in "@#":
                made["text"] = made["text"].replace(f"<{sign}{id_}>", f"<{sign}{id_}|{name}>")
    return made
