"""What was measured, as a table for people."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import astuple, dataclass
from statistics import median

_HEADINGS = ("what", "ours", "theirs", "ratio", "goal", "")


@dataclass(frozen=True, slots=True)
class Row:
    """One line: what was measured, beside what, and whether that is good enough."""

    what: str
    ours: str
    theirs: str = ""
    ratio: str = ""
    goal: str = ""
    verdict: str = ""


def verdict(met: bool) -> str:
    """How a row with a goal ends."""
    return "ok" if met else "**missed**"


def times_as_long(
    what: str, ours: Sequence[float], theirs: Sequence[float], *, at_most: float
) -> Row:
    """Seconds of ours and of theirs, round by round: we may take so many times as long."""
    ratio = median(a / b for a, b in zip(ours, theirs, strict=True))
    return Row(
        what,
        duration(median(ours)),
        duration(median(theirs)),
        f"{ratio:.2f}×",
        f"≤ {at_most:g}×",
        verdict(ratio <= at_most),
    )


def times_as_fast(
    what: str, ours: Sequence[float], theirs: Sequence[float], *, at_least: float | None = None
) -> Row:
    """Seconds of ours and of theirs, round by round: we have to be so many times as fast."""
    ratio = median(b / a for a, b in zip(ours, theirs, strict=True))
    return Row(
        what,
        duration(median(ours)),
        duration(median(theirs)),
        f"{ratio:.2f}× as fast",
        f"≥ {at_least:g}×" if at_least else "",
        verdict(ratio >= at_least) if at_least else "",
    )


def most(
    what: str,
    ours: float,
    at_most: float,
    shown: Callable[[float], str],
    theirs: float | None = None,
) -> Row:
    """A figure of ours that may not be above a bound."""
    beside = "" if theirs is None else shown(theirs)
    return Row(what, shown(ours), beside, "", f"≤ {shown(at_most)}", verdict(ours <= at_most))


def duration(seconds: float) -> str:
    """Three digits in the unit that suits: `12.3 ms`."""
    for unit, size in (("s", 1.0), ("ms", 1e-3)):
        if seconds >= size:
            return f"{seconds / size:.3g} {unit}"
    return f"{seconds / 1e-6:.3g} µs"


def memory(size: float) -> str:
    """Megabytes."""
    return f"{size:.3g} MB"


def table(rows: Iterable[Row]) -> str:
    """The rows in Markdown, with columns that also line up in a terminal."""
    cells = [_HEADINGS, *map(astuple, rows)]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    lines = ["| " + " | ".join(map(str.ljust, line, widths)) + " |" for line in cells]
    lines.insert(1, "|" + "|".join("-" * (width + 2) for width in widths) + "|")
    return "\n".join(lines)
