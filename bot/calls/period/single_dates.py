"""Reads days, weeks, months and years that our own words do not know, with dateparser.

It reads them in the asker's language only, and they become canonical words of the grammar:
`w zeszłym tygodniu` 2026-w47, `20 listopada` 20 november, `środa` wednesday. So the grammar decides
which one is the latest, what a range is and where a unit ends; dateparser's times and offsets are
never used.

dateparser ignores words that it does not know. Here every word has to matter: a text is refused if
a shorter one reads the same, or if a number in it is neither the day nor the year nor the amount.

If the locale is unknown it is not asked: a word may be a date in some language ("die", "me").
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import lru_cache
from typing import Any, Final

from bot.calls.characters import UNSEEN_AT_EDGE, plain
from bot.calls.period.calendar import FIRST_YEAR, LAST_YEAR, MONTHS, WEEKDAYS
from bot.calls.period.languages import fold
from bot.calls.period.order import TWO_MEANINGS
from bot.calls.period.phrase import UNKNOWN, CanonicalWord, Phrase


@dataclass(frozen=True, slots=True)
class _Grammar:
    """Patterns that dateparser lacks for a language: the words for "ago", and those that can be
    ignored (w poniedziałek, la settimana scorsa, 20 de novembro).
    """

    ago: str
    adds_nothing: str = "(?!)"


# The languages whose phrases were checked one by one; all others are read as English. The first six
# have their own words in `languages`, so little is left for dateparser: "sem ant", "на пр нед".
_GRAMMARS: Final[Mapping[str, _Grammar]] = {
    "en": _Grammar(" ago$"),
    "lt": _Grammar("^prieš "),
    "es": _Grammar("^hace "),
    "de": _Grammar("^vor "),
    "fr": _Grammar("^il y a "),
    "ru": _Grammar(" назад$"),
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

# dateparser reads these as yesterday, tomorrow, next week, Friday and August (which is Wednesday
# too); people may not.
_NOT_MEANT: Final = frozenset({"geçen gün", "önümüzdeki gün", "haftaya", "fred", "сер"})

_MOST_WORDS: Final = 6
_LONGEST_WORD: Final = 20
_WITHOUT_SPACES: Final = ("ja", "zh")
_EAST_ASIAN: Final = ("ja", "ko", "zh")
_CALENDAR_UNIT: Final = re.compile("day|week|month|year")  # it takes a decade for ten years' time
_KANJI_WEEKDAY: Final = re.compile(".曜日?")  # 月 alone is Monday too
_LETTERS: Final = r"[^\W\d_]+(?:['-][^\W\d_]+)*\.?"
_WORD: Final = re.compile(rf"[0-9]{{1,4}}\.?|{_LETTERS}")
_COUNTED_WORD: Final = re.compile(rf"[0-9]{{0,4}}{_LETTERS}|[0-9]{{1,4}}")  # 3日前
_INNER_MARK: Final = re.compile(r"(?<=[0-9])[-/](?=[^\W\d])|(?<=[^\W\d])[-/](?=[0-9]{4}$)")
_LONGEST_WEEKDAY: Final = 3  # words: terça-feira
_MONTH: Final = "|".join(MONTHS)
_DAY: Final = r"[0-9]{1,2}(?:th)?"
_WHOLE_DATE: Final = re.compile(
    r"(?:[0-9]{4}-|--)[0-9]{2}-[0-9]{2}"
    rf"|{_DAY} (?:of )?(?:{_MONTH})(?: (?:of )?[0-9]{{4}})?|(?:{_MONTH}) {_DAY}(?: [0-9]{{4}})?"
)
_BETWEEN: Final = re.compile(r"to|and|@.+")
_OPENERS: Final = ("from", "since", "after", "before", "between", "in", "for")
_TAIL: Final = re.compile(r"[0-9]{1,2}")
# With midday as now, relative days differ from absolute ones, which are midnights.
_MIDDAY: Final = time(12)
_FAULTS: Final = (
    OverflowError,
    ValueError,
    RecursionError,
)  # for years and amounts out of its range


def language_of(locale: str | None) -> str | None:
    """Return the language to use dateparser for; None if it is not used."""
    own = (locale or "").replace("_", "-").partition("-")[0].lower()
    own = _SAME_LANGUAGE.get(own, own)
    return own if own in _GRAMMARS else None


def in_canonical_words(phrase: Phrase, language: str, today: date) -> Phrase | None:
    """Return the phrase with the expressions of that language in canonical words. Separators, times
    and English openers around them are kept. None if a part cannot be read.
    """
    if any(word.text == TWO_MEANINGS for word in phrase.words):
        return None
    words: list[CanonicalWord] = []
    for run, is_before_to in _runs(phrase):
        if not any(word.text.startswith(UNKNOWN) for word in run.words):
            words += run.words
            continue
        for kept, asked, tail in _cuts(run, is_before_to):
            if canonical := _translated(asked, language, today):
                words += (*kept, *canonical, *tail)
                break
        else:
            return None
    return Phrase(phrase.source, tuple(words))


def warm_up(language: str) -> None:
    """Let dateparser build its tables for a language, by a text it knows and one it does not."""
    for text in ("1 november 2026", "banana split"):
        _reading(text, language, date(2026, 11, 25))


def _runs(phrase: Phrase) -> Iterator[tuple[Phrase, bool]]:
    """The runs of words between separators and times, those too, and whether "to" follows."""
    words = phrase.words
    start = 0
    for index in range(1, len(words) + 1):
        is_end = index == len(words)
        if is_end or _BETWEEN.fullmatch(words[index].text) or _BETWEEN.fullmatch(words[start].text):
            before_to = not is_end and words[index].text == "to"
            yield phrase[start:index], before_to
            start = index


def _cuts(
    run: Phrase, is_before_to: bool
) -> Iterator[tuple[tuple[CanonicalWord, ...], Phrase, tuple[CanonicalWord, ...]]]:
    """The ways to find the expression in a run: all of it, or without an English opener
    (`since wczoraj`), or without the first hour of a range (`wczoraj 9-17`).
    """
    has_opener = run.words[0].text in _OPENERS
    has_tail = is_before_to and _TAIL.fullmatch(run.words[-1].text) is not None
    for first in range(1 + has_opener):
        for last in range(len(run.words), len(run.words) - 1 - has_tail, -1):
            if first < last:
                yield run.words[:first], run[first:last], run.words[last:]


def _translated(asked: Phrase, language: str, today: date) -> tuple[CanonicalWord, ...]:
    """The canonical words of an expression, perhaps with a weekday before or behind it: `martedì
    24 novembre`. The grammar checks whether the weekday is right. Empty if it cannot be read.
    """
    if words := _one_expression(asked, language, today):
        return words
    for length in range(1, min(len(asked.words), _LONGEST_WEEKDAY + 1)):
        for head, rest in (
            (asked[:length], asked[length:].without(",")),
            (asked[-length:], asked[:-length]),
        ):
            other = _one_expression(rest, language, today)
            if other and (weekday := _weekday(head, language, today, other)):
                return (*_words(weekday, head), *other)
    return ()


def _one_expression(asked: Phrase, language: str, today: date) -> tuple[CanonicalWord, ...]:
    if not any(word.text.startswith(UNKNOWN) for word in asked.words):
        return asked.words
    canonical = _checked(asked.typed, language, today)
    return _words(canonical, asked) if canonical else ()


def _weekday(
    head: Phrase, language: str, today: date, other: tuple[CanonicalWord, ...]
) -> str | None:
    """The weekday that a word names. Short names (`mer`, `Di.`) are other words as well, so they
    count only beside a whole date, which shows whether they are right.
    """
    if head.text in WEEKDAYS:
        return head.text
    if (found := _checked(head.typed, language, today)) in WEEKDAYS:
        return found
    if not _WHOLE_DATE.fullmatch(" ".join(word.text for word in other)):
        return None
    names = _tables(language)
    typed = fold(head.typed)
    return next((day for day in WEEKDAYS if typed in map(fold, names[day])), None)


def _words(canonical: str, typed: Phrase) -> tuple[CanonicalWord, ...]:
    place = typed.place
    return tuple(CanonicalWord(text, place.start, place.end) for text in canonical.split())


def _checked(typed: str, language: str, today: date) -> str | None:
    """The canonical words of an expression in which every word matters."""
    text = plain(unicodedata.normalize("NFKC", typed)).replace("’", "'").lower()
    text = _INNER_MARK.sub(" ", UNSEEN_AT_EDGE.sub("", text))  # abr/2026, 20-abr-2026
    text = " ".join(text.split())
    for candidate in dict.fromkeys((text, re.sub(_GRAMMARS[language].adds_nothing, "", text))):
        canonical = _is_fit(candidate, language) and _reading(candidate, language, today)
        if canonical and all(
            _reading(shorter, language, today) != canonical
            for shorter in _shortened(candidate, language)
        ):
            return canonical
    return None


def _is_fit(text: str, language: str) -> bool:
    """Whether it looks like an expression. A single short word is more likely a typo or in another
    language: "do" is Thursday in Dutch.
    """
    words = text.split()
    shape = _COUNTED_WORD if language in _EAST_ASIAN else _WORD
    shortest = 4 if text.isascii() else 2 if language in _EAST_ASIAN else 3
    is_short = len(words) == 1 and len(text.rstrip(".")) < shortest
    return (
        0 < len(words) <= _MOST_WORDS
        and not is_short
        and text not in _NOT_MEANT
        and not (language == "en" and "'" in text)  # yesterday's
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
    # Imported here because it takes a quarter of a second, and most people never need it.
    from dateparser.date import DateDataParser  # noqa: PLC0415 (see above)

    settings = {
        "RELATIVE_BASE": datetime.combine(today, _MIDDAY),
        "TIMEZONE": "UTC",  # only the calendar is used, and it needs no zone
        "PREFER_DATES_FROM": "past",
        "DATE_ORDER": "DMY",  # else "20 oktober" in Swedish is October 2020
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
    """`wczoraj`, `3 dni temu`, `w zeszłym tygodniu`. Some weeks ago is a day, as in English; some
    months ago is refused, since it may be a day or a month.
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
    """Whether it is one word, or this very expression is in dateparser's tables. Others may be a
    sum, for example "last year yesterday".
    """
    tables = _tables(language)["relative-type"]
    is_word = " " not in text and language not in _WITHOUT_SPACES
    return is_word or any(
        text in expressions for key, expressions in tables.items() if _CALENDAR_UNIT.search(key)
    )


def _tables(language: str) -> Mapping[str, Any]:
    from dateparser.languages.loader import default_loader  # noqa: PLC0415 (as above)

    tables: Mapping[str, Any] = default_loader.get_locale(language).info
    return tables


def _absolute(parts: tuple[str, ...], day: date, text: str, today: date) -> str | None:
    """`20 listopada 2026`, `listopad`, `środa`: every number must be the day or the year. `parts`
    are those that the text itself gave.
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
