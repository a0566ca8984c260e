"""Slack's published design rules for charts: what can be told from a chart alone."""

from typing import Any

from bot.sandbox.slack_server.model import Json
from bot.sandbox.slack_server.referee.rules import Faults, add_fault

_BARS = 6
_LINES = 3
_POINTS_OF_A_LINE = 4
_SLICES = 5


def chart_remarks(block: Json, pointer: str, remarks: Faults) -> None:
    """Add what is against the design rules in a chart that Slack would take."""
    chart = block["chart"]
    if chart["type"] == "pie":
        _check_slices([one["value"] for one in chart["segments"]], pointer, remarks)
        return
    axes, series = chart["axis_config"], chart["series"]
    missing = [name for name in ("x_label", "y_label") if not axes.get(name)]
    if missing:
        add_fault(remarks, f"an axis without a title: {', '.join(missing)}", pointer)
    if len(series) > _LINES:
        add_fault(remarks, f"more than {_LINES} series", pointer)
    if not any(point["value"] for one in series for point in one["data"]):
        add_fault(remarks, "a chart of nothing but zeros", pointer)
    number = len(axes["categories"])
    if chart["type"] != "bar":
        if number < _POINTS_OF_A_LINE:
            add_fault(remarks, f"a line of fewer than {_POINTS_OF_A_LINE} points", pointer)
        return
    if number > _BARS:
        add_fault(remarks, f"more than {_BARS} bars: {number}", pointer)
    if len(series) == 1 and not _in_time(axes["categories"]):
        _check_order([one["value"] for one in series[0]["data"]], pointer, remarks)


def _check_slices(values: list[Any], pointer: str, remarks: Faults) -> None:
    if len(values) > _SLICES:
        add_fault(remarks, f"more than {_SLICES} slices: {len(values)}", pointer)
    _check_order(values, pointer, remarks)


def _check_order(values: list[Any], pointer: str, remarks: Faults) -> None:
    """Check that the largest comes first. The last one may be all others together."""
    if values[:-1] != sorted(values[:-1], reverse=True):
        add_fault(remarks, "the largest is not first", pointer)


def _in_time(categories: list[str]) -> bool:
    """Whether they are days, hours or weeks, which are in an order of their own."""
    return all(any(letter.isdigit() for letter in one) for one in categories)
