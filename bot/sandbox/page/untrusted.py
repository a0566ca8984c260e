"""Read what an app sent without trusting its shape. What has the wrong type counts as absent."""

import math
from collections.abc import Mapping
from typing import Any

Json = Mapping[str, Any]


def objects(value: object) -> list[Json]:
    """Return the objects in a list, or nothing if it is not a list."""
    listed = value if isinstance(value, list | tuple) else []
    return [one for one in listed if isinstance(one, Mapping)]


def child(value: object, name: str) -> Json:
    """Return the object under that name, or an empty one."""
    found = value.get(name) if isinstance(value, Mapping) else None
    return found if isinstance(found, Mapping) else {}


def rows(value: object) -> list[list[Json]]:
    """Return the rows of a table. A cell that is not an object becomes an empty one."""
    listed = value if isinstance(value, list | tuple) else []
    return [
        [cell if isinstance(cell, Mapping) else {} for cell in row]
        for row in listed
        if isinstance(row, list | tuple)
    ]


def as_text(value: object) -> str:
    """Return the string in a string, number or text object, otherwise an empty string."""
    if isinstance(value, Mapping):
        value = value.get("text")
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    try:
        return str(value)
    except ValueError:  # an integer with more digits than Python converts
        return ""


def number(value: object) -> float | None:
    """Return a finite number that can be drawn, otherwise None."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return float(value) if abs(value) < 1e15 and not math.isnan(value) else None


def integer(value: object, default: int, most: int) -> int:
    """Return an integer from 0 to `most`, otherwise the default."""
    if isinstance(value, bool) or not isinstance(value, int):
        return default
    return value if 0 <= value <= most else default
