"""MOR is asked whether a wish is true.

Two things MOR cannot confirm, since `user_details_get` tells no role:

- A role given too high. For role admin the id must therefore be 0, MOR's only admin; a reseller's
  answers are signed with a key of his own, so that a plain user fails for want of that key.
- That MOR refuses foreign ids instead of answering them with the caller's own calls. So a
  reseller's link is probed with ids that are not his, and held to his own id unless each of them
  is refused. (Admins may ask about anybody; of users nothing but their own id is ever asked.)
"""

from collections.abc import Collection
from contextlib import aclosing
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from bot.calls.model import MOR_ADMIN_ID, Account, Period, Role
from bot.errors import AskError, ErrorCode, Refused
from bot.links.directory import Directory, Suspension
from bot.links.request import Wish
from bot.links.texts import linking
from bot.mor.client import MorClient

_MOST_PROBES = 3

_KEY_REFUSALS = frozenset({ErrorCode.WRONG_HASH, ErrorCode.NO_KEY, ErrorCode.NO_API_KEY})
_FOREIGN_REFUSALS = frozenset(
    {ErrorCode.USER_NOT_FOUND, ErrorCode.NOT_AUTHORIZED, ErrorCode.ACCESS_DENIED}
)
_UNKNOWN_NAME = frozenset({ErrorCode.USER_NOT_FOUND, ErrorCode.ACCESS_DENIED})

MISMATCHES: dict[str, Suspension] = {
    ErrorCode.USER_NOT_FOUND: Suspension.NAME_GONE,
    ErrorCode.NAME_DIFFERS: Suspension.NAME_GONE,
    ErrorCode.ID_DIFFERS: Suspension.NAME_MOVED,
    ErrorCode.NOT_ADMIN: Suspension.NAME_MOVED,
    ErrorCode.IS_ADMIN: Suspension.NAME_MOVED,
}
"""The codes by which MOR says that a link is not true, and why it is suspended then."""


class Confirmation:
    """Asks MOR about wishes. `key_owners` are the MOR ids whose secret keys are set."""

    def __init__(self, directory: Directory, mor: MorClient, key_owners: Collection[int]) -> None:
        self._directory = directory
        self._mor = mor
        self._key_owners = frozenset(key_owners)

    async def account(self, wish: Wish) -> Account:
        """The account as MOR knows it. Raises AskError and MorError."""
        account = Account(wish.username, None, wish.role, wish.owner_id)
        if wish.role is Role.RESELLER:
            account = replace(account, user_id=await self._reseller_id(wish))
        user_id = await self._own_id(account)
        if wish.user_id not in (None, user_id):
            raise AskError(
                *linking.id_differs(wish.username, wish.user_id or 0, user_id),
                code=ErrorCode.ID_DIFFERS,
            )
        if wish.role is Role.ADMIN and user_id != MOR_ADMIN_ID:
            raise AskError(*linking.not_admin(wish.username), code=ErrorCode.NOT_ADMIN)
        if wish.role is not Role.ADMIN and user_id == MOR_ADMIN_ID:
            raise AskError(*linking.is_admin(wish.username), code=ErrorCode.IS_ADMIN)
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
        raise AskError(*linking.no_key_fits(wish.username), code=ErrorCode.NO_KEY)

    async def _own_id(self, account: Account) -> int:
        """The id that MOR gives for the account's username, asked in that very name."""
        name = account.username
        try:
            details = await self._mor.user_details(account, username=name)
        except Refused as refusal:
            if refusal.code in _UNKNOWN_NAME:
                raise AskError(*linking.name_unknown(name), code=ErrorCode.USER_NOT_FOUND) from None
            if refusal.code == ErrorCode.WRONG_HASH:
                text = linking.key_not_accepted(name, account.key_id)
                raise AskError(*text, code=refusal.code) from None
            if refusal.code in _KEY_REFUSALS:
                raise AskError(refusal.text, refusal.hint, code=refusal.code) from None
            raise
        if details.username != name:
            raise AskError(*linking.name_differs(name), code=ErrorCode.NAME_DIFFERS)
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
                if refusal.code != ErrorCode.MOR_REFUSED:
                    raise
            return False
        return True
