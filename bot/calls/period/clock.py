"""When it is asked, and what an expression can name: a point of the calendar or the clock."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.calls.period.units import aware, midnight, step


@dataclass(frozen=True, slots=True)
class Clock:
    """When and where it is asked: `now` in whole seconds, aware in the asker's `zone`."""

    now: datetime
    zone: ZoneInfo

    def passed(self, moment: datetime) -> bool:
        """Whether a moment is now or earlier, told by the instant: a wall clock can repeat."""
        return moment.timestamp() <= self.now.timestamp()

    @property
    def today(self) -> date:
        """The date on the asker's calendar."""
        return self.now.date()

    @property
    def wall(self) -> datetime:
        """What the asker's wall clock shows; naive."""
        return self.now.replace(tzinfo=None)


@dataclass(frozen=True, slots=True)
class Point:
    """What one expression names: a stretch of time, or an instant, which starts and ends at once.

    `day` is the one day it names or lies in. `year` is the year written beside a day, a week, a
    month or a quarter; where none was, `in_year` tells the same point of another year, or None
    where that year has none.
    """

    start: datetime
    end: datetime
    day: date | None = None
    year: int | None = None
    in_year: "Callable[[int], Point | None] | None" = None

    @property
    def instant(self) -> bool:
        """Whether it has no length, so that it is not a period by itself."""
        return self.start.timestamp() == self.end.timestamp()


def unit_point(wall: datetime, unit: str, clock: Clock) -> Point:
    """The calendar unit that begins at `wall`."""
    return Point(aware(wall, clock.zone), aware(step(wall, unit, 1), clock.zone))


def day_point(day: date, clock: Clock) -> Point:
    """A whole calendar day."""
    return replace(unit_point(midnight(day), "day", clock), day=day)


def moment_of(day: date, seconds: int, clock: Clock) -> datetime:
    """The moment at which the clock of `day` shows that many seconds past midnight."""
    return aware(midnight(day) + timedelta(seconds=seconds), clock.zone)
