"""Rights that Slack hands out with a payload, and that do not last: to answer, to open a modal."""

import secrets
from dataclasses import dataclass

from bot.sandbox.slack_server.model import Message, Refusal
from bot.sandbox.slack_server.timeline import WorkspaceClock

_RESPONSE_LIFETIME = 30 * 60
_RESPONSE_USES = 5
_TRIGGER_LIFETIME = 3


@dataclass(slots=True)
class ResponseUrl:
    """The right to answer an interaction: five uses within 30 minutes.

    `original` is the clicked message; a slash command has none that could be replaced.
    """

    id: str
    user: str
    channel: str
    expires: float
    original: Message | None = None
    uses: int = 0


@dataclass(slots=True)
class Trigger:
    """The right to open one modal for somebody."""

    user: str
    expires: float
    used: bool = False


class Grants:
    """What was handed out, and how much of it is left."""

    def __init__(self, clock: WorkspaceClock) -> None:
        self._clock = clock
        self._response_urls: dict[str, ResponseUrl] = {}
        self._triggers: dict[str, Trigger] = {}
        self._codes: dict[str, str] = {}

    def new_response(self, user: str, channel: str, original: Message | None = None) -> str:
        """The id of a fresh right to answer an interaction."""
        one = ResponseUrl(
            secrets.token_urlsafe(18),
            user,
            channel,
            self._clock.now() + _RESPONSE_LIFETIME,
            original,
        )
        self._response_urls[one.id] = one
        return one.id

    def response(self, url_id: str) -> ResponseUrl:
        """A right to answer, without using it. KeyError if it was never given."""
        return self._response_urls[url_id]

    def use_response(self, url_id: str) -> ResponseUrl:
        """Count one use. Raises Refusal when it is unknown, used up or too old."""
        one = self._response_urls.get(url_id)
        if one is None:
            raise Refusal("invalid_url")
        if self._clock.now() > one.expires:
            raise Refusal("expired_url")
        if one.uses >= _RESPONSE_USES:
            raise Refusal("used_url")
        one.uses += 1
        return one

    def new_trigger(self, user: str) -> str:
        """A fresh trigger id: good once and for three seconds."""
        trigger = f"{len(self._triggers) + 1}.{secrets.randbelow(10**9)}.{secrets.token_hex(16)}"
        self._triggers[trigger] = Trigger(user, self._clock.now() + _TRIGGER_LIFETIME)
        return trigger

    def use_trigger(self, trigger_id: str) -> str:
        """Whose trigger this is, once. Raises Refusal."""
        trigger = self._triggers.get(trigger_id)
        if trigger is None:
            raise Refusal("invalid_trigger_id")
        if trigger.used:
            raise Refusal("exchanged_trigger_id")
        if self._clock.now() > trigger.expires:
            raise Refusal("expired_trigger_id")
        trigger.used = True
        return trigger.user

    def new_code(self, installer: str) -> str:
        """What an installation hands the app, for oauth.v2.access."""
        code = secrets.token_hex(16)
        self._codes[code] = installer
        return code

    def use_code(self, code: str) -> str:
        """Who installed, once. Raises Refusal."""
        if code not in self._codes:
            raise Refusal("invalid_code")
        return self._codes.pop(code)
