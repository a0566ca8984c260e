"""What people type behind `digest` that is no order: `list`, or a verb with a number."""

import re
from dataclasses import dataclass
from enum import StrEnum

from bot.digests.texts import planning as say
from bot.errors import AskError

_NUMBER = re.compile(r"#?([0-9]{1,9})")


class Verb(StrEnum):
    """What is to be done."""

    LIST = "list"
    SHOW = "show"
    PAUSE = "pause"
    RESUME = "resume"
    EDIT = "edit"
    DELETE = "delete"
    NOW = "now"


@dataclass(frozen=True, slots=True)
class Act:
    """A verb, and the number of the digest that it is for; 0 for `list`."""

    verb: Verb
    number: int = 0


def read_act(text: str, command: str) -> Act | None:
    """What the text says; None where it is an order, or nothing.

    Raises AskError (`digest-number-missing`).
    """
    match text.casefold().split():
        case [Verb.LIST, *_]:
            return Act(Verb.LIST)
        case [word, typed] if _is_verb(word) and (number := _NUMBER.fullmatch(typed)):
            return Act(Verb(word), int(number[1]))
        case [word, *others] if _is_verb(word) and not (others and word == Verb.NOW):
            # Behind `now` there may be more of a period.
            raise AskError(*say.number_missing(word, command), code="digest-number-missing")
        case _:
            return None


def _is_verb(word: str) -> bool:
    return word in set(Verb) - {Verb.LIST}
