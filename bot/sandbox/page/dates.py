"""Slack's date tokens, for example `{date_short_pretty} {time}`, in the reader's time zone."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo


@dataclass(frozen=True, slots=True)
class Reader:
    """A reader, their time zone and the present (aware). `users` and `channels` are names by id."""

    zone: ZoneInfo
    now: datetime
    user: str = ""
    users: Mapping[str, str] = field(default_factory=dict)
    channels: Mapping[str, str] = field(default_factory=dict)


_TOKEN = re.compile(r"\{(\w+)\}")
_NEAR = {-1: "yesterday", 0: "today", 1: "tomorrow"}
_MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
_DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
_UNITS = (("year", 31_536_000), ("month", 2_592_000), ("day", 86_400), ("hour", 3600))


def moment(timestamp: object, reader: Reader) -> datetime | None:
    """Return Unix seconds as a time in the reader's zone, or None if no calendar has that time."""
    try:
        return datetime.fromtimestamp(float(str(timestamp)), UTC).astimezone(reader.zone)
    except (ValueError, OverflowError, OSError):
        return None


def show_date(timestamp: object, pattern: str, reader: Reader, fallback: str = "") -> str:
    """Return the pattern with its tokens filled in, or the fallback where Slack shows it.

    Slack shows the fallback for an unreadable time and for a pattern with an unknown token.
    """
    at = moment(timestamp, reader)
    tokens = _TOKEN.findall(pattern)
    if at is None or not tokens or any(token not in _TOKENS for token in tokens):
        return fallback
    shown = _TOKEN.sub(lambda token: _TOKENS[token[1]](at, reader), pattern)
    starts_pretty = pattern.startswith("{") and tokens[0].endswith("_pretty")
    return shown[:1].upper() + shown[1:] if starts_pretty else shown


def clock(at: datetime) -> str:
    """Return, for example, `18:39`."""
    return f"{at:%H:%M}"


def day(at: datetime, reader: Reader) -> str:
    """Return the heading above a day's messages: `Today`, or `Monday, November 23rd`."""
    return show_date(at.timestamp(), "{day_divider_pretty}", reader)


def _ordinal(number: int) -> str:
    ending = (
        "th" if 10 <= number % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    )
    return f"{number}{ending}"


def _full(at: datetime) -> str:
    return f"{at:%B} {_ordinal(at.day)}, {at.year}"


def _short(at: datetime) -> str:
    return f"{at:%b} {at.day}, {at.year}"


def _long(at: datetime) -> str:
    return f"{at:%A}, {_full(at)}"


def _pretty(otherwise: Callable[[datetime], str]) -> Callable[[datetime, Reader], str]:
    def show(at: datetime, reader: Reader) -> str:
        apart = at.date() - reader.now.astimezone(reader.zone).date()
        return _NEAR.get(apart // timedelta(days=1)) or otherwise(at)

    return show


def _divider(at: datetime, reader: Reader) -> str:
    this_year = at.year == reader.now.astimezone(reader.zone).year
    return _pretty(lambda one: _long(one).rpartition(",")[0] if this_year else _long(one))(
        at, reader
    )


def _ago(at: datetime, reader: Reader) -> str:
    seconds = reader.now.timestamp() - at.timestamp()
    for unit, length in (*_UNITS, ("minute", 60), ("second", 1)):
        if (count := int(abs(seconds) // length)) >= 1:
            amount = f"{count} {unit}{'s' if count > 1 else ''}"
            return f"{amount} ago" if seconds > 0 else f"in {amount}"
    return "now"


_TOKENS: dict[str, Callable[[datetime, Reader], str]] = {
    "date_num": lambda at, _: f"{at:%Y-%m-%d}",
    "date_slash": lambda at, _: f"{at:%d/%m/%Y}",
    "date": lambda at, _: _full(at),
    "date_short": lambda at, _: _short(at),
    "date_long": lambda at, _: _long(at),
    "date_long_full": lambda at, _: _full(at),
    "date_pretty": _pretty(_full),
    "date_short_pretty": _pretty(_short),
    "date_long_pretty": _pretty(_long),
    "day_divider_pretty": _divider,
    "time": lambda at, _: clock(at),
    "time_secs": lambda at, _: f"{at:%H:%M:%S}",
    "ago": _ago,
}
