"""`morbot period`: what a phrase means, without a switch or a Slack workspace."""

import json
import os
import sys
from collections.abc import Iterable, Iterator
from datetime import datetime

import click

from bot.calls.model import Period
from bot.calls.period import read_period
from bot.cli import texts as say
from bot.cli.clock import now_option, read_now, read_zone, zone_option
from bot.errors import AskError


@click.command()
@click.argument("text")
@now_option
@zone_option
@click.option("--locale", metavar="L", help="A locale such as lt-LT; all languages without one.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def command(text: str, now: str | None, tz: str | None, locale: str | None, as_json: bool) -> None:
    """Read TEXT as a period.

    With - as TEXT, each line of standard input is one phrase (an empty one means today), answered
    by one JSON object a line: {"phrase", "from", "till"}, or {"phrase", "error"} where it is no
    period. That is an answer too, so the exit code is 0 all the same.
    """
    zone = read_zone(tz)
    at = read_now(now, zone)
    if text == "-":
        for line in _lines(sys.stdin.buffer):
            click.echo(json.dumps(_answer(line, at, locale)))
        return
    text = os.fsencode(text).decode("utf-8", "replace")
    if as_json:
        answer = _answer(text, at, locale)
        click.echo(json.dumps(answer))
        if "error" in answer:
            raise SystemExit(2)
        return
    period = read_period(text, at, locale)
    click.echo(say.period_reading(*_bounds(period), zone.key, period.seconds))


def _lines(source: Iterable[bytes]) -> Iterator[str]:
    """The lines as they were typed, without their ends; bytes that are no UTF-8 become U+FFFD."""
    for line in source:
        yield line.decode("utf-8", "replace").removesuffix("\n").removesuffix("\r")


def _answer(phrase: str, now: datetime, locale: str | None) -> dict[str, str]:
    try:
        start, end = _bounds(read_period(phrase, now, locale))
    except AskError as error:
        return {"phrase": phrase, "error": f"{error.text} {error.hint}"}
    return {"phrase": phrase, "from": start, "till": end}


def _bounds(period: Period) -> tuple[str, str]:
    return period.start.isoformat(), period.end.isoformat()
