"""Names of time zones as people type them."""

from functools import lru_cache
from importlib.resources import files
from typing import Final

from bot.calls.characters import plain

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
    return None if name in SHORT else _names().get(name)


@lru_cache(maxsize=1)
def _names() -> dict[str, str]:
    """The names by their casefolded form, from tzdata's list. `zoneinfo.available_timezones` would
    open each zone's file, which takes a fifth of a second.
    """
    names = files("tzdata").joinpath("zones").read_text("utf-8").split()
    return {name.casefold(): name for name in names if name != "Factory"}
