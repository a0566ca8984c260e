"""Which stretches of time a digest speaks of: its own, and those before it to compare with.

A period is always given as it was read at the digest's slot; it may reach into what was the future
then.
"""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.calls.model import Period

_DAY = timedelta(days=1)


def begun(period: Period, slot: datetime) -> Period:
    """The part of it that has passed at `slot`, so that a late run tells the same.

    A period that lies ahead stays whole.
    """
    if _reaches_past(period, slot) and not is_ahead(period, slot):
        return Period(period.start, slot)
    return period


def is_ahead(period: Period, slot: datetime) -> bool:
    """Whether nothing of it has passed at `slot`."""
    return period.start.timestamp() >= slot.timestamp()


def earlier(period: Period, slot: datetime, zone: ZoneInfo, number: int = 1) -> Period:
    """The `number`-th of the periods of the same length before it.

    Whole days count by the wall clock: what comes before a week is a week, however long its nights
    were. Other periods that end at `slot` (the last two hours) follow one another; those that do
    not (yesterday from 9 to 17) have the same hours of earlier days before them.
    """
    move = _move(period, slot, zone, number)
    return _moved(period, move)


def stretch_before(period: Period, slot: datetime, zone: ZoneInfo) -> Period:
    """What `begun` is fairly compared with: as much of the period before as has passed of this."""
    return _moved(begun(period, slot), _move(period, slot, zone, 1))


def _move(
    period: Period, slot: datetime, zone: ZoneInfo, number: int
) -> Callable[[datetime], datetime]:
    """From a moment to the one that many periods earlier."""
    length = _wall(period.end, zone) - _wall(period.start, zone)
    days = max(-(-length // _DAY), 1) * _DAY
    if length != days and period.end.timestamp() == slot.timestamp():
        elapsed = timedelta(seconds=period.seconds) * number
        return lambda at: (at.astimezone(UTC) - elapsed).astimezone(zone)
    return lambda at: _aware(_wall(at, zone) - days * number, zone)


def _moved(period: Period, move: Callable[[datetime], datetime]) -> Period:
    start, end = move(period.start), move(period.end)
    if end.timestamp() <= start.timestamp():  # these hours were skipped on that day
        elapsed = timedelta(seconds=period.seconds)
        end = (start.astimezone(UTC) + elapsed).astimezone(start.tzinfo)
    return Period(start, end)


def _reaches_past(period: Period, slot: datetime) -> bool:
    return period.end.timestamp() > slot.timestamp()


def _wall(at: datetime, zone: ZoneInfo) -> datetime:
    return at.astimezone(zone).replace(tzinfo=None)


def _aware(wall: datetime, zone: ZoneInfo) -> datetime:
    """The moment at which clocks show `wall`; one that is skipped moves on with them."""
    return wall.replace(tzinfo=zone).astimezone(UTC).astimezone(zone)
