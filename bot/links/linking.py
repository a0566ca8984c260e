"""Make, remove and recheck links."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

from bot.calls.model import Role
from bot.errors import AskError, ErrorCode, Garbled, Refused, SlackError
from bot.ids import COMMAND_LINE, Identity
from bot.links import texts as say
from bot.links.bot_admins import BotAdmins
from bot.links.confirmation import MISMATCHES, Confirmation
from bot.links.directory import Directory
from bot.links.model import (
    REASONS,
    Link,
    LinkRequest,
    Suspension,
    check_request,
    check_user,
    may_be_linked,
    reason_to_suspend,
    request_of,
)
from bot.mor.client import MorClient
from bot.slack.api.people import FindPerson, Membership, Person

_LIFTED_BY_MOR = frozenset({*MISMATCHES.values(), Suspension.UNCONFIRMED})
_LIFTED_BY_SLACK = frozenset({*REASONS.values(), Suspension.ELSEWHERE, Suspension.UNKNOWN_PERSON})
_REFUSALS = {
    Membership.GUEST: say.is_guest,
    Membership.FOREIGN: say.is_foreign,
    Membership.DEACTIVATED: say.is_deactivated,
}


class RecheckOutcome(StrEnum):
    """What rechecking a link has led to."""

    CONFIRMED = "confirmed"
    UNLINKED = "unlinked"
    SUSPENDED = "suspended"
    STILL_SUSPENDED = "still suspended"
    RESUMED = "resumed"
    LIMITED = "limited to own id"
    WIDENED = "own users again"
    FAILED = "not checked"


_CHANGES = frozenset(RecheckOutcome) - {
    RecheckOutcome.CONFIRMED,
    RecheckOutcome.STILL_SUSPENDED,
    RecheckOutcome.FAILED,
}


@dataclass(frozen=True, slots=True)
class Recheck:
    """A link as it was before, and the outcome of rechecking it.

    `reason` is why it is suspended or removed: a `Suspension`, or an unknown stored code.
    `trouble` is what MOR said if the link could not be checked, `code` its error's code, and
    `details` what only bot admins are told of it.
    """

    link: Link
    outcome: RecheckOutcome
    reason: str = ""
    trouble: str = ""
    code: str = ""
    details: str = ""

    @property
    def why(self) -> str:
        """Return the reason for people, empty if there is none."""
        return self.trouble or say.suspension(self.reason)

    @property
    def changed(self) -> bool:
        """Return whether the link was changed. Then the bot admins are told."""
        return self.outcome in _CHANGES

    @property
    def news(self) -> str:
        """Return what bot admins and the operator are told of the check."""
        username, why = self.link.account.username, f"{self.why} {self.details}".rstrip()
        return say.checked(str(self.link.identity), username, self.outcome, why)


class Linking:
    """Makes, removes and rechecks links.

    `key_owners` are the MOR ids whose secret keys are set. Without `find_person` nobody is looked
    up in Slack.
    """

    def __init__(
        self,
        directory: Directory,
        mor: MorClient,
        key_owners: Collection[int],
        admins: BotAdmins,
        *,
        find_person: FindPerson | None = None,
    ) -> None:
        self.admins = admins
        self.directory = directory
        self._confirmation = Confirmation(directory, mor, key_owners)
        self._find_person = find_person

    async def link(self, request: LinkRequest, *, by: Identity) -> Link:
        """Make a link. Raises AskError, SlackError and MorError."""
        link = await self.examine(request, by=by)
        await self._check_right(request.identity, request.role, by)  # MOR may have taken long
        await self.directory.add(link)
        return link

    async def examine(self, request: LinkRequest, *, by: Identity) -> Link:
        """Return the link that the request leads to. It is not stored.

        Raises AskError for what is wrong with the request, also if Slack or MOR say so; SlackError
        or MorError if they gave no usable answer.
        """
        check_request(request)
        await self._check_right(request.identity, request.role, by)
        if await self.directory.find(request.identity) is not None:
            raise say.already_linked(request.identity)
        await self.check_membership(request.identity, external=request.external)
        account, full_name = await self._confirmation.account(request)
        now = datetime.now(UTC)
        return Link(
            request.identity, account, request.external, "", now, by, now, full_name=full_name
        )

    async def person(self, user: str) -> Person | None:
        """Return the person with this Slack user id. None if Slack is not asked.

        Raises AskError if that is no user id or Slack knows nobody with it, SlackError if Slack
        does not answer.
        """
        if self._find_person is None:
            return None
        check_user(user)
        try:
            return await self._find_person(user)
        except SlackError as error:
            if error.code != ErrorCode.PERSON_UNKNOWN:
                raise
            raise say.person_unknown(user) from None

    async def check_membership(self, identity: Identity, *, external: bool) -> None:
        """Check that Slack knows this person and that they may be linked.

        Raises AskError, SlackError.
        """
        person = await self.person(identity.user)
        if person is None:
            return
        if person.identity != identity:
            raise say.of_another_org(identity.user, identity.org, person.identity.org)
        if not may_be_linked(person.membership, external=external):
            raise _REFUSALS[person.membership](str(identity))

    async def unlink(self, identity: Identity, *, by: Identity) -> Link:
        """Remove a link and return what it was. Raises AskError."""
        link = await self.directory.find(identity)
        if link is None:
            raise say.no_link(str(identity))
        await self._check_right(identity, link.account.role, by)
        await self.directory.remove(identity, by=by)
        return link

    async def recheck_all(self, *, by: Identity) -> list[Recheck]:
        """Recheck every link, in order. Raises Unavailable as soon as MOR is."""
        return [await self.recheck(link, by=by) for link in await self.directory.all()]

    async def recheck(self, link: Link, *, by: Identity) -> Recheck:
        """Ask Slack and MOR again whether the link is still true.

        A link that is not true is suspended, or removed if its person is deactivated. One that
        was suspended for that and is true again counts again. A reseller's reach follows the
        probe. An answer that says neither (a wrong key, a garbled page) changes nothing. A Slack
        that does not answer is ignored. Raises Unavailable.
        """
        slack_answered, reason = await self._reason_to_suspend(link)
        if reason is Suspension.DEACTIVATED:
            return await self._remove(link, reason, by)
        if reason:
            return await self._suspend(link, reason, by)
        lifted = _LIFTED_BY_MOR | _LIFTED_BY_SLACK if slack_answered else _LIFTED_BY_MOR
        return await self.confirm(link, by=by, lifted=lifted)

    async def confirm(
        self, link: Link, *, by: Identity, lifted: Collection[str] = _LIFTED_BY_MOR
    ) -> Recheck:
        """Ask MOR alone whether the link is still true, as `recheck` does.

        `lifted` are the reasons for a suspension that end with that. Raises Unavailable.
        """
        try:
            account, full_name = await self._confirmation.account(request_of(link))
        except (AskError, Refused, Garbled) as error:
            if isinstance(error, AskError) and error.code in MISMATCHES:
                return await self._suspend(link, MISMATCHES[error.code], by)
            return Recheck(
                link,
                RecheckOutcome.FAILED,
                trouble=error.text,
                code=error.code,
                details=error.details or error.hint,
            )
        refused = account.foreign_refused
        await self.directory.confirm(link, foreign_refused=refused, full_name=full_name, by=by)
        return await self._confirmed(link, refused, by, lifted)

    async def suspend_unconfirmed(self, before: datetime, *, by: Identity) -> list[Recheck]:
        """Suspend the links that MOR has not confirmed since `before`, although it was asked."""
        return [
            Recheck(link, RecheckOutcome.SUSPENDED, Suspension.UNCONFIRMED)
            for link in await self.directory.failing(before)
            if await self.directory.suspend(link, Suspension.UNCONFIRMED, by=by)
        ]

    async def _reason_to_suspend(self, link: Link) -> tuple[bool, Suspension | None]:
        """Return whether Slack has answered, and why the link may not count, if it may not."""
        if self._find_person is None:
            return False, None
        try:
            person = await self._find_person(link.identity.user)
        except SlackError as error:
            unknown = error.code == ErrorCode.PERSON_UNKNOWN
            return unknown, Suspension.UNKNOWN_PERSON if unknown else None
        return True, reason_to_suspend(link, person)

    async def _remove(self, link: Link, reason: Suspension, by: Identity) -> Recheck:
        if await self.directory.remove(link.identity, by=by, judged=link):
            return Recheck(link, RecheckOutcome.UNLINKED, reason)
        return Recheck(link, RecheckOutcome.STILL_SUSPENDED, link.suspended or reason)

    async def _suspend(self, link: Link, reason: Suspension, by: Identity) -> Recheck:
        suspended = await self.directory.suspend(link, reason, by=by)
        # Only now: a reader takes a link that was checked lately and is not suspended for true.
        await self.directory.note_checked(link)
        if suspended:
            return Recheck(link, RecheckOutcome.SUSPENDED, reason)
        # Another check may have suspended it meanwhile.
        return Recheck(link, RecheckOutcome.STILL_SUSPENDED, link.suspended or reason)

    async def _confirmed(
        self, link: Link, refused: bool, by: Identity, lifted: Collection[str]
    ) -> Recheck:
        if link.suspended in lifted and await self.directory.resume(link, by=by):
            return Recheck(link, RecheckOutcome.RESUMED)
        if link.suspended:
            return Recheck(link, RecheckOutcome.STILL_SUSPENDED, link.suspended)
        if refused == link.account.foreign_refused:
            return Recheck(link, RecheckOutcome.CONFIRMED)
        return Recheck(link, RecheckOutcome.WIDENED if refused else RecheckOutcome.LIMITED)

    async def _check_right(self, identity: Identity, role: Role, by: Identity) -> None:
        """Check that `by` may make or remove a link of this person with this role."""
        if by == COMMAND_LINE:
            return
        await self.admins.check(by)
        if by == identity:
            raise say.not_oneself()
        if role is Role.ADMIN:
            raise say.admin_by_command_line(identity.user)
