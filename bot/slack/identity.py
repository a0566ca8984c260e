"""From a Slack request to an Asker: who presses or types, and which MOR user that is.

It is looked up for every command and every click; nothing in a message or a button is believed.
"""

from collections.abc import Callable
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.answers import Asker
from bot.errors import SlackError
from bot.messages import asking
from bot.slack.people import People
from bot.store.directory import Directory

Clock = Callable[[ZoneInfo], datetime]


class Identities:
    """Finds the asker behind a Slack user id. `clock` gives the aware time in a zone."""

    def __init__(
        self, people: People, directory: Directory, default_zone: str, clock: Clock
    ) -> None:
        self._people = people
        self._directory = directory
        self._default_zone = default_zone
        self._clock = clock

    async def asker(self, user_id: str) -> Asker:
        """The asker; his `account` is None where he is not linked, or not any longer.

        Raises SlackError where Slack does not tell who he is.
        """
        if not user_id:
            raise SlackError(*asking.slack_did_not_say(), code="person-unknown")
        person = await self._people.find(user_id)
        link = await self._directory.find(person.identity)
        suspended = ""
        if link is not None:
            suspended = link.suspended
            if person.external and not link.external:
                suspended = suspended or asking.guest_reason()
        zone = person.zone or self._default_zone
        return Asker(
            identity=person.identity,
            account=link.account if link is not None and not suspended else None,
            now=self._clock(ZoneInfo(zone)),
            zone=zone,
            zone_assumed=not person.zone,
            locale=person.locale,
            suspended=suspended,
        )
