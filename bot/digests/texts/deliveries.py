"""What is said about deliveries: the reasons why a slot was not posted, as the ends of sentences,
and what the owner of a digest, or the bot admins, are told.
"""


def missed() -> str:
    """A slot went by while nothing was running, or there was too much to do."""
    return "nothing was running in time"


def missed_with_earlier(earlier: int) -> str:
    """The same, for the first that is listed of many more."""
    slots = "one earlier slot" if earlier == 1 else f"{earlier} earlier slots"
    return f"nothing was running in time, as for {slots}"


def schedule_unreadable() -> str:
    return "its schedule or time zone cannot be read any longer"


def digest_gone() -> str:
    return "the digest was deleted or paused"


def no_calls() -> str:
    return "there were no calls"


def not_linked() -> str:
    return "its owner is not linked to a MOR user any longer"


def suspended(reason: str) -> str:
    """`reason` is the link's, as the end of a sentence."""
    return f"its owner's link to MOR is suspended: {reason}"


def owner_gone() -> str:
    return "its owner is no longer in this Slack workspace"


def link_not_checked(reason: str) -> str:
    """MOR did not say whether the owner's link is still true; `reason` is a sentence."""
    return f"MOR did not confirm its owner's link. {reason}"


def took_too_long() -> str:
    return "it took too long"


def cut_short() -> str:
    return "morbot was cut short in the middle of it"


def outcome_unknown() -> str:
    return "Slack's answer was lost, so it may have been posted, or not"


def fault(reference: str) -> str:
    """Something nobody foresaw; `reference` is the request id that stands in the log."""
    return f"something went wrong inside morbot (reference {reference})"


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


def outcome(state: str, why: str = "") -> str:
    """A state of a delivery with its reason, if there is one."""
    said = {
        "claimed": "waiting",
        "posting": "being posted",
        "unknown": "not known",
        "later": "tried again later",
        "superseded": "sent by another process",
    }
    return f"{said.get(state, state)}{f' ({why})' if why else ''}"


def sent_by_hand() -> str:
    """The outcome of a slot that somebody asked for."""
    return "by hand"


def _ended(why: str) -> str:
    return why if why.endswith((".", "!", "?")) else f"{why}."
