"""No text from MOR becomes a formula, and none breaks a file."""

import csv
import io
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.cells import defused, is_formula, tidy

FORMULAS = ("=1+1", "+1", "-1", "@SUM(A1)", "＝1", "＋1", "－1", "＠A")


@pytest.mark.parametrize(
    "text", [*FORMULAS, "\t=1", "\r=1", "\n=1", "\tx", "\rx", " =1", "\ufeff=1"]
)
def test_text_that_may_be_a_formula_gets_an_apostrophe(text: str) -> None:
    assert defused(text).startswith("'")
    assert is_formula(text)


@pytest.mark.parametrize("text", ["", "Reception", "1+1", "a=b", "5", "☎ Küche", "'=1", "(=1)"])
def test_anything_else_stays_as_it_is(text: str) -> None:
    assert defused(text) == text
    assert not is_formula(text)


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("formula", FORMULAS)
def test_no_formula_begins_a_cell_whatever_separates_cells(separator: str, formula: str) -> None:
    """Spreadsheets of some countries take a semicolon for the separator of CSV."""
    text = f"Reception;{formula}"
    file = io.StringIO(newline="")
    csv.writer(file).writerow(["2026-11-16T00:00:00+02:00", defused(text), "x"])
    (row,) = csv.reader(io.StringIO(file.getvalue(), newline=""), delimiter=separator)
    assert [cell for cell in row if cell.lstrip().startswith(tuple("=+-@＝＋－＠"))] == []


def test_controls_and_halves_of_characters_become_visible_and_lines_one() -> None:
    assert tidy("a\x00b\x1bc\ud800d\uffffe") == "a�b�c�d�e"
    assert tidy("a\r\nb\tc\x85d\u2028e") == "a  b c d e"


@given(st.text())
def test_any_text_becomes_one_line_that_xml_and_utf_8_know(text: str) -> None:
    told = tidy(text)
    assert len(told) == len(text)
    assert len(told.splitlines()) <= 1
    assert not re.search(r"[\x00-\x1f\ufffe\uffff]", told)
    assert told.encode().decode() == told


@given(st.text(alphabet="=+-@;\t\r\n a\ufeff\u202e'＝"))
def test_a_formula_is_defused_for_good(text: str) -> None:
    told = defused(text)
    assert not is_formula(told)
    assert told.replace("'", "") == tidy(text).replace("'", "")
