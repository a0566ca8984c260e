"""The table of an answer, in a few sizes: the best first, the smallest last.

Messages have a limit of characters, so the table may have to shrink. Calls lose columns in
a fixed order, then long labels, but never rows. Groups lose the rows with the fewest calls.
"""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from heapq import nlargest
from operator import attrgetter
from typing import Literal, NamedTuple
from zoneinfo import ZoneInfo

from rich.cells import cell_len

from bot.ask.texts import answers as say
from bot.calls.model import Answer, Call, Count, Group
from bot.calls.report import PAGE_SIZE, PAGED_CALLS, page_count
from bot.slack.kit import limits, times
from bot.slack.kit.escape import label
from bot.slack.kit.message import Block, monospace, table

_LINE = 120  # Slack breaks longer lines of monospace text, and so the columns

Side = Literal["left", "right"]
Sized = Iterator[tuple[list[Block], list[str]]]
"""Blocks and the notes that belong below them, in ever smaller sizes."""


class _Column(NamedTuple):
    heading: str
    text: Callable[[Call], str]


_FROM = _Column(say.FROM_DEVICE, attrgetter("originator_device"))
_CALLER_ID = _Column(say.CALLER_ID, attrgetter("originator_caller_id"))
_FROM_IP = _Column(say.FROM_IP, attrgetter("originator_ip"))
_CHANNEL = _Column(say.CHANNEL, attrgetter("originator_channel"))
_TO = _Column(say.TO_USER, attrgetter("terminator_user"))
_TO_DEVICE = _Column(say.TO_DEVICE, attrgetter("terminator_device"))
_TO_IP = _Column(say.TO_IP, attrgetter("terminator_ip"))

_COLUMNS = (_FROM, _CALLER_ID, _FROM_IP, _CHANNEL, _TO, _TO_DEVICE, _TO_IP)
_DROPPED_FIRST = (_CHANNEL, _TO_IP, _CALLER_ID, _TO_DEVICE, _FROM_IP)
_SHORTER_LABELS = (30, 15, 7, 3)


def calls_table(answer: Answer, *, plain: bool) -> Sized:
    """Draw the calls of the page."""
    zone = ZoneInfo(answer.zone)
    page = answer.report.page[:PAGE_SIZE]
    shown = _shown(answer, len(page))
    moments = times.column((call.at for call in page), zone)
    labels = _labels(page, limits.CELL)
    for dropped, width in _sizes():
        if width < limits.CELL:
            labels = _labels(page, width)
        columns = [column for column in _COLUMNS if column not in dropped]
        heading = [say.WHEN, *(column.heading for column in columns)]
        rows = [*zip(moments, *map(labels.__getitem__, columns), strict=True)]
        if plain and _width([heading, *rows]) > _LINE:
            continue
        notes = [*shown]
        if dropped:
            notes.append(say.columns_dropped([column.heading for column in dropped]))
        if width < limits.CELL:
            notes.append(say.LABELS_SHORTENED)
        sides: list[Side] = ["left"] * len(heading)
        yield [_drawn([heading, *rows], sides, plain=plain)], notes


def _labels(page: Sequence[Call], width: int) -> dict[_Column, list[str]]:
    """Return the cells of each column, from top to bottom."""
    return {column: [label(column.text(call), width) for call in page] for column in _COLUMNS}


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


def _sizes() -> Iterator[tuple[Sequence[_Column], int]]:
    for count in range(len(_DROPPED_FIRST) + 1):
        yield _DROPPED_FIRST[:count], limits.CELL
    for width in _SHORTER_LABELS:
        yield _DROPPED_FIRST, width


def groups_table(answer: Answer, *, plain: bool) -> Sized:
    """Draw the number of calls of each group.

    If not all groups fit, those with most calls are kept, in the same order.
    """
    group = answer.report.group
    if group is None:
        raise ValueError("an answer without groups")
    zone = ZoneInfo(answer.zone)
    groups = answer.report.groups
    heading = [say.GROUP_HEADINGS[group], say.CALLS]
    number = min(len(groups), limits.TABLE_ROWS - 1)
    while number:
        kept = _most_called(groups, number)
        rows = [[_group_label(count.key, group, zone), f"{count.calls:,}"] for count in kept]
        notes = [say.groups_shown(number, len(groups), group)]
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
