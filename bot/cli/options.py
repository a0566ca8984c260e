"""What several commands share: the options of the clock, and commands that are coroutines."""

import asyncio
import os
from collections.abc import Callable, Coroutine, Sequence
from datetime import datetime
from functools import wraps
from typing import TYPE_CHECKING, ParamSpec
from zoneinfo import ZoneInfo

import click

from bot.calls.period import FIRST_YEAR, LAST_YEAR
from bot.calls.zones import find_zone

if TYPE_CHECKING:  # which takes a while to import, and not every command has a database
    from bot.store.database import Database

P = ParamSpec("P")

now_option = click.option(
    "--now", metavar="ISO", help="Use this time instead of now. Without an offset, it is in --tz."
)
zone_option = click.option(
    "--tz",
    metavar="ZONE",
    help="The time zone, for example Europe/Vilnius. The default is DEFAULT_TIMEZONE, or else UTC.",
)


def announce_new(database: "Database") -> None:
    """Say on standard error that the database is new: perhaps this is the wrong folder."""
    if database.is_new:
        click.echo(f"A new, empty database was made: {database.name}", err=True)


def async_command(command: Callable[P, Coroutine[None, None, None]]) -> Callable[P, None]:
    """Run a coroutine function as a command, in an event loop of its own."""

    @wraps(command)
    def run(*args: P.args, **kwargs: P.kwargs) -> None:
        asyncio.run(command(*args, **kwargs))

    return run


def read_zone(name: str | None, default: str | None = None) -> ZoneInfo:
    """Return the zone of that name, or else the default one, or else the environment's.

    Raises click.BadParameter if it is unknown.
    """
    if name is None:
        name = default or os.environ.get("DEFAULT_TIMEZONE", "").strip() or "UTC"
    return known_zone(name, "--tz")


def known_zone(name: str, option: str) -> ZoneInfo:
    """Return the zone of that name, in any letter case. Raises click.BadParameter."""
    try:
        return ZoneInfo(find_zone(name) or name)
    except (KeyError, ValueError, OSError):
        raise click.BadParameter(
            f"{name} is not a known time zone, for example Europe/Vilnius", param_hint=option
        ) from None


def as_typed(words: Sequence[str]) -> str:
    """Return a command's words as one text. Bytes that are not UTF-8 are replaced."""
    return os.fsencode(" ".join(words)).decode("utf-8", "replace")


def read_now(text: str | None, zone: ZoneInfo) -> datetime:
    """Return the time of the clock in `zone`, aware, in whole seconds.

    Raises click.BadParameter if it is not an ISO time, or of a year without periods.
    """
    if text is None:
        return datetime.now(zone).replace(microsecond=0)
    try:
        now = datetime.fromisoformat(text).replace(microsecond=0)
        now = now.astimezone(zone) if now.tzinfo else now.replace(tzinfo=zone)
    except (ValueError, OverflowError):
        now = None
    if now is None or not FIRST_YEAR < now.year < LAST_YEAR:
        raise click.BadParameter(
            "not an ISO time, for example 2026-11-25T14:30:15 or 2026-11-25T14:30:15+02:00",
            param_hint="--now",
        )
    return now
