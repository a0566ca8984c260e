"""A bot admin counts as long as Slack says that they are one of the workspace."""

import asyncio

import pytest

from bot.calls.model import Role
from bot.errors import AskError, SlackError
from bot.ids import COMMAND_LINE, Identity
from bot.links.bot_admins import BotAdmins
from bot.links.model import LinkRequest
from bot.sandbox.company import SlackPerson
from bot.sandbox.slack_server.model import Member
from bot.store.database import Database
from tests.links.test_directory import changes
from tests.support.link_office import INGRID, TOM, Office

NILS = Identity("T0HARBOR1", "U0NILS001")
VERA = Identity("T0OTHER01", "U0VERA001")


@pytest.fixture
def admins(office: Office) -> BotAdmins:
    """Ingrid, who is named in the setting, and Vera of another workspace, named with it."""
    person = SlackPerson(VERA.user, "vera", "Vera (of a partner)", "Europe/Vilnius")
    office.workspace.members[VERA.user] = Member(person, VERA.org, stranger=True)
    find = office.people.find
    return BotAdmins(office.database, [INGRID, VERA], [VERA], find_person=find)


def becomes(office: Office, identity: Identity, **changed: object) -> None:
    member = office.workspace.members[identity.user]
    for name, value in changed.items():
        setattr(member, name, value)
    office.people.forget(identity.user)


async def test_those_of_the_setting_and_those_that_were_added_count(admins: BotAdmins) -> None:
    assert await admins.add(TOM, by=COMMAND_LINE)
    assert await admins.present() == [INGRID, TOM, VERA]
    for one in (INGRID, TOM, VERA):
        await admins.check(one)
    for other in (NILS, Identity("T0OTHER01", INGRID.user), Identity("T0HARBOR1", VERA.user)):
        with pytest.raises(AskError, match="Only bot admins"):
            await admins.check(other)


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"guest": True}, "they are a guest in Slack"),
        ({"deleted": True}, "they are deactivated in Slack"),
        ({"stranger": True}, "they are from another Slack workspace"),
        ({"team_id": "T0OTHER01"}, "their user ID belongs to another Slack workspace"),
    ],
)
@pytest.mark.parametrize("added", [False, True])
async def test_a_bot_admin_who_is_no_longer_a_member_does_not_count_and_the_others_are_told_once(
    office: Office, added: bool, changed: dict[str, object], why: str
) -> None:
    named = [NILS] if added else [INGRID, NILS]
    admins = BotAdmins(office.database, named, find_person=office.people.find)
    if added:
        await admins.add(INGRID, by=COMMAND_LINE)
    told: list[str] = []
    admins.watch(told.append)
    assert await admins.includes(INGRID)
    becomes(office, INGRID, **changed)
    for _ in range(2):
        assert not await admins.includes(INGRID)
        assert await admins.present() == [NILS]
    (news,) = told
    assert news.startswith(f"{INGRID} no longer counts as a bot admin: {why}")
    assert (await office.changes())[-1] == ("admin-lapsed", "check on asking", str(INGRID))

    becomes(office, INGRID, guest=False, deleted=False, stranger=False, team_id=INGRID.org)
    for _ in range(2):
        assert await admins.includes(INGRID)
        assert await admins.present() == [INGRID, NILS]
    assert told[1:] == [f"{INGRID} counts as a bot admin again."]
    assert (await office.changes())[-1] == ("admin-restored", "check on asking", str(INGRID))


async def test_a_bot_admin_whom_slack_does_not_know_does_not_count(
    office: Office, admins: BotAdmins
) -> None:
    del office.workspace.members[INGRID.user]
    assert not await admins.includes(INGRID)


async def test_somebody_of_another_workspace_counts_only_as_the_setting_names_them(
    office: Office, admins: BotAdmins
) -> None:
    assert await admins.includes(VERA)
    find = office.people.find
    added = BotAdmins(office.database, [INGRID], find_person=find)
    await added.add(VERA, by=COMMAND_LINE)
    assert not await added.includes(VERA)
    assert await added.present() == [INGRID]
    becomes(office, VERA, deleted=True)
    assert not await admins.includes(VERA)


async def test_while_slack_does_not_answer_nobody_is_taken_for_a_bot_admin_or_for_none(
    office: Office, admins: BotAdmins
) -> None:
    told: list[str] = []
    admins.watch(told.append)
    office.workspace.scopes = frozenset({"chat:write"})
    with pytest.raises(SlackError):
        await admins.includes(INGRID)
    assert not await admins.includes(TOM)
    assert await admins.present() == []
    assert told == []


async def test_it_is_told_once_by_all_processes(office: Office, admins: BotAdmins) -> None:
    find = office.people.find
    other = BotAdmins(office.database, [INGRID], find_person=find)
    told: list[str] = []
    admins.watch(told.append)
    other.watch(told.append)
    becomes(office, INGRID, guest=True)
    await admins.present()
    await other.present()
    assert len(told) == 1


async def test_a_changed_profile_is_looked_at_at_once(office: Office, admins: BotAdmins) -> None:
    told: list[str] = []
    admins.watch(told.append)
    becomes(office, INGRID, guest=True)
    await admins.look_again(TOM.user)
    assert told == []
    await admins.look_again(INGRID.user)
    assert len(told) == 1


async def test_the_daily_check_tells_the_others_in_slack(office: Office) -> None:
    await office.linking.admins.add(TOM, by=COMMAND_LINE)
    becomes(office, INGRID, guest=True)
    await office.check.check_due()
    await office.tasks.drain(5)
    told = await office.workspace.person("tom").sees()
    assert f"{INGRID} no longer counts as a bot admin" in told.text
    assert len(office.workspace.messages) == 1


async def test_somebody_who_is_no_longer_a_bot_admin_when_mor_answers_makes_no_link(
    office: Office,
) -> None:
    request = LinkRequest(TOM, "tomford", Role.USER)
    with office.mor.held() as asked:
        making = asyncio.create_task(office.linking.link(request, by=INGRID))
        await asked.wait()
        becomes(office, INGRID, guest=True)
    with pytest.raises(AskError, match="Only bot admins"):
        await making
    assert await office.directory.find(TOM) is None


async def test_bot_admins_come_and_go(database: Database) -> None:
    admins = BotAdmins(database)
    assert await admins.add(NILS, by=COMMAND_LINE)
    assert await admins.add(INGRID, by=COMMAND_LINE)
    assert not await admins.add(NILS, by=COMMAND_LINE)
    assert await admins.stored() == [INGRID, NILS]
    assert await admins.remove(NILS, by=COMMAND_LINE)
    assert not await admins.remove(NILS, by=COMMAND_LINE)
    assert await admins.stored() == [INGRID]
    assert await changes(database) == [
        ("make-admin", "command line", str(NILS)),
        ("make-admin", "command line", str(INGRID)),
        ("revoke-admin", "command line", str(NILS)),
    ]
