"""Times and periods as people read them."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from bot.calls.model import Period
from bot.slack.kit import times

VILNIUS = ZoneInfo("Europe/Vilnius")


def _period(start: str, end: str, zone: str = "Europe/Vilnius") -> Period:
    bounds = [datetime.fromisoformat(each) for each in (start, end)]
    naive = [each if each.tzinfo else each.replace(tzinfo=ZoneInfo(zone)) for each in bounds]
    return Period(*naive)


@pytest.mark.parametrize(
    ("start", "end", "shown", "words"),
    [
        (
            "2026-11-16T00:00:00",
            "2026-11-23T00:00:00",
            "2026-11-16 00:00 – 2026-11-23 00:00 Europe/Vilnius",
            "Mon 16 Nov – Sun 22 Nov 2026, 7 days",
        ),
        (
            "2026-11-25T00:00:00",
            "2026-11-26T00:00:00",
            "2026-11-25 00:00 – 2026-11-26 00:00 Europe/Vilnius",
            "Wed 25 Nov 2026, 1 day",
        ),
        (
            "2026-11-25T12:00:15",
            "2026-11-25T14:30:15",
            "2026-11-25 12:00:15 – 2026-11-25 14:30:15 Europe/Vilnius",
            "Wed 25 Nov 2026, 2 h 30 min",
        ),
        (
            "2026-11-24T22:00:00",
            "2026-11-25T02:00:00",
            "2026-11-24 22:00 – 2026-11-25 02:00 Europe/Vilnius",
            "Tue 24 Nov – Wed 25 Nov 2026, 4 h",
        ),
        (
            "2026-11-18T14:30:15",
            "2026-11-25T14:30:15",
            "2026-11-18 14:30:15 – 2026-11-25 14:30:15 Europe/Vilnius",
            "Wed 18 Nov – Wed 25 Nov 2026",
        ),
        (
            "2025-12-29T00:00:00",
            "2026-01-05T00:00:00",
            "2025-12-29 00:00 – 2026-01-05 00:00 Europe/Vilnius",
            "Mon 29 Dec 2025 – Sun 4 Jan 2026, 7 days",
        ),
        (
            "2026-10-25T03:00:00+03:00",
            "2026-10-25T03:00:00+02:00",
            "2026-10-25 03:00 +03:00 – 2026-10-25 03:00 +02:00 Europe/Vilnius",
            "Sun 25 Oct 2026, 1 h",
        ),
        (
            "2026-03-29T00:00:00",
            "2026-03-30T00:00:00",
            "2026-03-29 00:00 – 2026-03-30 00:00 Europe/Vilnius",
            "Sun 29 Mar 2026, 1 day",
        ),
    ],
)
def test_a_period_is_said_exactly_and_with_the_month_in_letters(
    start: str, end: str, shown: str, words: str
) -> None:
    period = _period(start, end)
    assert times.bounds(period, VILNIUS) == shown
    assert times.in_words(period, VILNIUS) == words


def test_times_are_those_of_the_persons_zone() -> None:
    at = datetime(2026, 11, 18, 10, 5, 9, tzinfo=UTC)
    assert times.moment(at, VILNIUS) == "2026-11-18 12:05:09"
    assert times.moment(at, ZoneInfo("Asia/Kolkata")) == "2026-11-18 15:35:09"
    assert times.day(at, ZoneInfo("Pacific/Auckland")) == "2026-11-18 Wed"


def test_an_hour_that_occurs_twice_shows_its_offset() -> None:
    first = datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    second = datetime(2026, 10, 25, 1, 30, tzinfo=UTC)
    after = datetime(2026, 10, 25, 2, 30, tzinfo=UTC)
    assert times.moment(first, VILNIUS) == "2026-10-25 03:30:00 +03:00"
    assert times.moment(second, VILNIUS) == "2026-10-25 03:30:00 +02:00"
    assert times.moment(after, VILNIUS) == "2026-10-25 04:30:00"
