"""What files are called."""

from datetime import UTC, datetime

import pytest

from bot.ask.file_formats import file_name
from bot.calls.model import Group, Output, Period
from tests.support.examples import VILNIUS, answer


@pytest.mark.parametrize("form", [Output.CSV, Output.XLSX])
def test_the_last_day_is_the_last_one_included(form: Output) -> None:
    assert file_name(answer(output=form)) == f"local-calls_user-5_2026-11-16_2026-11-22.{form}"


def test_days_are_those_of_the_askers_zone() -> None:
    period = Period(datetime(2026, 11, 16, 22, tzinfo=UTC), datetime(2026, 11, 17, 22, tzinfo=UTC))
    told = answer(period=period, output=Output.CSV)
    assert file_name(told) == "local-calls_user-5_2026-11-17_2026-11-17.csv"
    abroad = answer(period=period, output=Output.CSV, zone="America/New_York")
    assert file_name(abroad) == "local-calls_user-5_2026-11-16_2026-11-17.csv"


def test_a_day_that_has_only_begun_counts() -> None:
    period = Period(
        datetime(2026, 11, 16, 9, tzinfo=VILNIUS), datetime(2026, 11, 17, 0, 0, 1, tzinfo=VILNIUS)
    )
    assert file_name(answer(period=period, output=Output.CSV)).endswith(
        "_2026-11-16_2026-11-17.csv"
    )


def test_counts_and_names_of_people() -> None:
    told = answer(group=Group.DAY, output=Output.CSV, name="../../etc/passwd")
    assert file_name(told) == "local-calls_user-5_by-day_2026-11-16_2026-11-22.csv"
