"""What is said about text that is not one clear period.

Every hint is one or two things that can be typed instead.
"""

EXAMPLES = "For example: yesterday, last week, last 24 hours, 20 nov, 2026-11-01 to 2026-11-05."
WITH_YEARS = "both dates with their years"


def unreadable(typed: str) -> str:
    return f"I could not read this as a period: {typed}"


def too_long(length: int, longest: int) -> str:
    return f"This period is {length} characters long; I read {longest} at most."


def impossible(typed: str) -> str:
    return f"There is no such date or time: {typed}"


IMPOSSIBLE_HINT = "Write a date as 2026-11-20 and a time as 09:30."


def number(typed: str) -> str:
    return f"A number alone is not a period: {typed}"


def number_hint(typed: str) -> str:
    return f"Write {typed} nov for a day, or last {typed} days."


def instant(typed: str) -> str:
    return f"This is a moment and not a period: {typed}"


def open_start(typed: str) -> str:
    return f"This has an end but no start: {typed}"


def open_start_hint(end: str) -> str:
    return f"Write both ends: 2026-11-01 to {end}."


def reversed_bounds(start: str, end: str) -> str:
    return f"This period would begin at {start} and be over by {end}."


SWAP_HINT = "Write the earlier end first, as in yesterday 9:00 to 17:00."


def not_yet(start: str) -> str:
    return f"This period would begin at {start}, which is still to come."


NOT_YET_HINT = "Begin in the past, as in since yesterday, or write both ends."


EMPTY = "This period has no length."


def out_of_reach(first: int, last: int) -> str:
    return f"This lies outside the years {first} to {last}."


def disputed(typed: str) -> str:
    return f"This can be read in more than one way: {typed}"


def either(one: str, other: str) -> str:
    return f"Write {one}, or {other}."


def wrong_weekday(typed: str, date: str, weekday: str) -> str:
    return f"{date} is a {weekday.capitalize()}: {typed}"


def wrong_weekday_hint(date: str) -> str:
    return f"Write {date} alone, or correct the weekday."


def reading(start: str, end: str, zone: str, seconds: int) -> str:
    """A period that was read: its bounds in ISO form, the zone, and how long it is."""
    minutes, second = divmod(seconds, 60)
    hours, minute = divmod(minutes, 60)
    days, hour = divmod(hours, 24)
    parts = ((days, "d"), (hour, "h"), (minute, "min"), (second, "s"))
    length = " ".join(f"{count} {unit}" for count, unit in parts if count)
    return f"from    {start}\ntill    {end} (not included)\nzone    {zone}\nlength  {length}"


UNKNOWN_ZONE = "not a known time zone, such as Europe/Vilnius"


UNKNOWN_NOW = "not an ISO time, such as 2026-11-25T14:30:15 or 2026-11-25T14:30:15+02:00"
