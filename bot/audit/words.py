"""What bot admins type behind `audit`: `@tom last week outcome:refused csv`."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from bot.audit import texts as say
from bot.calls.asker import Asker
from bot.calls.words import Keyed, Mention, PeriodWords, Word, words
from bot.errors import AskError, Place
from bot.ids import is_slack_user, read_mor_id
from bot.store.audit import AuditFilter

_CODE = re.compile(r"[a-z][a-z0-9-]{0,63}")
_REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class AuditWords:
    """Which entries are wanted, and whether as a file."""

    wanted: AuditFilter
    csv: bool = False


def read_audit(text: str, asker: Asker, command: str) -> AuditWords:
    """Read what is asked of the log. Raises AskError with the place in `text`."""
    given: dict[str, Any] = {}
    rest: list[Word] = []
    for word in words(text):
        found = list(_read(word, text, command))
        if not found:
            rest.append(word)
        for name, value in found:
            if name in given:
                raise _fault(text, word, say.said_twice(command), "said-twice")
            given[name] = value
    csv = given.pop("csv", False)
    if rest:
        phrase = PeriodWords(text, tuple(rest), asker.now, asker.locale)
        if not (period := phrase.find()):
            raise phrase.refusal()
        given |= {"since": period.start, "until": period.end}
    return AuditWords(AuditFilter(**given), csv)


def _read(word: Word, text: str, command: str) -> Iterator[tuple[str, object]]:
    """Yield the filter that a word gives; nothing if it belongs to the period."""
    if isinstance(word, Mention):
        yield "person", word.text
    elif isinstance(word, Keyed):
        yield _keyed(word, text, command)
    elif is_slack_user(word.text):
        yield "person", word.text
    elif word.text.casefold() == "csv":
        yield "csv", True


def _keyed(word: Keyed, text: str, command: str) -> tuple[str, object]:
    value = word.text.strip().casefold()
    if word.key == "target" and (target := read_mor_id(value)) is not None:
        return "target", target
    if word.key == "outcome" and value == _REFUSED:
        return "refused", True
    if word.key in ("outcome", "kind") and _CODE.fullmatch(value):
        return word.key, value
    if word.key in ("target", "outcome", "kind"):
        raise _fault(text, word, say.odd_value(word.key, command), "filter-value")
    raise _fault(text, word, say.unknown_key(word.key, command), "key-unknown")


def _fault(text: str, word: Word, sentence: tuple[str, str], code: str) -> AskError:
    return AskError(*sentence, code=code, place=Place(text, word.start, word.end))
