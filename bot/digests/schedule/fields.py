"""The fields of a cron line, from words.

The first part is the minute and hour, for times of day and for steps in hours of the day. The
second part is the days: `mon and thu`, `1st and 15th of the month`.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import Final

from bot.calls.period.calendar import WEEKDAYS
from bot.digests.schedule import texts
from bot.digests.schedule.tokens import Kind, Tokens
from bot.errors import Place

HOUR: Final = 60
_DAY: Final = 24 * HOUR
_WEEKDAY_GROUPS: Final = {"weekday": "1-5", "weekend": "0,6"}
_LAST_DAY_OF_MONTH: Final = 31
_MOST_WEEKDAYS: Final = 5  # of one name in a month


@dataclass(frozen=True, slots=True)
class Window:
    """Hours of the day, from one minute of the day to another, both included, as typed at `place`.

    They go over midnight if they end before they start.
    """

    start: int
    end: int
    place: Place


def clock(minute: int) -> str:
    """Return a minute of the day as a clock shows it: `09:05`."""
    return f"{minute // HOUR:02}:{minute % HOUR:02}"


def at_times(minutes: Sequence[int], place: Place) -> str:
    """Return the minute and hour for these minutes of the day, which were typed at `place`.

    Raises AskError if their minutes past the hour differ.
    """
    fields = _minute_and_hour(minutes)
    if fields is None:
        first = minutes[0]
        other = next(minute for minute in minutes if minute % HOUR != first % HOUR)
        raise texts.other_times(clock(first), clock(other), place)
    return fields


def in_steps(step: int, place: Place, window: Window | None) -> str:
    """Return the minute and hour for every `step` minutes, typed at `place`.

    The steps are those in the window, or of the whole day. The end of the window is a run too if a
    step falls on it. A cron line has the same minutes in each of its hours. If it cannot say the
    last run for that reason, the run is left out: every 15 minutes from 8 to 18 ends at 17:45.

    Raises AskError for steps that do not divide the hour or the day, or do not fit in the window.
    """
    if not step or (HOUR % step and step % HOUR):
        raise texts.uneven_minutes(step, place)
    if step >= _DAY:
        raise texts.steps_of_days(f"every {step // HOUR} hours", place)
    if window:
        return _steps_within(step, window)
    fields = _minute_and_hour(range(0, _DAY, step)) if _DAY % step == 0 else None
    if fields is None:
        raise texts.uneven_hours(step // HOUR, place)
    return fields


def _steps_within(step: int, window: Window) -> str:
    end = window.end if window.end > window.start else window.end + _DAY
    minutes = range(window.start, end + 1, step)
    if len(minutes) < 2 or window.start == window.end:
        raise texts.hours_too_short(window.place)
    fields = _minute_and_hour(minutes) or _minute_and_hour(minutes[:-1])
    if fields is None:
        whole = f"from {window.start // HOUR}:00 to {-(-window.end // HOUR) % 24}:00"
        raise texts.uneven_hours_of_day(f"every {step} minutes {whole}", window.place)
    return fields


def in_spans(
    numbers: Iterable[int], span: Callable[[int, int], str], single: Callable[[int], str]
) -> Iterator[str]:
    """Write ascending numbers: three or more in a row as a span from the first to the last."""
    for _, group in groupby(enumerate(numbers), key=lambda item: item[1] - item[0]):
        row = [number for _, number in group]
        if len(row) > 2:
            yield span(row[0], row[-1])
        else:
            yield from map(single, row)


def distance(numbers: Sequence[int]) -> int:
    """Return how far apart ascending numbers are; 0 if that differs, or there is only one."""
    distances = {late - early for early, late in pairwise(numbers)}
    return distances.pop() if len(distances) == 1 else 0


def _minute_and_hour(minutes: Sequence[int]) -> str | None:
    """Return the fields for minutes of the day; None if the hours have different minutes."""
    past = sorted({minute % HOUR for minute in minutes})
    hours = sorted({minute // HOUR % 24 for minute in minutes})
    if len(past) * len(hours) != len({minute % _DAY for minute in minutes}):
        return None
    return f"{_field(past, HOUR)} {_field(hours, 24)}"


def _field(numbers: Sequence[int], size: int) -> str:
    """Return ascending numbers of a field that goes from 0 to `size`, as short as possible."""
    step = distance(numbers)
    if len(numbers) == size:
        return "*"
    if step and list(numbers) == list(range(0, size, step)):
        return f"*/{step}"
    if step > 1 and len(numbers) > 4:
        return f"{numbers[0]}-{numbers[-1]}/{step}"
    return ",".join(in_spans(numbers, lambda first, last: f"{first}-{last}", str))


@dataclass(frozen=True, slots=True)
class Days:
    """The fields of the day of the month and of the day of the week."""

    day: str = "*"
    weekday: str = "*"

    @property
    def of_month(self) -> bool:
        """Whether they are days of the month (the 15th, the last Friday), not of the week."""
        return self.day != "*" or any(mark in self.weekday for mark in "#L")


def begins_days(words: Tokens) -> bool:
    """Return whether the next word begins days."""
    text = words.text
    return words.kind is Kind.ORDINAL or text in ("last", *_WEEKDAY_GROUPS, *WEEKDAYS)


def read_days(words: Tokens, *, every: bool) -> Days:
    """Read days from the next words. `every` says that they follow that word.

    Raises AskError if they are not days, or have two meanings.
    """
    if words.kind is Kind.ORDINAL or words.text == "last":
        return _days_of_month(words, every=every)
    return Days(weekday=_days_of_week(words))


def _days_of_week(words: Tokens) -> str:
    numbers: set[int] = set()
    while True:
        if words.text in _WEEKDAY_GROUPS and not numbers:
            return _WEEKDAY_GROUPS[words.take().text]
        numbers.update(_weekdays(words))
        if not words.joined(lambda: words.text in WEEKDAYS):
            return _weekday_field(sorted(numbers))


def _weekdays(words: Tokens) -> list[int]:
    """Take one weekday, or from one to another. 0 is Monday."""
    first = WEEKDAYS.index(words.take().text)
    if words.text not in ("to", "-") or words.ahead(1) not in WEEKDAYS:
        return [first]
    words.take()
    last = WEEKDAYS.index(words.take().text)
    return [number % 7 for number in range(first, last + 1 + 7 * (last < first))]


def _weekday_field(weekdays: list[int]) -> str:
    """Return the field for ascending weekdays. 0 is Monday here, and Sunday in the field."""
    if len(weekdays) == 7:
        return "*"
    if len(weekdays) > 2 and weekdays[-1] - weekdays[0] == len(weekdays) - 1 and weekdays[-1] < 6:
        return f"{weekdays[0] + 1}-{weekdays[-1] + 1}"
    return ",".join(str(number) for number in sorted((weekday + 1) % 7 for weekday in weekdays))


def _days_of_month(words: Tokens, *, every: bool) -> Days:
    begun = words.at
    which = [_which(words)]
    while words.joined(lambda: words.kind is Kind.ORDINAL or words.text == "last"):
        which.append(_which(words))
    noun = words.take().text if words.text in ("day", "weekday", *WEEKDAYS) else ""
    # "every first" and "every last" cannot mean a step; "every second" can.
    step = every and which not in ([1], [0], [1, 0])
    of_month = _take_of_month(words)
    place = words.place(begun)
    if noun in WEEKDAYS:
        if step and not of_month:
            raise texts.every_second(noun, place)
        if max(which) > _MOST_WEEKDAYS:
            raise texts.no_such_date(place)
        return Days(weekday=",".join(_nth_weekday(number, noun) for number in which))
    if noun == "day" and step and not of_month:
        raise texts.every_second_day(place)
    if noun == "weekday" and which == [0]:
        return Days(day="LW")
    if noun == "weekday" or (0 in which and not (noun or of_month)):
        raise texts.unreadable(place)
    return Days(day=",".join(str(number) if number else "L" for number in which))


def _which(words: Tokens) -> int:
    """Take the day of the month, or which of its weekdays. 0 is the last."""
    begun = words.at
    token = words.take()
    if token.kind is Kind.ORDINAL and not 1 <= token.number <= _LAST_DAY_OF_MONTH:
        raise texts.no_such_date(words.place(begun))
    return token.number


def _nth_weekday(number: int, name: str) -> str:
    weekday = (WEEKDAYS.index(name) + 1) % 7
    return f"{weekday}#{number}" if number else f"{weekday}L"


def _take_of_month(words: Tokens) -> bool:
    """Take `of the month`, if it comes next."""
    if words.text not in ("of", "in"):
        return False
    article = words.ahead(1) in ("the", "every", "a")
    if words.ahead(1 + article) != "month":
        return False
    for _ in range(2 + article):
        words.take()
    return True
