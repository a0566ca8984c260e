"""The command grammar: `[who] [period] [filters] [output]`, everything optional.

    5 last week device:%1003% csv

Words of the period keep their order; who, filters and output may stand anywhere between them,
except that a bare number is a person only in front.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from difflib import get_close_matches
from enum import StrEnum

from bot.calls import texts as query
from bot.calls.model import Account, Filter, FilterKey, Group, Output, Query, Who, WhoKind
from bot.calls.query_phrase import Phrase
from bot.calls.query_who import is_user_id, who_and_period
from bot.calls.query_words import Keyed, Mention, Word, words
from bot.errors import AskError, Place

_KEY_EXAMPLES = {
    "user": "tomford",
    FilterKey.DEVICE: "%1003%",
    FilterKey.IP: "10.0.0.%",
    FilterKey.CHANNEL: "SIP/1018-%",
    FilterKey.CALLERID: "370600%",
    FilterKey.TO: '"Tom Ford"',
    "by": Group.DAY,
}
_KEYS = tuple(str(key) for key in _KEY_EXAMPLES)
_OUTPUT_WORDS = (Output.CHART, Output.CSV, Output.XLSX)


class Subcommand(StrEnum):
    """A first word that makes the text something else than a question about calls."""

    HELP = "help"
    WHOAMI = "whoami"
    SEARCH = "search"
    DIGEST = "digest"
    LINK = "link"
    UNLINK = "unlink"
    LINKS = "links"
    AUDIT = "audit"


def split_subcommand(text: str) -> tuple[Subcommand | None, str]:
    """The subcommand that `text` begins with, and what follows it; else None and the whole text."""
    first, *rest = text.split(maxsplit=1) or [""]
    try:
        return Subcommand(first.casefold()), "".join(rest).rstrip()
    except ValueError:
        return None, text


def read_command(text: str, now: datetime, account: Account, locale: str | None = None) -> Query:
    """The question that `text` asks at `now`, aware and in the asker's zone.

    `account` decides what a leading number is (see `query_who`) and who `me` is; whether it may
    ask about that person is not decided here. Mentions are as Slack escapes them, `<@U123|name>`.

    Raises AskError with the place in `text`; its code is `ambiguous` with two readings where a
    leading number may be a person or part of the period.
    """
    return read_words(text, words(text), now, account, locale)


def read_words(
    text: str, typed: Iterable[Word], now: datetime, account: Account, locale: str | None
) -> Query:
    """Read a question whose `text` was cut into words before, as `read_command` does."""
    parts = _Parts(text)
    for word in typed:
        parts.take(word)
    phrase = Phrase(text, tuple(parts.period), now, locale)
    who, phrase, period = who_and_period(parts.who, phrase, account)
    return Query(
        who=who,
        phrase=phrase.text,
        period=period,
        filters=tuple(parts.filters),
        group=parts.group,
        output=parts.output or Output.TABLE,
        oldest_first=parts.oldest_first,
    )


@dataclass
class _Parts:
    """The words of a command, sorted by what they are; what is left over is the period."""

    source: str
    who: Who | None = None
    period: list[Word] = field(default_factory=list)
    filters: list[Filter] = field(default_factory=list)
    group: Group | None = None
    output: Output | None = None
    oldest_first: bool = False

    def take(self, word: Word) -> None:
        """Sort one word in. Raises AskError where it means nothing here, or stood there before."""
        match word:
            case Mention():
                self._take_who(Who(WhoKind.MENTION, word.text), word)
            case Keyed():
                self._take_keyed(word)
            case _:
                self._take_plain(word)

    def _take_plain(self, word: Word) -> None:
        text = word.text.casefold()
        if text == WhoKind.ME:
            self._take_who(Who(WhoKind.ME), word)
        elif text in _OUTPUT_WORDS:
            if self.output:
                raise self._fault(word, "output-twice", query.two_outputs(self.output, text))
            self.output = Output(text)
        elif text == "oldest":
            if self.oldest_first:
                raise self._fault(word, "output-twice", query.said_twice(text))
            self.oldest_first = True
        else:
            self.period.append(word)

    def _take_keyed(self, word: Keyed) -> None:
        if word.key not in _KEY_EXAMPLES:
            nearest = next(iter(get_close_matches(word.key, _KEYS, 1)), None)
            raise self._fault(word, "key-unknown", query.unknown_key(word.key, nearest, _KEYS))
        if not word.text.strip():
            space = self.source[word.end - 1] == ":" and bool(self.source[word.end :].strip())
            sentence = query.missing_value(word.key, _KEY_EXAMPLES[word.key], space)
            raise self._fault(word, "value-missing", sentence)
        if word.key == "user":
            name = word.text.strip()
            kind = WhoKind.ID if is_user_id(name) else WhoKind.NAME
            self._take_who(Who(kind, name), word)
        elif word.key == "by":
            self._take_group(word)
        else:
            self.filters.append(Filter(FilterKey(word.key), word.text))

    def _take_group(self, word: Keyed) -> None:
        value, known = word.text.strip().casefold(), [group.value for group in Group]
        if value not in known:
            nearest = next(iter(get_close_matches(value, known, 1)), None)
            raise self._fault(word, "group-unknown", query.unknown_group(value, nearest, known))
        if self.group:
            raise self._fault(word, "group-twice", query.two_groups(self.group, value))
        self.group = Group(value)

    def _take_who(self, who: Who, word: Word) -> None:
        if self.who:
            raise self._fault(word, "who-twice", query.TWO_USERS)
        self.who = who

    def _fault(self, word: Word, code: str, sentence: tuple[str, str]) -> AskError:
        return AskError(*sentence, code=code, place=Place(self.source, word.start, word.end))
