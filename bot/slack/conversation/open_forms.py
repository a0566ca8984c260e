"""Forms that people have open. A form carries only an id: what it is about is remembered here."""

import secrets
from dataclasses import dataclass
from typing import Generic, TypeVar

from cachetools import TTLCache

from bot.errors import AskError
from bot.slack import texts
from bot.slack.conversation.reply import ReplyTarget
from bot.slack.kit.forms import Submission

About = TypeVar("About")

_LIFE = 25 * 60.0  # seconds; a response_url ends after 30 minutes
_MOST = 10_000


@dataclass(frozen=True, slots=True)
class Opening:
    """Somebody wants a form. `target` is where they are told what a form has no room for."""

    user_id: str
    trigger_id: str
    target: ReplyTarget


class OpenForms(Generic[About]):
    """Remembers what forms are about for 25 minutes, until the bot ends.

    When ten thousand are open, the oldest is evicted.
    """

    def __init__(self) -> None:
        self._forms: TTLCache[str, tuple[str, About]] = TTLCache(_MOST, _LIFE)

    def add(self, user_id: str, about: About) -> str:
        """Remember a person's form. Return the id that the form is to carry as its metadata."""
        form_id = secrets.token_urlsafe(16)
        self._forms[form_id] = (user_id, about)
        return form_id

    def find(self, sent: Submission) -> About:
        """Return what the form is about. Raises AskError if it is another person's or expired."""
        user_id, about = self._forms.get(sent.metadata, ("", None))
        if about is None or user_id != sent.user_id:
            raise AskError(*texts.FORM_EXPIRED, code="form-gone")
        return about

    def take(self, sent: Submission) -> About:
        """Return what the form is about, once only. Raises AskError as `find` does."""
        about = self.find(sent)
        del self._forms[sent.metadata]
        return about
