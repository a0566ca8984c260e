"""The name of a time zone, as somebody types it."""

import re
from typing import Final
from zoneinfo import ZoneInfo

from bot.digests.schedule import texts as messages
from bot.errors import AskError, Place

_UTC: Final = "UTC"
_NAME: Final = re.compile(r"[A-Za-z]+(?:/[A-Za-z][A-Za-z0-9_+-]*)+")

# They name an offset, a place or a rule, depending on whom one asks.
_SHORT: Final = frozenset(
    name
    for names in (
        ("gmt", "bst", "wet", "west", "cet", "cest", "eet", "eest", "msk"),
        ("est", "edt", "cst", "cdt", "mst", "mdt", "pst", "pdt", "hst"),
        ("ist", "jst", "aest", "aedt"),
    )
    for name in names
)


def is_zone(typed: str) -> bool:
    """Whether the word is meant for a zone, though there may be none of that name."""
    return bool(_NAME.fullmatch(typed)) or typed.casefold() in (_UTC.casefold(), *_SHORT)


def read_zone(place: Place) -> str:
    """The IANA name of the zone that is typed there, whether or not its capitals are.

    Raises AskError for letters that do not say where it is, and where there is no such zone.
    """
    typed = place.source[place.start : place.end]
    if typed.casefold() in _SHORT:
        raise AskError(*messages.zone_short(typed), code="schedule-zone", place=place)
    if typed.upper() == _UTC:
        return _UTC
    for name in (typed, typed.title()):
        try:
            return ZoneInfo(name).key
        except (KeyError, ValueError, OSError):
            continue
    raise AskError(*messages.zone_unknown(typed), code="schedule-zone", place=place)
