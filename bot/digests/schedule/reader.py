"""Words to a schedule: `every weekday at 9:00`, `hourly from 8 to 18 Europe/Vilnius`.

A schedule has clauses, each there once and in any order: the days or how often in a day, the times
or the hours in which it goes on, and last the zone. What has two meanings is refused. What is left
open (the hour, the day of `weekly`) has a default, which people see before they save.
"""

import re
from collections.abc import Sequence
from typing import Final

from bot.calls.characters import UNSEEN, plain
from bot.calls.words import Keyed, Word, words
from bot.digests.schedule import texts
from bot.digests.schedule.cron import FIELDS, BadLine, Schedule, read_cron
from bot.digests.schedule.fields import (
    HOUR,
    Days,
    Window,
    at_times,
    begins_days,
    in_steps,
    read_days,
)
from bot.digests.schedule.tokens import Kind, Token, Tokens, is_zone, read_zone
from bot.errors import AskError, Place

_AT_NINE: Final = "0 9"
_ADVERBS: Final = {"daily": "day", "weekly": "week", "monthly": "month"}
_CYCLES: Final = {"day": Days(), "week": Days(weekday="1"), "month": Days(day="1")}
_UNITS: Final = {"minute": 1, "hour": HOUR}
_CRON_FIELD: Final = re.compile(r"\S+")


def read_schedule(text: str) -> Schedule:
    """Read a schedule in English words, or as `cron:"0 9 * * 1-5"`.

    Hours are those of a day of 24, unless am or pm follows. No time means 9:00, `weekly` means
    Monday, `monthly` means the 1st. Raises AskError with the place in `text`.
    """
    typed = list(words(text))
    if not typed:
        raise texts.missing()
    if isinstance(typed[0], Keyed) and typed[0].key == "cron":
        return _cron_schedule(text, typed[0], typed[1:])
    return _Reader(Tokens(text)).read()


class _Reader:
    """The clauses so far, and where each is."""

    def __init__(self, words: Tokens) -> None:
        self.words = words
        self.places: dict[str, Place] = {}
        self.cycle = ""
        self.days: Days | None = None
        self.step: int | None = None
        self.times: list[Token] = []
        self.window: Window | None = None
        self.zone = ""

    def read(self) -> Schedule:
        """Read all clauses, and put them together."""
        while self.words.next:
            if self.words.skip(","):
                continue
            self.words.skip("and")
            self._clause()
        days = self._all_days()
        fields = self._clock(days) if self.step is None else self._steps(days, self.step)
        return Schedule(f"{fields} {days.day} * {days.weekday}", self.zone)

    def _clause(self) -> None:
        words, begun = self.words, self.words.at
        if words.kind is Kind.ZONE or (words.text == "in" and words.kind_ahead(1) is Kind.ZONE):
            self._take_zone()
        elif words.skip("every"):
            self._take_every(begun)
        elif words.text == "hourly":
            words.take()
            self._note("step", begun)
            self.step = HOUR
        elif words.text in _ADVERBS:
            self._take_cycle(_ADVERBS[words.take().text], begun)
        elif words.skip("at") or words.kind in (Kind.TIME, Kind.NUMBER):
            self._take_times(begun)
        elif words.skip("from", "between"):
            self._take_window(self._time(), begun)
        else:
            words.skip("on")
            words.skip("the")
            self._take_days(begun, every=False)

    def _take_every(self, begun: int) -> None:
        words = self.words
        counted = words.kind is Kind.NUMBER or words.text in ("other", "half")
        counted = counted or (words.kind is Kind.ORDINAL and words.ahead(1) in _UNITS)
        if counted:
            self._take_step(begun)
        elif words.text in _UNITS:
            self.step = _UNITS[words.take().text]
            self._note("step", begun)
        elif words.text in _CYCLES:
            self._take_cycle(words.take().text, begun)
        else:
            self._take_days(begun, every=True)

    def _take_step(self, begun: int) -> None:
        """Take the rest of `every 15 minutes`, `every 2nd hour`, `every other hour`, or
        `every half hour`.
        """
        words = self.words
        amount = words.take()
        if amount.text == "half":
            words.skip("an")
        unit = words.text
        if unit in _UNITS and amount.text != "half":
            words.take()
            self.step = (2 if amount.text == "other" else amount.number) * _UNITS[unit]
        elif unit == "hour" and amount.text == "half":
            words.take()
            self.step = HOUR // 2
        elif unit in _CYCLES or begins_days(words):
            words.take()
            raise texts.steps_of_days(words.typed(begun), words.place(begun))
        elif amount.kind is Kind.NUMBER:
            raise texts.bare_number(amount.number, words.place(begun + 1))
        else:
            raise texts.unreadable(words.place(begun))
        self._note("step", begun)

    def _take_cycle(self, cycle: str, begun: int) -> None:
        self._note("cycle", begun)
        self.cycle = cycle

    def _take_days(self, begun: int, *, every: bool) -> None:
        words = self.words
        if not begins_days(words):
            words.take()
            raise texts.unreadable(words.place(begun))
        self.days = read_days(words, every=every)
        self._note("days", begun)

    def _take_times(self, begun: int) -> None:
        words = self.words
        with_at = words.at > begun
        if words.kind is Kind.NUMBER and not with_at and words.ahead(1) not in ("-", "to"):
            number = words.take()
            raise texts.bare_number(number.number, words.place(begun))
        times = [self._time()]
        if words.text in ("-", "to"):
            self._take_window(times[0], begun)
            return
        while words.joined(lambda: words.kind in (Kind.TIME, Kind.NUMBER)):
            times.append(self._time())
        self._note("times", begun)
        self.times = times

    def _take_window(self, first: Token, begun: int) -> None:
        words = self.words
        if not words.skip("to", "-", "and"):
            words.take()
            raise texts.unreadable(words.place(begun))
        last = self._time()
        self._note("window", begun)
        self.window = Window(first.number, last.number, words.place(begun))

    def _time(self) -> Token:
        """Take a time of day. A number alone is an hour."""
        words, begun = self.words, self.words.at
        token = words.take()
        if token.kind is Kind.NUMBER and token.number < 24:
            words.skip("o'clock")
            return Token(Kind.TIME, token.text, token.start, token.end, token.number * HOUR)
        if token.kind is not Kind.TIME:
            raise texts.no_such_time(words.place(begun))
        return token

    def _take_zone(self) -> None:
        words = self.words
        words.skip("in")
        begun = words.at
        words.take()
        self.zone = read_zone(words.place(begun))
        if words.next:
            begun = words.at
            words.at = len(words.all)
            raise texts.zone_not_last(words.place(begun))

    def _note(self, what: str, begun: int) -> None:
        """Note where a clause is. Raises AskError if it is there twice."""
        if what in self.places:
            raise texts.said_twice(self.words.place(begun))
        self.places[what] = self.words.place(begun)

    def _all_days(self) -> Days:
        days = self.days
        if days is None:
            if self.cycle or self.step is not None:
                return _CYCLES[self.cycle or "day"]
            if self.times:
                raise texts.no_days(self.places["times"])
            if self.window:
                raise texts.hours_without_steps(self.window.place)
            raise texts.missing()
        if self.cycle == "day" or (self.cycle and days.of_month != (self.cycle == "month")):
            raise texts.other_days(self.places["days"])
        return days

    def _steps(self, days: Days, step: int) -> str:
        if self.times:
            raise texts.time_in_steps(self.places["times"])
        window = self.window
        if window and window.end < window.start and days != Days():
            raise texts.over_midnight(window.place)
        return in_steps(step, self.places["step"], window)

    def _clock(self, days: Days) -> str:
        if self.window:
            raise texts.hours_without_steps(self.window.place)
        if not self.times:
            return _AT_NINE
        place = self.places["times"]
        if days != Days() and any(token.text == "midnight" for token in self.times):
            raise texts.midnight_of_a_day(place)
        return at_times([token.number for token in self.times], place)


def _cron_schedule(source: str, first: Keyed, others: Sequence[Word]) -> Schedule:
    """Read `cron:` and the words after it: five fields, in quotes or without, and perhaps a zone.

    Raises AskError if there are not five fields, one cannot be read, or no day fits.
    """
    start = source.index(":", first.start) + 1
    quoted = first.end - start > len(first.text)
    if quoted:
        line, rest = Place(source, start + 1, first.end - 1), others
    else:
        has_zone = bool(others) and is_zone(source[others[-1].start : others[-1].end])
        fields, rest = others[: len(others) - has_zone], others[len(others) - has_zone :]
        empty = not (first.text or fields)
        end = fields[-1].end if fields else first.end
        line = Place(source, first.start if empty else start, end)
    cron = _cron_line(line)
    if len(rest) > 1:
        raise texts.zone_not_last(Place(source, rest[1].start, rest[-1].end))
    return Schedule(cron, read_zone(Place(source, rest[0].start, rest[0].end)) if rest else "")


def _cron_line(line: Place) -> str:
    """Return the cron line at that place, in capitals with single spaces."""
    fields = list(_CRON_FIELD.finditer(line.source, line.start, line.end))
    if len(fields) == 1 and fields[0][0].startswith("@"):
        raise texts.cron_nickname(line)
    if len(fields) != len(FIELDS):
        raise texts.cron_fields(len(fields), line)
    try:
        return read_cron(" ".join(plain(field[0]).strip(UNSEEN) for field in fields)).line
    except BadLine as bad:
        raise _bad_line(bad, fields, line) from None


def _bad_line(bad: BadLine, fields: Sequence[re.Match[str]], line: Place) -> AskError:
    if bad.field is None:
        return texts.cron_never(line)
    field = fields[bad.field]
    return texts.cron_field(FIELDS[bad.field], Place(line.source, field.start(), field.end()))
