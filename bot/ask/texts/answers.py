"""What is said around an answer: the calls, the counts, what was left out."""

from collections.abc import Sequence

from bot.slack.kit.texts import counted

WHEN = "When"
FROM_DEVICE = "From"
CALLER_ID = "Caller ID"
FROM_IP = "From IP"
CHANNEL = "Channel"
TO_USER = "To"
TO_DEVICE = "To device"
TO_IP = "To IP"
CALLS = "Calls"

GROUP_HEADINGS = {"hour": "Hour", "day": "Day", "device": "Device", "ip": "IP", "user": "To"}
GROUP_NOUNS = {
    "hour": "hours",
    "day": "days",
    "device": "devices",
    "ip": "IP addresses",
    "user": "names",
}
_VIEWS = {"hour": "hour", "day": "day", "device": "device", "ip": "IP", "user": "name called"}


def title(name: str, user_id: int) -> str:
    """Whose calls these are."""
    return f"Local calls of {name} (user {user_id})" if name else f"Local calls of user {user_id}"


def zone_assumed(zone: str) -> str:
    """The zone is the configured one, not the person's."""
    return f"Slack did not tell your time zone, so {zone} is assumed."


def passed_filters(total: int, unfiltered: int) -> str:
    """How much the filters let through."""
    return f"{total:,} of {counted(unfiltered, 'call')}"


def busiest_hour(start: str, calls: int) -> str:
    """The hour with most calls."""
    return f"busiest hour {start} ({counted(calls, 'call')})"


FILTERS = "Filters:"


def shown(number: int, total: int, *, oldest_first: bool) -> str:
    """Which calls of how many are listed, and in what order."""
    first = "oldest" if oldest_first else "newest"
    if number < total:
        return f"Showing the {first} {number:,} of {counted(total, 'call')}, {first} first."
    if total == 1:
        return "This is the only call."
    return f"All {counted(total, 'call')}, {first} first."


def page(  # noqa: PLR0913 -- a sentence of many numbers
    number: int, pages: int, first: int, last: int, total: int, *, oldest_first: bool
) -> str:
    """Which page of an answer this is, and which of its calls stand there."""
    order = "oldest first" if oldest_first else "newest first"
    calls = f"call {first:,}" if first == last else f"calls {first:,}–{last:,}"
    return f"Page {number:,} of {pages:,} · {calls} of {total:,}, {order}."


def pages_end(calls: int, *, oldest_first: bool) -> str:
    """There are more calls than pages can be turned through."""
    first = "oldest" if oldest_first else "newest"
    return f"The totals count all calls; the pages hold the {first} {calls:,}, a file (csv) all."


PREVIOUS = "Previous"


FOLLOWING = "Next"


REFRESH = "Refresh"


def file(form: str) -> str:
    """A button that makes a file of all calls."""
    return {"csv": "CSV", "xlsx": "Excel"}[form]


EDIT = "Edit search"


def order(first: str) -> str:
    """A button that turns the order round, so that the `newest` or `oldest` come first."""
    return f"{first.capitalize()} first"


def view(name: str) -> str:
    """How an answer is looked at: its `calls`, their `chart`, or their number by something."""
    return f"By {_VIEWS[name]}" if name in _VIEWS else name.capitalize()


def columns_dropped(headings: Sequence[str]) -> str:
    """Columns that had to go to keep the message within Slack's limits."""
    return f"Columns left out to fit into one message: {', '.join(headings)}."


LABELS_SHORTENED = "Long labels are cut short to fit into one message."


def groups_shown(number: int, total: int, group: str) -> str:
    """Which groups of how many are listed."""
    timed = group in ("hour", "day")
    if number < total:
        order = ", in order of time" if timed else ""
        return (
            f"The {number:,} busiest of {total:,} {GROUP_NOUNS[group]}{order}; "
            "the others do not fit into one message."
        )
    if timed:
        return f"{GROUP_NOUNS[group].capitalize()} without calls are left out."
    return "Most calls first."


NAMES_NOT_UNIQUE = "Display names are not unique: people who share a name are counted together."


BOTH_SIDES = "A call counts for both of its sides, so the counts may add up to more than the calls."


def nothing_passed_filters(unfiltered: int) -> str:
    """There were calls, and none of them passed the filters."""
    if unfiltered == 1:
        return "There was 1 call in this period, but it does not pass the filters."
    return f"There were {unfiltered:,} calls in this period, but none of them passes the filters."


LOOSEN_FILTERS = "A filter must equal the whole value unless it has a %, as in:"


NO_CALLS = "No local calls in this period."


NOT_BEGUN = "This period has not begun yet, so there are no calls in it."


TRY_LONGER = "Try a longer period:"


CHECK_USER = (
    "Check that this is the user you mean; only calls between two devices of one MOR count."
)


TRY_PAST = "Try one that has:"


def fallback(title: str, total: str, bounds: str) -> str:
    """The whole answer in a line, for notifications and screen readers."""
    return f"{title}: {total}, {bounds}"


SAVE = "Save search"
