"""Times and periods as a person reads them, in the zone of whoever asked."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.calls.model import Group, Period, Series
from bot.slack.kit.texts import counted


def moment(at: datetime, zone: ZoneInfo, *, seconds: bool = True) -> str:
    """`2026-11-18 09:30:00`, without the seconds if they are not wanted and zero.

    The offset is added where the clock is put back and shows this time twice.
    """
    here = at.astimezone(zone)
    timespec = "seconds" if seconds or here.second else "minutes"
    text = here.replace(tzinfo=None).isoformat(" ", timespec)
    return f"{text} {_offset(here)}" if _occurs_twice(here) else text


def day(at: datetime, zone: ZoneInfo) -> str:
    """`2026-11-18 Wed`."""
    return weekdate(at.astimezone(zone))


def weekdate(here: datetime) -> str:
    """The same of a time that is in its zone already."""
    return f"{here.date().isoformat()} {weekday(here)}"


def points(series: Series, zone: ZoneInfo) -> list[tuple[str, int]]:
    """A short label for each point, with no more of the date than tells them apart."""
    here = [
        (key.astimezone(zone), calls) for key, calls in series.points if isinstance(key, datetime)
    ]
    years = len({at.year for at, _ in here}) > 1
    dates = len({at.date() for at, _ in here}) > 1
    if series.unit is Group.DAY:
        name = short_day if series.step == 1 else short_date
        return [(name(at, year=years), calls) for at, calls in here]
    labels = ((short_clock(at, date=dates), at, calls) for at, calls in here)
    return [
        (f"{text} {_offset(at)}" if _occurs_twice(at) else text, calls)
        for text, at, calls in labels
    ]


def bounds(period: Period, zone: ZoneInfo) -> str:
    """`2026-11-16 00:00 – 2026-11-23 00:00 Europe/Vilnius`; the second bound is not included."""
    start = moment(period.start, zone, seconds=False)
    end = moment(period.end, zone, seconds=False)
    return f"{start} – {end} {zone.key}"


def in_words(period: Period, zone: ZoneInfo) -> str:
    """The days a period touches, with the month in letters, and how long it is."""
    start, end = period.start.astimezone(zone), period.end.astimezone(zone)
    last = (period.end.astimezone(UTC) - timedelta(seconds=1)).astimezone(zone)
    if _is_midnight(start) and _is_midnight(end):
        return whole_days(start, last, (end.date() - start.date()).days)
    return stretch(start, last, period.seconds)


def _is_midnight(here: datetime) -> bool:
    return (here.hour, here.minute, here.second) == (0, 0, 0)


def _occurs_twice(here: datetime) -> bool:
    return here.replace(fold=0).utcoffset() != here.replace(fold=1).utcoffset()


def _offset(here: datetime) -> str:
    return here.isoformat()[19:]


def short_clock(at: datetime, *, date: bool) -> str:
    """An hour: `14:00`, or with its date `18 Nov 14:00`."""
    text = f"{at.hour:02}:{at.minute:02}"
    return f"{at.day} {MONTHS[at.month - 1]} {text}" if date else text


def short_day(at: datetime, *, year: bool) -> str:
    """A day by itself: `Wed 18 Nov`."""
    return f"{weekday(at)} {short_date(at, year=year)}"


def short_date(at: datetime, *, year: bool) -> str:
    """The first of several days: `18 Nov`."""
    text = f"{at.day} {MONTHS[at.month - 1]}"
    return f"{text} {at.year}" if year else text


_WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def weekday(at: datetime) -> str:
    """`Mon` to `Sun`."""
    return _WEEKDAYS[at.weekday()]


def _date(at: datetime, *, year: bool = True) -> str:
    text = f"{weekday(at)} {at.day} {MONTHS[at.month - 1]}"
    return f"{text} {at.year}" if year else text


def _dates(first: datetime, last: datetime) -> str:
    if first.date() == last.date():
        return _date(first)
    return f"{_date(first, year=first.year != last.year)} – {_date(last)}"


def whole_days(first: datetime, last: datetime, days: int) -> str:
    """A period of whole days, its last day included."""
    return f"{_dates(first, last)}, {counted(days, 'day')}"


def stretch(first: datetime, last: datetime, seconds: int) -> str:
    """Another period: its length is elapsed time, and only said while it means something."""
    if seconds >= 48 * 3600:
        return _dates(first, last)
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    parts = ((hours, "h"), (minutes, "min"), (seconds, "s"))
    return f"{_dates(first, last)}, {' '.join(f'{n} {unit}' for n, unit in parts if n)}"
