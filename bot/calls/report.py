"""Makes a report of a stream of calls in one pass, in memory that does not grow with them."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from itertools import chain, islice
from operator import itemgetter
from zoneinfo import ZoneInfo

from bot.calls import texts as say
from bot.calls.characters import in_one_form
from bot.calls.filters import passing
from bot.calls.model import Call, Count, Group, Query, Report
from bot.calls.series import QUARTER, by_day, by_hour, over_time, ranked

PAGE_SIZE = 20
PAGED_CALLS = 1000  # an answer can be paged through this far; a file has all calls
MOST_NAMES = 100_000  # different devices, or groups; a real MOR has some thousands of devices
_BATCH = 250  # calls that are counted at a time


class ReportBuilder:
    """Collects calls for a Report.

    `zone` decides hours and days. The page starts after `skip` calls in the query's order: newest
    first, or oldest first; calls of the same second stay in the order they came in. At most
    about twice `skip + page_size` calls are kept.

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
        self._newest_first = not query.oldest_first
        self._zone = zone
        self._page_size = page_size
        self._skip = skip
        self._unfiltered_total = 0
        self._total = 0
        # The first calls in the order, and some more behind them as they came in.
        self._front: list[Call] = []
        self._moments: list[float] = []  # their Unix times
        self._quarters: Counter[float] = Counter()
        self._devices: Counter[str] = Counter()
        self._names: Counter[str] = Counter()

    def add(self, calls: Iterable[Call]) -> None:
        """Count `calls`, in any order.

        Raises AskError `too-many-names` for more than `MOST_NAMES` devices or groups.
        """
        coming = iter(calls)
        while batch := list(islice(coming, _BATCH)):
            self._add(batch)

    def _add(self, calls: list[Call]) -> None:
        self._unfiltered_total += len(calls)
        if self._passes is not None:
            calls = [call for call in calls if self._passes(call)]
        # Counters count a list several times as fast as one call after the other.
        moments = [call.at.timestamp() for call in calls]
        self._quarters.update([moment // QUARTER for moment in moments])
        froms = in_one_form([call.originator_device for call in calls])
        tos = in_one_form([call.terminator_device for call in calls])
        self._devices.update(froms)
        self._devices.update([to for to, from_ in zip(tos, froms, strict=True) if to != from_])
        self._names.update(_names(self._group, calls))
        if max(len(self._devices), len(self._names), len(self._quarters)) > MOST_NAMES:
            raise say.too_many_names(MOST_NAMES)
        self._total += len(calls)
        self._front += calls
        self._moments += moments
        if len(self._front) > 2 * max(self._skip + self._page_size, _BATCH):
            self._drop_last()

    def _drop_last(self) -> None:
        """Put the front in order, and drop what can be on no page. The order is stable."""
        moments = self._moments
        order = sorted(range(len(moments)), key=moments.__getitem__, reverse=self._newest_first)
        del order[self._skip + self._page_size :]
        self._front = [self._front[place] for place in order]
        self._moments = [moments[place] for place in order]

    def report(self) -> Report:
        """Return the report of what was added so far."""
        hours = by_hour(self._quarters, self._zone)
        self._drop_last()
        devices = {name: calls for name, calls in self._devices.items() if name}
        return Report(
            total=self._total,
            unfiltered_total=self._unfiltered_total,
            devices=len(devices),
            busiest_hour=max(hours, key=itemgetter(1)) if hours else None,
            page=tuple(self._front[self._skip :]),
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
                names = self._devices
            case _:
                names = self._names
        return ranked(names, len(names))


def _names(group: Group | None, calls: Iterable[Call]) -> Iterable[str]:
    """Return the names that calls are counted under, besides their times and devices.

    A call between two IP addresses counts once for each of them.
    """
    match group:
        case Group.IP:
            both = ({call.originator_ip, call.terminator_ip} for call in calls)
            return in_one_form(list(chain.from_iterable(both)))
        case Group.USER:
            return in_one_form([call.terminator_user for call in calls])
        case _:
            return ()


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
