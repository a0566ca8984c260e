"""Texts of what is posted: a digest's message, what came of a slot, and what people are told of it.

A reason is the end of a sentence, without a full stop.
"""

from collections.abc import Callable, Sequence

from bot.digests.reasons import Reason, ReasonCode
from bot.errors import AskError
from bot.links.texts import suspension
from bot.slack.texts import counted

TITLE = "News of a digest"
IN_CHANNEL = " in "
IN_DIRECT_MESSAGES = " in direct messages"
LOOK_FIRST = "Look there first. If it is missing, post it again."
AGAIN = "Post again"

UNDONE = "no digest can be posted there now"

# For the terminal
NO_DIGESTS = "There are no digests."
NO_HISTORY = "No slot has come yet."
NOTHING_DUE = "Nothing is due."
DIRECT_MESSAGES = "direct messages"
BY_HAND = "by hand"

_OUTCOMES = {
    "claimed": "waiting",
    "posting": "being posted",
    "unknown": "not known",
    "later": "will be retried",
    "superseded": "posted by another process",
}


def reason(stored: Reason | None) -> str:
    """Return why a slot was not posted, or a digest is paused; empty without a reason.

    A code of another version of morbot is shown as it is.
    """
    if stored is None:
        return ""
    if stored.code in _REASONS:
        return _REASONS[stored.code]
    if stored.code in _DETAILED:
        return _DETAILED[stored.code](stored.detail)
    return f"{stored.code}: {stored.detail}" if stored.detail else stored.code


def _missed_with_earlier(earlier: str) -> str:
    slots = "one earlier slot" if earlier == "1" else f"{earlier} earlier slots"
    return f"morbot was not running in time, also for {slots}"


def _suspended(why: str) -> str:
    return f"its owner's link to MOR is suspended: {suspension(why)}"


_REASONS: dict[str, str] = {
    ReasonCode.MISSED: "morbot was not running in time",
    ReasonCode.SCHEDULE_UNREADABLE: "its schedule or time zone can no longer be read",
    ReasonCode.DIGEST_GONE: "the digest was deleted or paused",
    ReasonCode.NO_CALLS: "there were no calls",
    ReasonCode.NO_ALERT: "nothing to alert to",
    ReasonCode.MUTED: "its alerts are muted",
    ReasonCode.NOT_LINKED: "its owner is no longer linked to a MOR user",
    ReasonCode.OTHER_MOR_USER: "its owner is linked to another MOR user than when they saved it",
    ReasonCode.OWNER_GONE: "its owner is no longer in this Slack workspace",
    ReasonCode.OWNER_DEACTIVATED: _suspended("deactivated"),
    ReasonCode.TOOK_TOO_LONG: "it took too long",
    ReasonCode.CUT_SHORT: "morbot stopped while it was running",
    ReasonCode.OUTCOME_UNKNOWN: "Slack's answer was lost, so it may have been posted, or not",
    ReasonCode.BOT_ADMIN: "a bot admin paused it",
}

_DETAILED: dict[str, Callable[[str], str]] = {
    ReasonCode.MISSED_WITH_EARLIER: _missed_with_earlier,
    ReasonCode.LINK_SUSPENDED: _suspended,
    ReasonCode.LINK_NOT_CHECKED: lambda error: f"MOR did not confirm its owner's link. {error}",
    ReasonCode.FAULT: lambda request: f"something went wrong inside morbot (reference {request})",
    ReasonCode.ERROR: lambda error: error,
}


def outcome(state: str, stored: Reason | None = None) -> str:
    """The state of a delivery, or of a digest, with its reason if there is one."""
    why = reason(stored)
    if stored is not None and stored.code in (ReasonCode.NO_ALERT, ReasonCode.MUTED):
        return f"looked at ({why})"
    return f"{_OUTCOMES.get(state, state)}{f' ({why})' if why else ''}"


def digest(number: int) -> str:
    """The beginning of a sentence. The place follows."""
    return f"Digest {number}"


def paused(slot: str, why: str) -> str:
    """The end of it: the digest is paused. `slot` is a moment with its zone."""
    return f" is paused, and was not posted on {slot}: {_with_full_stop(why)}"


def owned_by(owner: str) -> str:
    """For the bot admins, after that. `owner` is a Slack identity."""
    return f" Its owner {owner} could not be told."


def how_to_resume(number: int, command: str, why: Reason) -> str:
    """For the owner of a paused digest."""
    if why.code == ReasonCode.OTHER_MOR_USER:
        return (
            "It would tell the calls of that MOR user now. If you want that, type"
            f" {command} digest edit {number}, and save it."
        )
    return f"When this is fixed, type {command} digest resume {number}."


def unknown(slot: str) -> str:
    """The end of it: nobody knows whether the digest of that slot was posted."""
    return (
        f" may have been posted on {slot}, or not: Slack's answer was lost. It is not posted again"
        " automatically, so that it never appears twice."
    )


def no_such_digest(number: int) -> AskError:
    """In the terminal: a digest that never existed, or of which nothing is stored any more."""
    return AskError(
        f"There is no digest {number}, and nothing is stored about one.",
        "To see all digests: morbot digest list",
        code="no-digest",
    )


def missed_slots(number: int) -> str:
    """How many slots were missed."""
    return "One slot was missed." if number == 1 else f"{number} slots were missed."


def ran(number: int, slot: str, outcome: str) -> str:
    """The outcome of one slot just now. `slot` is a moment with its zone."""
    return f"Digest {number}, {slot}: {outcome}."


def _with_full_stop(why: str) -> str:
    return why if why.endswith((".", "!", "?")) else f"{why}."


# In the message of a digest

PAIRS = "Busiest pairs"
FIRST_CALLS = "the first calls"
CHART = "the chart"
NAMES = "the lists of the busiest"
ADDRESSES = "the list of new addresses"
OPEN_SEARCH = "Open as my search"
CSV = "CSV"
PAUSE = "Pause"

_MINUS = "\N{MINUS SIGN}"
_UNITS = {1: "day", 7: "week"}


def before(days: int, seconds: int, *, adjoining: bool) -> str:
    """An earlier period, after `more than` or `none`: `the week before`.

    It is `days` earlier, or 0 if it is not whole days; it is then `seconds` long. `adjoining` says
    that it ends where the period begins.
    """
    if adjoining:
        return f"the {_earlier(days, seconds)} before"
    if days in _UNITS:
        return f"in the same period a {_UNITS[days]} earlier"
    return f"in the same period {days:,} days earlier"


def _earlier(days: int, seconds: int) -> str:
    if days:
        return _UNITS.get(days, f"{days:,} days")
    return "hour" if seconds == 3600 else duration(seconds)


def duration(seconds: int) -> str:
    """`2 h 5 min`, without the parts that are zero."""
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    parts = ((hours, "h"), (minutes, "min"), (seconds, "s"))
    return " ".join(f"{number:,} {unit}" for number, unit in parts if number)


def change(calls: int, earlier: int, period: str) -> str:
    """After a number of calls: how it differs from that of an earlier period."""
    if not earlier:
        return f"none {period}"
    if calls == earlier:
        return f"as many as {period}"
    difference = abs(calls - earlier)
    word, sign = ("more", "+") if calls > earlier else ("fewer", _MINUS)
    percent = (200 * difference + earlier) // (2 * earlier)  # half a percent counts as one
    share = f"{sign}{percent:,} %" if percent else "less than 1 %"
    return f"{difference:,} {word} than {period} ({share})"


def were(earlier: int, period: str) -> str:
    """Below the sentence that there are no calls."""
    if not earlier:
        return f"There were none {period} either."
    return f"There {'was' if earlier == 1 else 'were'} {counted(earlier, 'call')} {period}."


def unread(period: str, fault: str) -> str:
    """The calls of an earlier period could not be read. `fault` says why, in a sentence."""
    return f"I could not read how many calls there were {period}: {fault}"


def compared(bounds: str) -> str:
    """What exactly the period is compared with."""
    return f"Compared with {bounds}."


def named(name: str, calls: int) -> str:
    """One of the busiest."""
    return f"{name}: {counted(calls, 'call')}"


def pair(origin: str, destination: str, calls: int) -> str:
    """One of those who called each other most."""
    return f"{origin} → {destination}: {counted(calls, 'call')}"


def pairs_not_whole(most: int) -> str:
    """There are more pairs than are counted."""
    return f"More than {most:,} pairs called each other. The others are not counted."


def in_periods(number: int, days: int, *, same_hours: bool) -> str:
    """The earlier periods: `the 7 days before`.

    Each is `days` before the next, or 0 if that is not whole days. `same_hours` says that there
    are gaps between them.
    """
    unit = _UNITS.get(days, "period")
    periods = f"the {unit if number == 1 else counted(number, unit)} before"
    return f"the same hours of {periods}" if same_hours else periods


def new_addresses(number: int, periods: str) -> str:
    """How many addresses are new."""
    if not number:
        return f"No new addresses compared with {periods}."
    noun = "address" if number == 1 else "addresses"
    return f"{number:,} new {noun}, not seen in {periods}"


def address(ip: str, calls: int, first: str) -> str:
    """One of them. `first` is the time of its first call."""
    return f"{ip}: {counted(calls, 'call')}, {'on' if calls == 1 else 'first on'} {first}"


def more(number: int) -> str:
    """There are more than are listed."""
    return f"and {number:,} more"


def addresses_unread(fault: str) -> str:
    """An earlier period could not be read. `fault` says why, in a sentence."""
    return f"I could not find out which addresses are new: {fault}"


def addresses_not_whole(most: int) -> str:
    """There are more addresses than are looked for."""
    return f"There are more than {most:,} addresses. Only the first {most:,} were checked."


def above(calls: int, limit: int) -> str:
    """More calls than the owner's limit."""
    verb = "is" if calls == 1 else "are"
    return f"{counted(calls, 'call')} {verb} more than the limit of {limit:,}."


def late(seconds: int) -> str:
    """It comes long after its time."""
    return f"This digest is {duration(seconds // 60 * 60)} late."


def left_out(things: Sequence[str]) -> str:
    """What had to go to keep the message within Slack's limits."""
    return f"Left out to fit into one message: {', '.join(things)}."


def which(number: int, name: str, owner: str, query: str, schedule: str) -> str:
    """Which digest this is: its number, its name if it has one, whose it is, its question as typed,
    and when it runs (`every day at 09:00, Europe/Vilnius`).
    """
    asked = query or "own calls of today"
    called = f" “{name}”" if name else ""
    return f"Digest {number}{called}{f' of {owner}' if owner else ''}: {asked}, {schedule}."
