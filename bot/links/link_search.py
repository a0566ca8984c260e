"""Find a few MOR users among the links of many people, without reading them all."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from sqlalchemy import Select, String, cast, func, or_, select

from bot.calls.asker import may_ask_about_others
from bot.calls.model import Account, Role
from bot.calls.texts import A_USER, mor_user
from bot.errors import MorbotError
from bot.store import tables
from bot.store.database import Database

_C = tables.links.c


class AskablePerson(NamedTuple):
    """A linked MOR user that somebody may ask about. `full_name` is empty if unknown."""

    username: str
    user_id: int
    full_name: str = ""

    @property
    def name(self) -> str:
        """Who it is, as people read it."""
        return mor_user(self.user_id, self.full_name or self.username)


async def askable_accounts(
    database: Database, account: Account, typed: str, most: int, full_name: str = ""
) -> Sequence[AskablePerson]:
    """Return the first linked MOR users that `account` may ask about, each once, by username.

    Their username, full name or id contains `typed`. `full_name` is the account's own. Links that
    are suspended do not count. Nor, for a reseller, do links of others that MOR did not confirm
    when it was last asked: their users may belong to somebody else by now.
    """
    wanted = typed.strip().casefold()
    own = AskablePerson(account.username, account.user_id or 0, full_name)
    with_own = account.user_id is not None and any(wanted in str(one).casefold() for one in own)
    if not may_ask_about_others(account):
        return [own] if with_own else []
    async with database.reading() as connection:
        rows = await connection.execute(askable_statement(account, wanted, most))
        found = [AskablePerson(*row) for row in rows]
    if with_own and account.role is Role.RESELLER:
        found = sorted([*found, own], key=lambda one: one.username.casefold())
    return [*{one.user_id: one for one in found}.values()][:most]


def askable_statement(account: Account, wanted: str, most: int) -> Select[Any]:
    """Return what reads MOR users by username: a reseller's users, or all for an admin.

    It walks an index in the order of the result until there are enough.
    """
    rows = select(_C.mor_username, _C.mor_user_id, func.max(_C.full_name)).where(
        _C.suspended == "",
        _C.mor_user_id.is_not(None),
        or_(
            _C.folded_username.contains(wanted, autoescape=True),
            func.lower(_C.full_name).contains(wanted, autoescape=True),
            cast(_C.mor_user_id, String).contains(wanted, autoescape=True),
        ),
    )
    if account.role is Role.RESELLER:
        theirs = (_C.owner_id == account.user_id, _C.role == Role.USER.value)
        rows = rows.where(*theirs, _C.failing_since.is_(None))
    by_name = (_C.folded_username, _C.mor_username, _C.mor_user_id)
    return rows.group_by(*by_name).order_by(*by_name).limit(most)


async def example_user(database: Database, account: Account) -> Account | None:
    """Return a linked MOR user, other than themselves, that `account` may ask about: of all, the
    one with the least id.
    """
    if not may_ask_about_others(account):
        return None
    theirs = [_C.suspended == "", _C.role == Role.USER.value, _C.mor_user_id != account.user_id]
    if account.role is Role.RESELLER:
        theirs += [_C.owner_id == account.user_id, _C.failing_since.is_(None)]
    first = select(_C.mor_username, _C.mor_user_id).where(*theirs).order_by(_C.mor_user_id).limit(1)
    async with database.reading() as connection:
        row = (await connection.execute(first)).first()
    return Account(row.mor_username, row.mor_user_id, Role.USER) if row else None


async def fill_in(problem: MorbotError, account: Account, database: Database) -> None:
    """Name, in the example of a hint, a MOR user that `account` may ask about, if it needs one and
    one is known.
    """
    if A_USER not in problem.hint:
        return
    if not may_ask_about_others(account):
        problem.hint = problem.hint.replace(A_USER, "me")
    elif known := await example_user(database, account):
        problem.hint = problem.hint.replace(A_USER, str(known.user_id))


async def foreign_user_ids(database: Database, reseller_id: int | None, most: int) -> list[int]:
    """Return the least MOR ids of linked people that are neither this reseller nor their users."""
    foreign = or_(_C.role != Role.USER.value, _C.owner_id != reseller_id)
    statement = select(_C.mor_user_id).distinct().where(_C.mor_user_id != reseller_id, foreign)
    async with database.reading() as connection:
        return [*await connection.scalars(statement.order_by(_C.mor_user_id).limit(most))]
