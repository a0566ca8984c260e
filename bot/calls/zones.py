"""Names of time zones as people type them."""

from typing import Final

from bot.calls.characters import plain
from bot.zone_names import zone_names

UTC: Final = "UTC"
# Each may mean an offset, a place or a rule. Some are names of zones, which nobody means by them.
SHORT: Final = frozenset(
    name
    for names in (
        ("gmt", "bst", "wet", "west", "met", "mest", "cet", "cest", "eet", "eest", "msk"),
        ("est", "edt", "cst", "cdt", "mst", "mdt", "pst", "pdt", "hst"),
        ("ist", "jst", "aest", "aedt"),
    )
    for name in names
)


def find_zone(typed: str) -> str | None:
    """Return the IANA name of a zone, typed in any case; None if there is none, and for letters
    that do not say where (`SHORT`).
    """
    name = plain(typed).casefold()
    return None if name in SHORT else zone_names().get(name)
