"""What is said about deliveries: the reasons why a slot was not posted, as the ends of sentences,
and what the owner of a digest, or the bot admins, are told.
"""

from collections.abc import Callable
from typing import Protocol

from bot.links.texts.linking import suspension


class Stored(Protocol):
    """A reason as it is stored: a code, and in `detail` what the code leaves open."""

    @property
    def code(self) -> str: ...

    @property
    def detail(self) -> str: ...


def reason(stored: Stored | None) -> str:
    """Why a slot was not posted, or a digest is paused, as the end of a sentence.

    Empty where there is no reason. A code that is not known here is shown as it is.
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
    return f"nothing was running in time, as for {slots}"


def _suspended(why: str) -> str:
    return f"its owner's link to MOR is suspended: {suspension(why)}"


_REASONS = {
    "missed": "nothing was running in time",
    "schedule-unreadable": "its schedule or time zone cannot be read any longer",
    "digest-gone": "the digest was deleted or paused",
    "no-calls": "there were no calls",
    "not-linked": "its owner is not linked to a MOR user any longer",
    "owner-gone": "its owner is no longer in this Slack workspace",
    "owner-deactivated": _suspended("deactivated"),
    "took-too-long": "it took too long",
    "cut-short": "morbot was cut short in the middle of it",
    "outcome-unknown": "Slack's answer was lost, so it may have been posted, or not",
    "bot-admin": "a bot admin paused it",
}

_DETAILED: dict[str, Callable[[str], str]] = {
    "missed-with-earlier": _missed_with_earlier,
    "link-suspended": _suspended,
    "link-not-checked": lambda error: f"MOR did not confirm its owner's link. {error}",
    "fault": lambda request: f"something went wrong inside morbot (reference {request})",
    "error": lambda error: error,
}


def title() -> str:
    """Above what is told of a digest that did not go as it should."""
    return "News of a digest"


def digest(number: int) -> str:
    """Begins a sentence; where the digest goes follows."""
    return f"Digest {number}"


def in_channel() -> str:
    """Between the two; a channel follows."""
    return " in "


def in_direct_messages() -> str:
    return " in direct messages"


def paused(slot: str, why: str) -> str:
    """Ends it: nothing is sent any more. `slot` is a moment with its zone."""
    return f" is paused and was not sent at {slot}: {_ended(why)}"


def owned_by(owner: str) -> str:
    """Told to the bot admins after it; `owner` is a Slack identity."""
    return f" Its owner {owner} could not be told."


def how_to_resume(number: int, command: str) -> str:
    return f"When that is mended, type {command} digest resume {number}."


def unknown(slot: str) -> str:
    """Ends it: nobody knows whether the digest of that slot stands there."""
    return (
        f" may have been posted at {slot}, or not: Slack's answer was lost. It is not posted again"
        " by itself, so that it never stands there twice."
    )


def look_first() -> str:
    return "Look there first. If it is missing, send it again."


def again() -> str:
    """The button that sends it again."""
    return "Send again"


def no_digests() -> str:
    return "There are no digests."


def no_history() -> str:
    return "Nothing has come due yet."


def no_such_digest(number: int) -> tuple[str, str]:
    """The command line is asked about a digest that never was, or of which nothing is kept."""
    return (
        f"There is no digest {number}, and nothing is kept of one.",
        "morbot digest list shows all that there are.",
    )


def nothing_due() -> str:
    return "Nothing is due."


def missed_slots(number: int) -> str:
    return "One slot was missed." if number == 1 else f"{number} slots were missed."


def ran(number: int, slot: str, outcome: str) -> str:
    """What became of one slot just now; `slot` is a moment with its zone."""
    return f"Digest {number}, {slot}: {outcome}."


def direct_messages() -> str:
    """Where a digest goes that goes to no channel."""
    return "direct messages"


def outcome(state: str, stored: Stored | None = None) -> str:
    """A state of a delivery, or of a digest, with its reason, if there is one."""
    said = {
        "claimed": "waiting",
        "posting": "being posted",
        "unknown": "not known",
        "later": "tried again later",
        "superseded": "sent by another process",
    }
    why = reason(stored)
    return f"{said.get(state, state)}{f' ({why})' if why else ''}"


def sent_by_hand() -> str:
    """The outcome of a slot that somebody asked for."""
    return "by hand"


def _ended(why: str) -> str:
    return why if why.endswith((".", "!", "?")) else f"{why}."
