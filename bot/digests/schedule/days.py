"""The day fields of a cron line, read from words: `mon and thu`, `1st and 15th of the month`."""

from dataclasses import dataclass
from typing import Final

from bot.calls.period.calendar import WEEKDAYS
from bot.digests.schedule import texts as messages
from bot.digests.schedule.text import Kind
from bot.digests.schedule.tokens import Tokens

_GROUPS: Final = {"weekday": "1-5", "weekend": "0,6"}
_LAST_DAY: Final = 31
_MOST_WEEKDAYS: Final = 5  # of one name in a month


@dataclass(frozen=True, slots=True)
class Days:
    """The fields of the day of the month and of the day of the week."""

    day: str = "*"
    weekday: str = "*"

    @property
    def of_month(self) -> bool:
        """Whether they are told by the month, as the 15th or the last Friday, not by the week."""
        return self.day != "*" or any(mark in self.weekday for mark in "#L")


def begin_days(words: Tokens) -> bool:
    """Whether the next word begins days."""
    text = words.text
    return words.kind is Kind.ORDINAL or text in ("last", *_GROUPS, *WEEKDAYS)


def read_days(words: Tokens, *, every: bool) -> Days:
    """The days that the next words say; `every` tells whether they stand behind that word.

    Raises AskError where they are no days, or two things.
    """
    if words.kind is Kind.ORDINAL or words.text == "last":
        return _of_month(words, every=every)
    return Days(weekday=_of_week(words))


def _of_week(words: Tokens) -> str:
    numbers: set[int] = set()
    while True:
        if words.text in _GROUPS and not numbers:
            return _GROUPS[words.take().text]
        numbers.update(_span(words))
        if not words.joined(lambda: words.text in WEEKDAYS):
            return _field(sorted(numbers))


def _span(words: Tokens) -> list[int]:
    """The weekdays of one name, or from one to another: 0 for Monday."""
    first = WEEKDAYS.index(words.take().text)
    if words.text not in ("to", "-") or words.ahead(1) not in WEEKDAYS:
        return [first]
    words.take()
    last = WEEKDAYS.index(words.take().text)
    return [number % 7 for number in range(first, last + 1 + 7 * (last < first))]


def _field(weekdays: list[int]) -> str:
    """The field for weekdays counted from Monday as 0; all of them are `*`."""
    if len(weekdays) == 7:
        return "*"
    if len(weekdays) > 2 and weekdays[-1] - weekdays[0] == len(weekdays) - 1 and weekdays[-1] < 6:
        return f"{weekdays[0] + 1}-{weekdays[-1] + 1}"
    return ",".join(str(number) for number in sorted((weekday + 1) % 7 for weekday in weekdays))


def _of_month(words: Tokens, *, every: bool) -> Days:
    begun = words.at
    which = [_which(words)]
    while words.joined(lambda: words.kind is Kind.ORDINAL or words.text == "last"):
        which.append(_which(words))
    noun = words.take().text if words.text in ("day", "weekday", *WEEKDAYS) else ""
    # The first and the last cannot be meant for a step; others behind "every" may be.
    step = every and which not in ([1], [0], [1, 0])
    of_month = _take_of_month(words)
    if noun in WEEKDAYS:
        if step and not of_month:
            raise words.fault("ambiguous", messages.every_second(words.typed(begun), noun), begun)
        if max(which) > _MOST_WEEKDAYS:
            raise words.fault("date", messages.no_such_date(words.typed(begun)), begun)
        return Days(weekday=",".join(_nth(number, noun) for number in which))
    if noun == "day" and step and not of_month:
        raise words.fault("ambiguous", messages.every_second_day(words.typed(begun)), begun)
    if noun == "weekday" and which == [0]:
        return Days(day="LW")
    if noun == "weekday" or (0 in which and not (noun or of_month)):
        raise words.fault("unreadable", messages.unreadable(words.typed(begun)), begun)
    return Days(day=",".join(str(number) if number else "L" for number in which))


def _which(words: Tokens) -> int:
    """The day of the month, or which of its weekdays; 0 is the last."""
    begun = words.at
    token = words.take()
    if token.kind is Kind.ORDINAL and not 1 <= token.number <= _LAST_DAY:
        raise words.fault("date", messages.no_such_date(words.typed(begun)), begun)
    return token.number


def _nth(number: int, name: str) -> str:
    weekday = (WEEKDAYS.index(name) + 1) % 7
    return f"{weekday}#{number}" if number else f"{weekday}L"


def _take_of_month(words: Tokens) -> bool:
    if words.text not in ("of", "in"):
        return False
    article = words.ahead(1) in ("the", "every", "a")
    if words.ahead(1 + article) != "month":
        return False
    for _ in range(2 + article):
        words.take()
    return True
