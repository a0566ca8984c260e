"""When a call was: MOR's wall clock and its offset become an aware datetime."""

import re
from datetime import datetime, timedelta, timezone
from functools import lru_cache
from zoneinfo import ZoneInfo

# `GMT +0000` now, `GMT +02:00` in older versions, `(GMT+02:00) Vilnius` as Rails names its zones.
_OFFSET = re.compile(
    r"\(?(?:GMT|UTC|Z)?\s*(?:([+-])(\d{1,2}):?([0-5]\d)?)?(?:\).{0,60})?", re.ASCII | re.IGNORECASE
)
_FARTHEST = timedelta(hours=14)


class CallClock:
    """Reads the dates of calls.

    MOR writes wall time and beside it an offset, which may be the server's offset at the time of
    asking instead of the call's (seen in older versions). With a zone given, the wall time is
    therefore read in that zone, and the offset only decides which of the two is meant when an
    hour is repeated. Without one the offset is believed; a missing offset means UTC, as in
    MOR's documentation.
    """

    def __init__(self, zone: ZoneInfo | None = None) -> None:
        self._zone = zone
        self._offset_in_hour = lru_cache(maxsize=1024)(self._find_offset_in_hour)

    def read(self, date: str, offset: str) -> datetime:
        """The moment of `2018-02-22 12:23:08` with `GMT +0000`, in a fixed offset or, within an
        hour that is repeated, in the zone. Raises ValueError.
        """
        if len(date) != 19:
            date = date.strip()
        # fromisoformat() knows many more shapes; years at the rim cannot be carried to other zones.
        if len(date) != 19 or date[7] != "-" or date[16] != ":" or not "1970" <= date < "9999":
            raise ValueError("not a date as MOR writes it")
        if self._zone is None:
            suffix = _suffix(offset)
        else:
            suffix = self._offset_in_hour(date[:13])
            if not suffix:
                return self._around_a_change(date, offset)
        # An offset as text costs a tenth of what datetime.replace() does.
        return datetime.fromisoformat(date + suffix)

    def _find_offset_in_hour(self, hour: str) -> str:
        """The offset of the whole hour `2018-02-22 12`, empty where it changes or is in doubt."""
        edges = [
            datetime.fromisoformat(hour + edge).replace(tzinfo=self._zone, fold=fold)
            for edge in (":00:00", ":59:59")
            for fold in (0, 1)
        ]
        offsets = {edge.isoformat()[19:] for edge in edges}
        return offsets.pop() if len(offsets) == 1 else ""

    def _around_a_change(self, date: str, offset: str) -> datetime:
        first = datetime.fromisoformat(date).replace(tzinfo=self._zone)
        second = first.replace(fold=1)
        try:
            told = datetime.fromisoformat(date + _suffix(offset)).utcoffset()
        except ValueError:
            return first
        return second if told == second.utcoffset() else first


@lru_cache(maxsize=256)
def _suffix(offset: str) -> str:
    """The offset MOR wrote, as ISO 8601 writes it (`+02:00`). Raises ValueError."""
    found = _OFFSET.fullmatch(offset.strip())
    if found is None:
        raise ValueError("not an offset as MOR writes it")
    sign, hours, minutes = found.groups()
    distance = timedelta(hours=int(hours or 0), minutes=int(minutes or 0))
    if distance > _FARTHEST:
        raise ValueError("no place on earth has this offset")
    zone = timezone(-distance if sign == "-" else distance)
    return datetime(1970, 1, 1, tzinfo=zone).isoformat()[19:]
