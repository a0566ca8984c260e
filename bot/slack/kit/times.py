"""Times and periods as people read them, in the zone of the person who asked."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.calls.date_text import long_date, short_date
from bot.calls.model import Group, Period, Series
from bot.slack.texts import counted


def moment(at: datetime, zone: ZoneInfo, *, seconds: bool = True) -> str:
    """Return `Wed 18 Nov 2026, 09:30:05`. Without `seconds` they are left out if zero.

    The UTC offset is added in the hour that occurs twice, when the clock is put back.
    """
    here = at.astimezone(zone)
    clock = f"{here:%H:%M:%S}" if seconds else _clock(here)
    return _with_offset(f"{long_date(here)}, {clock}", here)


def exact(here: datetime) -> str:
    """Return `Wed 18 Nov 2026, 09:30 +02:00`, to the minute. The time is in its zone already."""
    return f"{long_date(here)}, {here:%H:%M} {_offset(here)}"


def column(moments: Iterable[datetime], zone: ZoneInfo, period: Period) -> list[str]:
    """Return short cells for a table of times within `period`: `18 Nov 09:30`.

    The year is there if there are several, and the seconds if they tell two apart, or if the
    period has some.
    """
    here = [at.astimezone(zone) for at in moments]
    years = len({at.year for at in here}) > 1
    asked = period.start.second or period.end.second
    minutes = {int(at.timestamp()) // 60 for at in here}
    clock = "%H:%M:%S" if asked or len(minutes) < len(set(here)) else "%H:%M"
    return [_with_offset(f"{short_date(at, year=years)} {at:{clock}}", at) for at in here]


def day(at: datetime, zone: ZoneInfo) -> str:
    """Return `Wed 18 Nov 2026`."""
    return long_date(at.astimezone(zone))


def points(series: Series, zone: ZoneInfo) -> list[tuple[str, int]]:
    """Label each point of a chart, with no more of the date than tells the points apart.

    A point is a day (`Wed 18 Nov`), several days (`18 Nov`), or hours (`14:00`, `18 Nov 14:00`).
    """
    here = [
        (key.astimezone(zone), calls) for key, calls in series.points if isinstance(key, datetime)
    ]
    years = len({at.year for at, _ in here}) > 1
    dates = len({at.date() for at, _ in here}) > 1
    if series.unit is Group.DAY:
        name = long_date if series.step == 1 else short_date
        return [(name(at, year=years), calls) for at, calls in here]
    return [
        (_with_offset(f"{short_date(at)} {at:%H:%M}" if dates else f"{at:%H:%M}", at), calls)
        for at, calls in here
    ]


def bounds(period: Period, zone: ZoneInfo) -> str:
    """Return a period's two bounds and its zone. The second bound is not included.

    `Mon 16 Nov 2026, 00:00 – Mon 23 Nov 2026, 00:00 (Europe/Vilnius)`.
    """
    return f"{span(period, zone)} ({zone.key})"


def span(period: Period, zone: ZoneInfo) -> str:
    """Return a period's two bounds without the zone. The second bound is not included."""
    return " – ".join(moment(at, zone, seconds=False) for at in (period.start, period.end))


def brief(period: Period, zone: ZoneInfo, now: datetime) -> str:
    """Return a period as people say it: `Mon 16 – Sun 22 Nov`, `Tue 24 Nov, 09:00 – 17:00`.

    The year is there if it is not that of `now`. Whole days name the last one, clocks the bound.
    """
    start, end = period.start.astimezone(zone), period.end.astimezone(zone)
    whole = _is_midnight(start) and _is_midnight(end)
    last = end - timedelta(days=1) if whole else end
    years = {start.year, last.year} != {now.astimezone(zone).year}
    if not whole:
        clocks = [_with_offset(_clock(at), at) for at in (start, end)]
        if start.date() == last.date():
            return f"{long_date(start, year=years)}, {' – '.join(clocks)}"
        dates = [f"{long_date(at, year=years)}, " for at in (start, end)]
        return " – ".join(date + clock for date, clock in zip(dates, clocks, strict=True))
    if start.date() == last.date():
        return long_date(start, year=years)
    first = long_date(start, year=start.year != last.year)
    if (start.year, start.month) == (last.year, last.month):
        first = first.rpartition(" ")[0]  # without the month
    return f"{first} – {long_date(last, year=years)}"


def _clock(here: datetime) -> str:
    return f"{here:%H:%M:%S}" if here.second else f"{here:%H:%M}"


def in_words(period: Period, zone: ZoneInfo) -> str:
    """Return the days that a period touches, and its length.

    `Mon 16 Nov – Sun 22 Nov 2026, 7 days`. The length of whole days is in days. Another length is
    elapsed time, and left out from two days on.
    """
    start, end = period.start.astimezone(zone), period.end.astimezone(zone)
    last = (period.end.astimezone(UTC) - timedelta(seconds=1)).astimezone(zone)
    touched = long_date(last)
    if start.date() != last.date():
        touched = f"{long_date(start, year=start.year != last.year)} – {touched}"
    if _is_midnight(start) and _is_midnight(end):
        return f"{touched}, {counted((end.date() - start.date()).days, 'day')}"
    return touched if period.seconds >= 48 * 3600 else f"{touched}, {_elapsed(period.seconds)}"


def _elapsed(seconds: int) -> str:
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    parts = ((hours, "h"), (minutes, "min"), (seconds, "s"))
    return " ".join(f"{number} {unit}" for number, unit in parts if number)


def _is_midnight(here: datetime) -> bool:
    return (here.hour, here.minute, here.second) == (0, 0, 0)


def _with_offset(text: str, here: datetime) -> str:
    occurs_twice = here.replace(fold=0).utcoffset() != here.replace(fold=1).utcoffset()
    return f"{text} {_offset(here)}" if occurs_twice else text


def _offset(here: datetime) -> str:
    return here.isoformat()[19:]
