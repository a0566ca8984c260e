"""Texts about slots: why one was not posted, its outcome, and what owners and bot admins are told.

A reason is the end of a sentence, without a full stop.
"""

from collections.abc import Callable

from bot.digests.reasons import Reason, ReasonCode
from bot.errors import AskError
from bot.links.texts import suspension

TITLE = "News of a digest"
IN_CHANNEL = " in "
IN_DIRECT_MESSAGES = " in direct messages"
LOOK_FIRST = "Look there first. If it is missing, post it again."
AGAIN = "Post again"

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
    ReasonCode.NOT_LINKED: "its owner is no longer linked to a MOR user",
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


def how_to_resume(number: int, command: str) -> str:
    """For the owner of a paused digest."""
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
