"""A schedule in words. The reader reads the same words, except for what only cron can say."""

from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from itertools import groupby
from typing import Final

from bot.calls.period.calendar import MONTHS, WEEKDAYS
from bot.digests.schedule.cron import LAST, LAST_WEEKDAY, CronLine, Schedule, read_cron
from bot.digests.schedule.fields import HOUR, clock, distance, in_spans
from bot.digests.schedule.reader import read_schedule
from bot.digests.schedule.texts import ordinal
from bot.errors import AskError

_NAMES: Final = tuple(name.capitalize() for name in WEEKDAYS)
_MONTH_NAMES: Final = tuple(name.capitalize() for name in MONTHS)
_FEW: Final = 4  # times of day that are listed one by one


@lru_cache(maxsize=1024)
def in_words(cron: str) -> str:
    """Return when the line fires: `every Monday to Friday at 09:00`."""
    read = read_cron(cron)
    days = _days(read)
    if steps := _steps(read):
        return f"{steps} on {_with_article(days)}" if days else steps
    return f"every {days or 'day'} {_times(read)}"


def schedule_text(schedule: Schedule) -> str:
    """Return the schedule as people type it: words if they say the same, else the cron line."""
    text = in_words(schedule.cron)
    if not _says(text, schedule.cron):
        text = f'cron:"{schedule.cron}"'
    return f"{text} {schedule.zone}".rstrip()


def _says(text: str, cron: str) -> bool:
    """Return whether the words are read as this line."""
    try:
        return read_schedule(text).cron == cron
    except AskError:
        return False


def _steps(cron: CronLine) -> str:
    """Return how often it fires in a day; empty if its times are shorter to say."""
    if len(cron.times) <= _FEW:
        return ""
    hours = _from_evening(cron)
    between, past = distance(hours), distance((*cron.minutes, cron.minutes[0] + HOUR))
    if len(cron.minutes) > 1 and past and (between == 1 or len(hours) == 1):
        every = "every minute" if past == 1 else f"every {past} minutes"
    elif between and len(cron.minutes) == 1:
        every = "every hour" if between == 1 else f"every {between} hours"
    else:
        return ""
    if (hours[0], cron.minutes[0]) == (0, 0) and len(hours) * between == 24:
        return every
    start, end = hours[0] * HOUR + cron.minutes[0], hours[-1] % 24 * HOUR + cron.minutes[-1]
    return f"{every} from {clock(start)} to {clock(end)}"


def _from_evening(cron: CronLine) -> tuple[int, ...]:
    """Return the hours, from the evening over midnight if they follow one another then.

    Not on certain days: the hours after midnight are those of the same day.
    """
    hours = cron.hours
    if cron.days or cron.weekdays or cron.months or len(hours) == 24:
        return hours
    jumps = [at for at in range(1, len(hours)) if hours[at] - hours[at - 1] > 1]
    if (hours[0], hours[-1]) != (0, 23) or len(jumps) != 1:
        return hours
    return (*hours[jumps[0] :], *(hour + 24 for hour in hours[: jumps[0]]))


def _times(cron: CronLine) -> str:
    if len(cron.times) <= _FEW or len(cron.minutes) == 1:
        return f"at {_and(clock(hour * HOUR + minute) for hour, minute in cron.times)}"
    minutes = _and(f"{minute:02}" for minute in cron.minutes)
    hours = "every hour" if len(cron.hours) == 24 else f"hour {_and(_named(cron.hours, str))}"
    return f"at minute {minutes} of {hours}"


def _days(cron: CronLine) -> str:
    """Return the days without "every" in front; empty for each day."""
    months = _and(_named(cron.months, lambda number: _MONTH_NAMES[number - 1]))
    dates, weekdays = _dates(cron.days, months), _weekdays(cron.weekdays, months)
    if dates and weekdays:
        return f"{dates} {'and every' if cron.either else 'that is a'} {weekdays}"
    if not dates and not weekdays and months:
        return f"day in {months}"
    return dates or weekdays


def _dates(days: tuple[int, ...], months: str) -> str:
    if not days:
        return ""
    said = list(_named([day for day in days if day > 0], ordinal))
    if LAST_WEEKDAY in days:
        said.append("last weekday")
    if LAST in days:
        said.append("last day")
    return f"{_and(said)} of {months or 'the month'}"


def _weekdays(weekdays: tuple[tuple[int, int], ...], months: str) -> str:
    said = list(_named([day for day, which in weekdays if which == 0], lambda day: _NAMES[day - 1]))
    some = [(day, which) for day, which in weekdays if which]
    if not some:
        return f"{_and(said)} in {months}" if said and months else _and(said)
    for day, group in groupby(some, key=lambda item: item[0]):
        # The last one comes first in the order of the field.
        which = sorted((number for _, number in group), key=lambda number: (number == LAST, number))
        counted = _and("last" if number == LAST else ordinal(number) for number in which)
        said.append(f"{counted} {_NAMES[day - 1]}")
    return f"{_and(said)} of {months or 'the month'}"


def _with_article(days: str) -> str:
    return f"the {days}" if days[0].isdigit() or days.startswith("last") else days


def _named(numbers: Iterable[int], name: Callable[[int], str]) -> Iterator[str]:
    """Yield the names of ascending numbers, three or more in a row as a span."""
    return in_spans(numbers, lambda first, last: f"{name(first)} to {name(last)}", name)


def _and(items: Iterable[str]) -> str:
    *most, last = [*items] or [""]
    return f"{', '.join(most)} and {last}" if most else last
