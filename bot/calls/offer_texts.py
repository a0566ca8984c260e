"""What people read about a text that may have meant something else."""

import re
from collections.abc import Sequence
from typing import Final

from bot.errors import AskError, Reading

_MENTION: Final = re.compile(r"<@[^<>|]*(?:\|([^<>]*))?>")
_SOMEBODY: Final = "somebody"  # whose name Slack did not write beside their id


def sentence(code: str, readings: Sequence[Reading]) -> AskError:
    """Periods were found in a text that is not a question as the grammar wants it."""
    found = "a period" if len(readings) == 1 else "periods"
    return AskError(
        f"I don't read whole sentences, but I found {found} in yours.", code=code, readings=readings
    )


def as_read(text: str) -> str:
    """Return a command as people read it: with `@tom` instead of an id."""
    return _MENTION.sub(lambda found: f"@{found[1] or _SOMEBODY}", text)


def reading_of_name(name: str, phrase: str) -> str:
    """The first word was meant for a MOR user."""
    return f"MOR user {name}, {phrase}"


def reading_in_sentence(phrase: str, whose: str, said: Sequence[str], shown: str) -> str:
    """A period in a sentence, with the person and filters named there."""
    parts = (
        phrase[:1].upper() + phrase[1:],
        "" if whose == "me" else as_read(whose.replace("user:", "MOR user ")),
        as_read(" ".join(said)),
        f"by {shown.removeprefix('by:')}" if shown else "",
    )
    return f"{', '.join(filter(None, parts))}?"
