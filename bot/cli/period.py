"""`morbot period`: what a phrase means, without a switch or a Slack workspace."""

import json
import os
import sys
from collections.abc import Iterable, Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

import click

from bot.calls.model import Period
from bot.calls.period import FIRST_YEAR, LAST_YEAR, read_period
from bot.errors import AskError
from bot.messages import period as messages


def _read_zone(context: click.Context, parameter: click.Parameter, value: str) -> ZoneInfo:
    try:
        return ZoneInfo(value)
    except (KeyError, ValueError, OSError):
        raise click.BadParameter(messages.unknown_zone(), ctx=context, param=parameter) from None


def _read_now(
    context: click.Context, parameter: click.Parameter, value: str | None
) -> datetime | None:
    if value is None:
        return None
    try:
        now = datetime.fromisoformat(value)
    except ValueError:
        now = None
    if now is None or not FIRST_YEAR < now.year < LAST_YEAR:
        raise click.BadParameter(messages.unknown_now(), ctx=context, param=parameter)
    return now


@click.command()
@click.argument("text")
@click.option(
    "--now",
    callback=_read_now,
    metavar="ISO",
    help="The moment to read the phrase at; without an offset, wall clock in the zone.",
)
@click.option(
    "--tz",
    "zone",
    callback=_read_zone,
    metavar="ZONE",
    default=lambda: os.environ.get("DEFAULT_TIMEZONE") or "UTC",
    show_default="DEFAULT_TIMEZONE, else UTC",
    help="The zone of the person who asks, such as Europe/Vilnius.",
)
@click.option("--locale", metavar="L", help="A locale such as lt-LT; all languages without one.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def command(
    text: str, now: datetime | None, zone: ZoneInfo, locale: str | None, as_json: bool
) -> None:
    """Read TEXT as a period.

    With - as TEXT, each line of standard input is one phrase (an empty one means today), answered
    by one JSON object a line: {"phrase", "from", "till"}, or {"phrase", "error"} where it is no
    period. That is an answer too, so the exit code is 0 all the same.
    """
    at = _moment(now, zone)
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
    click.echo(messages.reading(*_bounds(period), zone.key, period.seconds))


def _moment(now: datetime | None, zone: ZoneInfo) -> datetime:
    if now is None:
        return datetime.now(zone)
    return now.astimezone(zone) if now.tzinfo else now.replace(tzinfo=zone)


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
