"""Translates typed text into the canonical words of the grammar."""

import re
from collections.abc import Iterator
from typing import Final

from bot.calls.characters import UNSEEN_AT_EDGE, one_form, plain
from bot.calls.period import texts as say
from bot.calls.period.calendar import MONTHS
from bot.calls.period.languages import Vocabulary, fold
from bot.calls.period.order import in_order, joined
from bot.calls.period.phrase import UNKNOWN, ZONE, CanonicalWord, Phrase
from bot.calls.period.shapes import Impossible, read_shape
from bot.calls.zones import find_zone
from bot.errors import Place

_LONGEST_FORM: Final = 6  # words in one form of the vocabulary
_SPACE: Final = re.compile(rf"(?:\s|{UNSEEN_AT_EDGE.pattern})+|(?<=[0-9])[Tt](?=[0-9]{{2}}:)")
_LETTER: Final = "(?:[^\\W\\d_]|[\u0300-\u036f])"
_WORD: Final = re.compile(
    rf"[dl]['’](?={_LETTER})|{_LETTER}+(?:['’]{_LETTER}+)*\.?(?!\.)|{_LETTER}+", re.IGNORECASE
)
_TO: Final = re.compile(r"\.\.\.?|…|-+>|→|--+")
_ZONE: Final = re.compile(  # Europe/Vilnius, (Europe/Vilnius), (Japan), UTC
    r"\((?P<inside>[A-Za-z][\w/+-]*)\)|(?P<name>[A-Za-z_]+/[A-Za-z][\w/+-]*|UTC\b)", re.IGNORECASE
)
_YEAR: Final = re.compile(r"(?:19[7-9]|20[0-9])[0-9]|2100")
_DAY: Final = re.compile(r"[0-9]{1,2}(?:th)?|[0-9]{4}-[0-9]{2}-[0-9]{2}")
_TIGHT_UNITS: Final = {"M": "month", "y": "year"}  # only right after a number, and in this case
_LETTERS_BEHIND: Final = re.compile(rf"{_LETTER}+$")
_GLUE: Final = ("h", "m", "s", "d", "w", "j", "min", "t")  # 2h30m; T3; T before a clock


def read_words(
    source: str, vocabulary: Vocabulary, month_first: bool, *, offsets: bool = False
) -> Phrase:
    """Return the canonical words of `source`. An unknown word starts with UNKNOWN, so that it fits
    no rule of the grammar. `offsets` reads the end of `10:00-11:00` as an offset from UTC.

    Raises AskError for digits in the shape of a date or time that does not exist.
    """
    pieces = tuple(_pieces(source, month_first, offsets))
    typed = [piece.text.removeprefix(UNKNOWN) for piece in pieces]
    words: list[CanonicalWord] = []
    position = 0
    while position < len(pieces):
        piece = pieces[position]
        if words and (marked := _marked(piece, words, vocabulary)):
            words[-1] = marked
            position += 1
            continue
        for length in range(_LONGEST_FORM, 0, -1):
            form = tuple(typed[position : position + length])
            if canonical := vocabulary.forms.get(form):
                span = pieces[position : position + length]
                words += [CanonicalWord(text, span[0].start, span[-1].end) for text in canonical]
                position += len(span)
                break
        else:
            words.append(piece)
            position += 1
    return Phrase(source, tuple(in_order(joined(words, source))))


def _pieces(source: str, month_first: bool, offsets: bool) -> Iterator[CanonicalWord]:
    """The source in pieces: digits read by their shape, letters still as UNKNOWN words."""
    text, at = _composed(plain(source))
    position = 0
    while position < len(text):
        if space := _SPACE.match(text, position):
            position = space.end()
            continue
        try:
            shape = read_shape(text, position, month_first, offsets)
        except Impossible:
            end = next((at.start() for at in _SPACE.finditer(text, position)), len(text))
            raise say.impossible(Place(source, at[position], at[end])) from None
        if shape:
            word, end = shape
        elif to := _TO.match(text, position):
            word, end = "to", to.end()
        elif zone := _zone(text, position):
            word, end = zone
        elif letters := _WORD.match(text, position):
            word, end = UNKNOWN + fold(letters[0]), letters.end()
            if text[position - 1 : position].isdecimal():
                word = _TIGHT_UNITS.get(letters[0], word)
        else:
            end = position + 1
            word = text[position] if text[position] in "-/," else UNKNOWN + text[position]
        if text[position].isdigit() and _is_glued(text[:position]):
            word = UNKNOWN + text[position:end]
        yield CanonicalWord(word, at[position], at[end])
        position = end


def _composed(text: str) -> tuple[str, list[int] | range]:
    """The text with letters and their accents as one character (NFC), and where each of its
    characters begins in the given one.
    """
    composed = one_form(text)
    if composed == text:
        return text, range(len(text) + 1)
    at = [0] * (len(composed) + 1)
    for index in range(len(text) + 1):
        at[len(one_form(text[:index]))] = index
    return composed, at


def _zone(text: str, position: int) -> tuple[str, int] | None:
    """The zone whose name stands here, and its end."""
    found = _ZONE.match(text, position)
    name = find_zone(found["inside"] or found["name"]) if found else None
    return (ZONE + name, found.end()) if found and name else None


def _is_glued(before: str) -> bool:
    """Whether digits follow a word directly, as in `last7`. Units may: `2h30m`."""
    letters = _LETTERS_BEHIND.search(before)
    return letters is not None and letters[0].lower() not in _GLUE


def _marked(
    piece: CanonicalWord, words: list[CanonicalWord], vocabulary: Vocabulary
) -> CanonicalWord | None:
    """The last word with a piece that only explains its number: `2026 m.`, `lapkričio 20 d.`"""
    text, number = piece.text.removeprefix(UNKNOWN), words[-1]
    if text in vocabulary.year_marks:
        marks = _YEAR.fullmatch(number.text) is not None and number.end < piece.start
        return CanonicalWord(number.text, number.start, piece.end) if marks else None
    if text not in vocabulary.day_marks or not _DAY.fullmatch(number.text):
        return None
    if number.text.count("-") == 2 or any(word.text in MONTHS for word in words):
        return CanonicalWord(number.text, number.start, piece.end)
    # Else it may be an amount: 5 dienos, but not 5 числа прошлого месяца, praeito mėnesio 5 d.
    if (text,) not in vocabulary.forms or (len(words) > 1 and words[-2].text == "month"):
        return CanonicalWord(f"{number.text.removesuffix('th')}th", number.start, piece.end)
    return None
