"""When something is to run, as it was agreed."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Schedule:
    """A cron line of five fields, and the IANA zone that was typed with it; without one the zone
    of whom it belongs to is meant.
    """

    cron: str
    zone: str = ""
