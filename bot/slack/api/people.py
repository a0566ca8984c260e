"""People as Slack knows them: whose member, in which zone, guest or not. Cached for minutes.

Only `users.info` is believed. The team in a request is the one that installed the bot; in a shared
channel the person may belong to another, and the payloads of clicks and events do not always say.
"""

import time
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from zoneinfo import ZoneInfo

from cachetools import TLRUCache
from slack_sdk.web.async_client import AsyncWebClient

from bot.errors import TOKEN_DEAD, SlackError
from bot.ids import Identity
from bot.slack import texts
from bot.slack.api.client import CALL_FAULTS, slack_says
from bot.telemetry import logger

log = logger(__name__)

_KEPT_SECONDS = 120.0  # how long somebody who has become a guest may at most pass for a member
_KEPT_PEOPLE = 10_000
_NOBODY = frozenset({"user_not_found", "user_not_visible"})  # Slack's words for an unknown id


class Membership(StrEnum):
    """What somebody is to the workspace (or the enterprise) that the bot is installed in."""

    MEMBER = "member"
    GUEST = "guest"
    FOREIGN = "foreign"  # of another workspace, met in a shared channel
    DEACTIVATED = "deactivated"


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody as Slack describes him. `zone` is empty and `locale` None where it tells none."""

    identity: Identity
    membership: Membership
    zone: str = ""
    locale: str | None = None


FindPerson = Callable[[str], Awaitable[Person]]
"""Asks Slack about a user id.

Raises SlackError: `person-unknown` where Slack says that it knows nobody of that id, another code
where it says nothing.
"""


class People:
    """Looks people up at Slack. `home` holds the bot's own team and enterprise (`auth.test`).

    `clock` counts seconds.
    """

    def __init__(
        self,
        client: AsyncWebClient,
        home: frozenset[str],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._client = client
        self._home = home
        self._clock = clock
        self._known: TLRUCache[str, tuple[float, Person], float] = TLRUCache(
            _KEPT_PEOPLE, _believed_until, timer=clock
        )
        self._forgotten = 0

    async def find(self, user_id: str) -> Person:
        """The person with this Slack user id.

        Raises SlackError: `person-unknown` where Slack knows no person of that id (an app is
        none), `person-untold` where it does not say, Slack's own word where that is the token's
        fault.
        """
        if (kept := self._known.get(user_id)) is not None:
            return kept[1]
        forgotten, asked_at = self._forgotten, self._clock()
        person = self._read(user_id, await self._ask(user_id))
        if forgotten == self._forgotten:  # else this answer may be older than the change
            self._known[user_id] = (asked_at, person)
        return person

    def forget(self, user_id: str) -> None:
        """Ask Slack anew when this person is looked for next."""
        self._forgotten += 1
        self._known.pop(user_id, None)

    async def _ask(self, user_id: str) -> object:
        try:
            answer = await self._client.users_info(user=user_id, include_locale=True)
        except CALL_FAULTS as error:
            word = slack_says(error)
            log.warning("users-info-failed", error=word or type(error).__name__)
            code = word if word in TOKEN_DEAD else "person-untold"
            code = "person-unknown" if word in _NOBODY else code
            raise SlackError(*texts.SLACK_DID_NOT_SAY, code=code) from None
        return answer.get("user")

    def _read(self, user_id: str, user: object) -> Person:
        if not isinstance(user, Mapping) or user.get("id") != user_id:
            raise SlackError(*texts.SLACK_DID_NOT_SAY, code="person-untold")
        if user.get("is_bot"):
            raise SlackError(*texts.SLACK_DID_NOT_SAY, code="person-unknown")
        grid = user.get("enterprise_user")
        enterprise = grid.get("enterprise_id") if isinstance(grid, Mapping) else None
        team = user.get("team_id")
        org = enterprise or team
        if not isinstance(org, str) or not org:
            raise SlackError(*texts.SLACK_DID_NOT_SAY, code="person-untold")
        locale = user.get("locale")
        return Person(
            identity=Identity(org, user_id),
            membership=self._membership(user, {org, team}),
            zone=_zone(user.get("tz")),
            locale=locale if isinstance(locale, str) and locale else None,
        )

    def _membership(self, user: Mapping[str, object], orgs: set[object]) -> Membership:
        if user.get("deleted"):
            return Membership.DEACTIVATED
        if user.get("is_stranger") or not self._home & orgs:
            return Membership.FOREIGN
        if user.get("is_restricted") or user.get("is_ultra_restricted"):
            return Membership.GUEST
        return Membership.MEMBER


def _believed_until(_user_id: str, answer: tuple[float, Person], _now: float) -> float:
    asked_at, _ = answer
    return asked_at + _KEPT_SECONDS


def _zone(name: object) -> str:
    """The name, if this machine knows such a zone; Slack's list and ours may differ."""
    try:
        return ZoneInfo(str(name)).key if name else ""
    except (KeyError, ValueError, OSError):
        return ""
