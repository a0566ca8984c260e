"""The words of a command that tell its period, read in one piece, with faults shown in place."""

from dataclasses import dataclass, replace
from datetime import datetime

from bot.calls.model import Period
from bot.calls.period import read_period
from bot.calls.query_words import Word
from bot.errors import AskError, Place


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words of the command `source`; others may have been taken out between them."""

    source: str
    words: tuple[Word, ...]

    @property
    def text(self) -> str:
        """The words with one space between them."""
        return " ".join(word.text for word in self.words)

    def rest(self) -> "Phrase":
        """The phrase without its first word."""
        return Phrase(self.source, self.words[1:])

    def with_first(self, text: str) -> "Phrase":
        """The phrase with another first word."""
        return Phrase(self.source, (replace(self.words[0], text=text), *self.words[1:]))

    def place_of_first(self) -> Place:
        """Where the first word stands."""
        return Place(self.source, self.words[0].start, self.words[0].end)

    def read(self, now: datetime, locale: str | None) -> Period:
        """The period. Raises the AskError of `read_period`, its place shown in the command."""
        try:
            return read_period(self.text, now, locale)
        except AskError as error:
            raise AskError(
                error.text, error.hint, code=error.code, place=self._place(error.place)
            ) from None

    def _place(self, found: Place | None) -> Place | None:
        if not self.words:
            return None
        if found is None or found.source != self.text:
            return Place(self.source, self.words[0].start, self.words[-1].end)
        # Where each character of the text stands in the command; the space after a word goes
        # with it.
        stood = [at for word in self.words for at in range(word.start, word.end + 1)]
        start, last = (stood[min(at, len(stood) - 1)] for at in (found.start, found.end - 1))
        return Place(self.source, start, max(start, last + 1))
