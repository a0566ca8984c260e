"""Sentences that every message may need: help, faults, numbers."""


def ask_for_access() -> str:
    """Under the message for somebody who is not linked."""
    return "Ask for access"


def see_help(command: str) -> str:
    """Where to read on after a mistake."""
    return f"Everything you can ask: {command} help"


def readings() -> str:
    """An ambiguous command; its readings follow."""
    return "Which one do you mean?"


def reference(number: str) -> str:
    """The number under which a fault stands in the log."""
    return f"Reference {number}"


def unknown_fault() -> str:
    """Something that should not happen."""
    return "Something went wrong inside the bot, and your question was not answered."


def unknown_fault_hint(number: str) -> str:
    """What to do about it."""
    return (
        "Please try once more. If it happens again, tell whoever runs the bot this reference, "
        f"under which the reason stands in the log: {number}"
    )


def not_linked() -> str:
    """Somebody the bot does not know."""
    return "You are not linked to a MOR user yet, so there is nothing you could be shown."


def not_linked_hint() -> str:
    """Stands before the command that whoever runs the bot would give."""
    return "Ask whoever runs the bot to link you. What they need to do:"


def link_example(slack_user: str) -> str:
    """A command for the bot's host."""
    return f"morbot link add {slack_user or 'SLACK_USER_ID'} MOR_USERNAME --role user"


CALLS = "Calls"  # what the bars of a chart count


def counted(number: int, thing: str) -> str:
    """`1 call`, `1,234 calls`."""
    return f"{number:,} {thing}" if number == 1 else f"{number:,} {thing}s"


def loading() -> str:
    """Stands in the form until it is known what belongs into it."""
    return "One moment…"
