"""`morbot period`: what a phrase means, without MOR or Slack."""

import json
import sys
from collections.abc import Iterable, Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

import click

from bot.calls.model import Period
from bot.calls.period import read_period
from bot.cli.options import as_typed, now_option, read_now, read_zone, zone_option
from bot.errors import AskError
from bot.slack.kit.times import moment


@click.command(context_settings={"ignore_unknown_options": True})
@click.argument("words", nargs=-1, required=True, metavar="TEXT")
@now_option
@zone_option
@click.option(
    "--locale",
    metavar="L",
    help="The locale of TEXT, for example lt-LT. The default is all languages.",
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object, with ISO times.")
def command(
    words: tuple[str, ...], now: str | None, tz: str | None, locale: str | None, as_json: bool
) -> None:
    """Read TEXT as a period, and print its bounds.

    \b
    morbot period last week

    If TEXT is -, each line of standard input is read as a phrase; an empty line means today. For
    each line one JSON object is printed: {"phrase", "from", "till"}, or {"phrase", "error"} if it
    is not a period. The exit code is 0 either way.
    """
    zone = read_zone(tz)
    at, text = read_now(now, zone), as_typed(words)
    if text == "-":
        for line in _lines(sys.stdin.buffer):
            click.echo(json.dumps(_answer(line, at, locale)))
        return
    if as_json:
        answer = _answer(text, at, locale)
        click.echo(json.dumps(answer))
        if "error" in answer:
            raise SystemExit(2)
        return
    click.echo(_explained(read_period(text, at, locale), zone))


def _explained(period: Period, zone: ZoneInfo) -> str:
    start, end = (moment(at, zone, seconds=False) for at in (period.start, period.end))
    return (
        f"from    {start}\n"
        f"till    {end} (not included)\n"
        f"zone    {zone.key}\n"
        f"length  {_length(period.seconds)}"
    )


def _length(seconds: int) -> str:
    minutes, second = divmod(seconds, 60)
    hours, minute = divmod(minutes, 60)
    days, hour = divmod(hours, 24)
    parts = ((days, "d"), (hour, "h"), (minute, "min"), (second, "s"))
    return " ".join(f"{count} {unit}" for count, unit in parts if count)


def _lines(source: Iterable[bytes]) -> Iterator[str]:
    """Yield the lines without their ends. Bytes that are not UTF-8 become U+FFFD."""
    for line in source:
        yield line.decode("utf-8", "replace").removesuffix("\n").removesuffix("\r")


def _answer(phrase: str, now: datetime, locale: str | None) -> dict[str, str]:
    try:
        period = read_period(phrase, now, locale)
    except AskError as error:
        return {"phrase": phrase, "error": f"{error.text} {error.hint}"}
    return {"phrase": phrase, "from": period.start.isoformat(), "till": period.end.isoformat()}
