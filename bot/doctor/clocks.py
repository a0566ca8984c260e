"""Checks of the clocks of Slack and MOR, and of MOR's time zone."""

import asyncio
import ssl
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from zoneinfo import ZoneInfo

from aiohttp import ClientError

from bot.calls.model import MOR_ADMIN_ID, Call, Period, Role
from bot.doctor.check import CheckContext, CheckResult, ok, skipped, warning, wrong
from bot.doctor.mor import changed_client, first_call
from bot.errors import Refused
from bot.slack.kit.times import moment

_UNNOTICED = timedelta(seconds=30)
_HARMFUL = timedelta(minutes=4)  # Slack's requests are refused if they seem five minutes old
_LOOKED_BACK = timedelta(days=7)
_MOST_ASKED_ABOUT = 5


async def slack_clock(context: CheckContext) -> CheckResult:
    """Check that Slack's clock and ours agree."""
    return _compared("Slack", context.slack_header("date"), context.clock())


async def mor_clock(context: CheckContext) -> CheckResult:
    """Check that MOR's clock and ours agree. Of MOR's answer only the date matters."""
    settings = context.settings
    trusted = ssl.create_default_context(cafile=settings.mor_ca_file or None)
    try:
        async with context.session.get(
            settings.mor_url, ssl=trusted, allow_redirects=False
        ) as answer:
            return _compared("MOR", answer.headers.get("Date"), context.clock())
    except (ClientError, OSError, ValueError):
        return _compared("MOR", None, context.clock())


async def mor_time_zone(context: CheckContext) -> CheckResult:
    """Check that the time zone of the settings agrees with the offsets of MOR's calls."""
    calls = await _some_calls(context)
    if not calls:
        return skipped("Skipped, because none of the users checked had a call in the last 7 days.")
    if context.settings.mor_timezone is None:
        return _zone_unset(_offset(calls[-1].at))
    zone = ZoneInfo(context.settings.mor_timezone)
    now = context.clock()
    for call in calls:
        if call.at.utcoffset() not in _possible_offsets(call.at, zone, now):
            at = moment(call.at.replace(tzinfo=UTC), ZoneInfo("UTC"))  # as MOR writes it
            return wrong(
                f"MOR writes {_offset(call.at)} for its call of {at}, but {zone.key} has another"
                " offset then.",
                "Set MOR_TIMEZONE to the zone of MOR's machine (timedatectl shows it there), or"
                " leave it empty to trust the offsets.",
            )
    return ok(f"{zone.key} agrees with the offsets of MOR's calls.")


def _compared(whose: str, date: str | None, now: datetime) -> CheckResult:
    """Compare the `Date` of a server's answer with our time `now`."""
    theirs = _read(date or "")
    if theirs is None:
        return warning(
            f"{whose} didn't say what time it is.",
            "If answers are about the wrong hours, compare the clocks of both machines by hand.",
        )
    ahead = theirs - now
    if abs(ahead) <= _UNNOTICED:
        return ok(f"{whose} and this machine agree.")
    seconds = abs(round(ahead.total_seconds()))
    amount = f"{seconds} seconds" if seconds < 120 else f"{seconds // 60:,} minutes"
    return (wrong if abs(ahead) > _HARMFUL else warning)(
        f"{whose} is {amount} {'ahead of' if ahead > timedelta() else 'behind'} this machine.",
        "Let both use a time server, for example: timedatectl set-ntp true",
    )


def _read(date: str) -> datetime | None:
    try:
        found = parsedate_to_datetime(date)
    except (ValueError, OverflowError):
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def _zone_unset(offset: str) -> CheckResult:
    text = f"MOR writes {offset} for its calls, and morbot trusts it."
    if offset == "+00:00":
        return ok(text)
    return warning(
        text,
        "Some versions write today's offset even for calls before the clocks changed. To be sure,"
        " set MOR_TIMEZONE to the zone of MOR's machine, for example Europe/Vilnius.",
    )


async def _some_calls(context: CheckContext) -> list[Call]:
    """Return a recent call of each of a few people, in order of time."""
    asker = context.asker
    about = [MOR_ADMIN_ID if asker.user_id is None else asker.user_id]
    if asker.role is Role.ADMIN:
        about += [link.account.user_id for link in context.links if link.account.user_id]
    end = context.clock().replace(microsecond=0)
    period = Period(end - _LOOKED_BACK, end)

    async def one(user_id: int) -> Call | None:
        try:
            return await first_call(mor, asker, user_id, period)
        except Refused:
            return None

    async with changed_client(context) as mor:
        found = await asyncio.gather(*map(one, list(dict.fromkeys(about))[:_MOST_ASKED_ABOUT]))
    return sorted((call for call in found if call is not None), key=lambda call: call.at)


def _possible_offsets(at: datetime, zone: ZoneInfo, now: datetime) -> set[timedelta | None]:
    """Return the offsets that MOR may write for a call at that wall time.

    Usually that is the zone's offset then. Older versions write the present offset for every call.
    """
    wall = at.replace(tzinfo=zone)
    return {wall.utcoffset(), wall.replace(fold=1).utcoffset(), now.astimezone(zone).utcoffset()}


def _offset(at: datetime) -> str:
    return at.isoformat()[-6:]
