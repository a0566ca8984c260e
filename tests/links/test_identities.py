"""Just before something is sent, its asker is looked up again."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from bot.calls.asker import Asker
from bot.calls.model import Account, Role
from bot.errors import SlackError
from bot.ids import COMMAND_LINE, Identity
from bot.links.identities import Identities, LinkChanged
from bot.links.model import LinkRequest, Suspension
from tests.support.link_office import ADA, INGRID, ORG, TOM, Office

NOW = datetime(2026, 11, 25, 14, 30, tzinfo=ZoneInfo("Europe/Vilnius"))
NILS = Identity(ORG, "U0NILS001")

Change = Callable[[Office], Awaitable[object]]


@pytest.fixture
def identities(office: Office) -> Identities:
    return Identities(
        office.people,
        office.directory,
        office.notices,
        "UTC",
        NOW.astimezone,
    )


async def tom_asks(office: Office, identities: Identities) -> Asker:
    await office.link(TOM, "tomford")
    return await identities.asker(TOM.user)


async def unlinked(office: Office) -> None:
    await office.directory.remove(TOM, by=INGRID)


async def suspended(office: Office) -> None:
    link = await office.directory.find(TOM)
    assert link is not None
    await office.directory.suspend(link, Suspension.NAME_GONE, by=INGRID)


async def linked_to_another(office: Office) -> None:
    await office.directory.remove(TOM, by=INGRID)
    await office.link(TOM, "frontdesk")


async def another_id(office: Office) -> None:
    await office.directory.remove(TOM, by=INGRID)
    await office.link_wrongly(TOM)


async def promoted(office: Office) -> None:
    await office.directory.remove(TOM, by=INGRID)
    await office.linking.link(LinkRequest(TOM, "admin", Role.ADMIN), by=COMMAND_LINE)


async def a_guest(office: Office) -> None:
    office.workspace.members[TOM.user].guest = True
    office.people.forget(TOM.user)


async def deactivated(office: Office) -> None:
    office.workspace.members[TOM.user].deleted = True
    office.people.forget(TOM.user)


async def of_another_team(office: Office) -> None:
    office.workspace.members[TOM.user].team_id = "T0OTHER01"
    office.people.forget(TOM.user)


@pytest.mark.parametrize(
    "change",
    [
        unlinked,
        suspended,
        linked_to_another,
        another_id,
        promoted,
        a_guest,
        deactivated,
        of_another_team,
    ],
)
async def test_a_link_that_has_changed_is_refused(
    office: Office, identities: Identities, change: Change
) -> None:
    asker = await tom_asks(office, identities)
    await identities.confirm_unchanged(asker)
    await change(office)
    with pytest.raises(LinkChanged) as caught:
        await identities.confirm_unchanged(asker)
    assert caught.value.code == "link-changed"
    assert "has changed since you asked" in caught.value.text
    assert "Ask again" in caught.value.hint


async def test_another_reseller_as_owner_is_a_change(
    office: Office, identities: Identities
) -> None:
    await office.link(ADA, "adalind", owner=3)
    asker = await identities.asker(ADA.user)
    moved = replace(asker, account=Account("adalind", 6, Role.USER, owner_id=4))
    with pytest.raises(LinkChanged):
        await identities.confirm_unchanged(moved)


@pytest.mark.parametrize("before", [True, False])
async def test_a_reseller_who_reaches_less_is_refused_and_one_who_reaches_more_is_not(
    office: Office, identities: Identities, before: bool
) -> None:
    request = LinkRequest(NILS, "nordvoice", Role.RESELLER)
    link = await office.linking.link(request, by=COMMAND_LINE)
    await office.directory.confirm(link, foreign_refused=before, full_name="", by=INGRID)
    asker = await identities.asker(NILS.user)
    await office.directory.confirm(link, foreign_refused=not before, full_name="", by=INGRID)
    if before:
        with pytest.raises(LinkChanged):
            await identities.confirm_unchanged(asker)
    else:
        await identities.confirm_unchanged(asker)


async def test_the_same_link_made_again_is_no_change(
    office: Office, identities: Identities
) -> None:
    asker = await tom_asks(office, identities)
    await unlinked(office)
    await office.link(TOM, "tomford")
    await identities.confirm_unchanged(asker)


async def test_somebody_without_a_link_has_nothing_to_lose(
    office: Office, identities: Identities
) -> None:
    asker = await identities.asker(TOM.user)
    await office.link(TOM, "tomford")
    await identities.confirm_unchanged(asker)


async def test_nothing_is_confirmed_while_slack_does_not_answer(
    office: Office, identities: Identities
) -> None:
    asker = await tom_asks(office, identities)
    office.people.forget(TOM.user)
    office.workspace.scopes = frozenset({"chat:write"})
    with pytest.raises(SlackError):
        await identities.confirm_unchanged(asker)
