"""From a Slack user id to an asker: who types or clicks, and which MOR user that is.

It is looked up for every command and click. Nothing in a message or button is trusted.
"""

from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.calls.asker import Asker
from bot.errors import SlackError
from bot.ids import ON_ASKING
from bot.links.directory import Directory
from bot.links.linking import RecheckOutcome
from bot.links.model import Link, Suspension, has_left, reason_to_suspend
from bot.links.texts import linking as say
from bot.slack import texts as slack_texts
from bot.slack.api.people import People, Person
from bot.slack.conversation.admin_notices import AdminNotices

Clock = Callable[[ZoneInfo], datetime]


class Identities:
    """Finds the asker behind a Slack user id. `clock` gives the aware time in a zone."""

    def __init__(
        self,
        people: People,
        directory: Directory,
        notices: AdminNotices,
        default_zone: str,
        clock: Clock,
    ) -> None:
        self._people = people
        self._directory = directory
        self._notices = notices
        self._default_zone = default_zone
        self._clock = clock

    async def asker(self, user_id: str) -> Asker:
        """Return the asker. Without a link that counts, their `account` is None.

        A link that does not allow what the person is in Slack now is suspended. That of somebody
        deactivated is removed. Raises SlackError if Slack does not say who they are.
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
        """Check at once the link of somebody whose profile has changed in Slack."""
        self._people.forget(user_id)
        if await self._directory.has_slack_user(user_id):
            with suppress(SlackError):  # their next question finds out
                await self.asker(user_id)

    async def _unlink(self, link: Link) -> None:
        if await self._directory.remove(link.identity, by=ON_ASKING, judged=link):
            self._tell(link, RecheckOutcome.UNLINKED, Suspension.DEACTIVATED)

    async def _suspended(self, link: Link, person: Person) -> str:
        """Return the code of why the link does not count for this person, empty if it does."""
        if link.suspended:
            return link.suspended
        reason = reason_to_suspend(link, person)
        if reason and await self._directory.suspend(link, reason, by=ON_ASKING):
            self._tell(link, RecheckOutcome.SUSPENDED, reason)
        return reason or ""

    def _tell(self, link: Link, outcome: RecheckOutcome, reason: Suspension) -> None:
        why, username = say.suspension(reason), link.account.username
        self._notices.tell_soon(say.checked(str(link.identity), username, outcome, why))
