"""People as Slack knows them: their workspace, membership and time zone. Cached for minutes.

Only `users.info` is believed. The team in a request is the one that installed the bot. In a shared
channel the person may belong to another team, and clicks and events do not always say which.
"""

import time
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from zoneinfo import ZoneInfo

from cachetools import TLRUCache
from slack_sdk.web.async_client import AsyncWebClient

from bot.errors import TOKEN_DEAD, ErrorCode, SlackError
from bot.ids import Identity
from bot.slack import texts
from bot.slack.api.client import CALL_FAULTS, slack_says
from bot.telemetry import logger

log = logger(__name__)

_CACHED_SECONDS = 120.0  # the longest that a new guest may pass for a member
_CACHED_PEOPLE = 10_000
_NOBODY = frozenset({"user_not_found", "user_not_visible"})  # Slack's errors for an unknown id


class Membership(StrEnum):
    """What somebody is in the workspace or enterprise that the bot is installed in."""

    MEMBER = "member"
    GUEST = "guest"
    FOREIGN = "foreign"  # of another workspace, met in a shared channel
    DEACTIVATED = "deactivated"


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody as Slack describes them. `zone` is empty and `locale` None if unknown."""

    identity: Identity
    membership: Membership
    zone: str = ""
    locale: str | None = None


FindPerson = Callable[[str], Awaitable[Person]]
"""Asks Slack about a user id.

Raises SlackError: `person-unknown` if Slack knows nobody with that id, another code if Slack
doesn't answer.
"""


class People:
    """Looks people up at Slack, and caches them in the process for two minutes.

    `home` has the ids of the bot's team and enterprise (`auth.test`). `clock` is monotonic, in
    seconds.
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
            _CACHED_PEOPLE, _believed_until, timer=clock
        )
        self._evictions = 0

    async def find(self, user_id: str) -> Person:
        """Return the person with this Slack user id.

        Raises SlackError: `person-unknown` if Slack knows no person with that id (an app is no
        person), Slack's own code if the token is dead, else `person-untold`.
        """
        if (cached := self._known.get(user_id)) is not None:
            return cached[1]
        evictions, asked_at = self._evictions, self._clock()
        person = self._read(user_id, await self._ask(user_id))
        if evictions == self._evictions:  # else this answer may be older than the change
            self._known[user_id] = (asked_at, person)
        return person

    async def find_anew(self, user_id: str) -> Person:
        """Return what Slack says of this person now. Raises as `find` does."""
        self.forget(user_id)
        return await self.find(user_id)

    def forget(self, user_id: str) -> None:
        """Evict this person, and any answer of Slack's about them that is on its way."""
        self._evictions += 1
        self._known.pop(user_id, None)

    async def _ask(self, user_id: str) -> object:
        try:
            answer = await self._client.users_info(user=user_id, include_locale=True)
        except CALL_FAULTS as error:
            word = slack_says(error)
            log.warning("users-info-failed", error=word or type(error).__name__)
            code = word if word in TOKEN_DEAD else "person-untold"
            code = ErrorCode.PERSON_UNKNOWN if word in _NOBODY else code
            raise SlackError(*texts.SLACK_DID_NOT_SAY, code=code) from None
        return answer.get("user")

    def _read(self, user_id: str, user: object) -> Person:
        if not isinstance(user, Mapping) or user.get("id") != user_id:
            raise SlackError(*texts.SLACK_DID_NOT_SAY, code="person-untold")
        if user.get("is_bot"):
            raise SlackError(*texts.SLACK_DID_NOT_SAY, code=ErrorCode.PERSON_UNKNOWN)
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
    return asked_at + _CACHED_SECONDS


def _zone(name: object) -> str:
    """Return the name if this machine knows the zone. Slack's list and ours may differ."""
    try:
        return ZoneInfo(str(name)).key if name else ""
    except (KeyError, ValueError, OSError):
        return ""
