"""The minute and hour fields of a cron line, for times of day and for steps between two of them."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import Final

from bot.digests.schedule import texts as messages

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


def at_times(minutes: Sequence[int]) -> str:
    """The fields for these minutes of the day.

    Raises Unsayable where their minutes past the hour differ.
    """
    fields = _fields(minutes)
    if fields is None:
        first = minutes[0]
        other = next(minute for minute in minutes if minute % HOUR != first % HOUR)
        raise Unsayable("times", messages.other_times(clock(first), clock(other)))
    return fields


def in_steps(step: int, window: Window | None) -> str:
    """The fields for every `step` minutes, in the hours of the window or all day long.

    The end of the hours is a run too if a step falls on it. Where a cron line cannot say that,
    since it has the same minutes in each of its hours, that run is left out: every 15 minutes
    from 8 to 18 ends at 17:45.

    Raises Unsayable for steps that do not divide the hour or the day, and hours they do not fit in.
    """
    if not step or (HOUR % step and step % HOUR):
        raise Unsayable("step", messages.uneven_minutes(step))
    if step >= _DAY:
        raise Unsayable("step", messages.steps_of_days(f"every {step // HOUR} hours"))
    if window:
        return _within(step, window)
    fields = _fields(range(0, _DAY, step)) if _DAY % step == 0 else None
    if fields is None:
        raise Unsayable("step", messages.uneven_hours(step // HOUR))
    return fields


def _within(step: int, window: Window) -> str:
    end = window.end if window.end > window.start else window.end + _DAY
    minutes = range(window.start, end + 1, step)
    if len(minutes) < 2 or window.start == window.end:
        raise Unsayable("hours", messages.ends_before(window.typed))
    fields = _fields(minutes) or _fields(minutes[:-1])
    if fields is None:
        whole = f"from {window.start // HOUR}:00 to {-(-window.end // HOUR) % 24}:00"
        sentence = messages.uneven_hours_of_day(window.typed, f"every {step} minutes {whole}")
        raise Unsayable("hours", sentence)
    return fields


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


def distance(numbers: Sequence[int]) -> int:
    """How far ascending numbers are apart; 0 where that differs, or there is one only."""
    distances = {late - early for early, late in pairwise(numbers)}
    return distances.pop() if len(distances) == 1 else 0


def _fields(minutes: Sequence[int]) -> str | None:
    """The fields for minutes of the day; None where not each hour has the same of them."""
    past = sorted({minute % HOUR for minute in minutes})
    hours = sorted({minute // HOUR % 24 for minute in minutes})
    if len(past) * len(hours) != len({minute % _DAY for minute in minutes}):
        return None
    return f"{_field(past, HOUR)} {_field(hours, 24)}"


def _field(numbers: Sequence[int], size: int) -> str:
    """Ascending numbers of a field that goes from 0 to `size`, as short as it can be said."""
    step = distance(numbers)
    if len(numbers) == size:
        return "*"
    if step and list(numbers) == list(range(0, size, step)):
        return f"*/{step}"
    if step > 1 and len(numbers) > 4:
        return f"{numbers[0]}-{numbers[-1]}/{step}"
    return ",".join(runs(numbers, lambda first, last: f"{first}-{last}", str))
