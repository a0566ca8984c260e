"""From a Slack request to an Asker: who presses or types, and which MOR user that is.

It is looked up for every command and every click; nothing in a message or a button is believed.
"""

from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.calls.asker import Asker
from bot.errors import SlackError
from bot.ids import ON_ASKING
from bot.links.directory import Directory, Link, Suspension
from bot.links.linking import RecheckOutcome
from bot.links.membership import has_left, reason_to_suspend
from bot.links.texts import linking
from bot.slack import texts as slack_texts
from bot.slack.api.notices import Notices
from bot.slack.api.people import People, Person

Clock = Callable[[ZoneInfo], datetime]


class Identities:
    """Finds the asker behind a Slack user id. `clock` gives the aware time in a zone."""

    def __init__(
        self,
        people: People,
        directory: Directory,
        notices: Notices,
        default_zone: str,
        clock: Clock,
    ) -> None:
        self._people = people
        self._directory = directory
        self._notices = notices
        self._default_zone = default_zone
        self._clock = clock

    async def asker(self, user_id: str) -> Asker:
        """The asker; his `account` is None where he is not linked, or not any longer.

        A link that was not made for what he has become in Slack is suspended, and that of
        somebody deactivated removed. Raises SlackError where Slack does not tell who he is.
        """
        if not user_id:
            raise SlackError(*slack_texts.SLACK_DID_NOT_SAY, code="person-untold")
        person = await self._people.find(user_id)
        link = await self._directory.find(person.identity)
        if link is not None and has_left(link, person):
            await self._unlink(link)
            link = None
        suspended = await self._suspended(link, person) if link is not None else ""
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

    async def look_again(self, user_id: str) -> None:
        """Somebody has changed in Slack: whether his link still counts, found out at once."""
        self._people.forget(user_id)
        if await self._directory.has_slack_user(user_id):
            with suppress(SlackError):  # then his next question finds out
                await self.asker(user_id)

    async def _unlink(self, link: Link) -> None:
        if await self._directory.remove(link.identity, by=ON_ASKING, judged=link):
            person, username = str(link.identity), link.account.username
            reason = linking.suspension(Suspension.DEACTIVATED)
            self._notices.tell_soon(
                linking.checked(person, username, RecheckOutcome.UNLINKED, reason)
            )

    async def _suspended(self, link: Link, person: Person) -> str:
        """Why the link does not count for this person, as a code; empty if it does."""
        if link.suspended:
            return link.suspended
        reason = reason_to_suspend(link, person)
        if reason and await self._directory.suspend(link, reason, by=ON_ASKING):
            news = linking.suspended(str(link.identity), link.account.username, reason)
            self._notices.tell_soon(news)
        return reason or ""
