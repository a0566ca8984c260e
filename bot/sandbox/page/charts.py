"""The geometry of a `data_visualization` block as SVG: bars, lines, areas, a pie."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from bot.sandbox.page.untrusted import Json, as_text, child, number, objects

WIDTH, HEIGHT = 640, 280
_LEFT, _RIGHT, _TOP, _FOOT = 52, 8, 10, 232
_TICKS = 5
_LABELS = 10  # category labels that fit side by side
_LETTER = 6.5  # the width of one
_FLAT, _AXIS_LABEL = 26, 22  # the room below the foot for each
_LONGEST = 16  # letters of a turned label
_TURN = 2 * math.pi


@dataclass(frozen=True, slots=True)
class Tick:
    """A label on an axis, and its position."""

    at: float
    label: str


@dataclass(frozen=True, slots=True)
class Shape:
    """A bar, line, area, point or slice: an SVG path with its series and its label."""

    kind: str
    series: int
    path: str
    label: str


@dataclass(frozen=True, slots=True)
class ChartSeries:
    """A name in the legend, and the values in the order of the categories."""

    name: str
    values: list[float]


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart ready to draw. `table` has the same in words: name, then (label, value) pairs."""

    title: str
    x_label: str
    y_label: str
    shapes: list[Shape]
    x_ticks: list[Tick]
    y_ticks: list[Tick]
    names: list[str]
    table: list[tuple[str, list[tuple[str, str]]]]
    turned: bool = False
    width: int = WIDTH
    height: int = HEIGHT
    left: int = _LEFT
    foot: int = _FOOT
    right: int = WIDTH - _RIGHT


def chart(block: Json) -> Chart | None:
    """Return the chart of a block, or None if it has nothing to draw."""
    drawn = child(block, "chart")
    title = as_text(block.get("title"))
    kind = as_text(drawn.get("type"))
    if kind == "pie":
        return _pie(title, objects(drawn.get("segments")))
    if kind in ("bar", "line", "area"):
        return _with_axes(title, kind, drawn)
    return None


def _pie(title: str, segments: Sequence[Json]) -> Chart | None:
    parts = [(as_text(one.get("label")), number(one.get("value")) or 0) for one in segments]
    parts = [(label, value) for label, value in parts if value > 0]
    total = sum(value for _, value in parts)
    if not parts:
        return None
    shapes = []
    begun = 0.0
    for index, (label, value) in enumerate(parts):
        share = value / total
        said = f"{label}: {_figure(value)} ({share:.0%})"
        shapes.append(Shape("slice", index, _slice(begun, begun + share), said))
        begun += share
    table = [(label, [("", _figure(value))]) for label, value in parts]
    return Chart(title, "", "", shapes, [], [], [label for label, _ in parts], table)


def _slice(start: float, end: float) -> str:
    radius, across, down = HEIGHT / 2 - 12, WIDTH / 2, HEIGHT / 2
    end = min(end, start + 0.9999)  # an arc of a whole turn is not drawn
    points = [
        (across + radius * math.sin(turn * _TURN), down - radius * math.cos(turn * _TURN))
        for turn in (start, end)
    ]
    (x1, y1), (x2, y2) = points
    large = int(end - start > 0.5)
    return (
        f"M{across:g} {down:g}L{x1:.1f} {y1:.1f}A{radius:g} {radius:g} 0 {large} 1 {x2:.1f} "
        f"{y2:.1f}Z"
    )


def _with_axes(title: str, kind: str, drawn: Json) -> Chart | None:
    axes = child(drawn, "axis_config")
    listed = axes.get("categories")
    categories = [as_text(one) for one in listed] if isinstance(listed, list) else []
    series = [_series(one, categories) for one in objects(drawn.get("series"))]
    if not categories or not series:
        return None
    everything = [0.0, *(value for one in series for value in one.values)]
    bounds = _bounds(min(everything), max(everything))
    scale = _Scale(len(categories), bounds[0], bounds[-1])
    shapes = _bars(series, categories, scale) if kind == "bar" else []
    if kind != "bar":
        for index, one in enumerate(series):
            shapes += _line(kind, index, one, categories, scale)
    x_ticks, turned = _along(categories, scale)
    room = 20 + 5 * max(len(tick.label) for tick in x_ticks) if turned else _FLAT
    table = [
        (one.name, list(zip(categories, map(_figure, one.values), strict=True))) for one in series
    ]
    x_label = as_text(axes.get("x_label"))
    return Chart(
        title,
        x_label,
        as_text(axes.get("y_label")),
        shapes,
        x_ticks,
        [Tick(scale.height(bound), _figure(bound)) for bound in bounds],
        [one.name for one in series],
        table,
        turned,
        height=_FOOT + room + (_AXIS_LABEL if x_label else 0),
    )


def _along(categories: Sequence[str], scale: "_Scale") -> tuple[list[Tick], bool]:
    """Return the categories' labels, and whether they must be turned to fit."""
    step = -(-len(categories) // _LABELS)
    ticks = [Tick(scale.middle(index), label) for index, label in enumerate(categories)]
    if all(len(one.label) * _LETTER < scale.slot * step for one in ticks[::step]):
        return ticks[::step], False
    return [Tick(one.at, _cut(one.label)) for one in ticks], True


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"


def _series(one: Json, categories: Sequence[str]) -> ChartSeries:
    values = {
        as_text(each.get("label")): number(each.get("value")) for each in objects(one.get("data"))
    }
    return ChartSeries(as_text(one.get("name")), [values.get(label) or 0.0 for label in categories])


class _Scale:
    """The position of categories and values."""

    def __init__(self, categories: int, lowest: float, highest: float) -> None:
        self.slot = (WIDTH - _LEFT - _RIGHT) / categories
        self._lowest = lowest
        self._per_unit = (_FOOT - _TOP) / (highest - lowest)

    def middle(self, category: int) -> float:
        return round(_LEFT + (category + 0.5) * self.slot, 1)

    def height(self, value: float) -> float:
        return round(_FOOT - (value - self._lowest) * self._per_unit, 1)


def _bars(series: Sequence[ChartSeries], categories: Sequence[str], scale: _Scale) -> list[Shape]:
    width = min(scale.slot * 0.72 / len(series), 48)
    shapes = []
    for index, one in enumerate(series):
        for category, value in enumerate(one.values):
            left = scale.middle(category) + (index - len(series) / 2) * width
            top, foot = sorted((scale.height(value), scale.height(0)))
            path = f"M{left:.1f} {foot:g}V{top:g}h{max(width - 2, 1):.1f}V{foot:g}Z"
            label = f"{one.name}, {categories[category]}: {_figure(value)}"
            shapes.append(Shape("bar", index, path, label))
    return shapes


def _line(
    kind: str, index: int, one: ChartSeries, categories: Sequence[str], scale: _Scale
) -> list[Shape]:
    points = [(scale.middle(at), scale.height(value)) for at, value in enumerate(one.values)]
    along = "L".join(f"{x:g} {y:g}" for x, y in points)
    shapes = []
    if kind == "area":
        foot = scale.height(0)
        closed = f"M{points[0][0]:g} {foot:g}L{along}L{points[-1][0]:g} {foot:g}Z"
        shapes.append(Shape("area", index, closed, one.name))
    shapes.append(Shape("line", index, f"M{along}", one.name))
    for (x, y), category, value in zip(points, categories, one.values, strict=True):
        dot = f"M{x - 3:g} {y:g}a3 3 0 1 0 6 0a3 3 0 1 0 -6 0Z"
        shapes.append(Shape("dot", index, dot, f"{one.name}, {category}: {_figure(value)}"))
    return shapes


def _bounds(lowest: float, highest: float) -> list[float]:
    """Return round values from below the lowest to above the highest, evenly spaced."""
    if lowest == highest:
        highest = lowest + 1
    rough = (highest - lowest) / _TICKS
    unit = 10.0 ** math.floor(math.log10(rough))
    step = next(unit * one for one in (1, 2, 5, 10) if unit * one >= rough)
    first, last = math.floor(lowest / step), math.ceil(highest / step)
    return [index * step for index in range(first, last + 1)]


def _figure(value: float) -> str:
    """Return a number as people read it: 1,234 or 0.25."""
    return f"{value:,.0f}" if value == round(value) else f"{value:,.4g}"
