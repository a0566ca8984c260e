"""Once a day each link is held against Slack and MOR again."""

import asyncio
import contextlib
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import update

from bot.links.daily_check import DailyCheck
from bot.links.linking import RecheckOutcome
from bot.links.model import Suspension
from bot.links.texts import suspension
from bot.sandbox.mor_server import Fault
from bot.sandbox.slack_server import NothingSeen
from bot.store.tables import links
from tests.support.digest_office import until
from tests.support.link_office import ADA, INGRID, ORG, TOM, UNCONFIRMED, Office


async def outcomes(office: Office) -> list[RecheckOutcome]:
    return [check.outcome for check in await office.check.check_due()]


def asked(office: Office) -> list[str]:
    return [one.parameters["u"] for one in office.mor.received]


async def test_a_link_is_checked_once_a_day_however_often_the_bot_starts(office: Office) -> None:
    await office.link(TOM, "tomford")
    assert await outcomes(office) == []
    await office.date_checks(timedelta(hours=22))
    assert await outcomes(office) == []
    await office.date_checks(timedelta(hours=24))
    assert await outcomes(office) == [RecheckOutcome.CONFIRMED]
    assert await outcomes(office) == []


async def test_a_check_dated_in_the_future_does_not_count(office: Office) -> None:
    await office.link(TOM, "tomford")
    await office.date_checks(-timedelta(days=900))
    assert await outcomes(office) == [RecheckOutcome.CONFIRMED]


async def test_a_name_that_belongs_to_somebody_else_suspends_and_the_bot_admins_are_told(
    office: Office,
) -> None:
    await office.link_wrongly(TOM)
    await office.date_checks()
    assert await outcomes(office) == [RecheckOutcome.SUSPENDED]
    assert suspension(await office.state(TOM)) == "its username belongs to another MOR user now"
    (news,) = await told(office)
    assert f"{TOM} as “tomford”: suspended (its username belongs to another" in news
    assert (await office.changes())[-1] == ("suspend", "daily check", f"{ORG}/U0TOM0001")
    # Neither asked nor told again before a day has gone by.
    office.mor.received.clear()
    assert await outcomes(office) == []
    assert not office.mor.received
    await office.date_checks()
    assert await outcomes(office) == [RecheckOutcome.STILL_SUSPENDED]
    assert len(office.workspace.messages) == 2
    (tom,) = await told(office, "tom")
    assert "is suspended: its username belongs to another MOR user now" in tom


@pytest.mark.parametrize(
    ("member", "reason"),
    [
        ({"guest": True}, "its person is a guest in Slack, and it does not allow guests"),
        ({"stranger": True}, "its person is from another Slack workspace, and"),
        ({"team_id": "T0OTHER01"}, "its person belongs to another Slack workspace"),
        ({"enterprise_id": "E0NORDIC1"}, "its person belongs to another Slack workspace"),
        (None, "Slack no longer knows its person"),
    ],
)
async def test_a_change_in_slack_suspends_a_link_until_it_is_over(
    office: Office, member: dict[str, object] | None, reason: str
) -> None:
    await office.link(TOM, "tomford")
    tom = office.workspace.members.pop(TOM.user)
    if member is not None:
        office.workspace.members[TOM.user] = tom
        before = {name: getattr(tom, name) for name in member}
        for name, value in member.items():
            setattr(tom, name, value)
    office.people.forget(TOM.user)
    await office.date_checks()
    assert await outcomes(office) == [RecheckOutcome.SUSPENDED]
    assert suspension(await office.state(TOM)).startswith(reason)
    assert reason in (await office.workspace.person("ingrid").sees()).text

    if member is not None:
        for name, value in before.items():
            setattr(tom, name, value)
    office.workspace.members[TOM.user] = tom
    office.people.forget(TOM.user)
    office.workspace.clock.put_forward(2)
    await office.date_checks()
    assert await outcomes(office) == [RecheckOutcome.RESUMED]
    assert await office.state(TOM) == ""
    assert "own users again" not in (await office.workspace.person("ingrid").sees()).text


async def test_somebody_who_has_left_is_unlinked_and_the_bot_admins_are_told(
    office: Office,
) -> None:
    await office.link(TOM, "tomford")
    await office.link(ADA, "adalind", owner=3)
    office.workspace.members[TOM.user].deleted = True
    office.people.forget(TOM.user)
    office.mor.received.clear()
    await office.date_checks()
    assert sorted(await outcomes(office)) == [RecheckOutcome.CONFIRMED, RecheckOutcome.UNLINKED]
    assert await office.directory.find(TOM) is None
    assert "tomford" not in asked(office)
    news = await office.workspace.person("ingrid").sees()
    assert f"{TOM} as “tomford”: unlinked (its person is deactivated in Slack)" in news.text
    assert (await office.changes())[-1] == ("unlink", "daily check", str(TOM))


async def test_a_link_made_again_meanwhile_is_not_removed_for_the_old_one(office: Office) -> None:
    old = await office.link(TOM, "tomford")
    await office.directory.remove(TOM, by=INGRID)
    await office.link(TOM, "tomford")
    office.workspace.members[TOM.user].deleted = True
    office.people.forget(TOM.user)
    await office.linking.recheck(old, by=INGRID)
    assert await office.state(TOM) == ""


async def test_two_checks_of_a_link_at_once_give_the_same_reason(office: Office) -> None:
    link = await office.link(TOM, "tomford")
    office.workspace.members[TOM.user].deleted = True
    office.people.forget(TOM.user)
    checks = await asyncio.gather(*[office.linking.recheck(link, by=INGRID) for _ in range(2)])
    assert {check.reason for check in checks} == {Suspension.DEACTIVATED}
    assert [check.changed for check in checks].count(True) == 1


async def test_two_checks_of_a_wrong_link_at_once_give_the_same_reason(office: Office) -> None:
    await office.link_wrongly(TOM)
    link = await office.directory.find(TOM)
    assert link is not None
    checks = await asyncio.gather(*[office.linking.recheck(link, by=INGRID) for _ in range(2)])
    assert checks[0].reason == checks[1].reason != ""
    assert [check.changed for check in checks].count(True) == 1


async def test_a_slack_that_says_nothing_suspends_nobody_and_lifts_nothing(office: Office) -> None:
    await office.link(TOM, "tomford")
    tom = office.workspace.members[TOM.user]
    tom.guest = True
    office.people.forget(TOM.user)
    office.workspace.scopes = frozenset({"chat:write"})
    await office.date_checks()
    assert await outcomes(office) == [RecheckOutcome.CONFIRMED]
    assert await office.state(TOM) == ""
    office.workspace.scopes = frozenset({"chat:write", "users:read"})
    await office.date_checks()
    assert await outcomes(office) == [RecheckOutcome.SUSPENDED]
    office.workspace.scopes = frozenset({"chat:write"})
    office.people.forget(TOM.user)
    await office.date_checks()
    assert await outcomes(office) == [RecheckOutcome.STILL_SUSPENDED]


async def test_a_mor_that_is_down_suspends_nobody_and_the_rest_is_tried_next_time(
    office: Office,
) -> None:
    await office.link(ADA, "adalind", owner=3)
    await office.link(TOM, "tomford")
    await office.date_checks()
    office.mor.options.fault = Fault.ERROR_500
    assert await outcomes(office) == []
    assert (await office.state(ADA), await office.state(TOM)) == ("", "")
    office.mor.options.fault = None
    assert await outcomes(office) == [RecheckOutcome.CONFIRMED, RecheckOutcome.CONFIRMED]


async def test_findings_from_before_mor_went_down_are_told(office: Office) -> None:
    await office.link_wrongly(ADA)
    await office.link(TOM, "tomford")
    await office.date_checks()

    async def down(_seconds: float) -> None:
        office.mor.options.fault = Fault.ERROR_500

    check = DailyCheck(office.linking, office.directory, office.news, UNCONFIRMED, pause=down)
    assert len(await check.check_due()) == 1
    assert "U0ADA0001" in (await office.workspace.person("ingrid").sees()).text


async def test_a_link_made_again_meanwhile_is_not_suspended_for_the_old_one(office: Office) -> None:
    await office.link_wrongly(TOM)
    old = await office.directory.find(TOM)
    assert old is not None
    await office.directory.remove(TOM, by=INGRID)
    await office.link(TOM, "tomford")
    assert (await office.linking.recheck(old, by=INGRID)).outcome is RecheckOutcome.STILL_SUSPENDED
    assert await office.state(TOM) == ""


async def test_it_goes_on_in_the_background_whatever_happens(
    office: Office, caplog: pytest.LogCaptureFixture
) -> None:
    async def rename(old: str, new: str) -> None:
        async with office.database.writing() as connection:
            await connection.exec_driver_sql(f"ALTER TABLE {old} RENAME TO {new}")

    await office.link(TOM, "tomford")
    await office.date_checks()
    office.mor.received.clear()
    async with office.check.running():
        await office.goes_by(lambda: asked(office))
        await rename("links", "links_away")
        await office.goes_by(lambda: "daily-check-failed" in caplog.text)
        await rename("links_away", "links")
        await office.date_checks()
        office.mor.received.clear()
        await office.goes_by(lambda: asked(office))


async def test_the_first_round_waits_a_while(office: Office) -> None:
    await office.link(TOM, "tomford")
    office.mor.received.clear()
    await office.date_checks()
    async with office.check.running():
        office.workspace.clock.put_forward(59)
        await asyncio.sleep(0.05)
        assert not office.mor.received


# What MOR does not confirm


async def failing_since(office: Office, ago: timedelta) -> None:
    """As if MOR had not been able to confirm what it cannot confirm now for so long."""
    async with office.database.writing() as connection:
        known = update(links).where(links.c.failing_since.is_not(None))
        await connection.execute(known.values(failing_since=datetime.now(UTC) - ago))


async def told(office: Office, name: str = "ingrid") -> list[str]:
    """All that somebody has been told so far."""
    person, found = office.workspace.person(name), []
    await until(lambda: not office.tasks)
    with contextlib.suppress(NothingSeen):
        while True:
            found.append((await person.sees(timeout=0)).text)
    return found


async def test_a_check_that_fails_is_told_once_and_not_for_each_link(office: Office) -> None:
    await office.link(ADA, "adalind", owner=3)
    await office.link(TOM, "tomford")
    await office.date_checks()
    office.mor.options.fault = Fault.ERROR_500
    for _ in range(3):
        assert await outcomes(office) == []
    (news,) = await told(office)
    assert "MOR could not confirm 2 links" in news
    assert "HTTP 500" in news
    assert await told(office, "tom") == []


async def test_a_key_that_is_refused_is_told_once_and_not_for_each_link(office: Office) -> None:
    await office.link(ADA, "adalind", owner=3)
    await office.link(INGRID, "mberg", owner=3)
    await office.link(TOM, "tomford")
    await office.date_checks()
    office.mor.options.reseller_keys[3] = "changed"
    for _ in range(2):
        assert (await outcomes(office)).count(RecheckOutcome.FAILED) == 2
    (news,) = await told(office)
    assert "MOR could not confirm 2 links" in news
    assert "MOR_KEY_RESELLER_3" in news


async def test_a_link_that_fails_for_days_is_suspended_and_comes_back(office: Office) -> None:
    await office.link(TOM, "tomford")
    await office.date_checks()
    office.mor.options.fault = Fault.ERROR_500
    await outcomes(office)
    await failing_since(office, UNCONFIRMED - timedelta(hours=1))
    await outcomes(office)
    assert await office.state(TOM) == ""
    await failing_since(office, UNCONFIRMED)
    await outcomes(office)
    assert await office.state(TOM) == "unconfirmed"
    assert "suspended (MOR has not confirmed it for days)" in (await told(office))[-1]
    office.mor.options.fault = None
    assert await outcomes(office) == [RecheckOutcome.RESUMED]
    assert await office.state(TOM) == ""
    assert "resumed" in (await told(office))[-1]


async def test_days_without_the_bot_suspend_nobody(office: Office) -> None:
    await office.link(TOM, "tomford")
    await office.date_checks(timedelta(days=400))
    office.mor.options.fault = Fault.ERROR_500
    await outcomes(office)
    assert await office.state(TOM) == ""


async def test_a_confirmed_link_fails_no_longer(office: Office) -> None:
    await office.link(TOM, "tomford")
    await office.date_checks()
    office.mor.options.fault = Fault.ERROR_500
    await outcomes(office)
    await failing_since(office, timedelta(days=400))
    office.mor.options.fault = None
    assert await outcomes(office) == [RecheckOutcome.CONFIRMED]
    link = await office.directory.find(TOM)
    assert link is not None
    assert link.failing_since is None


async def test_a_user_of_another_owner_suspends(office: Office) -> None:
    await office.link(ADA, "adalind", owner=3)
    await office.date_checks()
    office.mor.change_user(6, owner_id=4)
    assert await outcomes(office) == [RecheckOutcome.SUSPENDED]
    assert await office.state(ADA) == "owner-moved"
    assert "has another owner or another role now" in (await told(office, "ada"))[0]
    office.mor.change_user(6, owner_id=3)
    await office.date_checks()
    assert await outcomes(office) == [RecheckOutcome.RESUMED]


async def test_a_name_given_to_a_user_of_another_owner_suspends_as_such(office: Office) -> None:
    await office.link(ADA, "adalind", owner=3)
    await office.date_checks()
    office.mor.change_user(6, username="adalind2")
    office.mor.change_user(8, username="adalind")
    assert await outcomes(office) == [RecheckOutcome.SUSPENDED]
    assert await office.state(ADA) == "name-moved"
