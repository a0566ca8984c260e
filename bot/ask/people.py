"""The linked people whose calls somebody may ask about, to choose from."""

from bot.calls.model import Account, Role
from bot.links.directory import Directory


async def people(directory: Directory, account: Account, typed: str) -> list[Account]:
    """The MOR users behind links that count, each once, by username: those whose username or id
    has `typed` in it, as far as `account` may ask about them.
    """
    wanted = typed.strip().casefold()
    found = {
        link.account.user_id: link.account
        for link in await directory.all()
        if not link.suspended and _may_ask(account, link.account)
    }
    return sorted(
        (
            one
            for one in found.values()
            if wanted in one.username.casefold() or wanted in str(one.user_id)
        ),
        key=lambda one: one.username.casefold(),
    )


def _may_ask(account: Account, other: Account) -> bool:
    """A reseller is offered his own users only, whatever else MOR would refuse him."""
    if other.user_id is None:
        return False
    if account.role is Role.ADMIN or other.user_id == account.user_id:
        return True
    own = account.role is Role.RESELLER and account.foreign_refused
    return own and other.owner_id == account.user_id and other.role is Role.USER
