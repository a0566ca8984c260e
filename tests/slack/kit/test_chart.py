"""One chart: as Slack draws it, and as bars of text."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from bot.slack.kit.chart import Axes, bars, chart, text_chart
from bot.slack.kit.message import Message
from tests.support.judges import assert_slack_takes, charted

hostile = st.one_of(
    st.text(alphabet=st.characters(exclude_categories=[]), max_size=60),
    st.sampled_from(["", " ", "<!channel>", "<@U1>", "=1+1", "x" * 19 + "…", "\u202e", "電" * 30]),
)
series = st.lists(st.tuples(hostile, st.integers(0, 10**9)), min_size=1, max_size=20)

WEEK = [("Mon", 1_200), ("Tue", 600), ("Wed", 1), ("Thu", 0)]

AXES = Axes("Device", "Calls")


def lines(pairs: Sequence[tuple[str, int]], width: int) -> list[str]:
    (title, text) = text_chart("Calls per day", pairs, width)["elements"]
    assert title["elements"][0]["text"] == "Calls per day"
    assert text["type"] == "rich_text_preformatted"
    shown: str = text["elements"][0]["text"]
    return shown.split("\n")


def test_a_bar_for_each_pair_and_its_number_beside_it() -> None:
    assert lines(WEEK, 32) == [
        "Mon  1,200  ████████████████████",
        "Tue    600  ██████████",
        "Wed      1  ▏",
        "Thu      0",
    ]
    block = chart("Calls per day", WEEK, Axes("Day (Europe/Vilnius)", "Calls", timed=True))
    assert block["chart"]["type"] == "line"
    assert chart("Calls per day", WEEK[:3], AXES)["chart"]["type"] == "bar"
    assert charted(Message("x", [block])) == {"Calls per day": WEEK}


def test_parts_of_a_column_can_be_seen() -> None:
    assert [line.split()[-1] for line in bars([("a", 8), ("b", 3)], 10)] == ["█" * 4, "█▌"]


def test_wide_characters_do_not_move_the_numbers() -> None:
    assert lines([("電話", 1), ("Reception", 10)], 34) == [
        "電話        1  █▉",
        "Reception  10  ███████████████████",
    ]


def test_names_that_begin_alike_stay_apart() -> None:
    pairs = [("Reception on the first floor", 3), ("Reception on the first stairs", 2), ("", 1)]
    assert [line.rsplit(maxsplit=2)[0].strip() for line in bars(pairs, 60)] == [
        "Reception on the fi…",
        "Reception on th… (2)",
        "–",
    ]
    assert_slack_takes(Message("x", [chart("Busiest devices", pairs, AXES)]))


@pytest.mark.parametrize("width", [1, 12, 20, 40])
def test_a_narrow_place_shortens_the_names_and_keeps_the_numbers(width: int) -> None:
    shown = bars([("Warehouse gate", 1_234), ("電話" * 8, 56)], width)
    assert ["1,234" in shown[0], "   56" in shown[1]] == [True, True]
    assert all(cell_len(line) <= max(width, 11) for line in shown)


def test_as_many_points_as_slack_takes_and_at_least_one() -> None:
    chart("t", [(str(number), number) for number in range(20)], AXES)
    for wrong in ([], [(str(number), 1) for number in range(21)]):
        with pytest.raises(ValueError, match="1 to 20 points"):
            chart("t", wrong, AXES)
    assert bars([], 40) == []


@given(hostile, series, st.integers(30, 120))
def test_whatever_the_names_are_slack_takes_it_and_the_bars_stand_in_line(
    title: str, pairs: list[tuple[str, int]], width: int
) -> None:
    assert_slack_takes(Message("x", [chart(title, pairs, AXES), text_chart(title, pairs, width)]))
    shown = bars(pairs, width)
    assert len(shown) == len(pairs)
    assert all(cell_len(line) <= width for line in shown)
    number = max(len(f"{one:,}") for _, one in pairs)
    begins = {
        cell_len(line[: -len(line.split("  ")[-1])]) for line in shown if line[-1] in "█▏▎▍▌▋▊▉"
    }
    assert len(begins) <= 1
    assert all(f"{one:>{number},}" in line for (_, one), line in zip(pairs, shown, strict=True))
