"""The words of a command that tell its period, read in one piece, with faults shown in place."""

from dataclasses import dataclass, replace
from datetime import datetime

from bot.calls.model import Period
from bot.calls.period import read_period
from bot.calls.query_words import Word
from bot.errors import AskError, Place


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words of the command `source`, to be read at `now`; others may have been taken out between
    them. No words at all mean today.
    """

    source: str
    words: tuple[Word, ...]
    now: datetime
    locale: str | None

    @property
    def text(self) -> str:
        """The words with one space between them."""
        return " ".join(word.text for word in self.words)

    @property
    def first(self) -> str:
        """The first word; empty without words."""
        return self.words[0].text if self.words else ""

    @property
    def place_of_first(self) -> Place:
        """Where the first word stands."""
        return Place(self.source, self.words[0].start, self.words[0].end)

    def rest(self) -> "Phrase":
        """The phrase without its first word."""
        return replace(self, words=self.words[1:])

    def with_first(self, text: str) -> "Phrase":
        """The phrase with another first word."""
        return replace(self, words=(replace(self.words[0], text=text), *self.words[1:]))

    def read(self) -> Period | AskError:
        """The period, or what `read_period` says against it, with the place in the command. The
        error is returned, since whether it matters depends on what else the words may mean.
        """
        try:
            return read_period(self.text, self.now, self.locale)
        except AskError as error:
            place = self._place(error.place) if self.words else None
            return AskError(error.text, error.hint, code=error.code, place=place)

    def _place(self, found: Place | None) -> Place:
        if found is None or found.source != self.text:
            return Place(self.source, self.words[0].start, self.words[-1].end)
        # Where each character of the text stands in the command; the space after a word goes
        # with it.
        stood = [at for word in self.words for at in range(word.start, word.end + 1)]
        start, last = (stood[min(at, len(stood) - 1)] for at in (found.start, found.end - 1))
        return Place(self.source, start, max(start, last + 1))
