"""A sheet as an Excel workbook, written row by row: all text is text, whatever it looks like."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import Any

import xlsxwriter  # type: ignore[import-untyped] # it comes without types
from xlsxwriter.utility import xl_rowcol_to_cell  # type: ignore[import-untyped] # neither this

from bot.ask.files.sheet import Cell, Sheet
from bot.ask.texts import files
from bot.cells import is_formula, tidy

_LONGEST_CELL = 32_767  # characters; Excel's limit, as the next
MOST_ROWS = 1_048_576  # of one sheet, its heading included
_OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
}
_TIME = "yyyy-mm-dd hh:mm:ss"
_DAY = "yyyy-mm-dd"
_OFFSET_WIDTH = 11


def sheets_needed(rows: int, most_rows: int = MOST_ROWS) -> int:
    """On how many sheets so many rows stand."""
    return max(1, -(-rows // (most_rows - 1)))


def write_xlsx(
    sheet: Sheet,
    path: Path,
    check: Callable[[], None],
    created: datetime,
    most_rows: int = MOST_ROWS,
) -> None:
    """Write a new file, over several sheets where there are more rows than one holds.

    `check` is called for each row, and may raise to end it early. Whatever else is written on the
    way lies in the folder of `path`. `created` is aware.
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
    book.close()


class _Page:
    """One sheet of the workbook. A time takes two columns, the second one for its offset."""

    def __init__(self, book: Any, name: str, sheet: Sheet) -> None:
        self._page = book.add_worksheet(name)
        self._time = book.add_format({"num_format": _TIME, "align": "left"})
        self._day = book.add_format({"num_format": _DAY, "align": "left"})
        self._quoted = book.add_format({"quote_prefix": True})  # still text after it was edited
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
        """Add a row below the others."""
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
        """Finish the sheet: arrows over the columns, and no warning beside a number in a text."""
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
            text = f" {text}"  # else the library takes it for a piece of its own XML
        if len(text) > _LONGEST_CELL:
            text = text[: _LONGEST_CELL - 1] + "…"
        style = self._quoted if is_formula(text) else None
        self._page.write_string(self._rows, place, text, style)
