"""The command grammar: `[who] [period] [filters] [output]`, everything optional.

    5 last week device:%1003% csv

Words of the period keep their order; who, filters and output may be anywhere between them, but a
bare number is a person only at the start.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from difflib import get_close_matches
from enum import StrEnum
from string import whitespace

from bot.calls import texts as say
from bot.calls.characters import UNSEEN
from bot.calls.model import (
    Account,
    Filter,
    FilterKey,
    Group,
    Output,
    Period,
    Query,
    Role,
    Who,
    WhoKind,
)
from bot.calls.words import LONGEST_COMMAND, Keyed, Mention, PeriodWords, Word, words
from bot.errors import AskError, ErrorCode, Reading
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
_MARKED = re.compile(
    rf"[\s{UNSEEN}]*(?P<mark>([*_~`])\2*)(?P<inside>(?:(?!\2).)+)(?P=mark)[\s{UNSEEN}]*", re.DOTALL
)
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
    """Split `text` into its subcommand and the rest; without one, into None and the whole text.

    Slack's marks around all of it (*bold*, _italic_, ~struck~, `code`) are left out.
    """
    while marked := _MARKED.fullmatch(text):
        text = marked["inside"]
    first, *rest = text.lstrip(UNSEEN + whitespace).split(maxsplit=1) or [""]
    try:
        return Subcommand(first.rstrip(UNSEEN).casefold()), "".join(rest).rstrip()
    except ValueError:
        return None, text


def read_command(text: str, now: datetime, account: Account, locale: str | None = None) -> Query:
    """Parse the question `text`, asked at `now`, which is aware and in the asker's zone.

    `account` decides what a leading number is and who `me` is, but not whether it may ask about
    that person. Mentions are as Slack escapes them, `<@U123|name>`.

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
    who, phrase, period = _who_and_period(parts.who, phrase, account)
    return Query(
        who=who,
        phrase=phrase.text,
        period=period,
        filters=tuple(parts.filters),
        group=parts.group,
        output=parts.output or Output.TABLE,
        oldest_first=parts.oldest_first,
        typed=text.strip(),
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


def _who_and_period(
    who: Who | None, phrase: PeriodWords, account: Account
) -> tuple[Who, PeriodWords, Period]:
    """Return the person that the question is about, the words of the period, and the period.

    `who` is the person that other words name. Without it, a leading number is the difficulty:
    `5 last week` asks about the MOR user 5, `5 days ago` about the asker's own calls, and `20 nov`
    could be either. The number is the person if only the rest is a period, and part of the period
    if only the whole is one. If both are, role user means the period, unless the number is their
    own id; everybody else gets AskError `ambiguous` with both readings.

    Raises AskError also if the period cannot be read, two people are named, or nobody is and the
    account has no id of its own.
    """
    whole = phrase.find()
    if who is None and is_mor_id(phrase.first):
        return _with_number(phrase, whole, account)
    if whole:
        return _known(who, phrase, account), phrase, whole
    refusal = phrase.refusal()
    raise _misplaced_user(who, phrase, refusal) or refusal


def _with_number(
    phrase: PeriodWords, whole: Period | None, account: Account
) -> tuple[Who, PeriodWords, Period]:
    number, rest = phrase.first, phrase.rest()
    may_be_user = account.role is not Role.USER or number == str(account.user_id)
    period = rest.find()
    if whole:
        if period and may_be_user:
            raise _ambiguous(phrase, account)
        return _known(None, phrase, account), phrase, whole
    if not period:
        refusal = phrase.refusal()
        raise rest.refusal() if refusal.code == ErrorCode.PERIOD_UNREADABLE else refusal
    if 1 <= int(number) <= 31 and phrase.with_first("1").find():
        # 31 nov, or 20 nov to 5 nov: more likely a slip in a date than the user 31's November.
        refusal = phrase.refusal()
        if not may_be_user:
            raise refusal
        readings = _short_enough([_as_user(phrase)])
        raise say.or_a_user(refusal, number, rest.text, readings)
    return Who(WhoKind.ID, number), rest, period


def _known(who: Who | None, phrase: PeriodWords, account: Account) -> Who:
    who = who or Who(WhoKind.ME)
    if who.kind is WhoKind.ME and account.user_id is None:
        raise say.no_own_user(phrase.text)
    return who


def _misplaced_user(who: Who | None, phrase: PeriodWords, refusal: AskError) -> AskError | None:
    """A better explanation if the first word was meant for a user and the rest is a period."""
    if refusal.code not in (ErrorCode.PERIOD_UNREADABLE, ErrorCode.PERIOD_NUMBER):
        return None
    if not phrase.rest().find():
        return None
    if who and is_mor_id(phrase.first):
        return say.two_users(phrase.words[0].place)
    if len(phrase.words) == 1:
        return None
    return say.not_a_user(phrase.first, phrase.words[0].place)


def _ambiguous(phrase: PeriodWords, account: Account) -> AskError:
    has_own_user = account.user_id is not None
    readings = [_as_user(phrase)]
    if has_own_user:
        meaning = say.reading_as_period(phrase.text)
        readings.append(Reading(meaning, f"me {phrase.source.strip()}"))
    readings = _short_enough(readings)
    place = phrase.words[0].place
    return say.ambiguous(phrase.first, phrase.text, place, readings, has_own_user=has_own_user)


def _as_user(phrase: PeriodWords) -> Reading:
    start = phrase.words[0].start
    command = f"{phrase.source[:start]}user:{phrase.source[start:]}".strip()
    return Reading(say.reading_as_user(phrase.first, phrase.rest().text), command)


def _short_enough(readings: list[Reading]) -> list[Reading]:
    """Leave out those that an added word makes too long for a command."""
    return [reading for reading in readings if len(reading.command) <= LONGEST_COMMAND]
