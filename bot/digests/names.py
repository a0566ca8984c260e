"""Names of digests as typed: `as "NOC morning"`, `show NOC morning`."""

from typing import Final

LONGEST_NAME: Final = 60

# Slack's clients turn straight quotes into the typographic ones of the person's language.
_QUOTES: Final = "\"“”„‟«»'‘’‚‛"


def unquoted(typed: str) -> str:
    """Return a name without the quotes around it, and with one space between its words."""
    name = " ".join(typed.split())
    quoted = len(name) > 1 and name[0] in _QUOTES and name[-1] in _QUOTES
    return name[1:-1].strip() if quoted else name


def quoted(name: str) -> str:
    """Return the name in quotes, as `words_of_name` takes it."""
    return f'"{name}"'


def words_of_name(typed: list[str]) -> int:
    """Return how many of these words are a name: up to the closing quote, or one without quotes.

    0: there is none, or a quote that does not end.
    """
    if not typed or typed[0][0] not in _QUOTES:
        return min(len(typed), 1)
    ends = (at for at, word in enumerate(typed, 1) if word[-1] in _QUOTES and (at > 1 or word[1:]))
    return next(ends, 0)


def is_name(name: str) -> bool:
    """Return whether a digest may have this name, and it can be typed. Digits are a number."""
    typed = quoted(name).split()
    can_be_typed = words_of_name(typed) == len(typed) and unquoted(" ".join(typed)) == name
    number = name.replace(" ", "").isdecimal()
    return 0 < len(name) <= LONGEST_NAME and name.isprintable() and can_be_typed and not number
