"""The dates of calls: MOR's wall time and an offset beside it."""

import re
from collections.abc import Sequence
from datetime import datetime, timedelta, timezone
from functools import lru_cache
from zoneinfo import ZoneInfo

# `GMT +0000` now, `GMT +02:00` in older versions, `(GMT+02:00) Vilnius` as Rails names its zones.
_OFFSET = re.compile(
    r"\(?(?:GMT|UTC|Z)?\s*(?:([+-])(\d{1,2}):?([0-5]\d)?)?(?:\).{0,60})?", re.ASCII | re.IGNORECASE
)
_FARTHEST = timedelta(hours=14)


class CallDates:
    """Parses the dates of calls.

    MOR writes wall time and an offset. In older versions the offset may be the server's at the
    time of the request instead of the call's. So with a `zone`, the wall time is read in that
    zone, and the offset only decides which one is meant when an hour is repeated. Without a zone
    the offset is trusted; a missing offset means UTC, as in MOR's documentation.
    """

    def __init__(self, zone: ZoneInfo | None = None) -> None:
        self._zone = zone
        self._offset_in_hour = lru_cache(maxsize=1024)(self._find_offset_in_hour)

    def read(self, date: str, offset: str) -> datetime:
        """Return the aware time of `2018-02-22 12:23:08` with `GMT +0000`, with a fixed offset
        or, within a repeated hour, in the zone. Raises ValueError.
        """
        if len(date) != 19:
            date = date.strip()
        # fromisoformat() accepts many more forms; extreme years cannot be converted to other zones.
        if len(date) != 19 or date[7] != "-" or date[16] != ":" or not "1970" <= date < "9999":
            raise ValueError("not a date as MOR writes it")
        if self._zone is None:
            suffix = _suffix(offset)
        else:
            suffix = self._offset_in_hour(date[:13])
            if not suffix:
                return self._near_a_change(date, offset)
        # Appending the offset as text is ten times faster than datetime.replace().
        return datetime.fromisoformat(date + suffix)

    def read_all(self, dates: Sequence[str], offsets: Sequence[str]) -> list[datetime]:
        """Return the times of dates that have MOR's shape already, as `read` does."""
        if self._zone is None:
            suffixes = [_suffix(offset) for offset in offsets]
        else:
            suffixes = [self._offset_in_hour(date[:13]) for date in dates]
        if not all(suffixes):
            return [self.read(*each) for each in zip(dates, offsets, strict=True)]
        return [
            datetime.fromisoformat(date + suffix)
            for date, suffix in zip(dates, suffixes, strict=True)
        ]

    def _find_offset_in_hour(self, hour: str) -> str:
        """The offset of the whole hour `2018-02-22 12`; empty if it changes or is ambiguous."""
        edges = [
            datetime.fromisoformat(hour + edge).replace(tzinfo=self._zone, fold=fold)
            for edge in (":00:00", ":59:59")
            for fold in (0, 1)
        ]
        offsets = {edge.isoformat()[19:] for edge in edges}
        return offsets.pop() if len(offsets) == 1 else ""

    def _near_a_change(self, date: str, offset: str) -> datetime:
        first = datetime.fromisoformat(date).replace(tzinfo=self._zone)
        second = first.replace(fold=1)
        try:
            written = datetime.fromisoformat(date + _suffix(offset)).utcoffset()
        except ValueError:
            return first
        return second if written == second.utcoffset() else first


@lru_cache(maxsize=256)
def _suffix(offset: str) -> str:
    """MOR's offset in ISO 8601 (`+02:00`). Raises ValueError."""
    found = _OFFSET.fullmatch(offset.strip())
    if found is None:
        raise ValueError("not an offset as MOR writes it")
    sign, hours, minutes = found.groups()
    distance = timedelta(hours=int(hours or 0), minutes=int(minutes or 0))
    if distance > _FARTHEST:
        raise ValueError("no place on earth has this offset")
    zone = timezone(-distance if sign == "-" else distance)
    return datetime(1970, 1, 1, tzinfo=zone).isoformat()[19:]
