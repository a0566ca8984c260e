"""What is said to somebody who asks about more than he may: (what happened, what to do)."""


def only_own() -> tuple[str, str]:
    """Somebody else's calls, asked for by a user."""
    return (
        "You may ask about your own calls only.",
        "Leave the other user out, such as: me last week",
    )


def no_such_user() -> tuple[str, str]:
    """Somebody else's calls, asked for by a reseller who is held to his own.

    The words are the same whether that MOR user exists or not, and do not name it.
    """
    return (
        "There is no such MOR user that you may ask about.",
        "Ask about your own calls, such as: me last week",
    )


def period_too_long(days: int, longest_days: int) -> tuple[str, str]:
    """A period over the limit. `days` counts every day that has begun."""
    example = "yesterday" if longest_days == 1 else f"last {longest_days} days"
    return (
        f"That period is {days:,} days long; the longest you can ask for is {_days(longest_days)}.",
        f"Ask for a shorter one, such as: {example}",
    )


def _days(number: int) -> str:
    return "1 day" if number == 1 else f"{number:,} days"
