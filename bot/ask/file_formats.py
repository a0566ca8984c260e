"""Calls or counts as a file: its name, columns and rows, written as CSV or an Excel workbook.

All text stays text: no spreadsheet calculates what MOR or a person wrote.
"""

import csv
import os
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from itertools import islice
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import xlsxwriter  # type: ignore[import-untyped] # it has no types
from xlsxwriter.utility import xl_rowcol_to_cell  # type: ignore[import-untyped] # nor has this

from bot.ask import delivery_texts as files
from bot.ask import texts as say
from bot.ask.spool import CallSpool
from bot.calls.model import Answer, Count, Group, Period
from bot.cells import defused, is_formula, tidy
from bot.store.sqlite_file import create_private

_LONGEST_CELL = 32_767  # characters; this and the next are Excel's limits
MOST_ROWS = 1_048_576  # of one sheet, including its heading
_OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
}
_TIME = "yyyy-mm-dd hh:mm:ss"
_DAY = "yyyy-mm-dd"
_OFFSET_WIDTH = 11

Cell = str | int | date | datetime
"""A datetime is aware and in the sheet's zone; a date is a day there."""


@dataclass(frozen=True, slots=True)
class Column:
    """A heading, the column's width in characters, and whether it holds times."""

    heading: str
    width: int
    times: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """The content of a file. `size` is its number of rows.

    `title` says whose calls they are, `first` and `last` are the days that they are from, both
    inclusive, in `zone`.
    """

    title: str
    first: date
    last: date
    zone: ZoneInfo
    columns: Sequence[Column]
    rows: Iterable[Sequence[Cell]]
    size: int


_CALL_COLUMNS = (
    Column(say.WHEN, 20, times=True),
    Column(say.FROM_DEVICE, 24),
    Column(say.CALLER_ID, 26),
    Column(say.FROM_IP, 16),
    Column(say.CHANNEL, 24),
    Column(say.TO_USER, 24),
    Column(say.TO_DEVICE, 24),
    Column(say.TO_IP, 16),
)
_WIDTHS = {Group.HOUR: 20, Group.DAY: 12}


def sheet_of(answer: Answer, spool: CallSpool) -> Sheet:
    """Return the groups of an answer, or without groups all its calls, which are in the spool."""
    zone, group = ZoneInfo(answer.zone), answer.query.group
    first, last = _days_of(answer.query.period, zone)
    title = say.title(answer.target)
    if group is None:
        calls = spool.rows(zone, oldest_first=answer.query.oldest_first)
        return Sheet(title, first, last, zone, _CALL_COLUMNS, calls, len(spool))
    columns = (
        Column(say.GROUP_HEADINGS[group], _WIDTHS.get(group, 32), group is Group.HOUR),
        Column(say.CALLS, 10),
    )
    counts = answer.report.groups
    rows = (_count_row(count, group, zone) for count in counts)
    return Sheet(title, first, last, zone, columns, rows, len(counts))


def file_name(answer: Answer) -> str:
    """Return `local-calls_user-5_2026-11-16_2026-11-22.csv`, with both days inclusive.

    With groups it is `local-calls_user-5_by-day_2026-11-16_2026-11-22.csv`. Nothing in it comes
    from MOR.
    """
    query = answer.query
    first, last = _days_of(query.period, ZoneInfo(answer.zone))
    group = [f"by-{query.group}"] if query.group else []
    whose = f"user-{answer.target.user_id}"
    return "_".join(["local-calls", whose, *group, f"{first}", f"{last}.{query.output}"])


def _days_of(period: Period, zone: ZoneInfo) -> tuple[date, date]:
    """Return the first and the last day that a period touches in a zone, both inclusive."""
    end = datetime.fromtimestamp(int(period.end.timestamp()) - 1, zone)
    return period.start.astimezone(zone).date(), end.date()


def _count_row(count: Count, group: Group, zone: ZoneInfo) -> tuple[Cell, int]:
    if isinstance(count.key, str):
        return count.key, count.calls
    here = count.key.astimezone(zone)
    return here.date() if group is Group.DAY else here, count.calls


def write_csv(sheet: Sheet, path: Path, check: Callable[[], None]) -> None:
    """Write a new CSV file: UTF-8, lines ending as in RFC 4180, times in ISO 8601 with offset.

    Only its owner can read it. It begins with a byte order mark, which Excel needs to recognize
    UTF-8. `check` is called for each row, and may raise to end it early.
    """
    made = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(made, "w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow([column.heading for column in sheet.columns])
        for row in sheet.rows:
            check()
            writer.writerow(map(_csv_cell, row))


def _csv_cell(cell: Cell) -> str | int:
    if isinstance(cell, str):
        return defused(cell)
    return cell.isoformat() if isinstance(cell, date) else cell  # a datetime is a date, too


def sheets_needed(rows: int, most_rows: int = MOST_ROWS) -> int:
    """Return how many sheets that many rows take."""
    return max(1, -(-rows // (most_rows - 1)))


def write_xlsx(
    sheet: Sheet,
    path: Path,
    check: Callable[[], None],
    created: datetime,
    most_rows: int = MOST_ROWS,
) -> None:
    """Write a new workbook, with several sheets if there are more rows than one holds.

    Only its owner can read it. `check` is called for each row, and may raise to end it early.
    Temporary files are written to the folder of `path`. `created` is aware.
    """
    book = xlsxwriter.Workbook(str(path), {**_OPTIONS, "tmpdir": str(path.parent)})
    moment = created.astimezone(UTC).replace(tzinfo=None)
    book.set_properties({"title": tidy(sheet.title), "created": moment})
    rows = iter(sheet.rows)
    try:
        for number in range(1, sheets_needed(sheet.size, most_rows) + 1):
            page = _Page(book, files.sheet(sheet.first, sheet.last, number), sheet)
            for row in islice(rows, most_rows - 1):
                check()
                page.write(row)
            page.end()
    except BaseException:
        for page_file in book.worksheets():
            page_file.row_data_fh.close()
        raise
    create_private(str(path))
    book.close()


class _Page:
    """One sheet of the workbook. A time takes two columns, the second for its offset from UTC."""

    def __init__(self, book: Any, name: str, sheet: Sheet) -> None:
        self._page = book.add_worksheet(name)
        self._time = book.add_format({"num_format": _TIME, "align": "left"})
        self._day = book.add_format({"num_format": _DAY, "align": "left"})
        self._quoted = book.add_format({"quote_prefix": True})  # stays text when it is edited
        self._width = 0
        self._rows = 0
        heading = book.add_format({"bold": True, "bottom": 1})
        for column in sheet.columns:
            if column.times:
                self._head(files.when(column.heading, sheet.zone.key), column.width, heading)
                self._head(files.OFFSET, _OFFSET_WIDTH, heading)
            else:
                self._head(column.heading, column.width, heading)
        self._page.freeze_panes(1, 0)

    def write(self, row: Sequence[Cell]) -> None:
        """Add a row."""
        self._rows += 1
        place = 0
        for cell in row:
            if isinstance(cell, str):
                self._write_text(place, cell)
            elif isinstance(cell, datetime):
                here = cell.replace(tzinfo=None)
                self._page.write_datetime(self._rows, place, here, self._time)
                place += 1
                self._page.write_string(self._rows, place, cell.isoformat()[19:])
            elif isinstance(cell, int):
                self._page.write_number(self._rows, place, cell)
            else:
                self._page.write_datetime(self._rows, place, cell, self._day)
            place += 1

    def end(self) -> None:
        """Finish the sheet: with filter buttons, and no warnings at numbers that are text."""
        self._page.autofilter(0, 0, self._rows, self._width - 1)
        whole = f"A1:{xl_rowcol_to_cell(self._rows, self._width - 1)}"
        self._page.ignore_errors({"number_stored_as_text": whole})

    def _head(self, heading: str, width: int, style: Any) -> None:
        self._page.set_column(self._width, self._width, max(width, len(heading) + 4))
        self._page.write_string(0, self._width, heading, style)
        self._width += 1

    def _write_text(self, place: int, text: str) -> None:
        text = tidy(text)
        if text.startswith("<r>"):
            text = f" {text}"  # else the library takes it for its own XML
        if len(text) > _LONGEST_CELL:
            text = text[: _LONGEST_CELL - 1] + "…"
        style = self._quoted if is_formula(text) else None
        self._page.write_string(self._rows, place, text, style)


@dataclass(frozen=True, slots=True)
class FileFacts:
    """What is said about a file. `octets` is its size. Its `lines` are spread over `sheets`.

    `shown` is how many calls the answer above the button had; None without an answer.
    """

    name: str
    octets: int
    lines: int
    sheets: int = 1
    shown: int | None = None
