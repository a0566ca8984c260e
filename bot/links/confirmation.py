"""Ask MOR whether a link would be true.

Two things MOR does not tell, since `user_details_get` has no role:

- Whether the role given is too high. So for role admin the id must be 0, MOR's only admin. A
  reseller's requests are signed with the reseller's own key, which plain users do not have.
- Whether MOR rejects foreign ids or answers them with the caller's own calls. So a reseller's link
  is probed with foreign ids, and limited to its own id unless each of them is rejected. (Admins
  may ask about anybody; users are never asked about anything but their own id.)
"""

from collections.abc import Collection
from contextlib import aclosing
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from bot.calls.model import MOR_ADMIN_ID, Account, Period, Role
from bot.errors import AskError, ErrorCode, Refused
from bot.links import texts as say
from bot.links.directory import Directory
from bot.links.link_search import foreign_user_ids
from bot.links.model import LinkRequest, Suspension
from bot.mor.client import MorClient, UserDetails

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
    ErrorCode.OWNER_DIFFERS: Suspension.OWNER_MOVED,
}
"""Why a link is suspended, by the code of the error that shows that it is not true."""


class Confirmation:
    """Asks MOR about link requests. `key_owners` are the MOR ids whose secret keys are set."""

    def __init__(self, directory: Directory, mor: MorClient, key_owners: Collection[int]) -> None:
        self._directory = directory
        self._mor = mor
        self._key_owners = frozenset(key_owners)

    async def account(self, request: LinkRequest) -> tuple[Account, str]:
        """Return the account as MOR knows it, and what MOR calls its MOR user, empty if it has
        none or no name. Raises AskError and MorError.
        """
        account = Account(request.username, None, request.role, request.owner_id)
        if request.role is Role.RESELLER:
            account = replace(account, user_id=await self._reseller_id(request))
        full_name = ""
        try:
            details = await self._details(account)
            user_id, full_name = details.user_id, details.full_name
        except AskError as error:
            if error.code not in _KEY_REFUSALS:
                raise
            user_id = await self._id_under_another_owner(request, error)
            if user_id == request.user_id:
                raise say.owner_differs(request.username, request.owner_id) from None
        if request.user_id not in (None, user_id):
            raise say.id_differs(request.username, request.user_id or 0, user_id)
        if request.role is Role.ADMIN and user_id != MOR_ADMIN_ID:
            raise say.not_admin(request.username)
        if request.role is not Role.ADMIN and user_id == MOR_ADMIN_ID:
            raise say.is_admin(request.username)
        if request.without_id:
            return account, ""
        account = replace(account, user_id=user_id)
        if request.role is Role.RESELLER:
            account = replace(account, foreign_refused=await self._refuses_foreign(account))
        return account, full_name

    async def _reseller_id(self, request: LinkRequest) -> int:
        """Return the id of a reseller.

        The reseller's own key signs, so each key that is set is tried. The admin's is tried too,
        since newer MORs take it for resellers.
        """
        owners = sorted({MOR_ADMIN_ID} | self._key_owners)
        for owner in owners if request.user_id is None else [request.user_id]:
            trial = Account(request.username, owner, Role.RESELLER)
            try:
                return (await self._details(trial)).user_id
            except AskError as error:
                if error.code not in _KEY_REFUSALS:
                    raise
                refusal = error
        if request.user_id is not None:
            raise refusal
        raise say.no_key_fits(request.username)

    async def _id_under_another_owner(self, request: LinkRequest, refusal: AskError) -> int:
        """Return the id that MOR gives for the username of a known user if another owner's key
        signs. Raises the `refusal` of the owner's own key if none does, and AskError if MOR does
        not know the username.
        """
        if request.role is Role.USER and request.user_id is not None:
            for owner in sorted(({MOR_ADMIN_ID} | self._key_owners) - {request.owner_id}):
                try:
                    trial = Account(request.username, None, Role.USER, owner)
                    return (await self._details(trial)).user_id
                except AskError as error:
                    if error.code not in _KEY_REFUSALS:
                        raise
        raise refusal

    async def _details(self, account: Account) -> UserDetails:
        """Return what MOR tells of the account's username, asked in that name."""
        name = account.username
        try:
            details = await self._mor.user_details(account, username=name)
        except Refused as refusal:
            if refusal.code in _UNKNOWN_NAME:
                raise say.name_unknown(name) from None
            if refusal.code == ErrorCode.WRONG_HASH:
                raise say.key_not_accepted(name, account.key_id) from None
            if refusal.code in _KEY_REFUSALS:
                raise AskError(refusal.text, refusal.details, code=refusal.code) from None
            raise
        if details.username != name:
            raise say.name_differs(name)
        return details

    async def _refuses_foreign(self, account: Account) -> bool:
        """Return whether MOR clearly rejects this reseller's requests for foreign ids.

        Probes the admin's id and a few others known to exist: resellers with a key, and linked
        users of other owners. One that is answered, even with an empty list, is enough for False;
        so is a rejection in unknown words.
        """
        own = account.user_id
        linked = await foreign_user_ids(self._directory.database, own, _MOST_PROBES)
        foreign = {MOR_ADMIN_ID, *self._key_owners, *linked} - {own}
        second = datetime.now(UTC).replace(microsecond=0) - timedelta(hours=1)
        moment = Period(second, second + timedelta(seconds=1))
        for user_id in sorted(foreign)[:_MOST_PROBES]:
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
