"""That the benchmark runs; how fast things are is not a test's business."""

import pytest
from lxml import etree

from tests.bench.__main__ import EVERY
from tests.bench.growth_chart import Curve, chart
from tests.bench.table import table, times_as_fast, times_as_long


@pytest.mark.slow
@pytest.mark.parametrize("name", EVERY)
def test_every_row_is_measured(name: str) -> None:
    rows = list(EVERY[name](quick=True))
    assert rows
    assert all(row.ours for row in rows)


def test_a_goal_is_missed_by_who_takes_longer() -> None:
    assert times_as_long("", [1.3], [1.0], at_most=1.3).verdict == "ok"
    assert times_as_long("", [1.4], [1.0], at_most=1.3).verdict == "**missed**"


def test_a_goal_is_missed_by_who_is_not_fast_enough() -> None:
    assert times_as_fast("", [1.0], [20.0], at_least=20).verdict == "ok"
    assert times_as_fast("", [1.0], [19.0], at_least=20).verdict == "**missed**"


def test_a_ratio_is_taken_round_by_round() -> None:
    """So that a machine which is slow for a while is slow for both."""
    row = times_as_long("", [1.0, 10.0, 3.0], [1.0, 10.0, 1.0], at_most=1.3)
    assert row.ratio == "1.00×"


def test_the_table_lines_up() -> None:
    lines = table([times_as_long("what", [1.0], [1.0], at_most=2)]).splitlines()
    assert len({len(line) for line in lines}) == 1


def test_a_chart_is_one_svg_with_all_curves_in_it() -> None:
    drawn = etree.fromstring(chart([Curve("calls", "<seconds>", [(10, 0.5), (1000, 0.0)])] * 3))
    assert len(drawn.findall(".//{*}path[@class='curve']")) == 3
    assert "<seconds>" in "".join(map(str, drawn.itertext()))
