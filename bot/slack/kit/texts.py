"""Sentences that every message may need: help, faults, numbers."""

ASK_FOR_ACCESS = "Ask for access"


def see_help(command: str) -> str:
    """Where to read on after a mistake."""
    return f"Everything you can ask: {command} help"


READINGS = "Which one do you mean?"


UNKNOWN_FAULT = "Something went wrong inside the bot, and your question was not answered."


def unknown_fault_hint(number: str) -> str:
    """What to do about it."""
    return (
        "Please try once more. If it happens again, tell whoever runs the bot this reference, "
        f"under which the reason stands in the log: {number}"
    )


NOT_LINKED = "You are not linked to a MOR user yet, so there is nothing you could be shown."


NOT_LINKED_HINT = "Ask whoever runs the bot to link you. What they need to do:"


def link_example(slack_user: str) -> str:
    """A command for the bot's host."""
    return f"morbot link add {slack_user} MOR_USERNAME --role user"


CALLS = "Calls"  # what the bars of a chart count


def counted(number: int, thing: str) -> str:
    """`1 call`, `1,234 calls`."""
    return f"{number:,} {thing}" if number == 1 else f"{number:,} {thing}s"


LOADING = "One moment…"


CANCEL = "Cancel"


CLOSE = "Close"
