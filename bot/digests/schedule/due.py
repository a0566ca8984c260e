"""Which slots have come, and which of them is still worth running."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import islice, takewhile
from typing import Final
from zoneinfo import ZoneInfo

from bot.digests.schedule.cron import read_cron
from bot.digests.schedule.slots import is_steady, moment, slots, slots_back

MOST_MISSED: Final = 100


@dataclass(frozen=True, slots=True)
class Due:
    """What is to be done now: the slot to run, if any; the newest `MOST_MISSED` of those that are
    lost, the oldest first, and how many older ones are left out there; the next slot. All are in
    the zone of the digest, with what `slots` says about comparing them.
    """

    run: datetime | None
    missed: tuple[datetime, ...]
    left_out: int
    following: datetime


def due(cron: str, zone: str, next_slot: datetime, now: datetime, grace: timedelta) -> Due:
    """The slots from `next_slot` to `now`, both aware and included: the newest is run unless it is
    older than `grace`, all others are missed. `following` is the first slot after `now` that is
    not before `next_slot`.

    The work is bounded by the days between the two, not by the slots.
    """
    first = next_slot.astimezone(UTC)
    following = next(slots(cron, zone, max(now.astimezone(UTC), first - timedelta.resolution)))
    come = takewhile(lambda slot: slot.astimezone(UTC) >= first, slots_back(cron, zone, now))
    newest = list(islice(come, MOST_MISSED + 1))
    run = newest.pop(0) if newest and _age(newest[0], now) <= grace else None
    missed = tuple(reversed(newest[:MOST_MISSED]))
    left_out = _count(cron, zone, first, missed[0]) if missed else 0
    return Due(run, missed, left_out, following)


def _age(slot: datetime, now: datetime) -> timedelta:
    return now.astimezone(UTC) - slot.astimezone(UTC)


def _count(cron: str, zone: str, first: datetime, before: datetime) -> int:
    """How many slots there are from `first` (included) to `before` (excluded)."""
    line, place = read_cron(cron), ZoneInfo(zone)
    first, before = first.astimezone(UTC), before.astimezone(UTC)
    start, end = first.astimezone(place).date(), before.astimezone(place).date()
    on_steady_days, others = 0, set[datetime]()
    for day in takewhile(lambda day: day <= end, line.dates(start)):
        if start < day < end and is_steady(day, place):
            on_steady_days += len(line.times)
        else:
            others.update(moment(wall, place) for wall in line.walls(day))
    return on_steady_days + sum(first <= slot < before for slot in others)
