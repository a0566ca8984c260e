"""What an answer says, and why a question cannot be asked."""

from collections.abc import Sequence

from bot.calls.model import Target
from bot.calls.texts import A_USER, mor_user
from bot.errors import AskError, ErrorCode
from bot.slack.kit import limits
from bot.slack.kit.escape import cut
from bot.slack.texts import counted

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
_CHART_TITLES = {
    "device": "Busiest devices",
    "ip": "Busiest IP addresses",
    "user": "Names called most",
}
_MOST = {"device": "Busiest device", "ip": "Busiest IP address", "user": "Called most"}

PREVIOUS = "Previous"
FOLLOWING = "Next"
REFRESH = "Refresh"
EDIT = "Edit search"
SAVE = "Save search"
ORDERS = {"newest": "Newest first", "oldest": "Oldest first"}
FILE_BUTTONS = {"csv": "CSV file", "xlsx": "Excel file"}
READ_ALOUD = {PREVIOUS: "Previous page of calls", FOLLOWING: "Next page of calls"}
"""What screen readers say of buttons that are short."""


FILTERS = "Filters:"
LABELS_SHORTENED = "Long labels are shortened to fit into one message."
NAMES_NOT_UNIQUE = "Display names are not unique: people who share a name are counted together."
BOTH_SIDES = "A call counts for both of its sides, so the counts may add up to more than the calls."
LOOSEN_FILTERS = "A filter must match the whole value unless it has a %, for example:"
NO_CALLS = "No local calls in this period."
NONE_FOUND = "No calls"
NOT_BEGUN = "This period has not begun yet, so it has no calls."
TRY_LONGER = "Try a longer period:"
TRY_PAST = "Try one that has begun:"
CHECK_USER = "Check that this is the right user. Only calls between two devices of one MOR count."


def title(target: Target) -> str:
    """Whose calls these are."""
    return f"Local calls of {mor_user(target.user_id, cut(target.full_name, limits.CELL))}"


def head(found: str, period: str) -> str:
    """The first line of an answer: how many calls, and when."""
    return f"{found} · {period}"


def question(text: str) -> str:
    """What was asked, as it was typed."""
    return f"Question: {text}"


def zone_assumed(zone: str) -> str:
    """The zone is the configured one, not the person's."""
    return f"Slack didn't say what your time zone is, so {zone} is assumed."


def passed_filters(total: int, unfiltered: int) -> str:
    """How many calls pass the filters."""
    return f"{total:,} of {counted(unfiltered, 'call')}"


def nothing_passed_filters(unfiltered: int) -> str:
    """There were calls, and none of them passed the filters."""
    if unfiltered == 1:
        return "There was 1 call in this period, but it does not match the filters."
    return f"There were {unfiltered:,} calls in this period, but none of them matches the filters."


def busiest_hour(start: str, calls: int) -> str:
    """The hour with most calls."""
    return f"busiest hour {start} ({counted(calls, 'call')})"


def fallback(title: str, total: str, bounds: str) -> str:
    """The whole answer in a line, for notifications and screen readers."""
    return f"{title}: {total}, {bounds}"


def look_at(phrase: str) -> str:
    """The button that asks about another period."""
    return f"Try {phrase}"


def caption(order: str) -> str:
    """The title of a table of calls."""
    return f"{CALLS}, {order.lower()}"


def shown(number: int, total: int, *, oldest_first: bool) -> str:
    """How many of the calls are listed, and in what order."""
    first = "oldest" if oldest_first else "newest"
    if number < total:
        return f"Showing the {first} {number:,} of {counted(total, 'call')}, {first} first."
    if total == 1:
        return "This is the only call."
    return f"All {counted(total, 'call')}, {first} first."


def page(number: int, pages: int, calls: tuple[int, int], total: int, *, oldest_first: bool) -> str:
    """Which page of an answer this is; `calls` are its first and last call, counted from 1."""
    first, last = calls
    order = "oldest first" if oldest_first else "newest first"
    listed = f"call {first:,}" if first == last else f"calls {first:,}–{last:,}"
    return f"Page {number:,} of {pages:,} · {listed} of {total:,}, {order}."


def pages_end(calls: int, *, oldest_first: bool) -> str:
    """There are more calls than the pages hold."""
    first = "oldest" if oldest_first else "newest"
    return (
        f"The totals count all calls. The pages show only the {first} {calls:,};"
        " to get all, add csv to the question."
    )


def columns_dropped(headings: Sequence[str]) -> str:
    """Columns are left out to keep the message within Slack's limits."""
    return f"Columns left out to fit into one message: {', '.join(headings)}."


def groups_shown(number: int, total: int, group: str) -> str:
    """How many of the groups are listed, and in what order."""
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


def calls_per(unit: str, step: int) -> str:
    """The title of a chart over time: `Calls per hour`, `Calls per 5 days`."""
    return f"Calls per {unit}" if step == 1 else f"Calls per {counted(step, unit)}"


def busiest_names(group: str) -> str:
    """The title of a chart of the names with most calls."""
    return _CHART_TITLES[group]


def times_in(unit: str, zone: str) -> str:
    """The title of an axis of time: `Hour (Europe/Vilnius)`."""
    return f"{unit.capitalize()} ({zone})"


def peak(unit: str, step: int, at: str, calls: int) -> str:
    """When there were most calls, in a chart over time."""
    span = f"one {unit}" if step == 1 else counted(step, unit)
    return f"Most calls in {span}: {at}, {calls:,}."


def most_calls(group: str, name: str, calls: int) -> str:
    """Which name has most calls, in a chart of names."""
    return f"{_MOST[group]}: {name}, {counted(calls, 'call')}."


def bars_combined(unit: str, step: int) -> str:
    """A bar counts several hours or days."""
    begin = "time" if unit == "hour" else "day"
    return (
        f"A bar for every {unit} would be too many, so each counts {counted(step, unit)} from its "
        f"{begin} on, or fewer where the period begins or ends."
    )


def names_left_out(shown: int, total: int, group: str) -> str:
    """Only the names with most calls are in the chart."""
    return f"The {shown:,} busiest of {total:,} {GROUP_NOUNS[group]}."


def view(name: str) -> str:
    """An option of the menu: the `calls`, their `chart`, or their number by group."""
    return f"By {_VIEWS[name]}" if name in _VIEWS else name.capitalize()


# Why a question cannot be asked, as errors to raise.


def no_own_id() -> AskError:
    """The asker means themselves, but is linked without a MOR user id."""
    return AskError(
        "Whose calls? Your link has no MOR user id of its own.",
        f"Say who you mean, for example: {A_USER} last week",
        code="no-own-id",
    )


def nobody_called(username: str) -> AskError:
    """No MOR user of this name can ask."""
    return AskError(
        f"MOR has no admin, reseller or user called “{username}”.",
        "Check the spelling, for example: --as admin",
        code=ErrorCode.USER_NOT_FOUND,
    )


def mention_not_linked() -> AskError:
    """The mentioned person is not linked, or the asker may not know."""
    return AskError(
        "The person you mentioned is not linked to a MOR user that you may ask about.",
        f"Use a MOR user id or username instead, for example: {A_USER} yesterday",
        code=ErrorCode.USER_NOT_FOUND,
    )


def too_many_questions(per_minute: int, seconds: int) -> AskError:
    """The person's rate limit is reached; after `seconds` they may ask again."""
    return AskError(
        f"You've reached the limit of {per_minute} questions a minute.",
        f"Try again in {seconds} second{'s' if seconds != 1 else ''}.",
        code=ErrorCode.TOO_MANY_QUESTIONS,
    )


def too_many_waiting(waiting: int) -> AskError:
    """Too many questions of one person are waiting."""
    return AskError(
        f"{waiting} of your questions are still waiting for MOR.",
        "Try again when you see the next answer.",
        code=ErrorCode.TOO_MANY_WAITING,
    )


def answer_gone(days: int) -> AskError:
    """The stored answer has expired."""
    return AskError(
        f"This answer has expired: answers are kept for {counted(days, 'day')}.",
        "Ask again, for example: last week",
        code="answer-gone",
    )


def answer_of_another() -> AskError:
    """Somebody else asked this, and did not share it."""
    return AskError(
        "These buttons are for the person who asked.",
        "Ask the same yourself, for example: last week",
        code="answer-of-another",
    )
