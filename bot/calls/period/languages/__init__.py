"""The words of six languages, mapped to the English words that the grammar uses.

A language is a table `canonical -> "form, form, …"`. Forms are compared without accents and case,
so that "praeita savaite" works like "praeitą savaitę", unless that makes an English word. A form
may be several words; a hyphen in it is a word. If English has the same form, the asker's own
language wins.
"""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from bot.calls.period.languages import english, french, german, lithuanian, russian, spanish
from bot.calls.period.languages.days import DAYS

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
    accented = unicodedata.normalize("NFKD", word.replace("’", "'").lower().rstrip("."))
    plain = "".join(letter for letter in accented if not unicodedata.combining(letter))
    return accented if plain in _ENGLISH_TOO else plain


def vocabularies(locale: str | None) -> tuple[Vocabulary, ...]:
    """Return the vocabularies to try for this locale: its language mixed with English.

    Without a locale, each language is tried, but not several in one phrase. A language that has no
    vocabulary gets English.
    """
    if not locale:
        return tuple(_vocabulary(own, MAR) for own in _TABLES)
    own = locale.replace("_", "-").partition("-")[0].lower()
    return (_vocabulary(own if own in _TABLES else "en", _MAR.get(own, "march")),)


@lru_cache(maxsize=2 * len(_TABLES))
def _vocabulary(own: str, mar: str) -> Vocabulary:
    forms: dict[tuple[str, ...], tuple[str, ...]] = {}
    marks: dict[str, set[str]] = {_YEAR_MARK: set(), _DAY_MARK: set()}
    for table in (_TABLES[own], DAYS.get(own, {}), english.WORDS, DAYS["en"]):
        for canonical, written in table.items():
            for form in written.split(","):
                folded = tuple(map(fold, form.split()))
                if canonical in marks:
                    marks[canonical].add(folded[0])
                else:
                    forms.setdefault(folded, tuple(canonical.split()))
    forms["mar",] = (mar,)
    return Vocabulary(forms, frozenset(marks[_YEAR_MARK]), frozenset(marks[_DAY_MARK]))
