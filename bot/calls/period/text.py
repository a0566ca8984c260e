"""Turns typed text into canonical words that know their place."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Final, Self

from bot.calls.period import texts as say
from bot.calls.period.calendar import MONTHS, UNITS, WEEKDAYS
from bot.calls.period.languages import Vocabulary, fold
from bot.calls.period.shapes import Impossible, read_shape
from bot.errors import Place

AFTER_NOUN: Final = "<"  # starts a canonical adjective that may follow its noun
AFTER_NUMBER: Final = "#"  # the same, and it may follow a number too: les 7 derniers jours
UNKNOWN: Final = "?"  # starts a word that is in no vocabulary

_LONGEST_FORM: Final = 6  # words in one form of the vocabulary
_SPACE: Final = re.compile(r"\s+|(?<=[0-9])[Tt](?=[0-9]{2}:)")
_LETTER: Final = "(?:[^\\W\\d_]|[\u0300-\u036f])"
_WORD: Final = re.compile(
    rf"[dl]['’](?={_LETTER})|{_LETTER}+(?:['’]{_LETTER}+)*\.?(?!\.)|{_LETTER}+", re.IGNORECASE
)
_DOTS: Final = re.compile(r"\.\.\.?|…|[–—−]|-?->|→")
_YEAR: Final = re.compile(r"(?:19[7-9]|20[0-9])[0-9]|2100")
_DAY: Final = re.compile(r"[0-9]{1,2}(?:th)?|[0-9]{4}-[0-9]{2}-[0-9]{2}")
_NOUNS: Final = frozenset((*UNITS, *(f"{unit}s" for unit in UNITS), *WEEKDAYS, *MONTHS, "weekend"))
_COUNT: Final = re.compile(r"[0-9.]+|@\S+")
_PLURALS: Final = {f"{unit}s": unit for unit in UNITS}
_TIGHT_UNITS: Final = {"M": "month", "y": "year"}  # only right after a number, and in this case
_LETTERS_BEHIND: Final = re.compile(rf"{_LETTER}+$")
_GLUE: Final = ("h", "m", "s", "d", "w", "j", "min", "t")  # 2h30m; T3; T before a clock
_ASCII: Final = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}  # full width to plain
_MONTH: Final = "|".join(MONTHS)
_DATE: Final = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
_ALIKE: Final = (
    _DATE,
    r"--[0-9]{2}-[0-9]{2}",
    r"[0-9]{4}-[0-9]{2}",
    r"[0-9]{4}",
    r"[0-9]{1,2}(?:th)?",
    r"@\S+",
    r"![0-9]+",
    r"(?:[0-9]{4}-)?w[0-9]{1,2}",
    r"(?:[0-9]{4}-)?q[1-4]",
    "|".join(WEEKDAYS),
    _MONTH,
    "today|yesterday|tomorrow|ereyesterday",
)
_DAY_WORD: Final = "|".join((*WEEKDAYS, "today", "yesterday", "tomorrow", _DATE))
# What a hyphen without spaces, or a slash, joins if it means "to".
_JOINTS: Final = re.compile(
    "|".join(
        (
            *(f"(?:{shape}) - (?:{shape})" for shape in _ALIKE),
            r"[0-9]{1,2} - @\S+",  # 9-5pm
            r"heures? - [0-9]{1,2}",  # 9h-17h
            rf"[0-9]{{1,2}}th - (?:{_DATE}|--[0-9]{{2}}-[0-9]{{2}})",  # 1.-5.11.2026
            rf"(?:{_DATE}|@\S+) / (?:{_DATE}|@\S+)",
            r"(![0-9]+|[0-9]{4}-[0-9]{2}) / (![0-9]+|[0-9]{4}-[0-9]{2})",
        )
    )
)
# Where a comma is allowed: after a whole expression, before one that adds to it.
_COMMAS: Final = re.compile(
    "|".join(
        (
            r"[0-9]{1,2}(?:th)? , [0-9]{4}",
            r"(?:second|minute|hour|day)s? , [0-9]+",
            rf"(?:{_MONTH}) , [0-9]{{4}}",
            rf"(?:{_DAY_WORD}|[0-9]{{4}}|@\S+) , (?:{_DAY_WORD}|{_MONTH}|[0-9]{{1,2}}(?:th)?)",
            rf"(?:{_DAY_WORD}|{_MONTH}|[0-9]{{4}}) , (?:from|at|between|the|@\S+)",
        )
    )
)


@dataclass(frozen=True, slots=True)
class CanonicalWord:
    """A canonical word and the part of the source that it comes from, `end` exclusive."""

    text: str
    start: int
    end: int


@dataclass(frozen=True)
class Phrase:
    """Canonical words of one source. `text` is what the grammar reads."""

    source: str
    words: tuple[CanonicalWord, ...]

    @cached_property
    def text(self) -> str:
        return " ".join([word.text for word in self.words])

    @property
    def unknown(self) -> tuple[CanonicalWord, ...]:
        """The words that are in no vocabulary."""
        return tuple(word for word in self.words if word.text.startswith(UNKNOWN))

    @property
    def place(self) -> Place:
        """Where these words are in the source."""
        return Place(
            self.source,
            min((word.start for word in self.words), default=0),
            max((word.end for word in self.words), default=len(self.source)),
        )

    @property
    def typed(self) -> str:
        """These words as they were typed."""
        place = self.place
        return self.source[place.start : place.end]

    def __getitem__(self, index: slice) -> Self:
        return type(self)(self.source, self.words[index])

    def without(self, *openers: str) -> Self:
        """Return the words without the first, if it is one of these and others follow."""
        opens = len(self.words) > 1 and self.words[0].text in openers
        return self[1:] if opens else self

    def part(self, start: int, end: int) -> Self:
        """Return the words of `text[start:end]`."""
        first = self.text.count(" ", 0, start)
        count = len(self.text[start:end].split())
        return self[first : first + count]


def read_words(source: str, vocabulary: Vocabulary, month_first: bool) -> Phrase:
    """Return the canonical words of `source`. An unknown word starts with UNKNOWN, so that it fits
    no rule of the grammar.

    Raises AskError for digits in the shape of a date or time that does not exist.
    """
    pieces = tuple(_pieces(source, month_first))
    words: list[CanonicalWord] = []
    position = 0
    while position < len(pieces):
        piece = pieces[position]
        if words and _is_mark(piece, words, vocabulary):
            words[-1] = CanonicalWord(words[-1].text, words[-1].start, piece.end)
            position += 1
            continue
        for length in range(_LONGEST_FORM, 0, -1):
            span = pieces[position : position + length]
            form = tuple(each.text.removeprefix(UNKNOWN) for each in span)
            if canonical := vocabulary.forms.get(form):
                words.extend(CanonicalWord(text, span[0].start, span[-1].end) for text in canonical)
                position += len(span)
                break
        else:
            words.append(piece)
            position += 1
    return Phrase(source, tuple(_counted(_in_order(_joined(words, source)))))


def _pieces(source: str, month_first: bool) -> Iterator[CanonicalWord]:
    """The source in pieces: digits read by their shape, letters still as UNKNOWN words."""
    plain = source.translate(_ASCII)
    position = 0
    while position < len(plain):
        if space := _SPACE.match(plain, position):
            position = space.end()
            continue
        try:
            shape = read_shape(plain, position, month_first)
        except Impossible:
            end = next((at.start() for at in _SPACE.finditer(plain, position)), len(plain))
            raise say.impossible(Place(source, position, end)) from None
        if shape:
            text, end = shape
        elif dots := _DOTS.match(plain, position):
            text, end = "to", dots.end()
        elif word := _WORD.match(plain, position):
            text, end = UNKNOWN + fold(word[0]), word.end()
            if plain[position - 1 : position].isdecimal():
                text = _TIGHT_UNITS.get(word[0], text)
        else:
            end = position + 1
            text = plain[position] if plain[position] in "-/," else UNKNOWN + plain[position]
        if plain[position].isdigit() and _is_glued(plain[:position]):
            text = UNKNOWN + plain[position:end]
        yield CanonicalWord(text, position, end)
        position = end


def _is_glued(before: str) -> bool:
    """Whether digits follow letters directly in one word: not in `2h30m`, but in `last7`."""
    letters = _LETTERS_BEHIND.search(before)
    return letters is not None and letters[0].lower() not in _GLUE


def _is_mark(piece: CanonicalWord, words: list[CanonicalWord], vocabulary: Vocabulary) -> bool:
    """Whether a word only explains the number before it: `2026 m.`, `lapkričio 20 d.`"""
    text = piece.text.removeprefix(UNKNOWN)
    number = words[-1].text
    if text in vocabulary.year_marks:
        return _YEAR.fullmatch(number) is not None and words[-1].end < piece.start
    return (
        text in vocabulary.day_marks
        and _DAY.fullmatch(number) is not None
        and (number.count("-") == 2 or any(word.text in MONTHS for word in words))
    )


def _joined(words: list[CanonicalWord], source: str) -> Iterator[CanonicalWord]:
    """The words with hyphens that mean "to" replaced, and allowed commas left out."""
    for index, word in enumerate(words):
        before = words[index - 1].text if index else ""
        behind = words[index + 1].text if index + 1 < len(words) else ""
        if word.text == "," and _COMMAS.fullmatch(f"{before} , {behind}"):
            continue
        if word.text in "-/" and before and behind:
            spaced = source[word.start - 1].isspace() and source[word.end].isspace()
            if (word.text == "-" and spaced) or _JOINTS.fullmatch(f"{before} {word.text} {behind}"):
                yield CanonicalWord("to", word.start, word.end)
                continue
        yield word


def _in_order(words: Iterator[CanonicalWord]) -> list[CanonicalWord]:
    """The words with adjectives moved before the noun or the number that they follow."""
    ordered: list[CanonicalWord] = []
    for word in words:
        text = word.text.lstrip(AFTER_NOUN + AFTER_NUMBER)
        before = ordered[-1].text if ordered and text != word.text else ""
        moves = before in _NOUNS or (word.text.startswith(AFTER_NUMBER) and before.isdigit())
        ordered.insert(len(ordered) - moves, CanonicalWord(text, word.start, word.end))
    return ordered


def _counted(words: list[CanonicalWord]) -> Iterator[CanonicalWord]:
    """The words with units in the singular beside a number. "last days" stays, since it does not
    say how many.
    """
    for index, word in enumerate(words):
        beside = (words[index - 1].text if index else "", *(w.text for w in words[index + 1 :][:1]))
        if word.text in _PLURALS and any(_COUNT.fullmatch(text) for text in beside):
            yield CanonicalWord(_PLURALS[word.text], word.start, word.end)
        else:
            yield word
