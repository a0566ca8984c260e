"""How far a server's clock is from ours, by the `Date` of its answers."""

from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

from bot.doctor import texts as say
from bot.doctor.finding import Finding, ok, warning, wrong

_UNNOTICED = timedelta(seconds=30)
_HARMFUL = timedelta(minutes=4)  # Slack's requests are refused when they seem five minutes old


def compare(whose: str, date: str | None, now: datetime) -> Finding:
    """The finding for a server whose answer, dated `date`, came at our time `now`."""
    theirs = _read(date or "")
    if theirs is None:
        return warning(*say.no_date(whose))
    ahead = theirs - now
    seconds = round(ahead.total_seconds())
    if abs(ahead) <= _UNNOTICED:
        return ok(say.clocks_agree(whose))
    return (wrong if abs(ahead) > _HARMFUL else warning)(*say.clocks_differ(whose, seconds))


def _read(date: str) -> datetime | None:
    try:
        found = parsedate_to_datetime(date)
    except (ValueError, OverflowError):
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)
