"""A question put back into words, so that it can be edited: what `query` reads, written."""

import re
from collections.abc import Iterable

from bot.calls.model import Filter, Query, Target, WhoKind
from bot.calls.query_words import words
from bot.errors import AskError

_QUOTES = ('"', "'")


def keyed(key: str, value: str) -> str:
    """`key:value`, in quotes where the value needs them."""
    bare = f"{key}:{value}"
    return next((text for text in (bare, *_quoted(key, value)) if _reads(text, value)), bare)


def who_text(query: Query, target: Target) -> str:
    """Whom it is about, as one would type it behind `user:`; empty for the asker himself."""
    match query.who.kind:
        case WhoKind.ME:
            return ""
        case WhoKind.NAME:
            return query.who.value
        case _:
            return str(target.user_id)


def filters_text(filters: Iterable[Filter]) -> str:
    """The filters as one would type them."""
    return " ".join(keyed(one.key, one.pattern) for one in filters)


def _quoted(key: str, value: str) -> Iterable[str]:
    return (f"{key}:{quote}{value}{quote}" for quote in _QUOTES)


def _reads(text: str, value: str) -> bool:
    """Whether the text is one word that says exactly this value."""
    try:
        found = list(words(text))
    except AskError:
        return False
    return len(found) == 1 and found[0].text == value and re.match(r"\S", text) is not None
