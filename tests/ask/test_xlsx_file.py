"""An Excel workbook, read back by another library."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from bot.ask.file_formats import Sheet, sheet_of, sheets_needed, write_xlsx
from bot.ask.spool import CallSpool
from bot.calls.model import Call, Count, Group
from tests.ask.file_examples import NASTY, call, sheet, unchecked
from tests.support.examples import NOW, answer


def written(sheet: Sheet, folder: Path, most_rows: int = 1_048_576) -> Any:
    path = folder / "calls.xlsx"
    write_xlsx(sheet, path, unchecked, NOW, most_rows)
    return openpyxl.load_workbook(path)


def test_the_sheet_has_its_period_for_a_name_and_a_heading_that_stays(
    spool: CallSpool, tmp_path: Path
) -> None:
    book = written(sheet(spool, [call(), call(1)]), tmp_path)
    assert book.sheetnames == ["2026-11-16 to 2026-11-22"]
    page = book.active
    assert [cell.value for cell in page[1]] == [
        "When (Europe/Vilnius)",
        "UTC offset",
        "From",
        "Caller ID",
        "From IP",
        "Channel",
        "To",
        "To device",
        "To IP",
    ]
    assert all(cell.font.bold for cell in page[1])
    assert page.freeze_panes == "A2"
    assert page.auto_filter.ref == "A1:I3"
    assert page.column_dimensions["C"].width >= 24
    assert book.properties.title == "Local calls of Tom Ford (user 5)"
    assert book.properties.creator in (None, "")
    assert book.properties.created == NOW.astimezone(UTC).replace(tzinfo=None)


def test_times_are_real_ones_of_the_askers_clock_with_their_offset(
    spool: CallSpool, tmp_path: Path
) -> None:
    night = datetime(2026, 10, 25, 0, 30, 5, tzinfo=UTC)
    calls = [call()._replace(at=night), call()._replace(at=night.replace(hour=1))]
    page = written(sheet(spool, calls), tmp_path).active
    assert [[cell.value for cell in row[:2]] for row in page.iter_rows(min_row=2)] == [
        [datetime(2026, 10, 25, 3, 30, 5), "+03:00"],  # noqa: DTZ001 -- Excel knows no zones
        [datetime(2026, 10, 25, 3, 30, 5), "+02:00"],  # noqa: DTZ001 -- Excel knows no zones
    ]
    assert page["A2"].is_date
    assert page["A2"].number_format == "yyyy-mm-dd hh:mm:ss"


@pytest.mark.parametrize("field", Call._fields[1:])
def test_all_text_is_text_whatever_it_looks_like(
    field: str, spool: CallSpool, tmp_path: Path
) -> None:
    calls = [call(place, **{field: text}) for place, text in enumerate(NASTY)]
    page = written(sheet(spool, calls), tmp_path).active
    column = 1 + Call._fields.index(field)
    cells = [row[column] for row in page.iter_rows(min_row=2)]
    assert {cell.data_type for cell in cells if cell.value is not None} <= {"s", "inlineStr"}
    assert not any(cell.hyperlink for cell in cells)
    told = [cell.value or "" for cell in cells]
    assert told[:4] == list(NASTY[:4])
    assert told[4] == " =1"
    assert told[5] == "http://example.com"
    assert [text.strip() for text in told[6:8]] == list(NASTY[6:8])
    assert told[9] == "a�b�c"
    assert told[11:16] == ["two lines", "x;=1+1", "{=1+1}", "1e5", "TRUE"]
    assert told[16] == "☎ Küche, “left”"


def test_text_like_a_formula_stays_text_even_when_edited(spool: CallSpool, tmp_path: Path) -> None:
    calls = [call(originator_device="=1+1"), call(1, originator_device="Reception")]
    page = written(sheet(spool, calls), tmp_path).active
    assert page["C2"].quotePrefix
    assert not page["C3"].quotePrefix


def test_more_calls_than_a_sheet_holds_go_on_on_the_next(spool: CallSpool, tmp_path: Path) -> None:
    calls = [call(minutes) for minutes in range(25)]
    book = written(sheet(spool, calls), tmp_path, most_rows=11)
    assert book.sheetnames == [f"2026-11-16 to 2026-11-22{n}" for n in ("", " (2)", " (3)")]
    assert [page.max_row for page in book] == [11, 11, 6]
    assert all(page["A1"].value == "When (Europe/Vilnius)" for page in book)
    times = [row[0].value for page in book for row in page.iter_rows(min_row=2)]
    assert times == sorted(times)
    assert len(set(times)) == 25


@pytest.mark.parametrize(
    ("rows", "sheets"), [(0, 1), (1, 1), (1_048_575, 1), (1_048_576, 2), (3_000_000, 3)]
)
def test_a_sheet_holds_what_excel_says(rows: int, sheets: int) -> None:
    assert sheets_needed(rows) == sheets


def test_a_cell_longer_than_excel_takes_is_cut_and_says_so(
    spool: CallSpool, tmp_path: Path
) -> None:
    page = written(sheet(spool, [call(terminator_user="x" * 40_000)]), tmp_path).active
    assert page["G2"].value == "x" * 32_766 + "…"


def test_days_are_dates_and_counts_are_numbers(spool: CallSpool, tmp_path: Path) -> None:
    groups = [Count(datetime(2026, 11, 16, 22, tzinfo=UTC), 3)]
    told = answer(group=Group.DAY, groups=groups)
    page = written(sheet_of(told, spool), tmp_path).active
    assert [cell.value for cell in page[1]] == ["Day", "Calls"]
    assert page["A2"].value == datetime(2026, 11, 17)  # noqa: DTZ001 -- Excel knows no zones
    assert page["A2"].number_format == "yyyy-mm-dd"
    assert page["B2"].value == 3


def test_it_is_left_early_where_nobody_waits_any_more(spool: CallSpool, tmp_path: Path) -> None:
    def check() -> None:
        raise InterruptedError

    path = tmp_path / "calls.xlsx"
    with pytest.raises(InterruptedError):
        write_xlsx(sheet(spool, [call()] * 9), path, check, NOW)
    assert not path.exists()
