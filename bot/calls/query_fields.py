"""A question given field by field, made into one command that the grammar reads."""

from dataclasses import dataclass
from datetime import datetime

from bot.calls.model import Account, Output, Query, Target
from bot.calls.query_text import filters_text, keyed, who_text
from bot.errors import AskError

WHO, PERIOD, FILTERS, OUTPUT = "who", "period", "filters", "output"

_FIELD_OF = {
    "who-missing": WHO,
    "who-twice": WHO,
    "who-unreadable": WHO,
    "not-allowed": WHO,
    "user-not-found": WHO,
    "no-own-id": WHO,
    "not-linked": WHO,
    "link-suspended": WHO,
}


@dataclass(frozen=True, slots=True)
class Command:
    """A command's text, and which characters of it each field has given: start, end excluded."""

    text: str
    spans: tuple[tuple[str, int, int], ...]

    def field_of(self, error: AskError) -> str:
        """The field in which the mistake is."""
        place = error.place
        if place is not None and place.source == self.text:
            for name, start, end in self.spans:
                if start <= place.start < end:
                    return name
        return _FIELD_OF.get(error.code, PERIOD)


def command(who: str, period: str, filters: str, output: str, account: Account | None) -> Command:
    """The command that these fields make. Nobody named means the asker himself, in so many words,
    so that a number at the head of the period is never taken for a person.
    """
    named = _who(who.strip(), account)
    text, spans = "", []
    for name, part in ((WHO, named), (PERIOD, period), (FILTERS, filters), (OUTPUT, output)):
        if part.strip():
            start = len(text) + bool(text)
            text = f"{text} {part.strip()}".lstrip()
            spans.append((name, start, len(text)))
    return Command(text, tuple(spans))


def command_of(query: Query, target: Target, account: Account | None) -> Command:
    """The command that asks this question again, of the same person whoever gives it."""
    group = f"by:{query.group}" if query.group else ""
    form = "" if query.output is Output.TABLE else query.output
    output = " ".join(filter(None, (group, form, "oldest" * query.oldest_first)))
    who = who_text(query, target)
    return command(who, query.phrase, filters_text(query.filters), output, account)


def between(start: datetime, end: datetime) -> str:
    """The period from one moment to another, both aware, in words of the grammar."""
    exact = "seconds" if start.second or end.second else "minutes"
    return f"{start.isoformat(timespec=exact)} to {end.isoformat(timespec=exact)}"


def _who(typed: str, account: Account | None) -> str:
    if typed.casefold() == "me" or not typed:
        return "me" if typed or (account and account.user_id is not None) else ""
    return keyed("user", typed.removeprefix("user:"))
