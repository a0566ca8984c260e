"""What is said about a command that cannot be read: (what happened, what to do)."""

from collections.abc import Sequence

_EXAMPLE = "5 last week device:%1003% csv"


def too_long(longest: int) -> tuple[str, str]:
    """More text than any question needs."""
    return (
        f"That is more than {longest:,} characters, too long for a question.",
        f"Ask in a line, such as: {_EXAMPLE}",
    )


NO_TEXT = (
    "There is a character here that is no text.",
    f"Type it anew instead of pasting it, such as: {_EXAMPLE}",
)


def unclosed_quote(key: str) -> tuple[str, str]:
    """A quote after `key:` that does not end."""
    example = 'cron:"0 9 * * 1-5"' if key == "cron" else f'{key}:"Tom Ford" yesterday'
    return (
        f"The quote after “{key}:” does not end.",
        f"Put one at the end, with a space after it, such as: {example}",
    )


def unknown_key(key: str, nearest: str | None, keys: Sequence[str]) -> tuple[str, str]:
    """A word with a colon that is none of `keys`; `nearest` is the one it looks like, if any."""
    meant = f"Did you mean {nearest}: ? " if nearest else ""
    known = ", ".join(f"{key}:" for key in keys)
    return (
        f"“{key}:” is not something to filter by.",
        f"{meant}Known are {known}, such as: {_EXAMPLE}",
    )


def missing_value(key: str, example: str, space: bool) -> tuple[str, str]:
    """Nothing stands directly behind `key:`; `space` says that something follows after a space."""
    if space:
        return (
            f"There is a space after “{key}:”, so it has no value.",
            f"Write the value directly behind the colon, such as: {key}:{example}",
        )
    return (f"“{key}:” has no value.", f"Put one behind the colon, such as: {key}:{example}")


def unknown_group(value: str, nearest: str | None, groups: Sequence[str]) -> tuple[str, str]:
    """`by:` with something calls cannot be counted by."""
    return (
        f"Calls cannot be counted by “{value}”.",
        f"There are {', '.join(groups)}, such as: last week by:{nearest or groups[0]}",
    )


def two_groups(first: str, second: str) -> tuple[str, str]:
    """Two `by:`."""
    return (
        "Calls can be counted by one thing at a time.",
        f"Keep one, such as: last week by:{first}"
        + ("" if second == first else f" or: last week by:{second}"),
    )


def two_outputs(first: str, second: str) -> tuple[str, str]:
    """Two of `chart`, `csv`, `xlsx`, or the same one twice."""
    if first == second:
        return said_twice(first)
    return (
        f"“{first}” and “{second}” cannot both be had in one answer.",
        f"Keep one, such as: last week {first}",
    )


def said_twice(word: str) -> tuple[str, str]:
    """A word that was typed twice."""
    return (f"“{word}” stands there twice.", f"Keep one, such as: last week {word}")


TWO_USERS = (
    "A question is about one MOR user, and this one names two.",
    "Keep one, such as: 5 last week or: user:tomford last week",
)


def not_a_user(word: str) -> tuple[str, str]:
    """A first word that is neither a MOR user id nor, with the rest, a period."""
    return (
        f"“{word}” is neither a MOR user id nor part of a period.",
        "Name a MOR user by id or username, such as: 5 last week or: user:tomford last week",
    )


def no_own_user(phrase: str) -> tuple[str, str]:
    """Nobody was named, or `me`, by an admin who is linked without a MOR user of his own."""
    return (
        "Whose calls? You are linked without a MOR user of your own.",
        f"Say whom you mean, such as: {_with('user:5', phrase)}",
    )


def ambiguous(number: str, phrase: str, has_own_user: bool) -> tuple[str, str]:
    """A leading number that may be a user or belong to the period."""
    return (
        f"“{phrase}” can be read in two ways: {number} may be a MOR user or part of the period.",
        f"For the user write user:{number}, for the period "
        + (f"me {phrase}" if has_own_user else f"whom you mean as well: user:tomford {phrase}"),
    )


def or_a_user(hint: str, number: str, phrase: str) -> str:
    """Added to `hint` where the period is wrong, but its first number might be a user."""
    return f"{hint} Or, if {number} is a MOR user: {_with(f'user:{number}', phrase)}".strip()


def reading_as_user(number: str, phrase: str) -> str:
    """What an ambiguous command means where its number is a user."""
    return f"MOR user {number}, {phrase or 'today'}"


def reading_as_period(phrase: str) -> str:
    """What an ambiguous command means where its number belongs to the period."""
    return f"Your own calls, {phrase}"


def _with(who: str, phrase: str) -> str:
    return f"{who} {phrase}".strip()
