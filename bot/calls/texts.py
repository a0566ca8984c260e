"""How a MOR user is written, and what is said when a command cannot be read or answered.

Each of the other functions returns the error.
"""

from collections.abc import Iterable

from bot.errors import AskError, Place, Reading

_EXAMPLE = "5 last week device:%1003% csv"


def mor_user(user_id: int, full_name: str = "") -> str:
    """A MOR user as people read it: `Tom Ford (user 5)`, or `user 5` if the name is not known."""
    return f"{full_name} (user {user_id})" if full_name else f"user {user_id}"


def command_too_long(place: Place) -> AskError:
    """More text than any question needs; `place` begins where the limit ends."""
    return AskError(
        f"Your command is longer than {place.start:,} characters.",
        f"Ask in one line, for example: {_EXAMPLE}",
        code="command-too-long",
        place=place,
    )


def invisible_character(place: Place) -> AskError:
    """A character that cannot be stored."""
    return AskError(
        "There is an invisible character here.",
        f"Type your command again instead of pasting it, for example: {_EXAMPLE}",
        code="command-no-text",
        place=place,
    )


def unclosed_quote(key: str, place: Place) -> AskError:
    """A quote after `key:` that does not end."""
    example = 'cron:"0 9 * * 1-5"' if key == "cron" else f'{key}:"Tom Ford" yesterday'
    return AskError(
        f"The quote after “{key}:” does not end.",
        f"Put one at the end, with a space after it, for example: {example}",
        code="quote-open",
        place=place,
    )


def unknown_key(key: str, nearest: str | None, keys: Iterable[str], place: Place) -> AskError:
    """A word with a colon that is none of `keys`; `nearest` is the most similar one, if any."""
    meant = f"Did you mean {nearest}: ? " if nearest else ""
    known = ", ".join(f"{key}:" for key in keys)
    return AskError(
        f"You can't filter by “{key}:”.",
        f"{meant}You can use {known}, for example: {_EXAMPLE}",
        code="key-unknown",
        place=place,
    )


def missing_value(key: str, example: str, place: Place, *, space: bool) -> AskError:
    """Nothing follows `key:` directly; `space` says that something follows after a space."""
    if space:
        text = f"There is a space after “{key}:”, so it has no value."
        hint = "Write the value right after the colon, without a space"
    else:
        text, hint = f"“{key}:” has no value.", "Write one right after the colon"
    hint = f"{hint}, for example: {key}:{example}"
    return AskError(text, hint, code="value-missing", place=place)


def unknown_group(value: str, nearest: str | None, groups: list[str], place: Place) -> AskError:
    """`by:` with something that calls cannot be counted by."""
    return AskError(
        f"Calls can't be counted by “{value}”.",
        f"You can use {', '.join(groups)}, for example: last week by:{nearest or groups[0]}",
        code="group-unknown",
        place=place,
    )


def two_groups(first: str, second: str, place: Place) -> AskError:
    """Two `by:`."""
    other = "" if second == first else f" or: last week by:{second}"
    return AskError(
        "Calls can be counted by one thing at a time.",
        f"Keep one, for example: last week by:{first}{other}",
        code="group-twice",
        place=place,
    )


def two_outputs(first: str, second: str, place: Place) -> AskError:
    """Two output words (for example csv and chart), or the same one twice."""
    if first == second:
        text = f"“{first}” is there twice."
    else:
        text = f"“{first}” and “{second}” can't both be in one answer."
    hint = f"Keep one, for example: last week {first}"
    return AskError(text, hint, code="output-twice", place=place)


def two_users(place: Place) -> AskError:
    """A second person."""
    return AskError(
        "A question is about one MOR user, and this one names two.",
        "Keep one, for example: 5 last week or: user:tomford last week",
        code="who-twice",
        place=place,
    )


def not_a_user(word: str, place: Place) -> AskError:
    """A first word that is neither a MOR user id nor, with the rest, a period."""
    return AskError(
        f"“{word}” is neither a MOR user id nor part of a period.",
        "Name a MOR user by id or username, for example: 5 last week or: user:tomford last week",
        code="who-unreadable",
        place=place,
    )


def no_own_user(phrase: str) -> AskError:
    """An admin who is linked without a MOR user named nobody, or `me`."""
    return AskError(
        "Whose calls? You are linked without a MOR user of your own.",
        f"Name a MOR user, for example: {_with('user:5', phrase)}",
        code="who-missing",
    )


def ambiguous(
    number: str, phrase: str, place: Place, readings: list[Reading], *, has_own_user: bool
) -> AskError:
    """A leading number that may be a user or belong to the period."""
    as_period = f"write me {phrase}" if has_own_user else f"name a user: user:tomford {phrase}"
    return AskError(
        f"“{phrase}” can be read in two ways: {number} may be a MOR user or part of the period.",
        f"For the user, write user:{number}; for the period, {as_period}",
        code="ambiguous",
        place=place,
        readings=readings,
    )


def or_a_user(error: AskError, number: str, phrase: str, readings: list[Reading]) -> AskError:
    """The error of a period whose first number might be a user."""
    hint = f"{error.hint} Or, if {number} is a MOR user: {_with(f'user:{number}', phrase)}".strip()
    return AskError(error.text, hint, code=error.code, place=error.place, readings=readings)


def reading_as_user(number: str, phrase: str) -> str:
    """What an ambiguous command means if its number is a user."""
    return f"MOR user {number}, {phrase or 'today'}"


def reading_as_period(phrase: str) -> str:
    """What an ambiguous command means if its number belongs to the period."""
    return f"Your own calls, {phrase}"


def _with(who: str, phrase: str) -> str:
    return f"{who} {phrase}".strip()


def only_own_calls() -> AskError:
    """A plain user named somebody else."""
    return AskError(
        "You may ask about your own calls only.",
        "Leave the other user out, for example: me last week",
        code="not-allowed",
    )


def no_such_user(code: str = "not-allowed") -> AskError:
    """The MOR user does not exist, or the asker may not know that they do."""
    return AskError(
        "There is no such MOR user that you may ask about.",
        "Ask about your own calls, for example: me last week",
        code=code,
    )


def period_too_long(days: int, longest_days: int) -> AskError:
    """A period over the limit. `days` counts every day that has begun."""
    example = "yesterday" if longest_days == 1 else f"last {longest_days} days"
    longest = "1 day" if longest_days == 1 else f"{longest_days:,} days"
    return AskError(
        f"That period is {days:,} days long; the longest you can ask for is {longest}.",
        f"Ask for a shorter one, for example: {example}",
        code="period-too-long",
    )


def too_many_names(most: int) -> AskError:
    """More different names than are counted."""
    return AskError(
        f"There are more than {most:,} different devices or addresses, too many to count.",
        "Ask for a shorter period or use a filter, for example: yesterday device:%100%",
        code="too-many-names",
    )
