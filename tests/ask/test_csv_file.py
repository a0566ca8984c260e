"""A CSV file that people open with Excel and programs read."""

import csv
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.ask.file_formats import sheet_of, write_csv
from bot.ask.spool import CallSpool
from bot.calls.model import Call, Count, Group
from tests.ask.file_examples import NASTY, call, sheet, unchecked
from tests.support.examples import answer

HEADING = ["When", "From", "Caller ID", "From IP", "Channel", "To", "To device", "To IP"]


def read(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))


def test_excel_is_told_the_encoding_and_lines_end_as_the_standard_has_it(
    spool: CallSpool, tmp_path: Path
) -> None:
    path = tmp_path / "calls.csv"
    write_csv(sheet(spool, [call(originator_device="☎ Küche")]), path, unchecked)
    assert path.read_bytes() == (
        b"\xef\xbb\xbfWhen,From,Caller ID,From IP,Channel,To,To device,To IP\r\n"
        b"2026-11-16T10:00:00+02:00,\xe2\x98\x8e K\xc3\xbcche,,,,,,\r\n"
    )


def test_times_tell_their_offset_also_in_a_repeated_hour(spool: CallSpool, tmp_path: Path) -> None:
    night = datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    calls = [call()._replace(at=night), call()._replace(at=night.replace(hour=1))]
    path = tmp_path / "calls.csv"
    write_csv(sheet(spool, calls), path, unchecked)
    assert [row[0] for row in read(path)[1:]] == [
        "2026-10-25T03:30:00+03:00",
        "2026-10-25T03:30:00+02:00",
    ]


@pytest.mark.parametrize("field", Call._fields[1:])
def test_no_field_can_hold_a_formula(field: str, spool: CallSpool, tmp_path: Path) -> None:
    path = tmp_path / "calls.csv"
    write_csv(sheet(spool, [call(0, **{field: text}) for text in NASTY]), path, unchecked)
    heading, *rows = read(path)
    assert heading == HEADING
    assert len(rows) == len(NASTY)
    cells = [row[Call._fields.index(field)] for row in rows]
    assert cells[0] == """'=HYPERLINK("http://example.com","Win")"""
    assert not [cell for cell in cells if cell.lstrip().startswith(("=", "+", "-", "@"))]
    assert cells[-3:] == ["☎ Küche, “left”", " ", ""]


def test_counts_are_written_with_their_days(spool: CallSpool, tmp_path: Path) -> None:
    groups = [Count(datetime(2026, 11, 16, 22, tzinfo=UTC), 3), Count("=1", 2)]
    path = tmp_path / "calls.csv"
    told = answer(group=Group.DAY, groups=groups)
    write_csv(sheet_of(told, spool), path, unchecked)
    assert read(path) == [["Day", "Calls"], ["2026-11-17", "3"], ["'=1", "2"]]


def test_no_file_is_written_over(spool: CallSpool, tmp_path: Path) -> None:
    path = tmp_path / "calls.csv"
    path.write_text("mine")
    with pytest.raises(FileExistsError):
        write_csv(sheet(spool, [call()]), path, unchecked)
    assert path.read_text() == "mine"


def test_it_is_left_early_where_nobody_waits_any_more(spool: CallSpool, tmp_path: Path) -> None:
    seen = 0

    def check() -> None:
        nonlocal seen
        seen += 1
        if seen == 3:
            raise InterruptedError

    with pytest.raises(InterruptedError):
        write_csv(sheet(spool, [call()] * 9), tmp_path / "calls.csv", check)
    assert seen == 3
