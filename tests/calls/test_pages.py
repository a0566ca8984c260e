"""A long answer, page by page."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.calls.model import Call, Report
from bot.calls.report import PAGE_SIZE, PAGED_CALLS, page_count, page_of

START = datetime(2026, 11, 20, tzinfo=UTC)
CALLS = [Call(START + timedelta(seconds=n), *["x"] * 7) for n in range(PAGED_CALLS)]


def report(total: int) -> Report:
    """A report with all calls that can be paged through."""
    return Report(total, total, 1, None, CALLS[:total], PAGED_CALLS)


@given(st.one_of(st.integers(0, 2 * PAGED_CALLS), st.integers(0, 10**9)))
def test_all_pages_together_are_all_paged_calls(total: int) -> None:
    whole = report(total)
    turned = [page_of(whole, number) for number in range(1, page_count(whole) + 1)]
    assert [call for one, _ in turned for call in one.page] == list(whole.page)
    assert all(len(one.page) == PAGE_SIZE for one, _ in turned[:-1])
    assert [number for _, number in turned] == list(range(1, len(turned) + 1))


@pytest.mark.parametrize(("asked", "given_"), [(0, 1), (-5, 1), (3, 3), (4, 3), (10**9, 3)])
def test_a_page_that_is_not_there_is_the_nearest_one(asked: int, given_: int) -> None:
    turned, number = page_of(report(41), asked)
    assert number == given_
    assert turned.page


def test_no_calls_are_one_empty_page() -> None:
    assert page_count(report(0)) == 1
    assert page_of(report(0), 1)[0].page == []
