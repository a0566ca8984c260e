"""The MOR user that a question is about, and what MOR calls them."""

import asyncio
from dataclasses import replace
from functools import partial

from cachetools import TTLCache

from bot.ask import texts as say
from bot.calls.asker import Asker
from bot.calls.model import Account, Role, Target, Who, WhoKind
from bot.calls.texts import no_such_user, only_own_calls
from bot.coalescer import Coalescer
from bot.errors import ErrorCode, MorbotError
from bot.links.directory import Directory
from bot.mor.breaker import BreakerPhase
from bot.mor.client import MorClient

_NAMES = 10_000
_NAMES_SECONDS = 300.0
_LOOK_UP_SECONDS = 2.0


class Targets:
    """Finds MOR users, and their names.

    What MOR called somebody is known for five minutes to the account that asked for it.
    """

    def __init__(self, mor: MorClient, directory: Directory) -> None:
        self._mor = mor
        self._directory = directory
        self._names: TTLCache[tuple[Account, int], str] = TTLCache(_NAMES, _NAMES_SECONDS)
        self._look_ups: Coalescer[str] = Coalescer()

    async def find(self, who: Who, asker: Asker, account: Account) -> Target:
        """Find the user that the asker, linked to `account`, means.

        The id is not checked against the access table yet. Raises AskError and MorError.
        """
        if who.kind is WhoKind.MENTION:
            return await self._linked(who.value, account)
        if who.kind is WhoKind.ID:  # also if it is somebody's username as well
            user_id = int(who.value)
            return _own(asker, account) if user_id == account.user_id else Target(user_id)
        if who.kind is WhoKind.ME or who.value == account.username:
            return _own(asker, account)
        if account.role is Role.USER:
            raise only_own_calls()
        details = await self._mor.user_details(account, username=who.value)
        if details.username != who.value:
            # MOR answered about somebody else: for the asker that name does not exist.
            raise no_such_user(ErrorCode.USER_NOT_FOUND)
        return Target(details.user_id, details.full_name)

    async def named(self, target: Target, account: Account) -> Target:
        """Return the target with what MOR calls that user, if that is known within two seconds.

        The account has to be one that may ask about them. Of the links, resellers are told those
        of their own users; whom MOR does not show them has no name.
        """
        if target.full_name:
            return target
        who = (account, target.user_id)
        name = self._names.get(who)
        if name is None:
            try:
                async with asyncio.timeout(_LOOK_UP_SECONDS):
                    name = await self._look_ups.run(who, partial(self._look_up, *who))
            except TimeoutError:
                return target
            self._names[who] = name
        return replace(target, full_name=name)

    async def _look_up(self, account: Account, user_id: int) -> str:
        owner = account.user_id if account.role is Role.RESELLER else None
        if name := await self._directory.full_name(user_id, owner):
            return name
        state = self._mor.breaker.state
        if state.phase is not BreakerPhase.CLOSED or state.failures:
            return ""  # a MOR in trouble has to be spared
        try:
            details = await self._mor.user_details(account, user_id=user_id)
        except MorbotError:
            return ""
        # MOR is known to answer with the caller's own data instead.
        return details.full_name if details.user_id == user_id else ""

    async def _linked(self, slack_user: str, account: Account) -> Target:
        """Find the user that a mentioned person is linked to.

        The refusal is the same for people who are not linked and for those linked to a user that
        the asker may not ask about, so that it reveals nothing.
        """
        link = await self._directory.find_by_slack_user(slack_user)
        found = link.account.user_id if link is not None and not link.suspended else None
        if link is None or found is None or not _within_reach(link.account, account):
            raise say.mention_not_linked()
        return Target(found, link.full_name)


def _own(asker: Asker, account: Account) -> Target:
    if account.user_id is None:
        raise say.no_own_id()
    return Target(account.user_id, asker.full_name)


def _within_reach(other: Account, account: Account) -> bool:
    """Return whether it is themselves, one of a reseller's users, or anybody for an admin."""
    own = account.user_id
    owned = other.role is Role.USER and other.owner_id == own and account.role is Role.RESELLER
    return account.role is Role.ADMIN or other.user_id == own or owned
