"""What is said in and around the charts of an answer."""

from bot.ask.texts.answers import GROUP_NOUNS
from bot.slack.kit.texts import counted

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
