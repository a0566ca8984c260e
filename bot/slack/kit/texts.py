"""Sentences that every message may need: help, errors, numbers."""

CALLS = "Calls"  # what the bars of a chart count

LOADING = "One moment…"

CANCEL = "Cancel"

CLOSE = "Close"

READINGS = "Which one do you mean?"

UNKNOWN_FAULT = "Something went wrong inside morbot, and your question was not answered."

NOT_LINKED = "You are not linked to a MOR user yet, so morbot cannot show you any calls."

NOT_LINKED_HINT = "Ask those who run morbot to link you. What they need to do:"

ASK_FOR_ACCESS = "Ask for access"


def see_help(command: str) -> str:
    """Return where to read on after a mistake."""
    return f"Everything you can ask: {command} help"


def unknown_fault_hint(reference: str) -> str:
    """Return what to do about a bug. The log has the reason under `reference`."""
    return (
        "Please try again. If it happens again, give this reference to those who run morbot. They"
        f" find the reason under it in the log: {reference}"
    )


def link_example(slack_user: str) -> str:
    """Return the command that links this person, for the bot's host."""
    return f"morbot link add {slack_user} MOR_USERNAME --role user"


def counted(number: int, thing: str) -> str:
    """Return `1 call` or `1,234 calls`."""
    return f"{number:,} {thing}" if number == 1 else f"{number:,} {thing}s"
