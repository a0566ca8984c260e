"""The options that set a command's clock."""

import os
from datetime import datetime
from zoneinfo import ZoneInfo

import click

from bot.calls.period import FIRST_YEAR, LAST_YEAR
from bot.cli import texts as say

now_option = click.option(
    "--now", metavar="ISO", help="Ask at this time instead of now; without offset, in --tz."
)
zone_option = click.option(
    "--tz",
    metavar="ZONE",
    help="The asker's time zone, such as Europe/Vilnius; unset, DEFAULT_TIMEZONE, else UTC.",
)


def read_zone(name: str | None, default: str | None = None) -> ZoneInfo:
    """The zone of that name, else the default one, else the environment's.

    Raises click.BadParameter for an unknown one.
    """
    try:
        if name is None:
            name = default or os.environ.get("DEFAULT_TIMEZONE") or "UTC"
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        raise click.BadParameter(say.UNKNOWN_ZONE, param_hint="--tz") from None


def read_now(text: str | None, zone: ZoneInfo) -> datetime:
    """The clock's time, aware, in `zone`, in whole seconds.

    Raises click.BadParameter for what is no ISO time of a year that periods can be read in.
    """
    if text is None:
        return datetime.now(zone).replace(microsecond=0)
    try:
        now = datetime.fromisoformat(text).replace(microsecond=0)
        now = now.astimezone(zone) if now.tzinfo else now.replace(tzinfo=zone)
    except (ValueError, OverflowError):
        now = None
    if now is None or not FIRST_YEAR < now.year < LAST_YEAR:
        raise click.BadParameter(say.UNKNOWN_NOW, param_hint="--now")
    return now
