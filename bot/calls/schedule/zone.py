"""The name of a time zone, as somebody types it."""

import re
from typing import Final
from zoneinfo import ZoneInfo

UTC: Final = "UTC"

SHAPE: Final = re.compile(r"[A-Za-z]+(?:/[A-Za-z][\w+-]*)+", re.ASCII)

# They name an offset, a place or a rule, depending on whom one asks.
SHORT: Final = frozenset(
    "aedt aest bst cdt cest cet cst edt eest eet est gmt hst ist jst mdt mst msk pdt pst west wet".split()
)


def zone_name(typed: str) -> str | None:
    """The IANA name, whether or not its capitals were typed; None where there is no such zone."""
    if typed.upper() == UTC:
        return UTC
    if not SHAPE.fullmatch(typed):
        return None
    for name in (typed, typed.title()):
        try:
            return ZoneInfo(name).key
        except (KeyError, ValueError, OSError):
            continue
    return None
