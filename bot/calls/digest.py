"""The words of digests: what is ordered, when it is due, where it goes."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Schedule:
    """When a digest is due: a cron line of five fields, by the wall clock of an IANA zone.

    `zone` is empty where none was named, which means the owner's.
    """

    cron: str
    zone: str = ""


@dataclass(frozen=True, slots=True)
class Extras:
    """What a digest does besides telling the numbers.

    `skip_empty` posts nothing where there are no calls, `thread` posts under the last one, `rows`
    adds the first calls as a table. `new_ips` is the number of earlier periods that an address
    must not have been seen in to be called new; 0 looks for none. `mention` is the Slack user id
    of whoever is mentioned when there are more than `alert_above` calls.
    """

    skip_empty: bool = False
    thread: bool = False
    rows: bool = False
    new_ips: int = 0
    alert_above: int | None = None
    mention: str = ""


HERE = "here"


@dataclass(frozen=True, slots=True)
class Order:
    """A digest as somebody words it. `query` are words of the command grammar.

    `place` is a Slack channel id, `here` for where it was typed, or empty for the owner's direct
    messages.
    """

    query: str
    schedule: Schedule
    place: str = ""
    extras: Extras = Extras()
