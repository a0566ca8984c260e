"""Rights that Slack grants with a payload and that expire: to reply, to open a modal."""

import secrets
from dataclasses import dataclass

from bot.sandbox.slack_server.model import Message, Refusal
from bot.sandbox.slack_server.timeline import WorkspaceClock

_RESPONSE_LIFETIME = 30 * 60
_RESPONSE_USES = 5
_TRIGGER_LIFETIME = 3


@dataclass(slots=True)
class ResponseUrl:
    """The right to reply to an interaction: five times within 30 minutes.

    `original` is the clicked message. A slash command has no original to replace.
    """

    id: str
    user: str
    channel: str
    expires: float
    original: Message | None = None
    uses: int = 0


@dataclass(slots=True)
class Trigger:
    """The right to open one modal for a person."""

    user: str
    expires: float
    used: bool = False


class Grants:
    """The rights granted, and what is left of them."""

    def __init__(self, clock: WorkspaceClock) -> None:
        self._clock = clock
        self._response_urls: dict[str, ResponseUrl] = {}
        self._triggers: dict[str, Trigger] = {}
        self._codes: dict[str, str] = {}

    def new_response(self, user: str, channel: str, original: Message | None = None) -> str:
        """Grant a right to reply to an interaction, and return its id."""
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
        """Return a right to reply without using it. Raises KeyError."""
        return self._response_urls[url_id]

    def use_response(self, url_id: str) -> ResponseUrl:
        """Use a right to reply once. Raises Refusal if it is unknown, used up or expired."""
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
        """Return a new trigger id, valid once and for three seconds."""
        trigger = f"{len(self._triggers) + 1}.{secrets.randbelow(10**9)}.{secrets.token_hex(16)}"
        self._triggers[trigger] = Trigger(user, self._clock.now() + _TRIGGER_LIFETIME)
        return trigger

    def use_trigger(self, trigger_id: str) -> str:
        """Use a trigger and return its user. Raises Refusal."""
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
        """Return a new OAuth code for the app that `installer` installs."""
        code = secrets.token_hex(16)
        self._codes[code] = installer
        return code

    def use_code(self, code: str) -> str:
        """Use an OAuth code and return who installed. Raises Refusal."""
        if code not in self._codes:
            raise Refusal("invalid_code")
        return self._codes.pop(code)
