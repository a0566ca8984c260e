"""The command grammar: `[who] [period] [filters] [output]`, everything optional.

    5 last week device:%1003% csv

Words of the period keep their order; who, filters and output may be anywhere between them, but a
bare number is a person only at the start.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from difflib import get_close_matches
from enum import StrEnum

from bot.calls import texts as say
from bot.calls.model import Account, Filter, FilterKey, Group, Output, Query, Who, WhoKind
from bot.calls.query_who import who_and_period
from bot.calls.words import Keyed, Mention, PeriodWords, Word, words
from bot.ids import is_mor_id

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
    """A first word that makes the text something other than a question about calls."""

    HELP = "help"
    WHOAMI = "whoami"
    SEARCH = "search"
    DIGEST = "digest"
    LINK = "link"
    UNLINK = "unlink"
    LINKS = "links"
    AUDIT = "audit"


def split_subcommand(text: str) -> tuple[Subcommand | None, str]:
    """Split `text` into its subcommand and the rest; without one, into None and the whole text."""
    first, *rest = text.split(maxsplit=1) or [""]
    try:
        return Subcommand(first.casefold()), "".join(rest).rstrip()
    except ValueError:
        return None, text


def read_command(text: str, now: datetime, account: Account, locale: str | None = None) -> Query:
    """Parse the question `text`, asked at `now`, which is aware and in the asker's zone.

    `account` decides what a leading number is (see `query_who`) and who `me` is, but not whether
    it may ask about that person. Mentions are as Slack escapes them, `<@U123|name>`.

    Raises AskError with the place in `text`; its code is `ambiguous`, with two readings, if a
    leading number may be a person or part of the period.
    """
    return read_words(text, words(text), now, account, locale)


def read_words(
    text: str, typed: Iterable[Word], now: datetime, account: Account, locale: str | None
) -> Query:
    """Read a question whose `text` was cut into words before, as `read_command` does."""
    parts = _Parts(text)
    for word in typed:
        parts.add(word)
    phrase = PeriodWords(text, tuple(parts.period), now, locale)
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
    """The words of a command, sorted by their meaning; the remaining ones are the period."""

    source: str
    who: Who | None = None
    period: list[Word] = field(default_factory=list)
    filters: list[Filter] = field(default_factory=list)
    group: Group | None = None
    output: Output | None = None
    oldest_first: bool = False

    def add(self, word: Word) -> None:
        """Sort in one word. Raises AskError if it is unknown, or there already."""
        match word:
            case Mention():
                self._add_who(Who(WhoKind.MENTION, word.text), word)
            case Keyed():
                self._add_keyed(word)
            case _:
                self._add_plain(word)

    def _add_plain(self, word: Word) -> None:
        text = word.text.casefold()
        if text == WhoKind.ME:
            self._add_who(Who(WhoKind.ME), word)
        elif text in _OUTPUT_WORDS:
            if self.output:
                raise say.two_outputs(self.output, text, word.place)
            self.output = Output(text)
        elif text == "oldest":
            if self.oldest_first:
                raise say.two_outputs(text, text, word.place)
            self.oldest_first = True
        else:
            self.period.append(word)

    def _add_keyed(self, word: Keyed) -> None:
        if word.key not in _KEY_EXAMPLES:
            raise say.unknown_key(word.key, _nearest(word.key, _KEYS), _KEYS, word.place)
        value = word.text.strip()
        if not value:
            space = self.source[word.end - 1] == ":" and bool(self.source[word.end :].strip())
            raise say.missing_value(word.key, _KEY_EXAMPLES[word.key], word.place, space=space)
        if word.key == "user":
            kind = WhoKind.ID if is_mor_id(value) else WhoKind.NAME
            self._add_who(Who(kind, value), word)
        elif word.key == "by":
            self._add_group(value.casefold(), word)
        else:
            self.filters.append(Filter(FilterKey(word.key), word.text))

    def _add_group(self, value: str, word: Word) -> None:
        known = [group.value for group in Group]
        if value not in known:
            raise say.unknown_group(value, _nearest(value, known), known, word.place)
        if self.group:
            raise say.two_groups(self.group, value, word.place)
        self.group = Group(value)

    def _add_who(self, who: Who, word: Word) -> None:
        if self.who:
            raise say.two_users(word.place)
        self.who = who


def _nearest(word: str, known: Sequence[str]) -> str | None:
    return next(iter(get_close_matches(word, known, 1)), None)
