"""From a stream of calls to a report: one pass, and memory that does not grow with the calls."""

import heapq
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import UTC, date, datetime, time
from operator import itemgetter
from zoneinfo import ZoneInfo

from bot.calls.filters import passing
from bot.calls.model import Call, Count, Group, Query, Report
from bot.errors import AskError
from bot.messages import report

MOST_NAMES = 100_000  # different devices, or groups; a real MOR has some thousands of devices
_QUARTER = 900  # seconds; every zone's offset is a multiple of it since 1972


class ReportBuilder:
    """Takes calls as they come and makes a Report of them.

    `zone` decides hours and days. The page starts after `skip` calls in the asked order: newest
    first, or oldest first where the query says so; calls of the same second stay in the order
    they came in. Only `skip + page_size` calls are ever held.

    All calls given are counted, also one outside the query's period: MOR's times can be an hour
    off around a change of clocks, and a call MOR listed should not vanish silently.

    Raises ValueError for a page that cannot be.
    """

    def __init__(self, query: Query, zone: ZoneInfo, page_size: int = 20, skip: int = 0) -> None:
        if page_size < 1 or skip < 0:
            raise ValueError("a page needs a size of 1 or more and a skip of 0 or more")
        self._passes = passing(query.filters) if query.filters else None
        self._group = query.group
        self._sign = -1 if query.oldest_first else 1
        self._zone = zone
        self._page_size = page_size
        self._skip = skip
        self._unfiltered_total = 0
        self._total = 0
        # The calls nearest to the front of the order; the one to drop next stands first. The
        # second item is minus the order of arrival, so that calls themselves are never compared.
        self._front: list[tuple[float, int, Call]] = []
        self._quarters: defaultdict[float, int] = defaultdict(int)
        self._devices: set[str] = set()
        self._names: defaultdict[str, int] = defaultdict(int)

    def add(self, calls: Iterable[Call]) -> None:
        """Count `calls`, in any order.

        Raises AskError `too-many-names` where more than `MOST_NAMES` devices or groups appear.
        """
        passes, named, names = self._passes, _names(self._group), self._names
        quarters, devices = self._quarters, self._devices
        front, sign, held = self._front, self._sign, self._skip + self._page_size
        for call in calls:
            self._unfiltered_total += 1
            if passes is not None and not passes(call):
                continue
            self._total += 1
            moment = call.at.timestamp()
            quarters[moment // _QUARTER] += 1
            devices.add(call.originator_device)
            devices.add(call.terminator_device)
            for name in named(call):
                names[name] += 1
            if len(devices) > MOST_NAMES or len(names) > MOST_NAMES or len(quarters) > MOST_NAMES:
                raise AskError(*report.too_many_names(MOST_NAMES), code="too-many-names")
            rank = moment * sign
            if len(front) < held:
                heapq.heappush(front, (rank, -self._total, call))
            elif rank > front[0][0]:
                heapq.heapreplace(front, (rank, -self._total, call))

    def report(self) -> Report:
        """What was added so far."""
        hours = _by_hour(self._quarters, self._zone)
        ordered = sorted(self._front, key=itemgetter(0, 1), reverse=True)
        return Report(
            total=self._total,
            unfiltered_total=self._unfiltered_total,
            devices=len(self._devices - {""}),
            busiest_hour=Count(*max(hours, key=itemgetter(1))) if hours else None,
            page=tuple(call for _, _, call in ordered[self._skip :]),
            page_size=self._page_size,
            group=self._group,
            groups=self._groups(hours),
        )

    def _groups(self, hours: list[tuple[datetime, int]]) -> tuple[Count, ...]:
        groups: Sequence[tuple[str | datetime, int]]
        match self._group:
            case Group.HOUR:
                groups = hours
            case Group.DAY:
                groups = _by_day(hours, self._zone)
            case _:
                groups = sorted(self._names.items(), key=lambda name: (-name[1], name[0]))
        return tuple(Count(*group) for group in groups)


def _names(group: Group | None) -> Callable[[Call], Collection[str]]:
    """What a call is counted under, besides its time. Device and IP are those of either side, as
    in the filters, so that a call between two devices counts once for each of them.
    """
    match group:
        case Group.DEVICE:
            return lambda call: {call.originator_device, call.terminator_device}
        case Group.IP:
            return lambda call: {call.originator_ip, call.terminator_ip}
        case Group.USER:
            return lambda call: (call.terminator_user,)
        case _:
            return lambda _call: ()


def _by_hour(quarters: Mapping[float, int], zone: ZoneInfo) -> list[tuple[datetime, int]]:
    """Calls by hour of the clock, in time order, from calls by quarter of an hour."""
    hours: Counter[int] = Counter()
    for quarter, calls in quarters.items():
        hours[_hour_start(int(quarter) * _QUARTER, zone)] += calls
    # Keyed by Unix seconds so far: datetimes of one zone compare by the clock on the wall, which
    # would throw the two hours of an autumn night together.
    return [(datetime.fromtimestamp(start, zone), hours[start]) for start in sorted(hours)]


def _hour_start(moment: int, zone: ZoneInfo) -> int:
    """When the hour that the clock showed at `moment` began, both in Unix seconds.

    An hour that is repeated, or cut by a change of the clocks, begins at the change.
    """
    wall = datetime.fromtimestamp(moment, zone)
    start = moment - wall.minute * 60 - wall.second
    while start < moment and datetime.fromtimestamp(start, zone).utcoffset() != wall.utcoffset():
        start += _QUARTER
    return start


def _by_day(hours: Iterable[tuple[datetime, int]], zone: ZoneInfo) -> list[tuple[datetime, int]]:
    """Calls by calendar day, in time order, from calls by hour in time order."""
    days: Counter[date] = Counter()
    for hour, calls in hours:
        days[hour.date()] += calls
    return [(_day_start(day, zone), calls) for day, calls in days.items()]


def _day_start(day: date, zone: ZoneInfo) -> datetime:
    """The first moment of a day. By way of UTC, since some clocks skip midnight."""
    return datetime.combine(day, time.min, zone).astimezone(UTC).astimezone(zone)
