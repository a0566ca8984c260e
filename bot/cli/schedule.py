"""`morbot schedule`: what a schedule means, without MOR or Slack."""

import os
from itertools import islice
from zoneinfo import ZoneInfo

import click

from bot.cli.options import now_option, read_now, read_zone, zone_option
from bot.digests.schedule import in_words, read_schedule, slots
from bot.slack.kit.times import moment

_RUNS = 5


@click.command()
@click.argument("text")
@now_option
@zone_option
def command(text: str, now: str | None, tz: str | None) -> None:
    """Read TEXT as a schedule, and print its next runs.

    \b
    morbot schedule "every weekday at 9:00"

    A zone at the end of TEXT is used instead of --tz.
    """
    zone = read_zone(tz)
    at = read_now(now, zone)
    schedule = read_schedule(os.fsencode(text).decode("utf-8", "replace"))
    if schedule.zone:
        zone = ZoneInfo(schedule.zone)
    click.echo(f"when    {in_words(schedule.cron)}\ncron    {schedule.cron}\nzone    {zone.key}")
    for number, slot in enumerate(islice(slots(schedule.cron, zone.key, at), _RUNS)):
        click.echo(f"{'' if number else 'next':8}{moment(slot, zone, seconds=False)}")
