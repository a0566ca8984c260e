"""A chart of numbers with labels: as Slack draws it, and as bars of text.

Both take a title and pairs of (label, number), in order. Labels may be any text: they are made
harmless, short, and different from one another.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from rich.cells import cell_len, set_cell_size

from bot.calls.series import MOST_POINTS
from bot.slack import texts
from bot.slack.kit import limits
from bot.slack.kit.escape import label
from bot.slack.kit.message import Block, bold, monospace

Pairs = Sequence[tuple[str, int]]


class Axes(NamedTuple):
    """What the axes of a chart say, with units; and whether the points are in time."""

    across: str
    up: str
    timed: bool = False


_LEAST_LINE = 4  # points
TEXT_WIDTH = 60  # characters of a line that Slack breaks in hardly any window
_LEAST_BAR = 8
_EIGHTHS = " ▏▎▍▌▋▊▉"


def chart(title: str, series: Pairs, axes: Axes) -> Block:
    """Draw a `data_visualization` block. A message may have two of them.

    Points in time are a line from four on, and everything else has a bar for each pair. Raises
    ValueError if there are no pairs, or more than 20.
    """
    if not 1 <= len(series) <= MOST_POINTS:
        raise ValueError(f"a chart has 1 to {MOST_POINTS} points, not {len(series)}")
    labels = _labels(name for name, _ in series)
    data = [
        {"label": name, "value": number} for name, (_, number) in zip(labels, series, strict=True)
    ]
    return {
        "type": "data_visualization",
        "title": label(title, limits.CHART_TITLE),
        "chart": {
            "type": "line" if axes.timed and len(data) >= _LEAST_LINE else "bar",
            "series": [{"name": texts.CALLS, "data": data}],
            "axis_config": {
                "categories": labels,
                "x_label": label(axes.across, limits.AXIS_LABEL),
                "y_label": label(axes.up, limits.AXIS_LABEL),
            },
        },
    }


def text_chart(title: str, series: Pairs, width: int = TEXT_WIDTH) -> Block:
    """Draw bars of text below the title, in lines of at most `width` characters."""
    heading = {"type": "rich_text_section", "elements": [bold(label(title, limits.CHART_TITLE))]}
    block = monospace(bars(series, width))
    return {**block, "elements": [heading, *block["elements"]]}


def bars(series: Sequence[tuple[str, float]], width: int) -> list[str]:
    """Return a line for each pair: its label, its number and a bar.

    The longest bar fills `width` columns. A `width` too small for a short bar is exceeded.
    """
    if not series:
        return []
    names = _labels(name for name, _ in series)
    numbers = [f"{number:,}" for _, number in series]
    across = max(map(cell_len, numbers))
    beside = max(min(max(map(cell_len, names)), width - across - 4 - _LEAST_BAR), 1)
    room = max(width - beside - across - 4, 1)
    most = max(1, *(number for _, number in series))
    return [
        f"{_fitted(name, beside)}  {number:>{across}}  {_bar(value / most, room)}".rstrip()
        for name, number, (_, value) in zip(names, numbers, series, strict=True)
    ]


def _labels(names: Iterable[str]) -> list[str]:
    """Make labels unique: Slack tells the points of a chart apart by them."""
    labels: list[str] = []
    for name in names:
        text, number = label(name, limits.CHART_LABEL), 1
        while text in labels:
            number += 1
            mark = f" ({number})"
            text = label(name, limits.CHART_LABEL - len(mark)) + mark
        labels.append(text)
    return labels


def _fitted(text: str, columns: int) -> str:
    if cell_len(text) > columns:
        text = set_cell_size(text, columns - 1).rstrip() + "…"
    return set_cell_size(text, columns)


def _bar(share: float, room: int) -> str:
    """Return a bar that fills its share of the room. A share above zero can always be seen."""
    eighths = max(round(share * room * 8), 1) if share > 0 else 0
    full, rest = divmod(eighths, 8)
    return "█" * full + _EIGHTHS[rest].strip()
