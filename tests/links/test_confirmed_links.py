"""Nobody asks through a link that MOR has not confirmed in the last quarter of an hour."""

import asyncio
from datetime import timedelta

import pytest

from bot.calls.asker import Asker
from bot.calls.model import Account, Role
from bot.errors import AskError, Refused, Unavailable
from bot.ids import COMMAND_LINE, Identity
from bot.links.identities import Identities, LinkChanged
from bot.links.link_search import askable_accounts
from bot.links.model import LinkRequest
from bot.sandbox.mor_server import Fault, ForeignIds
from tests.links.test_daily_check import told
from tests.support.company import NOW
from tests.support.link_office import ADA, INGRID, ORG, TOM, Office

NILS = Identity(ORG, "U0NILS001")
STALE = timedelta(minutes=16)
FRESH = timedelta(minutes=14)


async def asks(office: Office, identity: Identity) -> Asker:
    """They ask, as the bot finds them at that moment."""
    zone = "Europe/Vilnius"
    identities = Identities(office.people, office.directory, office.notices, zone, NOW.astimezone)
    asker = await identities.asker(identity.user)
    office.mor.received.clear()
    return asker


def methods(office: Office) -> list[str]:
    return [one.path.rpartition("/")[2] for one in office.mor.received]


async def test_a_fresh_link_costs_nothing(office: Office) -> None:
    await office.link(TOM, "tomford")
    await office.date_checks(FRESH)
    asker = await asks(office, TOM)
    assert await office.links.confirmed(asker) is asker
    assert methods(office) == []


async def test_a_stale_link_is_confirmed_by_one_request_and_remembered(office: Office) -> None:
    await office.link(TOM, "tomford")
    await office.date_checks(STALE)
    asker = await asks(office, TOM)
    assert (await office.links.confirmed(asker)).account == asker.account
    assert methods(office) == ["user_details_get"]
    await office.links.confirmed(asker)  # another replica has found the link as it was before
    await office.links.confirmed(await asks(office, TOM))
    assert methods(office) == []
    assert await told(office) == []


async def test_a_name_that_mor_changes_comes_with_the_next_confirmation_and_ends_nothing(
    office: Office,
) -> None:
    assert (await office.link(TOM, "tomford")).full_name == "Tom Ford"
    await office.date_checks(STALE)
    asker = await asks(office, TOM)
    assert asker.full_name == "Tom Ford"
    office.mor.change_user(5, first_name="Tom\u202e\n", surname="Fjord" * 50)
    name = (await office.links.confirmed(asker)).full_name
    assert name == (await office.directory.full_name(5)) == f"Tom\ufffd {'Fjord' * 14}Fjor…"
    now = await asks(office, TOM)
    assert (now.full_name, now.account) == (name, asker.account)
    assert (await office.changes()) == [("link", "command line", str(TOM))]


async def test_checks_of_one_link_in_flight_are_one(office: Office) -> None:
    await office.link(TOM, "tomford")
    await office.date_checks(STALE)
    asker = await asks(office, TOM)
    await asyncio.gather(*(office.links.confirmed(asker) for _ in range(10)))
    assert methods(office) == ["user_details_get"]


async def test_a_username_that_belongs_to_another_user_suspends_before_anything_is_asked(
    office: Office,
) -> None:
    await office.link(TOM, "tomford")
    await office.date_checks(STALE)
    office.mor.change_user(5, username="tomford2")
    office.mor.change_user(11, username="tomford")
    with pytest.raises(AskError, match="its username belongs to another MOR user now") as caught:
        await office.links.confirmed(await asks(office, TOM))
    assert caught.value.code == "link-suspended"
    assert methods(office) == ["user_details_get"]
    assert await office.state(TOM) == "name-moved"
    assert (await office.changes())[-1] == ("suspend", "check on asking", str(TOM))
    await office.tasks.drain(5)
    (news,) = await told(office)
    assert "suspended (its username belongs to another MOR user now)" in news


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"username": "renamed"}, "name-gone"),
        ({"owner_id": 4}, "owner-moved"),
    ],
)
async def test_whatever_else_is_not_true_any_longer_suspends(
    office: Office, changed: dict[str, str | int], reason: str
) -> None:
    await office.link(ADA, "adalind", owner=3)
    await office.date_checks(STALE)
    office.mor.change_user(6, **changed)
    with pytest.raises(AskError, match="Your link to MOR is suspended"):
        await office.links.confirmed(await asks(office, ADA))
    assert await office.state(ADA) == reason


async def test_an_admin_whose_username_belongs_to_a_user_is_suspended(office: Office) -> None:
    request = LinkRequest(INGRID, "admin", Role.ADMIN, without_id=True)
    await office.linking.link(request, by=COMMAND_LINE)
    await office.date_checks(STALE)
    office.mor.change_user(0, username="root")
    office.mor.change_user(11, username="admin")
    with pytest.raises(AskError, match="Your link to MOR is suspended"):
        await office.links.confirmed(await asks(office, INGRID))
    assert await office.state(INGRID) == "name-moved"


async def test_while_mor_is_away_a_stale_link_asks_nothing_and_stays(office: Office) -> None:
    await office.link(TOM, "tomford")
    await office.date_checks(STALE)
    asker = await asks(office, TOM)
    office.mor.options.fault = Fault.ERROR_500
    with pytest.raises(Unavailable):
        await office.links.confirmed(asker)
    assert await office.state(TOM) == ""
    office.mor.options.fault = None
    assert (await office.links.confirmed(asker)).account == asker.account


async def test_a_mor_that_says_neither_asks_nothing_and_tells_the_bot_admins_once(
    office: Office,
) -> None:
    await office.link(ADA, "adalind", owner=3)
    await office.date_checks(STALE)
    office.mor.options.reseller_keys[3] = "changed"
    for _ in range(2):
        with pytest.raises(AskError, match="MOR does not confirm that you are “adalind”") as caught:
            await office.links.confirmed(await asks(office, ADA))
        assert "MOR_KEY" not in f"{caught.value.text} {caught.value.hint}"
    assert await office.state(ADA) == ""
    await office.tasks.drain(5)
    (news,) = await told(office)
    assert "MOR could not confirm 1 link: " in news
    assert "MOR_KEY_RESELLER_3" in news


async def test_a_mor_that_begins_to_answer_foreign_ids_limits_the_reseller(office: Office) -> None:
    request = LinkRequest(NILS, "nordvoice", Role.RESELLER)
    await office.linking.link(request, by=COMMAND_LINE)
    await office.date_checks(STALE)
    office.mor.options.foreign_to_resellers = ForeignIds.OWN_DATA
    asker = await office.links.confirmed(await asks(office, NILS))
    assert asker.account == Account("nordvoice", 3, Role.RESELLER, foreign_refused=False)
    await office.tasks.drain(5)
    (news,) = await told(office)
    assert "limited to own id" in news


async def test_a_link_that_is_another_one_by_now_is_refused(office: Office) -> None:
    await office.link(TOM, "tomford")
    await office.date_checks(STALE)
    asker = await asks(office, TOM)
    await office.directory.remove(TOM, by=INGRID)
    with pytest.raises(LinkChanged):
        await office.links.confirmed(asker)
    await office.link(TOM, "frontdesk")
    with pytest.raises(LinkChanged):
        await office.links.confirmed(asker)


async def test_a_check_dated_in_the_future_is_not_believed(office: Office) -> None:
    await office.link(TOM, "tomford")
    await office.date_checks(-timedelta(days=1))
    await office.links.confirmed(await asks(office, TOM))
    assert methods(office) == ["user_details_get"]


async def test_a_user_whom_mor_does_not_know_as_the_resellers_is_offered_to_them_no_more(
    office: Office,
) -> None:
    await office.link(ADA, "adalind", owner=3)
    request = LinkRequest(NILS, "nordvoice", Role.RESELLER)
    await office.linking.link(request, by=COMMAND_LINE)
    nils = await asks(office, NILS)

    async def offered() -> list[str]:
        assert nils.account is not None
        found = await askable_accounts(office.database, nils.account, "", 100)
        return [one.username for one in found]

    slow = Refused("", code="mor-slow")
    await office.links.note_refused(nils, 6, slow)
    await office.links.note_refused(await asks(office, ADA), 6, refused())
    assert await offered() == ["adalind", "nordvoice"]
    await office.links.note_refused(nils, 6, refused())
    assert await offered() == ["nordvoice"]
    await office.date_checks()
    await office.check.check_due()  # MOR says that she is theirs, after all
    assert await offered() == ["adalind", "nordvoice"]


def refused() -> Refused:
    return Refused("", code="user-not-found")
