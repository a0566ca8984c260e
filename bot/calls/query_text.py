"""Writes queries, whole or from the fields of a form, as commands that `read_command` reads."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from bot.calls.model import Account, Filter, Output, Query, Target, WhoKind
from bot.calls.words import keyed
from bot.errors import AskError, ErrorCode

WHO, PERIOD, FILTERS, OUTPUT = "who", "period", "filters", "output"

_FIELD_OF = {
    "who-missing": WHO,
    "who-twice": WHO,
    "who-unreadable": WHO,
    "not-allowed": WHO,
    ErrorCode.USER_NOT_FOUND: WHO,
    "no-own-id": WHO,
    ErrorCode.NOT_LINKED: WHO,
    "link-suspended": WHO,
}


@dataclass(frozen=True, slots=True)
class ComposedCommand:
    """A command's text, and which characters come from which field: start, end exclusive."""

    text: str
    spans: tuple[tuple[str, int, int], ...]

    def field_of(self, error: AskError) -> str:
        """Return the field that has the mistake."""
        place = error.place
        if place is not None and place.source == self.text:
            for name, start, end in self.spans:
                if start <= place.start < end:
                    return name
        return _FIELD_OF.get(error.code, PERIOD)


def compose(
    who: str, period: str, filters: str, output: str, account: Account | None
) -> ComposedCommand:
    """Write the command of these fields. An empty `who` becomes an explicit `me`, so that a
    number at the start of the period is never read as a person.
    """
    named = _who(who.strip(), account)
    text, spans = "", []
    for name, part in ((WHO, named), (PERIOD, period), (FILTERS, filters), (OUTPUT, output)):
        if part.strip():
            start = len(text) + bool(text)
            text = f"{text} {part.strip()}".lstrip()
            spans.append((name, start, len(text)))
    return ComposedCommand(text, tuple(spans))


def command_text(query: Query, target: Target, account: Account | None) -> str:
    """Write the command of a query. It is about `target`, no matter who runs it."""
    group = f"by:{query.group}" if query.group else ""
    form = "" if query.output is Output.TABLE else query.output
    output = " ".join(filter(None, (group, form, "oldest" * query.oldest_first)))
    who, filters = who_text(query, target), filters_text(query.filters)
    return compose(who, query.phrase, filters, output, account).text


def who_text(query: Query, target: Target) -> str:
    """Write the person that a query is about, as typed after `user:`; empty for the asker."""
    match query.who.kind:
        case WhoKind.ME:
            return ""
        case WhoKind.NAME:
            return query.who.value
        case _:
            return str(target.user_id)


def filters_text(filters: Iterable[Filter]) -> str:
    """Write filters as words of a command."""
    return " ".join(keyed(one.key, one.pattern) for one in filters)


def period_text(start: datetime, end: datetime) -> str:
    """Write the period between two aware datetimes as words of a command."""
    exact = "seconds" if start.second or end.second else "minutes"
    return f"{start.isoformat(timespec=exact)} to {end.isoformat(timespec=exact)}"


def _who(typed: str, account: Account | None) -> str:
    if typed.casefold() == "me" or not typed:
        return "me" if typed or (account and account.user_id is not None) else ""
    return keyed("user", typed.removeprefix("user:"))
