"""What a person orders with a digest: a question, when it is asked again, and where it is told."""

from dataclasses import dataclass, field
from typing import Final

from bot.digests.schedule import Schedule

HERE: Final = "here"


@dataclass(frozen=True, slots=True)
class Extras:
    """What a digest does beside telling the totals.

    `skip_empty` sends nothing where there were no calls, `thread` puts each one under the last,
    `rows` shows the first calls as a table. `new_ips` is how many earlier periods of the same
    length an address must not occur in to be told as new; 0 tells none. Where there are more calls
    than `alert_above`, the Slack user `mention` is called, or its owner where that is empty.
    """

    skip_empty: bool = False
    thread: bool = False
    rows: bool = False
    new_ips: int = 0
    alert_above: int | None = None
    mention: str = ""


@dataclass(frozen=True, slots=True)
class Order:
    """A digest as it was ordered.

    `query` is a command of the grammar, not read yet. `place` is the id of a Slack channel, HERE
    for the one in which it was typed, or empty for direct messages to the owner.
    """

    query: str
    schedule: Schedule
    place: str = ""
    extras: Extras = field(default_factory=Extras)


@dataclass(frozen=True, slots=True)
class Place:
    """Where digests go, as far as it matters to who reads them there: a Slack channel, or empty for
    the owner's direct messages.

    `private` is a channel that people are invited to; `outsiders` says that people of other
    companies read there.
    """

    channel: str = ""
    private: bool = False
    outsiders: bool = False
