"""Let nobody ask through a link that MOR has not confirmed lately.

MOR may give a username to another user at any time. A link older than a quarter of an hour is
therefore confirmed before its question; the rest of the time this costs nothing.
"""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from bot.calls.asker import Asker
from bot.calls.model import Role
from bot.coalescer import Coalescer
from bot.errors import ErrorCode, Refused
from bot.ids import ON_ASKING
from bot.links import texts as say
from bot.links.directory import Directory
from bot.links.identities import LinkChanged
from bot.links.linking import Linking, Recheck, RecheckOutcome
from bot.links.model import Link, confirmed_lately

_NOT_TRUE = (RecheckOutcome.SUSPENDED, RecheckOutcome.STILL_SUSPENDED)


class ConfirmedLinks:
    """Confirms the links of people who ask. `linking` need not look anybody up in Slack."""

    def __init__(self, directory: Directory, linking: Linking) -> None:
        self.directory = directory
        self._linking = linking
        self._checks: Coalescer[Recheck] = Coalescer()
        self._watchers: list[Callable[[Recheck], None]] = []

    def watch(self, told: Callable[[Recheck], None]) -> None:
        """Call `told` with each check that changed a link or failed."""
        self._watchers.append(told)

    async def confirmed(self, asker: Asker) -> Asker:
        """Return the asker with their account as MOR has confirmed it in the last quarter of an
        hour: now, unless that is known already. Checks of one link in flight are one.

        Nothing is checked in a terminal, whose user names the account. Raises AskError if the
        link is not true or MOR does not confirm it, LinkChanged if it is another one by now, and
        MorError: if MOR cannot be reached, it cannot be asked either.
        """
        if asker.account is None or confirmed_lately(asker.confirmed_at) or not asker.identity.org:
            return asker
        link = await self.directory.find(asker.identity)
        if link is None or link.suspended or link.account != asker.account:
            raise LinkChanged
        if confirmed_lately(link.checked_at):
            return asker
        check = await self._checks.run((link.identity, link.account), partial(self._check, link))
        if check.outcome in _NOT_TRUE and check.reason:
            raise say.not_linked(check.reason)
        if check.outcome is RecheckOutcome.FAILED:
            raise say.not_confirmed(link.account.username)
        now = await self.directory.find(asker.identity)
        if now is None or now.suspended:
            raise LinkChanged
        reach = replace(link.account, foreign_refused=now.account.foreign_refused)
        if now.account != reach:
            raise LinkChanged
        return replace(asker, account=now.account, full_name=now.full_name)

    async def note_refused(self, asker: Asker, user_id: int, refusal: Refused) -> None:
        """Offer a user to their reseller no more, if MOR does not know them as the reseller's.

        Their link is confirmed, or not, by the daily check.
        """
        account = asker.account
        if refusal.code == ErrorCode.USER_NOT_FOUND and account and account.role is Role.RESELLER:
            await self.directory.note_refused(user_id, account.user_id)

    async def _check(self, link: Link) -> Recheck:
        check = await self._linking.confirm(link, by=ON_ASKING)
        if check.changed or check.outcome is RecheckOutcome.FAILED:
            for told in self._watchers:
                told(check)
        return check
