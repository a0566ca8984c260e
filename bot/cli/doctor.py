"""`morbot doctor`: check everything, and say how to fix what is wrong."""

import asyncio
from collections.abc import Mapping

import click

from bot.cli.terminal import print_json
from bot.doctor import SETTINGS, CheckResult, Status, diagnose, skipped
from bot.settings import Settings

_MARKS = {
    Status.OK: ("✓", "green"),
    Status.WARNING: ("!", "yellow"),
    Status.WRONG: ("✗", "red"),
    Status.SKIPPED: ("–", "bright_black"),
}
_PATIENCE = 2.0  # seconds between two notices of progress


@click.command("doctor")
@click.option("--as", "username", metavar="MOR_USERNAME", help="Ask MOR as this user.")
@click.option("--json", "as_json", is_flag=True, help="Print a JSON array with one object a check.")
def command(username: str | None, as_json: bool) -> None:
    """Check everything, and say how to fix what is wrong.

    It checks settings, database, links, digests, Slack and MOR.

    \b
    ✓ well    ! works, but read it    ✗ wrong    – skipped

    MOR is asked as somebody linked whose key is set, admins first, or else as its user “admin”.
    Choose another with --as: somebody linked, or a user that the admin's key signs for.

    Nothing is posted or changed, but the tables of the database are brought up to date. The exit
    code is 0 if nothing is wrong, 2 if the settings cannot be used, and 1 for any other problem.
    """
    results = asyncio.run(_diagnose(username))
    if as_json:
        print_json(
            [
                {"name": name, "state": result.status, "text": result.text, "hint": result.hint}
                for name, result in results.items()
            ]
        )
    else:
        _print_lines(results)
    if any(result.status is Status.WRONG for result in results.values()):
        raise click.exceptions.Exit(2 if results[SETTINGS].status is Status.WRONG else 1)


async def _diagnose(username: str | None) -> Mapping[str, CheckResult]:
    notice = asyncio.get_running_loop().call_later(
        _PATIENCE, lambda: click.echo("Still checking…", err=True)
    )
    try:
        return await diagnose(Settings.load, username=username)
    finally:
        notice.cancel()


def _print_lines(results: Mapping[str, CheckResult]) -> None:
    if results[SETTINGS].status is Status.WRONG:  # all others would say the same
        results = {SETTINGS: results[SETTINGS], "All else": skipped("Skipped.")}
    for name, result in results.items():
        mark, colour = _MARKS[result.status]
        click.echo(f"{click.style(mark, fg=colour)} {name}: {_printable(result.text)}")
        for line in result.hint.splitlines():
            click.echo(f"    {_printable(line)}")


def _printable(text: str) -> str:
    """Put text on one line, without what could steer a terminal: some is MOR's or Slack's."""
    return "".join(letter for letter in " ".join(text.split()) if letter.isprintable())
