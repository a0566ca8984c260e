"""The MOR user that a question is about."""

from bot.ask import texts as say
from bot.calls.model import Account, Role, Target, Who, WhoKind
from bot.calls.texts import no_such_user, only_own_calls
from bot.errors import ErrorCode, Refused
from bot.links.directory import Directory
from bot.mor.client import MorClient


class Targets:
    """Finds MOR users."""

    def __init__(self, mor: MorClient, directory: Directory) -> None:
        self._mor = mor
        self._directory = directory

    async def find(self, who: Who, account: Account) -> Target:
        """Find the user that `account` means. The id is not checked against the access table yet.

        Raises AskError and MorError.
        """
        if who.kind is WhoKind.MENTION:
            return await self._linked(who.value, account)
        if who.kind is WhoKind.ID:  # also if it is somebody's username as well
            user_id = int(who.value)
            return _own(account) if user_id == account.user_id else Target(user_id)
        if who.kind is WhoKind.ME or who.value == account.username:
            return _own(account)
        if account.role is Role.USER:
            raise only_own_calls()
        try:
            details = await self._mor.user_details(account, username=who.value)
        except Refused as refusal:
            if refusal.code != ErrorCode.USER_NOT_FOUND:
                raise
            raise no_such_user(who.value, refusal.code) from None
        if details.username != who.value:
            # MOR answered about somebody else: for the asker that name does not exist.
            raise no_such_user(who.value, ErrorCode.USER_NOT_FOUND)
        return Target(details.user_id, details.username)

    async def _linked(self, slack_user: str, account: Account) -> Target:
        """Find the user that a mentioned person is linked to.

        The refusal is the same for people who are not linked and for those linked to a user that
        the asker may not ask about, so that it reveals nothing.
        """
        link = await self._directory.find_by_slack_user(slack_user)
        found = link.account if link is not None and not link.suspended else None
        if found is None or found.user_id is None or not _within_reach(found, account):
            raise say.mention_not_linked()
        return Target(found.user_id, found.username)


def _own(account: Account) -> Target:
    if account.user_id is None:
        raise say.no_own_id()
    return Target(account.user_id, account.username)


def _within_reach(other: Account, account: Account) -> bool:
    """Return whether it is themselves, one of a reseller's users, or anybody for an admin."""
    own = account.user_id
    owned = other.role is Role.USER and other.owner_id == own and account.role is Role.RESELLER
    return account.role is Role.ADMIN or other.user_id == own or owned
