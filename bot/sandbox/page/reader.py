"""For whom something is drawn: names, dates and mentions depend on who reads."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from zoneinfo import ZoneInfo


@dataclass(frozen=True, slots=True)
class Reader:
    """A reader in his time zone at a moment (aware). `users` and `channels` are names by id."""

    zone: ZoneInfo
    now: datetime
    user: str = ""
    users: Mapping[str, str] = field(default_factory=dict)
    channels: Mapping[str, str] = field(default_factory=dict)
