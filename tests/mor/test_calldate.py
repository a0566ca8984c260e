"""Wall time and offset of a call become the right moment."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from bot.mor.call_dates import CallDates

NOON = "2018-02-22 12:00:00"
VILNIUS = CallDates(ZoneInfo("Europe/Vilnius"))


def utc(clock: CallDates, date: str, offset: str) -> str:
    return clock.read(date, offset).astimezone(UTC).isoformat()[:19]


@pytest.mark.parametrize(
    ("offset", "hour"),
    [
        ("GMT +0000", 12),
        ("GMT +02:00", 10),
        ("GMT -0530", 17),
        ("+0200", 10),
        ("UTC", 12),
        ("", 12),
        (" gmt +2 ", 10),
        ("(GMT+02:00) Vilnius", 10),
    ],
)
def test_every_known_form_of_the_offset_is_read(offset: str, hour: int) -> None:
    assert datetime.fromisoformat(utc(CallDates(), NOON, offset)).hour == hour


@pytest.mark.parametrize("offset", ["EET", "+25:00", "GMT +0075", "GMT +0200 tomorrow", "٢"])
def test_an_unknown_offset_is_not_guessed(offset: str) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        CallDates().read(NOON, offset)


@pytest.mark.parametrize(
    "date",
    [
        "",
        "0000-00-00 00:00:00",
        "2018-02-30 12:00:00",
        "22/02/2018 12:00:00",
        "2018-02-22",
        "9999-12-31 23:59:59",
        "2018-02-22 12:00:00+05:00",
        "20180222T120000.123",
    ],
)
@pytest.mark.parametrize("clock", [CallDates(), VILNIUS])
def test_a_value_that_is_not_a_date_is_refused(clock: CallDates, date: str) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        clock.read(date, "GMT +0000")


def test_a_given_zone_wins_over_the_offset_of_another_season() -> None:
    assert utc(VILNIUS, "2026-07-01 12:00:00", "GMT +0200") == "2026-07-01T09:00:00"
    assert utc(VILNIUS, "2026-01-01 12:00:00", "GMT +0300") == "2026-01-01T10:00:00"


def test_the_offset_decides_a_repeated_hour() -> None:
    assert utc(VILNIUS, "2026-10-25 03:30:00", "GMT +0300") == "2026-10-25T00:30:00"
    assert utc(VILNIUS, "2026-10-25 03:30:00", "GMT +02:00") == "2026-10-25T01:30:00"
    assert utc(VILNIUS, "2026-10-25 03:30:00", "EET") == "2026-10-25T00:30:00"


def test_a_half_hour_change_is_seen() -> None:
    clock = CallDates(ZoneInfo("Australia/Lord_Howe"))
    assert utc(clock, "2026-04-05 01:45:00", "GMT +1030") == "2026-04-04T15:15:00"
    assert utc(clock, "2026-04-05 01:45:00", "GMT +1100") == "2026-04-04T14:45:00"
    assert utc(clock, "2026-04-05 01:15:00", "GMT +1030") == "2026-04-04T14:15:00"
