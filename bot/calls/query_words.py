"""A command's text, cut into words that know where they stood."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bot.calls import texts as query
from bot.errors import AskError, Place

LONGEST_COMMAND = 1000  # characters

# Slack's clients turn straight quotes into the typographic ones of the person's language.
_DOUBLE = '"“”„‟«»'
_SINGLE = "'‘’‚‛"
_SPACE = re.compile(r"\s+")
_MENTION = re.compile(r"<@([UW][A-Z0-9]+)(?:\|[^<>]*)?>")
# Letters only, so that 10:00, T08:00 and noon-13:00 stay times.
_KEY = re.compile(r"([^\W\d_]+(?:[_-][^\W\d_]+)*):")
# A quote ends where a space or nothing follows, so that quotes may stand inside: 'Tom's phone'.
_QUOTED = re.compile(
    rf"[{_DOUBLE}](?P<double>.*?)[{_DOUBLE}](?!\S)|[{_SINGLE}](?P<single>.*?)[{_SINGLE}](?!\S)",
    re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Word:
    """A word and where it stands: characters `start` to `end` of the command, end excluded."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Mention(Word):
    """A mentioned person; `text` is the Slack user id."""


@dataclass(frozen=True, slots=True)
class Keyed(Word):
    """`key:value`; `text` is the value without its quotes, `key` is casefolded."""

    key: str


def words(source: str) -> Iterator[Word]:
    """The words of a command, in order.

    Raises AskError `command-too-long`, `command-no-text`, and `quote-open` where a quote after a
    colon does not end.
    """
    if len(source) > LONGEST_COMMAND:
        place = Place(source, LONGEST_COMMAND, len(source))
        raise AskError(*query.too_long(LONGEST_COMMAND), code="command-too-long", place=place)
    if (nul := source.find("\0")) >= 0:  # which PostgreSQL keeps in no text
        place = Place(source, nul, nul + 1)
        raise AskError(*query.NO_TEXT, code="command-no-text", place=place)
    at = 0
    while True:
        if space := _SPACE.match(source, at):
            at = space.end()
        if at == len(source):
            return
        word = _mention(source, at) or _keyed(source, at) or _bare(source, at)
        at = word.end
        yield word


def _mention(source: str, at: int) -> Mention | None:
    found = _MENTION.match(source, at)
    return Mention(found[1], at, found.end()) if found else None


def _keyed(source: str, at: int) -> Keyed | None:
    found = _KEY.match(source, at)
    if not found:
        return None
    key, value_at = found[1].casefold(), found.end()
    if quoted := _QUOTED.match(source, value_at):
        value = quoted["double"] if quoted["single"] is None else quoted["single"]
        return Keyed(value, at, quoted.end(), key)
    if source[value_at : value_at + 1] in (*_DOUBLE, *_SINGLE):
        place = Place(source, value_at, len(source))
        raise AskError(*query.unclosed_quote(key), code="quote-open", place=place)
    end = _next_space(source, value_at)
    return Keyed(source[value_at:end], at, end, key)


def _bare(source: str, at: int) -> Word:
    end = _next_space(source, at)
    return Word(source[at:end], at, end)


def _next_space(source: str, at: int) -> int:
    found = _SPACE.search(source, at)
    return found.start() if found else len(source)
