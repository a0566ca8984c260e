"""The use cases around links: who is who, confirmed by MOR before it is believed.

MOR asks for no password, so a link is what lets a person see calls. A link is made only after MOR,
asked in the name of that very username and with the key of its owner, has named the same username
and an id. Two things MOR cannot confirm, since `user_details_get` tells no role:

- A role given too high. For role admin the id must therefore be 0, MOR's only admin; a reseller's
  answers are signed with a key of his own, so that a plain user fails for want of that key.
- That MOR refuses foreign ids instead of answering them with the caller's own calls. So a
  reseller's link is probed with ids that are not his, and held to his own id unless each of them
  is refused. (Admins may ask about anybody; of users nothing but their own id is ever asked.)
"""

import re
from collections.abc import Collection
from contextlib import aclosing
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from bot.calls.model import MOR_ADMIN_ID, Account, Period, Role
from bot.errors import AskError, Garbled, Refused
from bot.messages import linking
from bot.mor.client import MorClient
from bot.store.directory import COMMAND_LINE, Directory, Identity, Link

_SLACK_USER = re.compile(r"[UW][A-Z0-9]{2,30}")
_SLACK_ORG = re.compile(r"[TE][A-Z0-9]{2,30}")
_LONGEST_USERNAME = 255
_GREATEST_ID = 2**31 - 1  # MOR's ids are MySQL integers
_MOST_PROBES = 3

_KEY_REFUSALS = frozenset({"wrong-hash", "no-key", "no-secret-key"})
_FOREIGN_REFUSALS = frozenset({"user-not-found", "not-authorized", "access-denied"})
_UNKNOWN_NAME = frozenset({"user-not-found", "access-denied"})

# What suspends a link when MOR is asked again, and how its suspension reads.
_MISMATCHES = {
    "user-not-found": linking.name_gone(),
    "name-differs": linking.name_gone(),
    "id-differs": linking.name_moved(),
    "not-admin": linking.name_moved(),
    "is-admin": linking.name_moved(),
}


@dataclass(frozen=True, slots=True)
class Wish:
    """A link that somebody asks for.

    `owner_id` is the reseller that owns a user, 0 the admin. `user_id` is the id that MOR is
    expected to give; None takes any. An admin `without_id` has no calls of his own to ask about.
    """

    identity: Identity
    username: str
    role: Role
    owner_id: int = MOR_ADMIN_ID
    user_id: int | None = None
    without_id: bool = False
    external: bool = False


class Outcome(StrEnum):
    """What asking MOR again has led to."""

    CONFIRMED = "confirmed"
    SUSPENDED = "suspended"
    STILL_SUSPENDED = "still suspended"
    RESUMED = "resumed"
    LIMITED = "limited to own id"
    WIDENED = "own users again"
    FAILED = "not checked"


@dataclass(frozen=True, slots=True)
class Recheck:
    """A link as it was, what came of checking it, and why, where there is more to say."""

    link: Link
    outcome: Outcome
    why: str = ""

    @property
    def changed(self) -> bool:
        """Whether the link is not what it was; the bot admins want to know."""
        return self.outcome in (
            Outcome.SUSPENDED,
            Outcome.RESUMED,
            Outcome.LIMITED,
            Outcome.WIDENED,
        )


class Linking:
    """Makes, removes and rechecks links. `key_owners` are the MOR ids whose secret keys are set."""

    def __init__(self, directory: Directory, mor: MorClient, key_owners: Collection[int]) -> None:
        self._directory = directory
        self._mor = mor
        self._key_owners = frozenset(key_owners)

    async def link(self, wish: Wish, *, by: Identity) -> Link:
        """Make a link. Raises as `examine` does."""
        link = await self.examine(wish, by=by)
        await self._directory.add(link)
        return link

    async def examine(self, wish: Wish, *, by: Identity) -> Link:
        """The link that this wish leads to; it is not stored.

        Raises AskError for what is wrong with the wish, whatever MOR says of it included, and
        MorError where MOR gave no answer to go by.
        """
        _check_shape(wish)
        await self._check_right(wish.identity, wish.role, by)
        if await self._directory.find(wish.identity) is not None:
            raise AskError(*linking.already_linked(str(wish.identity)), code="already-linked")
        account = await self._confirmed(wish)
        now = datetime.now(UTC)
        return Link(wish.identity, account, wish.external, "", now, by, now)

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
        """Ask MOR again whether the link is still true.

        One that is not is suspended; one that was suspended for that and is true again counts
        again. A reseller's reach follows the probe. An answer that says neither (a wrong key, a
        garbled page) changes nothing. Raises Unavailable.
        """
        try:
            account = await self._confirmed(_wish(link))
        except AskError as error:
            if error.code in _MISMATCHES:
                return await self._mismatch(link, _MISMATCHES[error.code], by)
            return Recheck(link, Outcome.FAILED, error.text)
        except (Refused, Garbled) as error:
            return Recheck(link, Outcome.FAILED, error.text)
        return await self._match(link, account, by)

    async def _mismatch(self, link: Link, reason: str, by: Identity) -> Recheck:
        if await self._directory.suspend(link.identity, reason, by=by):
            return Recheck(link, Outcome.SUSPENDED, reason)
        return Recheck(link, Outcome.STILL_SUSPENDED, link.suspended)

    async def _match(self, link: Link, account: Account, by: Identity) -> Recheck:
        await self._directory.confirm(link, foreign_refused=account.foreign_refused, by=by)
        if link.suspended in _MISMATCHES.values():
            await self._directory.resume(link.identity, by=by)
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
        if by not in await self._directory.admins():
            raise AskError(*linking.bot_admins_only(), code="not-allowed")
        if by == identity:
            raise AskError(*linking.not_oneself(), code="not-allowed")
        if role is Role.ADMIN:
            raise AskError(*linking.admin_by_command_line(), code="not-allowed")

    async def _confirmed(self, wish: Wish) -> Account:
        """The account as MOR knows it. Raises AskError and MorError."""
        account = Account(wish.username, None, wish.role, wish.owner_id)
        if wish.role is Role.RESELLER:
            account = replace(account, user_id=await self._reseller_id(wish))
        user_id = await self._own_id(account)
        if wish.user_id not in (None, user_id):
            raise AskError(
                *linking.id_differs(wish.username, wish.user_id or 0, user_id), code="id-differs"
            )
        if wish.role is Role.ADMIN and user_id != MOR_ADMIN_ID:
            raise AskError(*linking.not_admin(wish.username), code="not-admin")
        if wish.role is not Role.ADMIN and user_id == MOR_ADMIN_ID:
            raise AskError(*linking.is_admin(wish.username), code="is-admin")
        account = replace(account, user_id=None if wish.without_id else user_id)
        if wish.role is not Role.RESELLER:
            return account
        return replace(account, foreign_refused=await self._refuses_foreign(account))

    async def _reseller_id(self, wish: Wish) -> int:
        """The id of a reseller. His own key signs, so whose key that is has to be found first:
        the admin's is tried too, since newer MORs take it for resellers.
        """
        owners = sorted({MOR_ADMIN_ID} | self._key_owners)
        for owner in owners if wish.user_id is None else [wish.user_id]:
            trial = Account(wish.username, owner, Role.RESELLER)
            try:
                return await self._own_id(trial)
            except AskError as error:
                if error.code not in _KEY_REFUSALS:
                    raise
                refusal = error
        if wish.user_id is not None:
            raise refusal
        raise AskError(*linking.no_key_fits(wish.username), code="no-key")

    async def _own_id(self, account: Account) -> int:
        """The id that MOR gives for the account's username, asked in that very name."""
        name = account.username
        try:
            details = await self._mor.user_details(account, username=name)
        except Refused as refusal:
            if refusal.code in _UNKNOWN_NAME:
                raise AskError(*linking.name_unknown(name), code="user-not-found") from None
            if refusal.code == "wrong-hash":
                text = linking.key_not_accepted(name, account.key_id)
                raise AskError(*text, code=refusal.code) from None
            if refusal.code in _KEY_REFUSALS:
                raise AskError(refusal.text, refusal.hint, code=refusal.code) from None
            raise
        if details.username != name:
            raise AskError(*linking.name_differs(name), code="name-differs")
        return details.user_id

    async def _refuses_foreign(self, account: Account) -> bool:
        """Whether MOR clearly refuses to tell this reseller about ids that are not his.

        Asked are the admin's id and a few others known to exist: resellers with a key, and people
        linked here whom he does not own. One that is answered, even by an empty list, is enough
        for a no; so is a refusal in words that are not known.
        """
        own = account.user_id
        linked = {
            link.account.user_id
            for link in await self._directory.all()
            if link.account.role is not Role.USER or link.account.owner_id != own
        }
        foreign = ({MOR_ADMIN_ID} | self._key_owners | linked) - {own, None}
        second = datetime.now(UTC).replace(microsecond=0) - timedelta(hours=1)
        moment = Period(second, second + timedelta(seconds=1))
        for user_id in sorted(user_id for user_id in foreign if user_id is not None)[:_MOST_PROBES]:
            try:
                async with aclosing(self._mor.local_calls(account, user_id, moment)) as batches:
                    async for _ in batches:
                        pass
            except Refused as refusal:
                if refusal.code in _FOREIGN_REFUSALS:
                    continue
                if refusal.code != "mor-refused":
                    raise
            return False
        return True


def _wish(link: Link) -> Wish:
    account = link.account
    return Wish(
        link.identity,
        account.username,
        account.role,
        account.owner_id,
        account.user_id,
        without_id=account.user_id is None,
        external=link.external,
    )


def is_wished(link: Link, wish: Wish) -> bool:
    """Whether this link is what the wish would lead to; a wish without an id takes any."""
    any_id = wish.user_id is None and not wish.without_id
    return _wish(link) == (replace(wish, user_id=link.account.user_id) if any_id else wish)


def check_person(identity: Identity) -> None:
    """Whether both ids have the form of Slack's. Raises AskError."""
    if not _SLACK_USER.fullmatch(identity.user):
        raise AskError(*linking.not_a_slack_user(), code="slack-user")
    if not _SLACK_ORG.fullmatch(identity.org):
        raise AskError(*linking.not_a_slack_org(), code="slack-org")


def _check_shape(wish: Wish) -> None:
    """What can be told without asking anybody. Raises AskError."""
    check_person(wish.identity)
    name = wish.username
    if name != name.strip() or not name.isprintable() or not 0 < len(name) <= _LONGEST_USERNAME:
        raise AskError(*linking.not_a_username(), code="username")
    if wish.without_id and wish.role is not Role.ADMIN:
        raise AskError(*linking.id_needed(), code="id-needed")
    if wish.owner_id != MOR_ADMIN_ID and wish.role is not Role.USER:
        raise AskError(*linking.owner_of_users_only(), code="owner")
    if not 0 <= wish.owner_id <= _GREATEST_ID or not 0 <= (wish.user_id or 0) <= _GREATEST_ID:
        raise AskError(*linking.not_an_id(), code="id")
