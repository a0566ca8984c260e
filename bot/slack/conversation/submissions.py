"""How a submitted form is answered: it closes, shows another view, or keeps open with errors."""

from collections.abc import Awaitable, Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from bot.errors import AskError, MorbotError
from bot.slack import texts
from bot.slack.kit.escape import cut
from bot.slack.kit.forms import Submission, View

_LONGEST_ERROR = 300  # characters that fit below a field

Ack = dict[str, Any]
"""The answer to a submission: how Slack is to go on."""

CLOSE: Ack = {}
"""Close the form."""

TakeSubmission = Callable[[Submission], Awaitable[Ack]]
"""Takes a submission within seconds. Raises FieldErrors and MorbotError."""


class FieldErrors(Exception):
    """What is wrong with a submission, a sentence for each field's name."""

    def __init__(self, by_field: Mapping[str, str]) -> None:
        super().__init__(", ".join(by_field))
        self.by_field = dict(by_field)

    @classmethod
    def at(cls, name: str, problem: MorbotError) -> "FieldErrors":
        """Return a problem as the error of one field."""
        return cls({name: cut(f"{problem.text} {problem.hint}".rstrip(), _LONGEST_ERROR)})


@contextmanager
def at_field(name: str, others: Mapping[str, str] | None = None) -> Iterator[None]:
    """Show an AskError of the block at a field. `others` has the fields of some error codes."""
    try:
        yield
    except AskError as error:
        raise FieldErrors.at((others or {}).get(error.code, name), error) from None


def show(view: View) -> Ack:
    """Put another view in the form's place."""
    return {"response_action": "update", "view": view}


def show_errors(errors: FieldErrors) -> Ack:
    """Keep the form, with the errors below its fields."""
    return {"response_action": "errors", "errors": errors.by_field}


def close_form(*, begun: bool) -> Ack:
    """Close the form if its answer has begun. Raises AskError if the bot is full or stopping."""
    if not begun:
        raise AskError(*texts.LATER, code="later")
    return CLOSE
