"""Canonical words that know their place in the text that was typed."""

from dataclasses import dataclass
from functools import cached_property
from operator import attrgetter
from typing import Final, Self

from bot.errors import Place

UNKNOWN: Final = "?"  # starts a word that is in no vocabulary
ZONE: Final = "%"  # starts the IANA name of a zone
_TEXT: Final = attrgetter("text")


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
        return " ".join(map(_TEXT, self.words))

    @property
    def unknown(self) -> tuple[CanonicalWord, ...]:
        """The words that are in no vocabulary."""
        if UNKNOWN not in self.text:
            return ()
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
