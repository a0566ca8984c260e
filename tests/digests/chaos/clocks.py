"""Zones of the test's own, so that digests by the minute are due at any second.

A cron line knows no seconds. But clocks may be seconds off UTC: in a zone where it is noon at a
given moment, the minutes are counted from there.
"""

import struct
from datetime import UTC, datetime
from pathlib import Path

_NOON = 12 * 3600
_DAY = 24 * 3600
_HEADER = ">4s16x6l"  # RFC 8536, version 1: no changes, one kind of time, four bytes for its name
_KIND = ">lbb4s"


def write_zone(folder: Path, name: str, noon: datetime) -> None:
    """Add a zone whose clocks show noon at this moment (aware, whole seconds)."""
    offset = _NOON - int(noon.astimezone(UTC).timestamp()) % _DAY
    header = struct.pack(_HEADER, b"TZif", 0, 0, 0, 0, 1, 4)
    file = folder / name
    file.parent.mkdir(exist_ok=True)
    file.write_bytes(header + struct.pack(_KIND, offset, 0, 0, b"RUN"))


def from_noon(minutes: int) -> str:
    """The cron line that fires in each of so many minutes from noon on."""
    return f"{','.join(map(str, range(minutes)))} 12 * * *"
