"""What is said to somebody who asks about more than he may: (what happened, what to do)."""

ONLY_OWN = (
    "You may ask about your own calls only.",
    "Leave the other user out, such as: me last week",
)


NO_SUCH_USER = (
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
