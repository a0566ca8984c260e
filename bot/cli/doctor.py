"""`morbot doctor`: is everything well, and if not, how to mend it."""

import asyncio
import json
from collections.abc import Mapping

import click

from bot.doctor import Finding, State, examine
from bot.doctor import texts as say
from bot.settings import Settings

_MARKS = {
    State.OK: ("✓", "green"),
    State.WARNING: ("!", "yellow"),
    State.WRONG: ("✗", "red"),
    State.SKIPPED: ("–", "bright_black"),
}
_PATIENCE = 2.0  # seconds without a word


@click.command("doctor")
@click.option("--as", "username", metavar="MOR_USERNAME", help="Ask MOR as this user.")
@click.option("--json", "as_json", is_flag=True, help="As a JSON array, one object a line.")
def command(username: str | None, as_json: bool) -> None:
    """Look at settings, database, links, Slack and MOR, and say how to mend what is wrong.

    MOR is asked as somebody linked who can be signed for, admins first, else as its user “admin”.
    --as names another: somebody linked, or one whose key is the admin's.

    \b
    ✓ well    ! works, but read it    ✗ wrong    – not looked at

    Ends with 0 if nothing is wrong, with 2 if the settings cannot be used, and with 1 if anything
    else is wrong. Nothing is posted or changed; the database's tables are brought up to date.
    """
    found = asyncio.run(_examine(username))
    if as_json:
        _print_json(found)
    else:
        _print_lines(found)
    if any(one.state is State.WRONG for one in found.values()):
        raise click.exceptions.Exit(2 if found["Settings"].state is State.WRONG else 1)


async def _examine(username: str | None) -> Mapping[str, Finding]:
    said = asyncio.get_running_loop().call_later(
        _PATIENCE, lambda: click.echo(say.STILL_LOOKING, err=True)
    )
    try:
        return await examine(Settings.load, username=username)
    finally:
        said.cancel()


def _print_lines(found: Mapping[str, Finding]) -> None:
    for name, one in found.items():
        mark, colour = _MARKS[one.state]
        click.echo(f"{click.style(mark, fg=colour)} {name}: {_printable(one.text)}")
        for line in one.hint.splitlines():
            click.echo(f"    {_printable(line)}")


def _printable(text: str) -> str:
    """On one line, and without what could steer a terminal: some of it is MOR's or Slack's."""
    return "".join(letter for letter in " ".join(text.split()) if letter.isprintable())


def _print_json(found: Mapping[str, Finding]) -> None:
    lines = [
        {"name": name, "state": one.state, "text": one.text, "hint": one.hint}
        for name, one in found.items()
    ]
    click.echo(json.dumps(lines, ensure_ascii=False, indent=2))
