"""The people one may choose from are those one may ask about."""

from datetime import UTC, datetime

import pytest

from bot.ask.targets import askable_accounts
from bot.calls.model import Account, Role
from bot.ids import COMMAND_LINE, Identity
from bot.links.directory import Directory
from bot.links.model import Link

ADMIN = Account("admin", 0, Role.ADMIN)
NORD = Account("nordvoice", 3, Role.RESELLER, foreign_refused=True)
HELD = Account("harbour", 4, Role.RESELLER)
TOM = Account("tomford", 5, Role.USER)
ADA = Account("adalind", 6, Role.USER, owner_id=3)
ROSA = Account("rcosta", 8, Role.USER, owner_id=4)
GONE = Account("gone", 9, Role.USER, owner_id=3)
ID_LESS = Account("boss", None, Role.ADMIN)


@pytest.fixture
async def directory(directory: Directory) -> Directory:
    now = datetime(2026, 11, 25, tzinfo=UTC)
    linked = (ADMIN, NORD, HELD, TOM, ADA, ROSA, GONE, ID_LESS, TOM)
    for number, account in enumerate(linked):
        reason = "has left" if account is GONE else ""
        who = Identity("T1", f"U{number}")
        await directory.add(Link(who, account, False, reason, now, COMMAND_LINE, now))
    return directory


@pytest.mark.parametrize(
    ("account", "typed", "names"),
    [
        (ADMIN, "", ["adalind", "admin", "harbour", "nordvoice", "rcosta", "tomford"]),
        (ID_LESS, "TOM", ["tomford"]),
        (ADMIN, "6", ["adalind"]),
        (ADMIN, "nobody", []),
        (NORD, "", ["adalind", "nordvoice"]),
        (HELD, "", ["harbour"]),
        (TOM, "", ["tomford"]),
        (TOM, "ada", []),
    ],
)
async def test_each_role_is_offered_whom_it_may_ask_about(
    directory: Directory, account: Account, typed: str, names: list[str]
) -> None:
    assert [one.username for one in await askable_accounts(directory, account, typed)] == names
