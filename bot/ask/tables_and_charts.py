"""The table or the charts of an answer, in a few sizes: the best first, the smallest last.

Messages have a limit of characters, so what is drawn may have to shrink. Calls lose columns in
a fixed order, then long labels, but never rows. Groups and charts lose the rows with the fewest
calls. Without groups there are two charts, of the calls over time and of the busiest devices; else
one, of the groups.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime
from heapq import nlargest
from itertools import repeat
from operator import itemgetter
from typing import Literal, NamedTuple
from zoneinfo import ZoneInfo

from rich.cells import cell_len

from bot.ask import texts as say
from bot.calls.model import Answer, Call, Count, Group, Report, Series
from bot.calls.report import PAGE_SIZE, PAGED_CALLS, page_count
from bot.calls.series import over_time, with_empty
from bot.slack.kit import limits, times
from bot.slack.kit.chart import TEXT_WIDTH, Axes, Pairs, chart, text_chart
from bot.slack.kit.escape import label
from bot.slack.kit.message import Block, Number, data_table, lines, monospace, table
from bot.slack.kit.message import plain as said

_LINE = 120  # Slack breaks longer lines of monospace text, and so the columns
_BARS = 6  # more are not told apart
_NARROW = 40
_TIMES = (Group.HOUR, Group.DAY)
_SECONDS = {Group.HOUR: 3600, Group.DAY: 86_400}

Side = Literal["left", "right"]
Sized = Iterator[tuple[list[Block], list[str]]]
"""Blocks and the notes that belong below them, in ever smaller sizes."""


class _Chart(NamedTuple):
    """A chart, and the sentence that says the most of it."""

    title: str
    points: Pairs
    axes: Axes
    most: str


_HEADINGS = {
    "at": say.WHEN,
    "originator_device": say.FROM_DEVICE,
    "terminator_user": say.TO_USER,
    "terminator_device": say.TO_DEVICE,
    "originator_caller_id": say.CALLER_ID,
    "originator_ip": say.FROM_IP,
    "terminator_ip": say.TO_IP,
    "originator_channel": say.CHANNEL,
}  # of the fields of a `Call`: who called whom first, which is all that a telephone shows
_in_order = itemgetter(*map(Call._fields.index, _HEADINGS))
_DROPPED_FIRST = (say.CHANNEL, say.TO_IP, say.CALLER_ID, say.TO_DEVICE, say.FROM_IP)


class _Size(NamedTuple):
    """Which fields of a call are shown, in cells of what width, and what is said about that."""

    shown: tuple[int, ...]
    heading: tuple[str, ...]
    width: int
    notes: tuple[str, ...]


def _size(dropped: Sequence[str], width: int = limits.CELL) -> _Size:
    headings = tuple(_HEADINGS.values())
    shown = tuple(place for place, title in enumerate(headings) if title not in dropped)
    notes = [say.columns_dropped(dropped)] if dropped else []
    if width < limits.CELL:
        notes.append(say.LABELS_SHORTENED)
    return _Size(shown, tuple(headings[place] for place in shown), width, tuple(notes))


_SIZES = (
    *(_size(_DROPPED_FIRST[:count]) for count in range(len(_DROPPED_FIRST) + 1)),
    *(_size(_DROPPED_FIRST, width) for width in (30, 15, 7, 3)),
)


def calls_table(answer: Answer, *, plain: bool, sortable: bool = False) -> Sized:
    """Draw the calls of the page. A table that can be sorted has room for all columns."""
    page = answer.report.page[:PAGE_SIZE]
    shown = _shown(answer, len(page))
    cells, width = _cells(answer, page, limits.CELL), limits.CELL
    if sortable and not plain:
        sortable_rows: list[Sequence[str | Number]] = [tuple(_HEADINGS.values())]
        for call, row in zip(page, cells, strict=True):
            sortable_rows.append((Number(int(call.at.timestamp()), row[0]), *row[1:]))
        order = say.ORDERS["oldest" if answer.query.oldest_first else "newest"]
        caption = say.caption(order)
        yield [data_table(sortable_rows, caption)], shown
    for size in _SIZES:
        if size.width < width:
            cells, width = _cells(answer, page, size.width), size.width
        rows = [size.heading, *map(itemgetter(*size.shown), cells)]
        if not (plain and _width(rows) > _LINE):
            sides: list[Side] = ["left"] * len(size.heading)
            yield [_drawn(rows, sides, plain=plain)], [*shown, *size.notes]


def _cells(answer: Answer, page: Sequence[Call], width: int) -> list[tuple[str, ...]]:
    """Return all fields of each call in the order of the table, its labels cut to `width`."""
    zone, period = ZoneInfo(answer.zone), answer.query.period
    moments = times.column(map(itemgetter(0), page), zone, period)
    return [
        (moment, *map(label, _in_order(call)[1:], repeat(width)))
        for moment, call in zip(moments, page, strict=True)
    ]


def _shown(answer: Answer, number: int) -> list[str]:
    """Say which of all the calls these are."""
    report, oldest_first = answer.report, answer.query.oldest_first
    total = report.total
    if not answer.id or total <= PAGE_SIZE:
        return [say.shown(number, total, oldest_first=oldest_first)]
    first = (answer.page_number - 1) * PAGE_SIZE + 1
    of = page_count(report)
    calls = (first, first + number - 1)
    shown = [say.page(answer.page_number, of, calls, total, oldest_first=oldest_first)]
    if total > PAGED_CALLS:
        shown.append(say.pages_end(PAGED_CALLS, oldest_first=oldest_first))
    return shown


def groups_table(answer: Answer, *, plain: bool, sortable: bool = False) -> Sized:
    """Draw the number of calls of each group, also of hours and days without calls if all fit.

    If not all groups fit, those with most calls are kept, in the same order.
    """
    del sortable  # they stand in the order that matters
    group = answer.report.group
    if group is None:
        raise ValueError("an answer without groups")
    zone = ZoneInfo(answer.zone)
    groups = answer.report.groups
    period = answer.query.period
    whole = group in _TIMES and period.seconds < _SECONDS[group] * (limits.TABLE_ROWS - 1)
    if whole:
        groups = with_empty(groups, period, zone, group, answer.asked_at)
    heading = [say.GROUP_HEADINGS[group], say.CALLS]
    number = min(len(groups), limits.TABLE_ROWS - 1)
    while number:
        kept = _most_called(groups, number)
        rows = [[_group_label(count.key, group, zone), f"{count.calls:,}"] for count in kept]
        notes = []
        if not whole or number < len(groups):
            notes.append(say.groups_shown(number, len(groups), group))
        if group is Group.USER:
            notes.append(say.NAMES_NOT_UNIQUE)
        if group in (Group.DEVICE, Group.IP):
            notes.append(say.BOTH_SIDES)
        yield [_drawn([heading, *rows], ["left", "right"], plain=plain)], notes
        number = number * 9 // 10


def _most_called(groups: Sequence[Count], number: int) -> list[Count]:
    kept = nlargest(number, range(len(groups)), key=lambda place: groups[place].calls)
    return [groups[place] for place in sorted(kept)]


def _group_label(key: str | datetime, group: Group, zone: ZoneInfo) -> str:
    if isinstance(key, str):
        return label(key, limits.CELL)
    return times.day(key, zone) if group is Group.DAY else times.moment(key, zone, seconds=False)


def _drawn(rows: Sequence[Sequence[str]], sides: Sequence[Side], *, plain: bool) -> Block:
    if not plain:
        return table(rows, sides)
    widths = _widths(rows)
    return monospace("  ".join(map(_padded, row, widths, sides)).rstrip() for row in rows)


def _padded(cell: str, width: int, side: Side) -> str:
    space = " " * (width - cell_len(cell))
    return space + cell if side == "right" else cell + space


def _widths(rows: Sequence[Sequence[str]]) -> list[int]:
    return [max(map(cell_len, column)) for column in zip(*rows, strict=True)]


def _width(rows: Sequence[Sequence[str]]) -> int:
    widths = _widths(rows)
    return sum(widths) + 2 * (len(widths) - 1)


def calls_chart(answer: Answer, *, plain: bool) -> Sized:
    """Draw the charts, with the notes that belong below them."""
    timed, timed_notes = _timed(answer)
    names = _names(answer.report)
    for number, width in _chart_sizes(len(names), plain=plain):
        named, named_notes = _named(answer.report, names[:number])
        drawn = [
            text_chart(one.title, one.points, width)
            if plain
            else chart(one.title, one.points, one.axes)
            for one in (*timed, *named)
        ]
        most = lines(*([said(one.most)] for one in (*timed, *named)))
        yield [most, *drawn], [*timed_notes, *named_notes]


def _chart_sizes(names: int, *, plain: bool) -> Iterator[tuple[int, int]]:
    """Yield how many names there are, and how wide bars of text are."""
    yield names, TEXT_WIDTH
    if plain:
        yield names, _NARROW
    while names > 1:
        names = names * 9 // 10
        yield names, _NARROW


def _timed(answer: Answer) -> tuple[list[_Chart], list[str]]:
    """Return the chart over time, if there is one, and its notes."""
    report, zone = answer.report, ZoneInfo(answer.zone)
    if report.group is None:
        series: Series = report.over_time
    elif report.group in _TIMES:
        series = over_time(report.groups, answer.query.period, zone, report.group)
    else:
        return [], []
    title = say.calls_per(series.unit, series.step)
    notes = [say.bars_combined(series.unit, series.step)] if series.step > 1 else []
    points = times.points(series, zone)
    most = say.peak(series.unit, series.step, *max(points, key=itemgetter(1)))
    return [_Chart(title, points, time_axes(series, zone), most)], notes


def _names(report: Report) -> Sequence[Count]:
    if report.group is None:
        return report.top_devices[:_BARS]
    return () if report.group in _TIMES else report.groups[:_BARS]


def _named(report: Report, names: Sequence[Count]) -> tuple[list[_Chart], list[str]]:
    """Return the chart of the names with most calls, if there are any, and its notes."""
    if not names:
        return [], []
    group = report.group or Group.DEVICE
    total = len(report.groups) if report.group else report.devices
    notes = [say.names_left_out(len(names), total, group)] if len(names) < total else []
    notes.append(say.NAMES_NOT_UNIQUE if group is Group.USER else say.BOTH_SIDES)
    points = [(str(name), calls) for name, calls in names]
    most = say.most_calls(group, label(points[0][0], limits.CELL), points[0][1])
    return [_Chart(say.busiest_names(group), points, name_axes(group), most)], notes


def time_axes(series: Series, zone: ZoneInfo) -> Axes:
    """Return what the axes of a chart over time say."""
    return Axes(
        say.times_in(series.unit, zone.key), say.calls_per(series.unit, series.step), timed=True
    )


def name_axes(group: Group) -> Axes:
    """Return what the axes of a chart of names say."""
    return Axes(say.GROUP_HEADINGS[group], say.CALLS)
