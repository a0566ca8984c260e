"""What is said in and around the charts of an answer."""

from datetime import datetime

from bot.ask.texts.answers import GROUP_NOUNS, MONTHS, counted, weekday

CALLS = "Calls"  # what the bars of a chart count

_MOST = {
    "device": "Busiest devices",
    "ip": "Busiest IP addresses",
    "user": "Names called most",
}


def per(unit: str, step: int) -> str:
    """The title of calls over time: `Calls per hour`, `Calls per 5 days`."""
    return f"Calls per {unit}" if step == 1 else f"Calls per {counted(step, unit)}"


def most(group: str) -> str:
    """The title of the names with most calls."""
    return _MOST[group]


def clock(at: datetime, *, date: bool) -> str:
    """An hour: `14:00`, or with its date `18 Nov 14:00`."""
    text = f"{at.hour:02}:{at.minute:02}"
    return f"{at.day} {MONTHS[at.month - 1]} {text}" if date else text


def day(at: datetime, *, year: bool) -> str:
    """A day by itself: `Wed 18 Nov`."""
    return f"{weekday(at)} {first_day(at, year=year)}"


def first_day(at: datetime, *, year: bool) -> str:
    """The first of several days: `18 Nov`."""
    text = f"{at.day} {MONTHS[at.month - 1]}"
    return f"{text} {at.year}" if year else text


def combined(unit: str, step: int) -> str:
    """Several hours or days had to be put together."""
    begin = "time" if unit == "hour" else "day"
    return (
        f"A bar for every {unit} would be too many, so each counts {counted(step, unit)} from its "
        f"{begin} on, or fewer where the period begins or ends."
    )


def names_left_out(shown: int, total: int, group: str) -> str:
    """Only the names with most calls are in the chart."""
    return f"The {shown:,} busiest of {total:,} {GROUP_NOUNS[group]}."
