"""The periods of a digest: its own, and earlier ones to compare with.

A period is always as it was read at the digest's slot. It may end after the slot.
"""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.calls.model import Period

_DAY = timedelta(days=1)


def begun(period: Period, slot: datetime) -> Period:
    """Return the part that has passed at `slot`, so that a late run reads the same.

    A period that has not begun stays whole.
    """
    is_longer = period.end.timestamp() > slot.timestamp()
    return Period(period.start, slot) if is_longer and not is_ahead(period, slot) else period


def is_ahead(period: Period, slot: datetime) -> bool:
    """Return whether the period has not begun at `slot`."""
    return period.start.timestamp() >= slot.timestamp()


def earlier(period: Period, slot: datetime, zone: ZoneInfo, number: int = 1) -> Period:
    """Return the `number`-th period of the same length before it.

    Whole days move by the wall clock, so a week stays a week across a clock change. Another period
    that ends at `slot` (the last two hours) moves by its length, so earlier ones adjoin it. Any
    other (yesterday from 9 to 17) moves by whole days, to the same hours of earlier days.
    """
    return _moved(period, _move(period, slot, zone, number))


def part_before(period: Period, slot: datetime, zone: ZoneInfo) -> Period:
    """Return the part of the period before that matches the part of this one passed at `slot`."""
    return _moved(begun(period, slot), _move(period, slot, zone, 1))


def _move(
    period: Period, slot: datetime, zone: ZoneInfo, number: int
) -> Callable[[datetime], datetime]:
    """Return a function that moves a moment `number` periods back."""
    length = _wall(period.end, zone) - _wall(period.start, zone)
    days = max(-(-length // _DAY), 1) * _DAY
    if length != days and period.end.timestamp() == slot.timestamp():
        elapsed = timedelta(seconds=period.seconds) * number
        return lambda at: (at.astimezone(UTC) - elapsed).astimezone(zone)
    return lambda at: _aware(_wall(at, zone) - days * number, zone)


def _moved(period: Period, move: Callable[[datetime], datetime]) -> Period:
    start, end = move(period.start), move(period.end)
    if end.timestamp() <= start.timestamp():  # the clock change skipped these hours on that day
        elapsed = timedelta(seconds=period.seconds)
        end = (start.astimezone(UTC) + elapsed).astimezone(start.tzinfo)
    return Period(start, end)


def _wall(at: datetime, zone: ZoneInfo) -> datetime:
    return at.astimezone(zone).replace(tzinfo=None)


def _aware(wall: datetime, zone: ZoneInfo) -> datetime:
    """Return the moment at which clocks show `wall`, or after it if they skip it."""
    return wall.replace(tzinfo=zone).astimezone(UTC).astimezone(zone)
