"""`morbot digest`: list the digests and their outcomes, and send those that are due."""

from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from datetime import timedelta
from zoneinfo import ZoneInfo

import click

from bot import app
from bot.cli.options import announce_new, async_command
from bot.cli.terminal import print_table
from bot.digests import posting_texts as say
from bot.digests.deliveries import Deliveries, Delivery, DeliveryState
from bot.digests.engine.rounds import Parts
from bot.digests.model import Digest
from bot.digests.schedule import in_words
from bot.digests.store import Digests
from bot.settings import Settings
from bot.slack.kit.escape import defuse
from bot.slack.kit.times import moment
from bot.store.database import open_database

_LIST = ("Digest", "Owner", "What", "When", "Where", "State", "Next", "Last")
_HISTORY = ("Digest", "Slot", "Outcome", "Late", "Calls", "Attempt")
_BAD_OUTCOMES = (DeliveryState.FAILED, DeliveryState.UNKNOWN)


@click.group()
def command() -> None:
    """List digests, and send those that are due.

    People create, change and delete their digests in Slack, and morbot run sends them.
    """


@command.command("list")
@async_command
async def list_() -> None:
    """List all digests, with the outcome of the last slot of each."""
    async with open_database(Settings.load().database_url) as database:
        announce_new(database)
        digests = await Digests(database).all()
        last = await Deliveries(database).latest([digest.id for digest in digests])
    if not digests:
        click.echo(say.NO_DIGESTS)
        return
    print_table(_LIST, [list(_row(digest, last.get(digest.id))) for digest in digests])


@command.command()
@click.argument("number", type=click.IntRange(1), required=False)
@click.option(
    "--last",
    "limit",
    type=click.IntRange(1, 10_000),
    default=20,
    show_default=True,
    help="How many slots to list.",
)
@async_command
async def history(number: int | None, limit: int) -> None:
    """List the last slots of digest NUMBER, or of all digests, the newest first."""
    async with open_database(Settings.load().database_url) as database:
        announce_new(database)
        digests = {digest.id: digest for digest in await Digests(database).all()}
        found = await Deliveries(database).history(number, limit)
    if number is not None and number not in digests and not found:
        raise say.no_such_digest(number)
    if not found:
        click.echo(say.NO_HISTORY)
        return
    print_table(_HISTORY, [_slot_row(one, digests.get(one.digest_id)) for one in found])


@command.command("run-due")
@async_command
async def run_due() -> None:
    """Send what is due now, once, and print the outcome.

    If morbot run does not send digests (DIGEST_TICK=0), run this every minute. It may also run
    beside a morbot that sends them. The exit code is 1 if a digest failed, or if it is not known
    whether it arrived.
    """
    settings = Settings.load_for_slack()
    async with _parts(settings) as (parts, digests):
        ran = await parts.run_due(settings.digest_parallel)
        for delivery, word in ran.ran:
            now = await parts.deliveries.find(delivery.digest_id, delivery.slot)
            slot = _slot(delivery, await digests.find(delivery.digest_id))
            why = now.why if now is not None else None
            click.echo(defuse(say.ran(delivery.digest_id, slot, say.outcome(word, why))))
    if ran.found.missed:
        click.echo(say.missed_slots(ran.found.missed))
    if not ran.ran and not ran.found.missed:
        click.echo(say.NOTHING_DUE)
    if any(word in _BAD_OUTCOMES for _, word in ran.ran):
        raise click.exceptions.Exit(1)


@asynccontextmanager
async def _parts(settings: Settings) -> AsyncIterator[tuple[Parts, Digests]]:
    """Open what sends digests, and the digests. Raises MorbotError."""
    async with app.opened(settings) as core, app.connected(core) as slack:
        announce_new(core.database)
        parts = app.digest_parts(core, app.digest_channel(slack))
        yield parts, Digests(core.database)
        await slack.tasks.drain(settings.stop_timeout)


def _row(digest: Digest, last: Delivery | None) -> Iterable[str]:
    plan = digest.plan
    yield str(digest.id)
    yield str(digest.owner)
    yield defuse(f"{plan.name}: {plan.query}" if plan.name else plan.query)
    yield f"{in_words(plan.cron)}, {plan.zone}"
    yield plan.place or say.DIRECT_MESSAGES
    yield defuse(say.outcome(digest.state, digest.why))
    zone = _zone(digest)  # the schedule names it
    yield moment(digest.next_slot, zone, seconds=False) if digest.next_slot is not None else ""
    yield f"{moment(last.slot, zone, seconds=False)}: {_outcome(last)}" if last is not None else ""


def _slot_row(one: Delivery, digest: Digest | None) -> list[str]:
    calls = "" if one.calls is None else str(one.calls)
    return [
        *(str(one.digest_id), _slot(one, digest), _outcome(one)),
        *(_late(one), calls, str(one.attempt)),
    ]


def _outcome(delivery: Delivery) -> str:
    told = defuse(say.outcome(delivery.state, delivery.why))
    return f"{told}, {say.BY_HAND}" if delivery.manual else told


def _late(delivery: Delivery) -> str:
    if delivery.state is not DeliveryState.POSTED or delivery.manual:
        return ""
    late = (delivery.changed_at - delivery.slot).total_seconds()
    return str(timedelta(seconds=max(0, round(late))))


def _slot(delivery: Delivery, digest: Digest | None) -> str:
    zone = _zone(digest)
    return f"{moment(delivery.slot, zone, seconds=False)} ({zone.key})"


def _zone(digest: Digest | None) -> ZoneInfo:
    """Return the digest's zone; UTC if it is deleted, or if this machine does not know the zone."""
    try:
        return ZoneInfo(digest.plan.zone if digest is not None else "UTC")
    except (KeyError, ValueError, OSError):
        return ZoneInfo("UTC")
