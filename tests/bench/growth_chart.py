"""Draws curves as one SVG, with both axes logarithmic: a straight line at 45° grows in step."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape

_WIDTH, _HEIGHT = 380, 260  # of one curve with its axes
_LEFT, _RIGHT, _TOP, _BOTTOM = 64, 24, 36, 52
_STYLE = """
  text { font: 12px sans-serif; fill: #1f2328 }
  .what { font-weight: bold }
  .grid { stroke: #d1d9e0 }
  .curve { fill: none; stroke: #0969da; stroke-width: 2 }
  .point { fill: #0969da }
  @media (prefers-color-scheme: dark) {
    text { fill: #f0f6fc }
    .grid { stroke: #3d444d }
    .curve { stroke: #4493f8 }
    .point { fill: #4493f8 }
  }
"""


@dataclass(frozen=True, slots=True)
class Curve:
    """What grows `up` with what goes `across`, point by point. Sizes are above 0."""

    across: str
    up: str
    points: Sequence[tuple[float, float]]


def chart(curves: Sequence[Curve]) -> str:
    """Return an SVG of all curves, two in a row."""
    width, height = 2 * _WIDTH, -(-len(curves) // 2) * _HEIGHT
    drawn = [
        f'<g transform="translate({place % 2 * _WIDTH},{place // 2 * _HEIGHT})">'
        f"{''.join(_drawn(curve))}</g>"
        for place, curve in enumerate(curves)
    ]
    title = "; ".join(f"{curve.up} by {curve.across}" for curve in curves)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img">\n'
        f"<title>{escape(title)}</title>\n<style>{_STYLE}</style>\n"
        + "\n".join(drawn)
        + "\n</svg>\n"
    )


def _drawn(curve: Curve) -> Iterator[str]:
    across = _Axis.around([x for x, _ in curve.points], _LEFT, _WIDTH - _RIGHT)
    up = _Axis.around([y for _, y in curve.points], _HEIGHT - _BOTTOM, _TOP)
    yield f'<text class="what" x="{_LEFT}" y="20">{escape(curve.up)}</text>'
    for value in across.marks:
        place = across.place(value)
        yield f'<path class="grid" d="M{place:.1f} {_TOP}V{_HEIGHT - _BOTTOM}"/>'
        yield _label(place, _HEIGHT - _BOTTOM + 18, "middle", value)
    for value in up.marks:
        place = up.place(value)
        yield f'<path class="grid" d="M{_LEFT} {place:.1f}H{_WIDTH - _RIGHT}"/>'
        yield _label(_LEFT - 8, place + 4, "end", value)
    middle = (_LEFT + _WIDTH - _RIGHT) / 2
    foot = f'x="{middle}" y="{_HEIGHT - 12}" text-anchor="middle"'
    yield f"<text {foot}>{escape(curve.across)}</text>"
    places = [(across.place(x), up.place(y)) for x, y in curve.points]
    line = "L".join(f"{x:.1f} {y:.1f}" for x, y in places)
    yield f'<path class="curve" d="M{line}"/>'
    for x, y in places:
        yield f'<circle class="point" cx="{x:.1f}" cy="{y:.1f}" r="3"/>'


def _label(x: float, y: float, anchor: str, value: float) -> str:
    written = f"{value:,.0f}" if value >= 1 else f"{value:g}"
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">{written}</text>'


@dataclass(frozen=True, slots=True)
class _Axis:
    """A logarithmic axis from `10 ** low` to `10 ** high`, drawn from `begin` to `end`."""

    low: int
    high: int
    begin: float
    end: float

    @classmethod
    def around(cls, values: Sequence[float], begin: float, end: float) -> "_Axis":
        """Return the axis that holds all values; those too small to draw stand at its foot."""
        seen = [max(value, 1e-3) for value in values]
        low = math.floor(math.log10(min(seen)))
        return cls(low, max(low + 1, math.ceil(math.log10(max(seen)))), begin, end)

    @property
    def marks(self) -> list[float]:
        return [10.0**power for power in range(self.low, self.high + 1)]

    def place(self, value: float) -> float:
        share = (math.log10(max(value, 10.0**self.low)) - self.low) / (self.high - self.low)
        return self.begin + share * (self.end - self.begin)
