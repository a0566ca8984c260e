"""The options that set a command's clock."""

from datetime import datetime
from zoneinfo import ZoneInfo

import click

now_option = click.option(
    "--now", metavar="ISO", help="Ask at this time instead of now; without offset, in --tz."
)
zone_option = click.option("--tz", metavar="ZONE", help="The time zone, such as Europe/Vilnius.")


def read_zone(name: str) -> ZoneInfo:
    """The zone of that name. Raises click.BadParameter for an unknown one."""
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        raise click.BadParameter(
            f"{name!r} is not a known time zone, such as Europe/Vilnius", param_hint="--tz"
        ) from None


def read_now(text: str | None, zone: ZoneInfo) -> datetime:
    """The clock's time, aware, in `zone`, in whole seconds."""
    if text is None:
        return datetime.now(zone).replace(microsecond=0)
    try:
        now = datetime.fromisoformat(text)
    except ValueError:
        raise click.BadParameter(
            f"{text!r} is not an ISO time, such as 2026-11-25T14:30:15", param_hint="--now"
        ) from None
    aware = now.astimezone(zone) if now.tzinfo else now.replace(tzinfo=zone)
    return aware.replace(microsecond=0)
