"""`morbot schedule`: what a schedule means, without a Slack workspace."""

import os
from itertools import islice

import click

from bot.cli.clock import now_option, read_now, read_zone, zone_option
from bot.digests.schedule import in_words, read_schedule, slots
from bot.digests.schedule import texts as messages
from bot.slack.kit import times

_RUNS = 5


@click.command()
@click.argument("text")
@now_option
@zone_option
def command(text: str, now: str | None, tz: str | None) -> None:
    """Read TEXT as a schedule, and print its next runs.

    A zone at the end of TEXT goes before --tz.
    """
    asker = read_zone(tz)
    at = read_now(now, asker)
    schedule = read_schedule(os.fsencode(text).decode("utf-8", "replace"))
    zone = schedule.zone or asker.key
    runs = [times.exact(slot) for slot in islice(slots(schedule.cron, zone, at), _RUNS)]
    click.echo(messages.reading(in_words(schedule.cron), schedule.cron, zone, runs))
