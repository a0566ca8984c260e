"""`morbot schedule`: what a schedule means, without MOR or Slack."""

from itertools import islice

import click

from bot.cli.options import as_typed, now_option, read_now, read_zone, zone_option
from bot.digests.schedule import in_words, read_schedule, slots
from bot.slack.kit.times import exact

_RUNS = 5


@click.command(context_settings={"ignore_unknown_options": True})
@click.argument("words", nargs=-1, required=True, metavar="TEXT")
@now_option
@zone_option
def command(words: tuple[str, ...], now: str | None, tz: str | None) -> None:
    """Read TEXT as a schedule, and print its next runs.

    \b
    morbot schedule every weekday at 9:00

    A zone at the end of TEXT is used instead of --tz.
    """
    given = read_zone(tz)
    at = read_now(now, given)
    schedule = read_schedule(as_typed(words))
    zone = schedule.zone or given.key
    click.echo(f"when    {in_words(schedule.cron)}\ncron    {schedule.cron}\nzone    {zone}")
    for number, slot in enumerate(islice(slots(schedule.cron, zone, at), _RUNS)):
        click.echo(f"{'' if number else 'next':8}{exact(slot)}")
