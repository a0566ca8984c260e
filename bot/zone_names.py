"""The names of all time zones."""

from functools import lru_cache
from importlib.resources import files


@lru_cache(maxsize=1)
def zone_names() -> dict[str, str]:
    """Return the names by their casefolded form, from tzdata's list.

    `zoneinfo.available_timezones` would open each zone's file, which takes a fifth of a second.
    """
    names = files("tzdata").joinpath("zones").read_text("utf-8").split()
    return {name.casefold(): name for name in names if name != "Factory"}
