"""Reading what an app sent without trusting its shape: the wrong thing is simply not there."""

import math
from collections.abc import Mapping
from typing import Any

Json = Mapping[str, Any]


def objects(value: object) -> list[Json]:
    """The objects in a list; none where there is no list."""
    listed = value if isinstance(value, list | tuple) else []
    return [one for one in listed if isinstance(one, Mapping)]


def child(value: object, name: str) -> Json:
    """The object under that name; an empty one if there is none."""
    found = value.get(name) if isinstance(value, Mapping) else None
    return found if isinstance(found, Mapping) else {}


def rows(value: object) -> list[list[Json]]:
    """The rows of a table; what is no cell is an empty one."""
    listed = value if isinstance(value, list | tuple) else []
    return [
        [cell if isinstance(cell, Mapping) else {} for cell in row]
        for row in listed
        if isinstance(row, list | tuple)
    ]


def as_text(value: object) -> str:
    """A plain string out of a string, a number or a text object; else nothing."""
    if isinstance(value, Mapping):
        value = value.get("text")
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    try:
        return str(value)
    except ValueError:  # an integer of more digits than Python writes
        return ""


def number(value: object) -> float | None:
    """A finite number of a size that can be drawn; None for anything else."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return float(value) if abs(value) < 1e15 and not math.isnan(value) else None


def integer(value: object, default: int, most: int) -> int:
    """A whole number from 0 to `most`; the default for anything else."""
    if isinstance(value, bool) or not isinstance(value, int):
        return default
    return value if 0 <= value <= most else default
