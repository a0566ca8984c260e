"""A sheet as CSV: UTF-8 with a mark, without which Excel would read it as something else, lines
ending as RFC 4180 has it, and times in ISO 8601 with their offset.
"""

import csv
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

from bot.ask.files.sheet import Cell, Sheet
from bot.cells import defused


def write_csv(sheet: Sheet, path: Path, check: Callable[[], None]) -> None:
    """Write a new file. `check` is called for each row, and may raise to end it early."""
    with path.open("x", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow([column.heading for column in sheet.columns])
        for row in sheet.rows:
            check()
            writer.writerow(_written(row))


def _written(row: Sequence[Cell]) -> list[str | int]:
    return [
        defused(cell)
        if isinstance(cell, str)
        else cell.isoformat()
        if isinstance(cell, date)  # a datetime is a date, too
        else cell
        for cell in row
    ]
