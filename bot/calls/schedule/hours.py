"""The minute and hour fields of a cron line, for times of day and for steps between two of them."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from bot.messages import schedule as messages

HOUR: Final = 60
_DAY: Final = 24 * HOUR


class Unsayable(Exception):
    """What one cron line cannot say: the error's code, and its sentences."""

    def __init__(self, code: str, sentence: tuple[str, str]) -> None:
        super().__init__(code)
        self.code = code
        self.sentence = sentence


@dataclass(frozen=True, slots=True)
class Window:
    """From one minute of the day to another, both included; `typed` is how it was said."""

    start: int
    end: int
    typed: str


def clock(minute: int) -> str:
    """A minute of the day as a clock shows it."""
    return f"{minute // HOUR:02}:{minute % HOUR:02}"


def at_times(minutes: list[int]) -> str:
    """The fields for these minutes of the day.

    Raises Unsayable where their minutes past the hour differ.
    """
    past = sorted({minute % HOUR for minute in minutes})
    hours = sorted({minute // HOUR for minute in minutes})
    if len(past) * len(hours) != len(set(minutes)):
        first = minutes[0]
        other = next(minute for minute in minutes if minute % HOUR != first % HOUR)
        raise Unsayable("times", messages.other_times(clock(first), clock(other)))
    return f"{_list(past)} {_list(hours)}"


def in_steps(step: int, window: Window | None) -> str:
    """The fields for every `step` minutes, in the hours of the window or all day long.

    The end of the hours is a run too if a step falls on it. Steps of minutes leave it out, since
    a cron line can only have the same minutes in each of its hours: every 15 minutes from 8 to 18
    ends at 17:45.

    Raises Unsayable for steps that do not divide the hour or the day, and hours they do not fit in.
    """
    if HOUR % step and step % HOUR:
        raise Unsayable("step", messages.uneven_minutes(step))
    if step >= _DAY:
        raise Unsayable("step", messages.steps_of_days(f"every {step // HOUR} hours"))
    if window is None:
        if _DAY % step:
            raise Unsayable("step", messages.uneven_hours(step // HOUR))
        hours = "*" if step <= HOUR else f"*/{step // HOUR}"
        return f"{_past(0, step)} {hours}"
    return _within(step, window)


def _within(step: int, window: Window) -> str:
    end = window.end if window.end > window.start else window.end + _DAY
    last = window.start + (end - window.start) // step * step
    if last == window.start or window.end == window.start:
        raise Unsayable("hours", messages.ends_before(window.typed))
    if step >= HOUR:
        hours = [minute // HOUR % 24 for minute in range(window.start, last + 1, step)]
        return f"{window.start % HOUR} {_hours(hours, step // HOUR)}"
    if last % HOUR < step:  # the first of an hour that has no others
        last -= step
    if window.start % HOUR >= step or last % HOUR + step < HOUR:
        whole = f"from {window.start // HOUR}:00 to {-(-window.end // HOUR) % 24}:00"
        sentence = messages.uneven_hours_of_day(window.typed, f"every {step} minutes {whole}")
        raise Unsayable("hours", sentence)
    hours = [hour % 24 for hour in range(window.start // HOUR, last // HOUR + 1)]
    return f"{_past(window.start % HOUR, step)} {_hours(hours, 1)}"


def runs(
    numbers: Iterable[int], span: Callable[[int, int], str], single: Callable[[int], str]
) -> Iterator[str]:
    """Ascending numbers in text: three or more in a row by the first and the last of them."""
    for _, group in groupby(enumerate(numbers), key=lambda item: item[1] - item[0]):
        run = [number for _, number in group]
        if len(run) > 2:
            yield span(run[0], run[-1])
        else:
            yield from map(single, run)


def _past(start: int, step: int) -> str:
    """The minutes past each hour."""
    if step >= HOUR:
        return str(start)
    if step == 1:
        return "*"
    return f"*/{step}" if start == 0 else _list(list(range(start, HOUR, step)))


def _hours(hours: list[int], step: int) -> str:
    """Hours of the day, `step` apart, which may go over midnight."""
    if step > 1 and len(hours) > 2 and hours == sorted(hours):
        return f"{hours[0]}-{hours[-1]}/{step}"
    return _list(sorted(set(hours)))


def _list(numbers: list[int]) -> str:
    return ",".join(runs(numbers, lambda first, last: f"{first}-{last}", str))
