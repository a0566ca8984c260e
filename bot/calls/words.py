"""The words of a command: text is cut into words that know their place, and `key:value` is quoted.

5 last week device:"Tom Ford" <@U0TOM0001|tom>
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from operator import attrgetter

from bot.calls import texts as say
from bot.calls.characters import UNSEEN, UNSEEN_AT_EDGE, plain
from bot.calls.model import Period
from bot.calls.period import find_period, read_period
from bot.errors import AskError, Place
from bot.ids import USER_MENTION

LONGEST_COMMAND = 1000  # characters

# Slack's clients turn straight quotes into the typographic ones of the person's language.
_DOUBLE = '"“”„‟«»'
_SINGLE = "'‘’‚‛"
_SPACE = re.compile(r"\s")
_BETWEEN = re.compile(rf"(?:\s|{UNSEEN_AT_EDGE.pattern})+")
# Letters only, so that 10:00, T08:00 and noon-13:00 stay times.
_KEY = re.compile(r"([^\W\d_]+(?:[_-][^\W\d_]+)*):")
# A quote ends before a space or at the end, so that values may contain quotes: 'Tom's phone'.
_QUOTED = re.compile(
    rf"[{_DOUBLE}](?P<double>.*?)[{_DOUBLE}](?!\S)|[{_SINGLE}](?P<single>.*?)[{_SINGLE}](?!\S)",
    re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Word:
    """A word and its place in the command."""

    text: str
    place: Place

    @property
    def start(self) -> int:
        """Where it starts in the command."""
        return self.place.start

    @property
    def end(self) -> int:
        """Where it ends in the command, exclusive."""
        return self.place.end


@dataclass(frozen=True, slots=True)
class Mention(Word):
    """A mentioned person; `text` is the Slack user id."""


@dataclass(frozen=True, slots=True)
class Keyed(Word):
    """`key:value`; `text` is the value without its quotes, `key` is casefolded."""

    key: str


def words(source: str) -> Iterator[Word]:
    """Yield the words of a command in order.

    Raises AskError `command-too-long`, `command-no-text`, and `quote-open` for a quote after a
    colon that does not end.
    """
    if len(source) > LONGEST_COMMAND:
        raise say.command_too_long(Place(source, LONGEST_COMMAND, len(source)))
    if (nul := source.find("\0")) >= 0:  # PostgreSQL cannot store it
        raise say.invisible_character(Place(source, nul, nul + 1))
    at, with_hyphens = 0, plain(source)
    while True:
        if between := _BETWEEN.match(source, at):
            at = between.end()
        if at == len(source):
            return
        space = _SPACE.search(source, at)
        end = space.start() if space else len(source)
        word: Word
        if mention := USER_MENTION.match(source, at):
            word = Mention(mention[1], Place(source, at, mention.end()))
        elif key := _KEY.match(with_hyphens, at):
            word = _keyed(source, at, key, end)
        else:
            text = source[at:end].rstrip(UNSEEN)
            word = Word(text, Place(source, at, at + len(text)))
        at = word.place.end
        yield word


def _keyed(source: str, at: int, found: re.Match[str], end: int) -> Keyed:
    """The word that begins with the key found there, and ends at a quote or at `end`."""
    key, value_at = found[1].casefold(), found.end()
    if quoted := _QUOTED.match(source, value_at):
        value = quoted["double"] if quoted["single"] is None else quoted["single"]
        return Keyed(value, Place(source, at, quoted.end()), key)
    if source[value_at : value_at + 1] in (*_DOUBLE, *_SINGLE):
        raise say.unclosed_quote(key, Place(source, value_at, len(source)))
    return Keyed(source[value_at:end].strip(UNSEEN), Place(source, at, end), key)


def keyed(key: str, value: str) -> str:
    """Return `key:value`, in quotes if the value needs them."""
    bare = f"{key}:{value}"
    written = (bare, f'{key}:"{value}"', f"{key}:'{value}'")
    return next((text for text in written if _says(text, value)), bare)


def _says(text: str, value: str) -> bool:
    """Whether `text` is one word that says exactly `value`."""
    try:
        found = list(words(text))
    except AskError:
        return False
    return len(found) == 1 and found[0].text == value and not text[:1].isspace()


@dataclass(frozen=True, slots=True)
class PeriodWords:
    """The words of the command `source` that tell its period, read at `now`. They need not be
    neighbours. No words at all mean today.
    """

    source: str
    words: tuple[Word, ...]
    now: datetime
    locale: str | None

    @property
    def text(self) -> str:
        """The words with one space between them."""
        return " ".join(map(attrgetter("text"), self.words))

    @property
    def first(self) -> str:
        """The first word; empty if there are no words."""
        return self.words[0].text if self.words else ""

    def rest(self) -> "PeriodWords":
        """Return these words without the first."""
        return replace(self, words=self.words[1:])

    def with_first(self, text: str) -> "PeriodWords":
        """Return these words with another first one."""
        return replace(self, words=(replace(self.words[0], text=text), *self.words[1:]))

    def find(self) -> Period | None:
        """Return the period; None if they are none, since they may still mean something else."""
        return find_period(self.text, self.now, self.locale)

    def refusal(self) -> AskError:
        """Return why they are no period, with the place in the command."""
        try:
            read_period(self.text, self.now, self.locale)
        except AskError as error:
            place = self._place(error.place) if self.words else None
            return AskError(error.text, error.hint, code=error.code, place=place)
        raise ValueError("this is a period")

    def _place(self, found: Place | None) -> Place:
        if found is None or found.source != self.text:
            return Place(self.source, self.words[0].start, self.words[-1].end)
        # Where each character of `text` is in the command; the space after a word belongs to it.
        at = [index for word in self.words for index in range(word.start, word.end + 1)]
        start, last = (at[min(each, len(at) - 1)] for each in (found.start, found.end - 1))
        return Place(self.source, start, max(start, last + 1))
