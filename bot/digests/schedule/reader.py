"""Words to a schedule: `every weekday at 9:00`, `hourly from 8 to 18 Europe/Vilnius`.

A schedule is made of clauses, each said once, in whatever order: the days or how often in a day,
the times or the hours between which it goes on, and the zone in the end. What has two meanings is
refused; what is left open (the hour, the day of `weekly`) has a default that is said back.
"""

from typing import Final

from bot.calls.words import Keyed, words
from bot.digests.schedule import texts as messages
from bot.digests.schedule.days import Days, begin_days, read_days
from bot.digests.schedule.hours import HOUR, Unsayable, Window, at_times, in_steps
from bot.digests.schedule.line import read_line
from bot.digests.schedule.model import Schedule
from bot.digests.schedule.text import Kind, Token
from bot.digests.schedule.tokens import Tokens
from bot.digests.schedule.zone import read_zone
from bot.errors import AskError, Place

_DEFAULT_TIME: Final = 9 * HOUR
_ADVERBS: Final = {"daily": "day", "weekly": "week", "monthly": "month"}
_CYCLES: Final = {"day": Days(), "week": Days(weekday="1"), "month": Days(day="1")}
_UNITS: Final = {"minute": 1, "hour": HOUR}


def read_schedule(text: str) -> Schedule:
    """The schedule that `text` says in English words, or as `cron:"0 9 * * 1-5"`.

    Hours are those of a day of 24 unless am or pm stands behind them. No time means 9:00, `weekly`
    Monday, `monthly` the 1st. Raises AskError with the place in `text`.
    """
    typed = list(words(text))
    if not typed:
        raise AskError(*messages.MISSING, code="schedule-missing")
    if isinstance(typed[0], Keyed) and typed[0].key == "cron":
        return read_line(text, typed[0], typed[1:])
    return _Reader(Tokens(text)).read()


def _fault(code: str, sentence: tuple[str, str], place: Place) -> AskError:
    return AskError(*sentence, code=f"schedule-{code}", place=place)


class _Reader:
    """What the clauses have said so far, and where."""

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
        """All clauses, put together."""
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
            self._say("step", begun)
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
            self._say("step", begun)
        elif words.text in _CYCLES:
            self._take_cycle(words.take().text, begun)
        else:
            self._take_days(begun, every=True)

    def _take_step(self, begun: int) -> None:
        """`every 15 minutes`, `every 2nd hour`, `every other hour`, `every half hour`."""
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
        elif unit in _CYCLES or begin_days(words):
            words.take()
            raise words.fault("step", messages.steps_of_days(words.typed(begun)), begun)
        elif amount.kind is Kind.NUMBER:
            raise words.fault("number", messages.bare_number(amount.number), begun + 1)
        else:
            raise words.fault("unreadable", messages.unreadable(words.typed(begun)), begun)
        self._say("step", begun)

    def _take_cycle(self, cycle: str, begun: int) -> None:
        self._say("cycle", begun)
        self.cycle = cycle

    def _take_days(self, begun: int, *, every: bool) -> None:
        words = self.words
        if not begin_days(words):
            words.take()
            raise words.fault("unreadable", messages.unreadable(words.typed(begun)), begun)
        self.days = read_days(words, every=every)
        self._say("days", begun)

    def _take_times(self, begun: int) -> None:
        words = self.words
        with_at = words.at > begun
        if words.kind is Kind.NUMBER and not with_at and words.ahead(1) not in ("-", "to"):
            number = words.take()
            raise words.fault("number", messages.bare_number(number.number), begun)
        times = [self._time()]
        if words.text in ("-", "to"):
            self._take_window(times[0], begun)
            return
        while words.joined(lambda: words.kind in (Kind.TIME, Kind.NUMBER)):
            times.append(self._time())
        self._say("times", begun)
        self.times = times

    def _take_window(self, first: Token, begun: int) -> None:
        words = self.words
        if not words.skip("to", "-", "and"):
            words.take()
            raise words.fault("unreadable", messages.unreadable(words.typed(begun)), begun)
        last = self._time()
        self._say("window", begun)
        self.window = Window(first.number, last.number, words.typed(begun))

    def _time(self) -> Token:
        """A time of day; a number alone is an hour."""
        words, begun = self.words, self.words.at
        token = words.take()
        if token.kind is Kind.NUMBER and token.number < 24:
            words.skip("o'clock")
            return Token(Kind.TIME, token.text, token.start, token.end, token.number * HOUR)
        if token.kind is not Kind.TIME:
            raise words.fault("time", messages.no_such_time(words.typed(begun)), begun)
        return token

    def _take_zone(self) -> None:
        self.words.skip("in")
        begun = self.words.at
        self.words.take()
        self.zone = read_zone(self.words.place(begun))
        if self.words.next:
            begun = self.words.at
            self.words.at = len(self.words.all)
            sentence = messages.zone_not_last(self.words.typed(begun))
            raise self.words.fault("zone", sentence, begun)

    def _say(self, what: str, begun: int) -> None:
        """Note where it was said. Raises AskError where it was said before."""
        if what in self.places:
            raise self.words.fault("twice", messages.said_twice(self.words.typed(begun)), begun)
        self.places[what] = self.words.place(begun)

    def _all_days(self) -> Days:
        days = self.days
        if days is None:
            if self.cycle or self.step is not None:
                return _CYCLES[self.cycle or "day"]
            if self.times:
                place = self.places["times"]
                typed = place.source[place.start : place.end]
                raise _fault("days", messages.no_days(typed), place)
            if self.window:
                raise self._hours_alone(self.window)
            raise AskError(*messages.MISSING, code="schedule-missing")
        if self.cycle == "day" or (self.cycle and days.of_month != (self.cycle == "month")):
            place = self.places["days"]
            typed = place.source[place.start : place.end]
            raise _fault("cycle", messages.other_days(typed), place)
        return days

    def _steps(self, days: Days, step: int) -> str:
        if self.times:
            place = self.places["times"]
            typed = place.source[place.start : place.end]
            raise _fault("steps-and-times", messages.time_in_steps(typed), place)
        window = self.window
        if window and window.end < window.start and days != Days():
            raise _fault("night", messages.over_midnight(window.typed), self.places["window"])
        try:
            return in_steps(step, window)
        except Unsayable as unsayable:
            place = self.places["window" if unsayable.code == "hours" else "step"]
            raise _fault(unsayable.code, unsayable.sentence, place) from None

    def _clock(self, days: Days) -> str:
        if self.window:
            raise self._hours_alone(self.window)
        if days != Days() and any(token.text == "midnight" for token in self.times):
            raise _fault("midnight", messages.MIDNIGHT_OF_A_DAY, self.places["times"])
        try:
            return at_times([token.number for token in self.times] or [_DEFAULT_TIME])
        except Unsayable as unsayable:
            raise _fault(unsayable.code, unsayable.sentence, self.places["times"]) from None

    def _hours_alone(self, window: Window) -> AskError:
        return _fault("hours", messages.hours_without_steps(window.typed), self.places["window"])
