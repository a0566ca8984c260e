"""Forms that people have before them: whose each is, what it is about, where its answer goes.

A form carries nothing but an id. After a restart nothing is known of it, and it has to be opened
again.
"""

import secrets
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

from bot.slack.conversation.reply_targets import ReplyTarget

About = TypeVar("About")

_LIFE = 25 * 60.0  # seconds; a response_url ends after 30 minutes
_MOST = 10_000


@dataclass(frozen=True, slots=True)
class OpenForm(Generic[About]):
    """A form; its answer goes to `target`."""

    user_id: str
    opened: float
    target: ReplyTarget
    about: About


class OpenForms(Generic[About]):
    """Remembers forms for 25 minutes. `clock` gives seconds that never go back."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._forms: OrderedDict[str, OpenForm[About]] = OrderedDict()

    def add(self, user_id: str, target: ReplyTarget, about: About) -> str:
        """Remember a form, and give the id that it is to carry."""
        form_id = secrets.token_urlsafe(16)
        self._forms[form_id] = OpenForm(user_id, self._clock(), target, about)
        if len(self._forms) > _MOST:
            self._forms.popitem(last=False)
        return form_id

    def find(self, form_id: str, user_id: str) -> OpenForm[About] | None:
        """This person's form; None where it is another's, or was open for too long."""
        form = self._forms.get(form_id)
        if form is None or form.user_id != user_id or self._clock() - form.opened > _LIFE:
            return None
        return form
