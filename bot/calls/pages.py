"""A long answer, page by page."""

from dataclasses import replace

from bot.calls.model import Report

PAGE_SIZE = 20
CALLS_HELD = 1000  # the calls of an answer that pages can be turned through; a file has all


def pages(report: Report) -> int:
    """How many pages the answer has; one at least."""
    return max(1, -(-min(report.total, CALLS_HELD) // PAGE_SIZE))


def page(report: Report, number: int) -> tuple[Report, int]:
    """The report with the calls of one page only, out of those it holds from the first on, and
    that page's number: the nearest to `number` (1 is the first) that there is.
    """
    number = max(1, min(number, pages(report)))
    first = (number - 1) * PAGE_SIZE
    calls = report.page[first : first + PAGE_SIZE]
    return replace(report, page=calls, page_size=PAGE_SIZE), number
