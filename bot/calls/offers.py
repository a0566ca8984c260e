"""What a text that was refused may have meant: one slip of the pen, or a period inside a sentence.

Nothing here is answered by itself. The person is shown the command and chooses it.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import islice
from typing import Final

from bot.calls import offer_texts as say
from bot.calls.asker import Asker, is_oneself, may_ask_about_others
from bot.calls.characters import plain
from bot.calls.model import Account, FilterKey, Group, Output, Period, Role
from bot.calls.period import find_period
from bot.calls.query import Subcommand, read_command, split_subcommand
from bot.calls.words import Keyed, Mention, Word, words
from bot.errors import AskError, ErrorCode, Reading
from bot.ids import is_mor_id

_MOST: Final = 3
_OUTPUTS: Final = (Output.CHART, Output.CSV, Output.XLSX, "oldest")
_KEYS: Final = ("user:", "by:", *(f"{key}:" for key in FilterKey))
_DIGEST: Final = ("list", "show", "pause", "resume", "edit", "delete", "now")
# The words of each subcommand that people type by hand; those that end with a colon are keys.
_KNOWN: Final[dict[Subcommand | None, tuple[str, ...]]] = {
    None: (*_KEYS, *_OUTPUTS),
    Subcommand.DIGEST: (*_KEYS, "chart", "skip-empty", "thread", "rows", "new-ips", "alert:"),
    Subcommand.LINK: ("user:", "owner:", "external", "reseller", "user", "import"),
    Subcommand.LINKS: ("user:", "owner:", "role:", "suspended", "external", "csv", "import"),
    Subcommand.AUDIT: ("target:", "outcome:", "kind:", "csv"),
}
_UNREADABLE: Final = (ErrorCode.PERIOD_UNREADABLE, "who-unreadable")

_LONGEST_SENTENCE: Final = 25  # words: each span of them is read in every language
_LONGEST_SPAN: Final = 6  # words of a period in it
_EDGES: Final = re.compile(r"[?!;()“”…¿¡]|[.,:](?=\s|$)|['’]s(?=\s|$)")
_USER: Final = re.compile(r"^user (?=\S)|\b(?:mor )?user (?:#|id )?(?=[0-9])", re.IGNORECASE)
_FROM: Final = ("from", "von", "de")  # from yesterday: since then, or that day
_ALSO_NO_PERIODS: Final = ("may", "march", "sun", "second", "mar", "mar.", "ago")
_COUNTS: Final = re.compile(
    r"how many|number of|count\b|kiek|сколько|wie ?viele|anzahl|combien|nombre d|cu[aá]nt[ao]s",
    re.IGNORECASE,
)
_OF_CALLS: Final = ("call", "calls", "show", "list", "get", "give", "local")


def with_offers(
    error: AskError, subcommand: Subcommand | None, rest: str, asker: Asker
) -> AskError:
    """Return the error with the commands that may have been meant instead, if there are any.

    `rest` is what followed the subcommand, or the whole text without one.
    """
    if error.place is None or error.readings or asker.account is None:
        return error
    if slips := [*islice(_slips(subcommand, rest, asker, asker.account), _MOST)]:
        return AskError(error.text, "", code=error.code, place=error.place, readings=slips)
    if subcommand is not None or error.code not in _UNREADABLE:
        return error
    return _in_a_sentence(error, rest, asker, asker.account)


def _slips(
    subcommand: Subcommand | None, rest: str, asker: Asker, account: Account
) -> Iterator[Reading]:
    """Yield the commands in which one word is written as it may have been meant."""
    try:
        typed = list(islice(words(rest), _LONGEST_SENTENCE))
    except AskError:  # a quote that does not end
        return
    before = f"{subcommand} " if subcommand else ""
    for at, word in enumerate(typed):
        start, end, known = _correctable(word, subcommand, first=at == 0)
        written = plain(rest[start:end]).casefold()
        for meant in () if written in known else known:
            command = f"{before}{rest[:start]}{meant}{rest[end:]}".strip()
            if one_slip(written, meant) and _could_be_meant(command, asker, account):
                yield Reading(say.as_read(command), command)


def _correctable(
    word: Word, subcommand: Subcommand | None, *, first: bool
) -> tuple[int, int, tuple[str, ...]]:
    """Return which part of a word may have a slip, start and end, and what may stand there."""
    known = _KNOWN.get(subcommand, ())
    if isinstance(word, Mention):
        return word.start, word.end, ()
    if isinstance(word, Keyed):
        value_at = word.start + len(word.key) + 1
        if word.key == "by":
            return value_at, word.end, tuple(Group)
        return word.start, value_at, tuple(one for one in known if one.endswith(":"))
    if first and subcommand is None:
        known = (*known, *Subcommand)
    elif first and subcommand is Subcommand.DIGEST:
        known = (*known, *_DIGEST)
    return word.start, word.end, tuple(one for one in known if not one.endswith(":"))


def _could_be_meant(command: str, asker: Asker, account: Account) -> bool:
    """Return whether a question can be read and asked. Other commands are judged by others."""
    if split_subcommand(command)[0] is not None:
        return True
    try:
        query = read_command(command, asker.now, account, asker.locale)
    except AskError:
        return False
    return may_ask_about_others(account) or is_oneself(query.who, asker, account)


def one_slip(typed: str, meant: str) -> bool:
    """Return whether one letter is wrong, missing or too many, or two neighbours have changed
    places. Words of one or two letters are too short for that, unless they are keys.
    """
    if typed == meant or min(len(typed), len(meant)) < 3:
        return False
    if len(typed) == len(meant):
        wrong = [at for at, pair in enumerate(zip(typed, meant, strict=True)) if pair[0] != pair[1]]
        first, last = wrong[0], wrong[-1]
        swapped = typed[first : last + 1] == meant[first : last + 1][::-1]
        return first == last or (last == first + 1 and swapped)
    short, long = sorted((typed, meant), key=len)
    return any(long[:at] + long[at + 1 :] == short for at in range(len(long)))


@dataclass(frozen=True, slots=True)
class _Span:
    """Words of a sentence that are a period. `number` is one that may be a user's: it begins the
    sentence, or stands in front of them.
    """

    text: str
    period: Period
    number: str


def _in_a_sentence(error: AskError, text: str, asker: Asker, account: Account) -> AskError:
    """Return the error with the periods that stand somewhere in the text."""
    try:
        typed = list(words(_USER.sub("user:", _EDGES.sub(" ", text))))
    except AskError:
        return error
    if len(typed) > _LONGEST_SENTENCE:
        return error
    kept = [one for one in typed if _is_kept(one)]
    others = [one.text for one in typed if not _is_kept(one)]
    found = [*islice(_spans(others, asker), _MOST)]
    readings = [
        reading
        for span in found
        for reading in _readings(span, kept, _COUNTS.search(text) is not None, asker, account)
    ][:_MOST]
    if not readings:
        return error
    first = others[0].casefold()
    if error.code == _UNREADABLE[0] or account.role is Role.USER or first in _OF_CALLS:
        return say.sentence(error.code, readings)
    named = Reading(
        say.reading_of_name(others[0], found[0].text), f"user:{others[0]} {found[0].text}"
    )
    readings = [named, *readings][:_MOST]
    return AskError(error.text, error.hint, code=error.code, place=error.place, readings=readings)


def _is_kept(word: Word) -> bool:
    if isinstance(word, Keyed):
        return f"{word.key}:" in _KEYS
    return isinstance(word, Mention) or word.text.casefold() in _OUTPUTS


def _spans(others: Sequence[str], asker: Asker) -> Iterator[_Span]:
    """Yield what is a period, the longest first, without what lies inside of one."""
    taken: set[int] = set()
    for length in range(min(len(others), _LONGEST_SPAN), 0, -1):
        for start in range(len(others) - length + 1):
            here = range(start, start + length)
            text = " ".join(others[start : start + length])
            if not taken.isdisjoint(here) or text.casefold() in _ALSO_NO_PERIODS:
                continue
            if period := find_period(text, asker.now, asker.locale):
                taken.update(here)
                numbers = filter(is_mor_id, (*others[max(0, start - 1) : start], others[0]))
                yield _Span(text, period, next((n for n in numbers if start), ""))


def _readings(
    span: _Span, kept: Sequence[Word], counts: bool, asker: Asker, account: Account
) -> Iterator[Reading]:
    """Yield the commands about a period, with the people and filters that were named beside it."""
    named = [one for one in kept if isinstance(one, Mention) or getattr(one, "key", "") == "user"]
    said = [_typed(one) for one in kept if one not in named]
    whose = " ".join(map(_typed, named)) or (f"user:{span.number}" if span.number else "me")
    shown = ""
    if counts and not any(one.startswith("by:") or one in _OUTPUTS for one in said):
        long = span.period.seconds > timedelta(days=2).total_seconds()
        shown = f"by:{Group.DAY if long else Group.HOUR}"
    first, _, day = span.text.partition(" ")
    that_day = first.casefold() in _FROM and find_period(day, asker.now, asker.locale)
    for phrase in ([day] if that_day else []) + [span.text]:
        command = " ".join(filter(None, (whose, phrase, *said, shown)))
        if _could_be_meant(command, asker, account):
            yield Reading(say.reading_in_sentence(phrase, whose, said, shown), command)


def _typed(word: Word) -> str:
    return word.place.source[word.start : word.end]
