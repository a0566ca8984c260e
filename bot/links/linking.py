"""Makes, removes and rechecks links."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

from bot.calls.model import Account, Role
from bot.errors import AskError, ErrorCode, Garbled, Refused, SlackError
from bot.ids import COMMAND_LINE, Identity
from bot.links.confirmation import MISMATCHES, Confirmation
from bot.links.directory import Directory, Link, Suspension
from bot.links.membership import REASONS, admissible, objection
from bot.links.request import Wish, check_shape, check_user, wish_of
from bot.links.texts import linking
from bot.mor.client import MorClient
from bot.slack.api.people import FindPerson, Membership, Person

_LIFTED_BY_MOR = frozenset(MISMATCHES.values())
_LIFTED_BY_SLACK = frozenset({*REASONS.values(), Suspension.ELSEWHERE, Suspension.UNKNOWN_PERSON})


class Outcome(StrEnum):
    """What asking MOR again has led to."""

    CONFIRMED = "confirmed"
    UNLINKED = "unlinked"
    SUSPENDED = "suspended"
    STILL_SUSPENDED = "still suspended"
    RESUMED = "resumed"
    LIMITED = "limited to own id"
    WIDENED = "own users again"
    FAILED = "not checked"


@dataclass(frozen=True, slots=True)
class Recheck:
    """A link as it was, and what came of checking it.

    `reason` is why it is suspended or removed: a `Suspension`, or what the link was suspended for.
    `trouble` is a sentence: what MOR said where the link could not be checked.
    """

    link: Link
    outcome: Outcome
    reason: str = ""
    trouble: str = ""

    @property
    def why(self) -> str:
        """Why it came so, for people; empty where there is no more to say."""
        return self.trouble or linking.suspension(self.reason)

    @property
    def changed(self) -> bool:
        """Whether the link is not what it was; the bot admins want to know."""
        return self.outcome in (
            Outcome.UNLINKED,
            Outcome.SUSPENDED,
            Outcome.RESUMED,
            Outcome.LIMITED,
            Outcome.WIDENED,
        )


class Linking:
    """Makes, removes and rechecks links.

    `key_owners` are the MOR ids whose secret keys are set. Without `find_person` nobody is looked
    up in Slack. `bot_admins` are those of the settings; others stand in the directory.
    """

    def __init__(
        self,
        directory: Directory,
        mor: MorClient,
        key_owners: Collection[int],
        *,
        find_person: FindPerson | None = None,
        bot_admins: Collection[Identity] = (),
    ) -> None:
        self._directory = directory
        self._confirmation = Confirmation(directory, mor, key_owners)
        self._find_person = find_person
        self._bot_admins = frozenset(bot_admins)

    async def bot_admins(self) -> list[Identity]:
        """Who may link and unlink people in Slack, and is told of every change; in order."""
        return sorted(self._bot_admins | set(await self._directory.admins()))

    async def check_bot_admin(self, by: Identity) -> None:
        """Whether this is a bot admin. Raises AskError."""
        if by not in await self.bot_admins():
            raise AskError(*linking.bot_admins_only(), code="not-allowed")

    async def link(self, wish: Wish, *, by: Identity) -> Link:
        """Make a link. Raises as `examine` does."""
        link = await self.examine(wish, by=by)
        await self._directory.add(link)
        return link

    async def examine(self, wish: Wish, *, by: Identity) -> Link:
        """The link that this wish leads to; it is not stored.

        Raises AskError for what is wrong with the wish, whatever Slack and MOR say of it included,
        and SlackError or MorError where they gave no answer to go by.
        """
        check_shape(wish)
        await self._check_right(wish.identity, wish.role, by)
        if await self._directory.find(wish.identity) is not None:
            raise AskError(*linking.already_linked(str(wish.identity)), code="already-linked")
        await self.check_standing(wish.identity, external=wish.external)
        account = await self._confirmation.account(wish)
        now = datetime.now(UTC)
        return Link(wish.identity, account, wish.external, "", now, by, now)

    async def person(self, user: str) -> Person | None:
        """Whom Slack knows by this user id; None where Slack is not asked.

        Raises AskError where that is no user id or it knows nobody, SlackError where it does not
        answer.
        """
        if self._find_person is None:
            return None
        check_user(user)
        try:
            return await self._find_person(user)
        except SlackError as error:
            if error.code != ErrorCode.PERSON_UNKNOWN:
                raise
            raise AskError(*linking.person_unknown(user), code=error.code) from None

    async def check_standing(self, identity: Identity, *, external: bool) -> None:
        """Whether Slack knows this person as one who may be linked. Raises as `person` does."""
        person = await self.person(identity.user)
        if person is None:
            return
        if person.identity != identity:
            text = linking.of_another_org(identity.user, identity.org, person.identity.org)
            raise AskError(*text, code="org-differs")
        if not admissible(person.membership, external=external):
            raise AskError(*_REFUSALS[person.membership](str(identity)), code=person.membership)

    async def unlink(self, identity: Identity, *, by: Identity) -> Link:
        """Remove a link and return what it was. Raises AskError."""
        link = await self._directory.find(identity)
        if link is None:
            raise AskError(*linking.no_link(str(identity)), code="no-link")
        await self._check_right(identity, link.account.role, by)
        await self._directory.remove(identity, by=by)
        return link

    async def recheck_all(self, *, by: Identity) -> list[Recheck]:
        """Recheck every link, in order. Raises Unavailable as soon as MOR is."""
        return [await self.recheck(link, by=by) for link in await self._directory.all()]

    async def recheck(self, link: Link, *, by: Identity) -> Recheck:
        """Ask Slack and MOR again whether the link is still true.

        One that is not is suspended, or removed where its person is deactivated; one that was
        suspended for that and is true again counts again. A reseller's reach follows the probe. An
        answer that says neither (a wrong key, a garbled page) changes nothing, and a Slack that
        does not answer is left out. Raises Unavailable.
        """
        asked, reason = await self._objection(link)
        if reason is Suspension.DEACTIVATED:
            return await self._gone(link, reason, by)
        if reason:
            return await self._mismatch(link, reason, by)
        try:
            account = await self._confirmation.account(wish_of(link))
        except AskError as error:
            if error.code in MISMATCHES:
                return await self._mismatch(link, MISMATCHES[error.code], by)
            return Recheck(link, Outcome.FAILED, trouble=error.text)
        except (Refused, Garbled) as error:
            return Recheck(link, Outcome.FAILED, trouble=error.text)
        lifted = _LIFTED_BY_MOR | _LIFTED_BY_SLACK if asked else _LIFTED_BY_MOR
        return await self._match(link, account, by, lifted)

    async def _objection(self, link: Link) -> tuple[bool, Suspension | None]:
        """Whether Slack has said anything, and why it says that the link may not count."""
        if self._find_person is None:
            return False, None
        try:
            person = await self._find_person(link.identity.user)
        except SlackError as error:
            unknown = error.code == ErrorCode.PERSON_UNKNOWN
            return unknown, Suspension.UNKNOWN_PERSON if unknown else None
        return True, objection(link, person)

    async def _gone(self, link: Link, reason: Suspension, by: Identity) -> Recheck:
        if await self._directory.remove(link.identity, by=by, judged=link):
            return Recheck(link, Outcome.UNLINKED, reason)
        return Recheck(link, Outcome.STILL_SUSPENDED, link.suspended)

    async def _mismatch(self, link: Link, reason: Suspension, by: Identity) -> Recheck:
        suspended = await self._directory.suspend(link, reason, by=by)
        # Only now: whoever finds it checked lately and not suspended believes it.
        await self._directory.note_checked(link)
        if suspended:
            return Recheck(link, Outcome.SUSPENDED, reason)
        return Recheck(link, Outcome.STILL_SUSPENDED, link.suspended)

    async def _match(
        self, link: Link, account: Account, by: Identity, lifted: Collection[str]
    ) -> Recheck:
        await self._directory.confirm(link, foreign_refused=account.foreign_refused, by=by)
        if link.suspended in lifted and await self._directory.resume(link, by=by):
            return Recheck(link, Outcome.RESUMED)
        if link.suspended:
            return Recheck(link, Outcome.STILL_SUSPENDED, link.suspended)
        if account.foreign_refused == link.account.foreign_refused:
            return Recheck(link, Outcome.CONFIRMED)
        return Recheck(link, Outcome.WIDENED if account.foreign_refused else Outcome.LIMITED)

    async def _check_right(self, identity: Identity, role: Role, by: Identity) -> None:
        """Whether `by` may make or remove a link of this person with this role."""
        if by == COMMAND_LINE:
            return
        await self.check_bot_admin(by)
        if by == identity:
            raise AskError(*linking.not_oneself(), code="not-allowed")
        if role is Role.ADMIN:
            raise AskError(*linking.admin_by_command_line(), code="not-allowed")


_REFUSALS = {
    Membership.GUEST: linking.is_guest,
    Membership.FOREIGN: linking.is_foreign,
    Membership.DEACTIVATED: linking.is_deactivated,
}
