"""From a Slack user id to an asker: who types or clicks, and which MOR user that is.

It is looked up for every command and click. Nothing in a message or button is trusted.
"""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.calls.asker import Asker
from bot.calls.model import Account
from bot.calls.texts import A_USER
from bot.errors import AskError, ErrorCode, MorbotError, SlackError
from bot.ids import ON_ASKING
from bot.links import texts as say
from bot.links.directory import Directory
from bot.links.link_search import fill_in
from bot.links.linking import Recheck, RecheckOutcome
from bot.links.model import Link, Suspension, has_left, reason_to_suspend
from bot.slack import texts as slack_texts
from bot.slack.api.people import People, Person
from bot.slack.conversation.admin_notices import AdminNotices

Clock = Callable[[ZoneInfo], datetime]


class LinkChanged(AskError):
    """The asker's link is no longer the one that they asked with."""

    def __init__(self) -> None:
        super().__init__(*say.LINK_CHANGED, code=ErrorCode.LINK_CHANGED)


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
            confirmed_at=link.checked_at if link is not None else None,
            full_name=link.full_name if link is not None and not suspended else "",
        )

    async def confirm_unchanged(self, asker: Asker) -> None:
        """Check, just before something is sent, that they are who they were when they asked.

        The link is read from the database; what Slack says of the person may be some minutes old.
        Somebody who had no account had nothing to lose here: what is for bot admins has a check of
        its own. Raises LinkChanged if the link, its MOR user or its role is another one now, if it
        is suspended or reaches less far; SlackError if Slack does not say who they are.
        """
        if asker.account is None:
            return
        now = await self.asker(asker.identity.user)
        if now.identity != asker.identity or not _covers(now.account, asker.account):
            raise LinkChanged

    async def fill_in(self, problem: MorbotError, asker: Asker) -> None:
        """Name, in the example of a hint, a MOR user that the asker may ask about, if it needs one
        and one is known.
        """
        if asker.account is not None and A_USER in problem.hint:
            link = await self._directory.find(asker.identity)  # the question may have changed it
            if link is not None:
                await fill_in(problem, link.account, self._directory.database)

    async def look_again(self, user_id: str) -> None:
        """Check at once the link of somebody whose profile has changed in Slack."""
        self._people.forget(user_id)
        if await self._directory.has_slack_user(user_id):
            with suppress(SlackError):  # their next question finds out
                await self.asker(user_id)

    async def _unlink(self, link: Link) -> None:
        if await self._directory.remove(link.identity, by=ON_ASKING, judged=link):
            left = Recheck(link, RecheckOutcome.UNLINKED, Suspension.DEACTIVATED)
            self._notices.tell_soon(left.news)

    async def _suspended(self, link: Link, person: Person) -> str:
        """Return the code of why the link does not count for this person, empty if it does."""
        if link.suspended:
            return link.suspended
        reason = reason_to_suspend(link, person)
        if reason and await self._directory.suspend(link, reason, by=ON_ASKING):
            self._notices.tell_soon(Recheck(link, RecheckOutcome.SUSPENDED, reason).news)
        return reason or ""


def _covers(now: Account | None, before: Account) -> bool:
    """Return whether this is still the same account, with at least the same reach."""
    if now is None or (before.foreign_refused and not now.foreign_refused):
        return False
    return replace(now, foreign_refused=before.foreign_refused) == before
