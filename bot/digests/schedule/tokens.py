"""The words of a schedule, taken one by one."""

from collections.abc import Callable

from bot.digests.schedule import texts as messages
from bot.digests.schedule.text import Kind, Token, tokens
from bot.errors import AskError, Place


class Tokens:
    """A walk through the words of `source`; `at` is the index of the next one."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.all = tokens(source)
        self.at = 0

    @property
    def next(self) -> Token | None:
        """The next word, which stays where it is; None behind the last."""
        return self.all[self.at] if self.at < len(self.all) else None

    @property
    def kind(self) -> Kind | None:
        """What the next word is; None behind the last."""
        return self.kind_ahead(0)

    @property
    def text(self) -> str:
        """The next word's spelling; empty behind the last."""
        return self.ahead(0)

    def ahead(self, count: int) -> str:
        """The spelling of the word so many places behind the next; empty behind the last."""
        ahead = self.all[self.at + count : self.at + count + 1]
        return ahead[0].text if ahead else ""

    def kind_ahead(self, count: int) -> Kind | None:
        """What the word so many places behind the next is; None behind the last."""
        ahead = self.all[self.at + count : self.at + count + 1]
        return ahead[0].kind if ahead else None

    def take(self) -> Token:
        """The next word, which is then done with. Raises AskError behind the last."""
        token = self.next
        if token is None:
            raise self.fault(
                "unfinished", messages.unfinished(self.typed(self.at - 1)), self.at - 1
            )
        self.at += 1
        return token

    def skip(self, *texts: str) -> bool:
        """Take the next word if it is one of these."""
        found = self.text in texts
        self.at += found
        return found

    def joined(self, goes_on: Callable[[], bool]) -> bool:
        """Take a comma, an "and" or both if the list goes on behind them."""
        before = self.at
        self.skip(",")
        self.skip("and")
        if self.at > before and goes_on():
            return True
        self.at = before
        return False

    def typed(self, begun: int) -> str:
        """The words from the index `begun` to the next one, as they were typed."""
        place = self.place(begun)
        return self.source[place.start : place.end]

    def place(self, begun: int) -> Place:
        """Where the words from the index `begun` to the next one stand; one word at least."""
        span = self.all[max(begun, 0) : max(self.at, begun + 1)]
        return Place(self.source, span[0].start, span[-1].end)

    def fault(self, code: str, sentence: tuple[str, str], begun: int) -> AskError:
        """The error about the words from the index `begun` to the next one."""
        return AskError(*sentence, code=f"schedule-{code}", place=self.place(begun))
