"""The table of an answer, in a few sizes: the best one first, the smallest one last.

A message is limited in its characters, so the table may have to shrink. Calls lose columns in
a fixed order, then long labels, never rows; groups lose the rows with the fewest calls.
"""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from heapq import nlargest
from typing import Literal, NamedTuple
from zoneinfo import ZoneInfo

from rich.cells import cell_len

from bot.ask.texts import answers
from bot.calls import pages
from bot.calls.model import Answer, Call, Count, Group
from bot.calls.pages import CALLS_HELD, PAGE_SIZE
from bot.slack.kit import limits, times
from bot.slack.kit.escape import label
from bot.slack.kit.message import Block, monospace, table

_LINE = 120  # Slack breaks a longer line of monospace text, and the columns with it

Side = Literal["left", "right"]
Sized = Iterator[tuple[list[Block], list[str]]]


class _Column(NamedTuple):
    heading: str
    text: Callable[[Call], str]


_FROM = _Column(answers.FROM_DEVICE, lambda call: call.originator_device)
_CALLER_ID = _Column(answers.CALLER_ID, lambda call: call.originator_caller_id)
_FROM_IP = _Column(answers.FROM_IP, lambda call: call.originator_ip)
_CHANNEL = _Column(answers.CHANNEL, lambda call: call.originator_channel)
_TO = _Column(answers.TO_USER, lambda call: call.terminator_user)
_TO_DEVICE = _Column(answers.TO_DEVICE, lambda call: call.terminator_device)
_TO_IP = _Column(answers.TO_IP, lambda call: call.terminator_ip)

_COLUMNS = (_FROM, _CALLER_ID, _FROM_IP, _CHANNEL, _TO, _TO_DEVICE, _TO_IP)
_DROPPED_FIRST = (_CHANNEL, _TO_IP, _CALLER_ID, _TO_DEVICE, _FROM_IP)
_SHORTER_LABELS = (30, 15, 7, 3)


def calls_table(answer: Answer, *, plain: bool) -> Sized:
    """The calls of the page, with the notes that belong under them."""
    zone = ZoneInfo(answer.zone)
    page = answer.report.page[:PAGE_SIZE]
    shown = _shown(answer, len(page))
    moments = times.column((call.at for call in page), zone)
    labels = _labels(page, limits.CELL)
    for dropped, width in _sizes():
        if width < limits.CELL:
            labels = _labels(page, width)
        columns = [column for column in _COLUMNS if column not in dropped]
        heading = [answers.WHEN, *(column.heading for column in columns)]
        rows = [*zip(moments, *map(labels.__getitem__, columns), strict=True)]
        if plain and _width([heading, *rows]) > _LINE:
            continue
        notes = [*shown]
        if dropped:
            notes.append(answers.columns_dropped([column.heading for column in dropped]))
        if width < limits.CELL:
            notes.append(answers.LABELS_SHORTENED)
        sides: list[Side] = ["left"] * len(heading)
        yield [_drawn([heading, *rows], sides, plain=plain)], notes


def _labels(page: Sequence[Call], width: int) -> dict[_Column, list[str]]:
    """Each column's cells, from top to bottom."""
    return {column: [label(column.text(call), width) for call in page] for column in _COLUMNS}


def _shown(answer: Answer, number: int) -> list[str]:
    """Which calls these are of all that were found."""
    report, oldest_first = answer.report, answer.query.oldest_first
    total = report.total
    if not answer.id or total <= PAGE_SIZE:
        return [answers.shown(number, total, oldest_first=oldest_first)]
    first = (answer.page_number - 1) * PAGE_SIZE + 1
    of = pages.pages(report)
    last = first + number - 1
    shown = [answers.page(answer.page_number, of, first, last, total, oldest_first=oldest_first)]
    if total > CALLS_HELD:
        shown.append(answers.pages_end(CALLS_HELD, oldest_first=oldest_first))
    return shown


def _sizes() -> Iterator[tuple[Sequence[_Column], int]]:
    for count in range(len(_DROPPED_FIRST) + 1):
        yield _DROPPED_FIRST[:count], limits.CELL
    for width in _SHORTER_LABELS:
        yield _DROPPED_FIRST, width


def groups_table(answer: Answer, *, plain: bool) -> Sized:
    """The counts of each group, with the notes that belong under them.

    Where not all groups fit, those with most calls are kept, in the order they had.
    """
    group = answer.report.group
    if group is None:
        raise ValueError("an answer without groups")
    zone = ZoneInfo(answer.zone)
    groups = answer.report.groups
    heading = [answers.GROUP_HEADINGS[group], answers.CALLS]
    number = min(len(groups), limits.TABLE_ROWS - 1)
    while number:
        kept = _most_called(groups, number)
        rows = [[_group_label(count.key, group, zone), f"{count.calls:,}"] for count in kept]
        notes = [answers.groups_shown(number, len(groups), group)]
        if group is Group.USER:
            notes.append(answers.NAMES_NOT_UNIQUE)
        if group in (Group.DEVICE, Group.IP):
            notes.append(answers.BOTH_SIDES)
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
