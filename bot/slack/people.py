"""People as Slack knows them: whose member, in which zone, guest or not. Cached for minutes."""

import time
from collections import OrderedDict
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.web.async_client import AsyncWebClient

from bot.errors import SlackError
from bot.messages import asking
from bot.store.directory import Identity
from bot.telemetry import logger

log = logger(__name__)

_KEPT_SECONDS = 180.0
_KEPT_PEOPLE = 10_000


@dataclass(frozen=True, slots=True)
class Person:
    """A member as `users.info` describes him. `zone` is empty where Slack tells none.

    `external` is true for guests and for people of other workspaces or organisations.
    """

    identity: Identity
    zone: str
    locale: str | None
    external: bool


class People:
    """Looks people up at Slack. `home` holds the bot's own team and enterprise (`auth.test`)."""

    def __init__(self, client: AsyncWebClient, home: frozenset[str]) -> None:
        self._client = client
        self._home = home
        self._known: OrderedDict[str, tuple[float, Person]] = OrderedDict()

    async def find(self, user_id: str) -> Person:
        """The person with this Slack user id.

        The team in a request is the one that installed the bot; in a shared channel the person
        may belong to another, so only `users.info` is believed. Raises SlackError where it does
        not answer: somebody unknown is refused.
        """
        kept = self._known.get(user_id)
        if kept is not None and time.monotonic() - kept[0] < _KEPT_SECONDS:
            return kept[1]
        try:
            answer = await self._client.users_info(user=user_id, include_locale=True)
        except (SlackApiError, SlackClientError, OSError, TimeoutError) as error:
            log.warning("users-info-failed", error=_reason(error))
            raise SlackError(*asking.slack_did_not_say(), code="person-unknown") from None
        person = self._read(user_id, answer["user"])
        self._known[user_id] = (time.monotonic(), person)
        self._known.move_to_end(user_id)
        if len(self._known) > _KEPT_PEOPLE:
            self._known.popitem(last=False)
        return person

    def _read(self, user_id: str, user: dict[str, object]) -> Person:
        grid = user.get("enterprise_user")
        enterprise = grid.get("enterprise_id") if isinstance(grid, dict) else None
        org = enterprise or user.get("team_id")
        if not isinstance(org, str) or not org or user.get("deleted"):
            raise SlackError(*asking.slack_did_not_say(), code="person-unknown")
        guest = any(
            user.get(flag) for flag in ("is_restricted", "is_ultra_restricted", "is_stranger")
        )
        locale = user.get("locale")
        return Person(
            identity=Identity(org, user_id),
            zone=_zone(user.get("tz")),
            locale=locale if isinstance(locale, str) and locale else None,
            external=guest or not self._home & {org, user.get("team_id")},
        )


def _zone(name: object) -> str:
    """The name, if this machine knows such a zone; Slack's list and ours may differ."""
    try:
        return ZoneInfo(str(name)).key if name else ""
    except (KeyError, ValueError, OSError):
        return ""


def _reason(error: Exception) -> str:
    return error.response.get("error", "") if isinstance(error, SlackApiError) else repr(error)
