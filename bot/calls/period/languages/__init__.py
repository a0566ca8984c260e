"""The words of six languages, mapped to the English words that the grammar uses.

Months, weekdays, units and relative days come from dateparser (`tables`). A language's own table
`canonical -> "form, form, …"` has what dateparser lacks or reads wrongly. Forms are compared
without accents and case, so that "praeita savaite" works like "praeitą savaitę", unless that makes
an English word. A form may be several words; a hyphen in it is a word. If English has the same
form, the asker's own language wins.
"""

import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from bot.calls.period.languages import english, french, german, lithuanian, russian, spanish
from bot.calls.period.languages.days import days_of
from bot.calls.period.languages.tables import names_of

_TABLES: Final[Mapping[str, Mapping[str, str]]] = {
    "en": english.WORDS,
    "lt": lithuanian.WORDS,
    "es": spanish.WORDS,
    "de": german.WORDS,
    "fr": french.WORDS,
    "ru": russian.WORDS,
}
_ENGLISH_TOO: Final = frozenset({"fur", "men", "sis"})  # für, mėn, šis without their accents
MAR: Final = "mar"  # Tuesday or March, as the words beside it decide
MAR_ALONE: Final = "mar:tuesday"  # the same, and Tuesday if they do not
# Tuesday is mar. in these, where English has March: neighbours decide, or people are asked.
_MAR: Final = {"fr": MAR_ALONE, "es": MAR, "it": MAR, "ro": MAR}
_WITH_AGO: Final = ("es", "it", "pt")
AGO: Final = "ago:august"  # August beside a day or a year in Spanish, Italian and Portuguese
_YEAR_MARK: Final = "(year)"
_DAY_MARK: Final = "(day)"


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The words of some languages. `forms` maps a form, as its folded words, to canonical words;
    the marks are words that only say that a number is a year, or a day of a month.
    """

    forms: Mapping[tuple[str, ...], tuple[str, ...]]
    year_marks: frozenset[str]
    day_marks: frozenset[str]


def fold(word: str) -> str:
    """Return a word in the form for comparing: lower case, without accents and final dots."""
    if word.isascii():
        return word.lower().rstrip(".")
    accented = unicodedata.normalize("NFKD", word.replace("’", "'").lower().rstrip("."))
    plain = "".join(letter for letter in accented if not unicodedata.combining(letter))
    return accented if plain in _ENGLISH_TOO else plain


def vocabularies(locale: str | None) -> tuple[Vocabulary, ...]:
    """Return the vocabularies to try for this locale: its language mixed with English.

    Without a locale, each language is tried, but not several in one phrase. A language that has no
    vocabulary gets English.
    """
    if not locale:
        return tuple(_vocabulary(own, MAR, "ago") for own in _TABLES)
    own = locale.replace("_", "-").partition("-")[0].lower()
    ago = AGO if own in _WITH_AGO else "ago"
    return (_vocabulary(own if own in _TABLES else "en", _MAR.get(own, "march"), ago),)


def _words(language: str) -> Iterator[tuple[str, str]]:
    """Canonical words of a language, each with one form. If a form is there twice, the first
    counts: our own tables come before dateparser's.
    """
    for table in (_TABLES[language], days_of(language)):
        for canonical, written in table.items():
            yield from ((canonical, form) for form in written.split(","))
    for canonical, forms in names_of(language).items():
        yield from ((canonical, form) for form in forms)


@lru_cache(maxsize=3 * len(_TABLES))
def _vocabulary(own: str, mar: str, ago: str) -> Vocabulary:
    forms: dict[tuple[str, ...], tuple[str, ...]] = {}
    marks: dict[str, set[str]] = {_YEAR_MARK: set(), _DAY_MARK: set()}
    for canonical, form in (*_words(own), *_words("en")):
        folded = tuple(map(fold, form.split()))
        if canonical in marks:
            marks[canonical].add(folded[0])
        else:
            forms.setdefault(folded, tuple(canonical.split()))
    forms |= {("mar",): (mar,), ("ago",): (ago,)}
    return Vocabulary(forms, frozenset(marks[_YEAR_MARK]), frozenset(marks[_DAY_MARK]))
