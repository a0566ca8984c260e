"""Days, weeks, months and years in the languages whose words are not told in `languages`.

They are read by dateparser, with the one language of the asker given to it, and handed on in the
canonical words of the grammar: `w zeszłym tygodniu` as 2026-w47, `20 listopada` as 20 november,
`środa` as wednesday. So what is the latest, what a range is and where a unit ends stays the
grammar's to say; no instant, clock or offset of dateparser's is ever used.

dateparser is content with the words it knows. Here every word has to matter: a text is refused if
a shorter one reads the same, or if a number in it is neither the day nor the year nor the amount.

It is not asked for the six languages of `languages`, nor where the locale is unknown: measured
over all our phrases, what it could add there was only traps ("die", "me", "nov 10-12").
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import lru_cache
from typing import Final

from bot.calls.period.text import UNKNOWN, Phrase, Word
from bot.calls.period.units import FIRST_YEAR, LAST_YEAR, MONTHS, WEEKDAYS


@dataclass(frozen=True, slots=True)
class _Grammar:
    """What dateparser does not say of a language, as patterns: where "ago" stands, and the words
    that add nothing (w poniedziałek, la settimana scorsa, 20 de novembro).
    """

    ago: str
    adds_nothing: str = "(?!)"


# The languages whose phrases were checked one by one; people of others are read in English.
_GRAMMARS: Final[Mapping[str, _Grammar]] = {
    "cs": _Grammar("^před ", r"^ve? "),
    "da": _Grammar(" siden$", r"^(?:på|den|for) "),
    "et": _Grammar(" eest$"),
    "fi": _Grammar(" sitten$"),
    "it": _Grammar(" fa$", r"^(?:(?:il|la|a|in|nel|nella) |l')"),
    "ja": _Grammar("前$"),
    "ko": _Grammar("전$"),
    "lv": _Grammar("^pirms "),
    "nb": _Grammar(" siden$", r"^(?:på|den|for) "),
    "nl": _Grammar(" geleden$", r"^(?:de|het|op|in) "),
    "pl": _Grammar(" temu$", r"^we? "),
    "pt": _Grammar("^há | atrás$", r"^(?:a|o|na|no|em) |(?<=\d) de(?= \D)|(?<=\D) de(?= \d)"),
    "ro": _Grammar("^acum ", r"^(?:în|pe) "),
    "sk": _Grammar("^pred ", r"^vo? "),
    "sv": _Grammar(" sedan$", r"^(?:på|den|för) "),
    "tr": _Grammar(" önce$"),
    "uk": _Grammar(" тому$", r"^[ву] "),
    "zh": _Grammar("前$"),
}
LANGUAGES: Final = tuple(_GRAMMARS)
_SAME_LANGUAGE: Final = {"no": "nb"}

# dateparser reads them as yesterday, tomorrow, next week and Friday; people do not, or not always.
_NOT_MEANT: Final = frozenset({"geçen gün", "önümüzdeki gün", "haftaya", "fred"})

_MOST_WORDS: Final = 6
_LONGEST_WORD: Final = 20
_WITHOUT_SPACES: Final = ("ja", "zh")
_EAST_ASIAN: Final = ("ja", "ko", "zh")
_KANJI_WEEKDAY: Final = re.compile(".曜日?")  # 月 alone is Monday too
_LETTERS: Final = r"[^\W\d_]+(?:['-][^\W\d_]+)*\.?"
_WORD: Final = re.compile(rf"[0-9]{{1,4}}\.?|{_LETTERS}")
_COUNTED_WORD: Final = re.compile(rf"[0-9]{{0,4}}{_LETTERS}|[0-9]{{1,4}}")  # 3日前
_BETWEEN: Final = re.compile(r"to|and|@.+")
_OPENERS: Final = ("from", "since", "after", "before", "between", "in", "for")
_TAIL: Final = re.compile(r"[0-9]{1,2}")
# With midday as the time now, a relative day is told from an absolute one, which is a midnight.
_MIDDAY: Final = time(12)
_FAULTS: Final = (OverflowError, ValueError, RecursionError)  # for years and amounts beyond it


def language_of(locale: str | None) -> str | None:
    """The language to ask dateparser for; None where it is not asked."""
    own = (locale or "").replace("_", "-").partition("-")[0].lower()
    own = _SAME_LANGUAGE.get(own, own)
    return own if own in _GRAMMARS else None


def in_canonical_words(phrase: Phrase, language: str, today: date) -> Phrase | None:
    """The phrase with the expressions of that language told in canonical words; what stands
    around them (separators, clocks, English openers) is kept.

    None where anything in it cannot be read.
    """
    words: list[Word] = []
    for run, is_before_to in _runs(phrase):
        if not any(word.text.startswith(UNKNOWN) for word in run.words):
            words += run.words
            continue
        for kept, asked, tail in _cuts(run, is_before_to):
            if canonical := _checked(asked.typed, language, today):
                place = asked.place
                words += kept
                words += (Word(text, place.start, place.end) for text in canonical.split())
                words += tail
                break
        else:
            return None
    return Phrase(phrase.source, tuple(words))


def warm_up(language: str) -> None:
    """Let dateparser build its tables for a language: with a text it knows and one it does not."""
    for text in ("1 november 2026", "banana split"):
        _reading(text, language, date(2026, 11, 25))


def _runs(phrase: Phrase) -> Iterator[tuple[Phrase, bool]]:
    """The stretches between separators and clocks, these as well, and whether "to" follows."""
    words = phrase.words
    start = 0
    for index in range(1, len(words) + 1):
        is_end = index == len(words)
        if is_end or _BETWEEN.fullmatch(words[index].text) or _BETWEEN.fullmatch(words[start].text):
            before_to = not is_end and words[index].text == "to"
            yield Phrase(phrase.source, words[start:index]), before_to
            start = index


def _cuts(
    run: Phrase, is_before_to: bool
) -> Iterator[tuple[tuple[Word, ...], Phrase, tuple[Word, ...]]]:
    """What of a run may be the expression: all, or not an English opener (`since wczoraj`), nor
    the hour a range begins with (`wczoraj 9-17`).
    """
    has_opener = run.words[0].text in _OPENERS
    has_tail = is_before_to and _TAIL.fullmatch(run.words[-1].text) is not None
    for first in range(1 + has_opener):
        for last in range(len(run.words), len(run.words) - 1 - has_tail, -1):
            if first < last:
                asked = Phrase(run.source, run.words[first:last])
                yield run.words[:first], asked, run.words[last:]


def _checked(typed: str, language: str, today: date) -> str | None:
    """The canonical words of an expression of which every word matters."""
    text = " ".join(unicodedata.normalize("NFKC", typed).replace("’", "'").lower().split())
    for candidate in dict.fromkeys((text, re.sub(_GRAMMARS[language].adds_nothing, "", text))):
        canonical = _is_fit(candidate, language) and _reading(candidate, language, today)
        if canonical and all(
            _reading(shorter, language, today) != canonical
            for shorter in _shortened(candidate, language)
        ):
            return canonical
    return None


def _is_fit(text: str, language: str) -> bool:
    """Whether it looks like an expression. A lone short word is more likely of another language,
    or a slip: "do" is Thursday in Dutch.
    """
    words = text.split()
    shape = _COUNTED_WORD if language in _EAST_ASIAN else _WORD
    shortest = 4 if text.isascii() else 2 if language in _EAST_ASIAN else 3
    is_short = len(words) == 1 and len(text.rstrip(".")) < shortest
    return (
        0 < len(words) <= _MOST_WORDS
        and not is_short
        and text not in _NOT_MEANT
        and all(len(word) <= _LONGEST_WORD and shape.fullmatch(word) for word in words)
    )


def _shortened(text: str, language: str) -> Iterator[str]:
    words = text.split()
    if len(words) > 1:
        yield from (" ".join(words[:at] + words[at + 1 :]) for at in range(len(words)))
    if language in _WITHOUT_SPACES and not _KANJI_WEEKDAY.fullmatch(text):
        yield from (text[:at] for at in range(1, len(text.removesuffix("日"))))
        yield from (text[at:] for at in range(1, len(text)))


@lru_cache(maxsize=1024)
def _reading(text: str, language: str, today: date) -> str | None:
    """What dateparser reads, in canonical words."""
    # Imported where it is used: it takes a quarter of a second, and most never need it.
    from dateparser.date import DateDataParser  # noqa: PLC0415 (see above)

    settings = {
        "RELATIVE_BASE": datetime.combine(today, _MIDDAY),
        "TIMEZONE": "UTC",  # only the calendar is used, and it needs no zone
        "PREFER_DATES_FROM": "past",
        "RETURN_TIME_AS_PERIOD": True,
    }
    try:
        found = DateDataParser(languages=[language], settings=settings).get_date_data(text)
    except _FAULTS:
        return None
    moment = found.date_obj
    if moment is None or moment.tzinfo or not FIRST_YEAR <= moment.year <= LAST_YEAR:
        return None
    if moment.time() == _MIDDAY:
        return _relative(found.period, moment.date(), text, language, today)
    parts = getattr(found, "parts", ())  # younger than the stubs
    return _absolute(parts, moment.date(), text, today) if moment.time() == time() else None


def _relative(unit: str | None, day: date, text: str, language: str, today: date) -> str | None:
    """`wczoraj`, `3 dni temu`, `w zeszłym tygodniu`. So many weeks ago is a day, as in English;
    so many months ago is a day to one reader and a month to another.
    """
    if numbers := _numbers(text):
        away = (today - day).days
        is_amount = unit in ("day", "week") and numbers in ([away], [away / 7])
        return day.isoformat() if is_amount and re.search(_GRAMMARS[language].ago, text) else None
    if not _is_fixed(text, language):
        return None
    year, week, _ = day.isocalendar()
    units = {"day": day.isoformat(), "week": f"{year}-w{week}"}
    units |= {"month": f"{day:%Y-%m}", "year": f"{day:%Y}"}
    return units.get(unit or "")


def _is_fixed(text: str, language: str) -> bool:
    """Whether it is one word, or dateparser's tables hold this very expression. Others it adds up:
    a week ago in words, "last year yesterday".
    """
    from dateparser.languages.loader import default_loader  # noqa: PLC0415 (as above)

    tables = default_loader.get_locale(language).info["relative-type"]
    is_word = " " not in text and language not in _WITHOUT_SPACES
    return is_word or any(text in expressions for expressions in tables.values())


def _absolute(parts: tuple[str, ...], day: date, text: str, today: date) -> str | None:
    """`20 listopada 2026`, `listopad`, `środa`: with every number the one that it names. `parts`
    are those which the text itself fixed.
    """
    numbers, month = _numbers(text), MONTHS[day.month - 1]
    match parts:
        case ("year", "month", "day") if not numbers and 0 < (today - day).days <= 7:
            return WEEKDAYS[day.weekday()]
        case ("year", "month", "day") if numbers == [day.day, day.year]:
            return f"{day.day} {month} {day.year}"
        case ("month", "day") if numbers == [day.day]:
            return f"{day.day} {month}"
        case ("year", "month") if numbers == [day.year]:
            return f"{month} {day.year}"
        case ("month",) if not numbers:
            return month
    return None


def _numbers(text: str) -> list[int]:
    return sorted(map(int, re.findall(r"[0-9]+", text)))
