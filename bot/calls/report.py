"""Makes a report of a stream of calls in one pass, in memory that does not grow with them."""

import heapq
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import replace
from operator import itemgetter
from zoneinfo import ZoneInfo

from bot.calls import texts as say
from bot.calls.characters import one_form
from bot.calls.filters import passing
from bot.calls.model import Call, Count, Group, Query, Report
from bot.calls.series import QUARTER, by_day, by_hour, over_time, ranked

PAGE_SIZE = 20
PAGED_CALLS = 1000  # an answer can be paged through this far; a file has all calls
MOST_NAMES = 100_000  # different devices, or groups; a real MOR has some thousands of devices


class ReportBuilder:
    """Collects calls for a Report.

    `zone` decides hours and days. The page starts after `skip` calls in the query's order: newest
    first, or oldest first; calls of the same second stay in the order they came in. Only
    `skip + page_size` calls are kept.

    All calls given are counted, even outside the query's period: MOR's times can be an hour off
    around a clock change, and a call that MOR listed should not vanish silently.

    Raises ValueError for an impossible page.
    """

    def __init__(
        self, query: Query, zone: ZoneInfo, page_size: int = PAGE_SIZE, skip: int = 0
    ) -> None:
        if page_size < 1 or skip < 0:
            raise ValueError("a page needs a size of 1 or more and a skip of 0 or more")
        self._passes = passing(query.filters) if query.filters else None
        self._group = query.group
        self._period = query.period
        self._sign = -1 if query.oldest_first else 1
        self._zone = zone
        self._page_size = page_size
        self._skip = skip
        self._unfiltered_total = 0
        self._total = 0
        # A heap of the first calls in the order; the next to drop is at its top. The second item
        # is minus the order of arrival, so that calls themselves are never compared.
        self._front: list[tuple[float, int, Call]] = []
        self._quarters: defaultdict[float, int] = defaultdict(int)
        self._devices: defaultdict[str, int] = defaultdict(int)
        self._names: defaultdict[str, int] = defaultdict(int)

    def add(self, calls: Iterable[Call]) -> None:
        """Count `calls`, in any order.

        Raises AskError `too-many-names` for more than `MOST_NAMES` devices or groups.
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
            quarters[moment // QUARTER] += 1
            devices[call.originator_device] += 1
            one, other = call.originator_device, call.terminator_device
            if one != other and one_form(one) != one_form(other):
                devices[other] += 1
            for name in named(call):
                names[name] += 1
            if len(devices) > MOST_NAMES or len(names) > MOST_NAMES or len(quarters) > MOST_NAMES:
                raise say.too_many_names(MOST_NAMES)
            rank = moment * sign
            if len(front) < held:
                heapq.heappush(front, (rank, -self._total, call))
            elif rank > front[0][0]:
                heapq.heapreplace(front, (rank, -self._total, call))

    def report(self) -> Report:
        """Return the report of what was added so far."""
        hours = by_hour(self._quarters, self._zone)
        ordered = sorted(self._front, key=itemgetter(0, 1), reverse=True)
        devices = _merged(self._devices)
        devices.pop("", None)
        return Report(
            total=self._total,
            unfiltered_total=self._unfiltered_total,
            devices=len(devices),
            busiest_hour=max(hours, key=itemgetter(1)) if hours else None,
            page=tuple(call for _, _, call in ordered[self._skip :]),
            page_size=self._page_size,
            group=self._group,
            groups=self._groups(hours),
            over_time=over_time(hours, self._period, self._zone),
            top_devices=ranked(devices),
        )

    def _groups(self, hours: list[Count]) -> tuple[Count, ...]:
        match self._group:
            case Group.HOUR:
                return tuple(hours)
            case Group.DAY:
                return tuple(by_day(hours, self._zone))
            case Group.DEVICE:
                names = _merged(self._devices)
            case _:
                names = _merged(self._names)
        return ranked(names, len(names))


def _merged(names: Mapping[str, int]) -> dict[str, int]:
    """The counts of names, of which some may be the same in another encoding."""
    merged: defaultdict[str, int] = defaultdict(int)
    for name, calls in names.items():
        merged[one_form(name)] += calls
    return merged


def _names(group: Group | None) -> Callable[[Call], Collection[str]]:
    """Return a function that names what a call is counted under, besides its time and devices.

    A call between two IP addresses counts once for each of them.
    """
    match group:
        case Group.IP:
            return lambda call: {call.originator_ip, call.terminator_ip}
        case Group.USER:
            return lambda call: (call.terminator_user,)
        case _:
            return lambda _call: ()


def page_count(report: Report) -> int:
    """Return how many pages a report of all `PAGED_CALLS` has; at least one."""
    return max(1, -(-min(report.total, PAGED_CALLS) // PAGE_SIZE))


def page_of(report: Report, number: int) -> tuple[Report, int]:
    """Return the report with the calls of one page only, and that page's number: the nearest one
    to `number` that exists. Pages count from 1; `report` must hold its calls from the first on.
    """
    number = max(1, min(number, page_count(report)))
    first = (number - 1) * PAGE_SIZE
    calls = report.page[first : first + PAGE_SIZE]
    return replace(report, page=calls, page_size=PAGE_SIZE), number
