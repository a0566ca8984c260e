"""A posted alert: its buttons, who may press them, what they say in it, and how it is undone."""

import re
from datetime import UTC, timedelta

from sqlalchemy import update

from bot.digests.model import Digest
from bot.sandbox.slack_server import SimulatedUser, Workspace
from bot.sandbox.slack_server.model import Message
from bot.settings import Settings
from bot.store import tables
from bot.store.database import open_database
from tests.support.company import NOW, StartBot, over_both
from tests.support.digesting import digests, kinds, link_as, posted, presses, saves, types
from tests.support.talking import news_for, press_in, words

ALERTING = "digest 5 last week every monday at 9:00 in #noc new-ips:3 alert:10 @tom alert-only"


async def _caught_up(*people: SimulatedUser) -> None:
    for person in people:
        while person._state.feed.since(person._read, person._shown_to):
            await person.sees()


async def _alert(workspace: Workspace, settings: Settings) -> tuple[Digest, Message]:
    await saves(workspace.person("ingrid"), ALERTING)
    (digest,) = await digests(settings)
    shown = await posted(workspace, settings, digest)
    await _caught_up(*(workspace.person(name) for name in ("ingrid", "tom", "nils")))
    return digest, shown


def _addresses(shown: Message) -> list[str]:
    values = [
        one["value"]
        for block in shown.blocks
        for one in block.get("elements", ())
        if one.get("action_id") == "digest:expect"
    ]
    return [value.partition("@")[2] for value in values]


@over_both
async def test_an_address_is_expected_and_forgotten_again(
    workspace: Workspace, start_bot: StartBot
) -> None:
    settings = await start_bot(bot_admins="U0NILS001")
    digest, shown = await _alert(workspace, settings)
    ingrid, tom, nils = (workspace.person(name) for name in ("ingrid", "tom", "nils"))
    assert "new address" in shown.text
    ip, *others = _addresses(shown)

    calls = await press_in(shown, ingrid, "Show calls")
    assert calls.ephemeral
    assert re.search(rf"Question: .*last week ip:{re.escape(ip)}", words(calls))
    before = words(shown)
    refused = await press_in(shown, tom, "Expected")
    assert "Only the digest's owner or a bot admin" in words(refused)
    assert refused.ephemeral
    assert words(workspace.messages[shown.channel, shown.ts]) == before
    assert (await digests(settings))[0].expected == ()

    changed = await press_in(shown, ingrid, "Expected")
    assert changed.ts == shown.ts
    assert "Expected from now on: it is no longer new to this digest, says " in words(changed)
    assert _addresses(changed) == others
    (digest,) = await digests(settings)
    assert digest.expected == (ip,)
    again = await posted(workspace, settings, digest, slot=NOW)
    await _caught_up(ingrid, nils)
    assert ip not in _addresses(again)

    card = await types(ingrid, "digest show 1")
    assert f"Expected addresses: {ip}." in words(card)
    assert f"{ip} is new to digest 1 again" in words(await presses(ingrid, f"Forget {ip}"))
    (digest,) = await digests(settings)
    assert digest.expected == ()
    assert [one[:2] for one in await kinds(settings) if one[0] != "digest"][-2:] == [
        ("digest-expected", ingrid.id),
        ("digest-not-expected", ingrid.id),
    ]


@over_both
async def test_alerts_are_muted_by_a_bot_admin_and_unmuted_by_the_owner(
    workspace: Workspace, start_bot: StartBot
) -> None:
    settings = await start_bot(bot_admins="U0NILS001")
    digest, shown = await _alert(workspace, settings)
    ingrid, tom, nils = (workspace.person(name) for name in ("ingrid", "tom", "nils"))
    assert "Only the digest's owner" in words(await press_in(shown, tom, "Mute for a week"))
    changed = await press_in(shown, nils, "Mute for a week")
    assert changed.ts == shown.ts
    assert "Alerts are muted until Wed 2 Dec 2026, 14:30 +02:00, says " in words(changed)
    assert "Mute for a week" not in changed.buttons
    assert "has changed what your digest 1 alerts to" in words(await news_for(ingrid))
    (digest,) = await digests(settings)
    assert digest.muted_until is not None
    assert (digest.muted_until - NOW.astimezone(UTC)).days == 7
    await _caught_up(ingrid)
    assert "Alerts are muted until Wed 2 Dec" in words(await types(ingrid, "digest show 1"))
    assert "Digest 1 alerts again." in words(await presses(ingrid, "Unmute"))
    assert [one[:2] for one in await kinds(settings) if one[0] != "digest"][-2:] == [
        ("digest-muted", nils.id),
        ("digest-unmuted", ingrid.id),
    ]


async def test_a_mute_that_is_over_is_not_said_and_can_be_said_again(
    workspace: Workspace, start_bot: StartBot
) -> None:
    settings = await start_bot()
    _, shown = await _alert(workspace, settings)
    async with open_database(settings.database_url) as database, database.writing() as connection:
        over = NOW.astimezone(UTC) - timedelta(minutes=1)
        await connection.execute(update(tables.digests).values(muted_until=over))
    changed = await press_in(shown, workspace.person("ingrid"), "Expected")
    assert "muted" not in words(changed)
    assert "Mute for a week" in changed.buttons


async def test_rights_are_those_of_the_moment_of_the_press(
    workspace: Workspace, start_bot: StartBot
) -> None:
    settings = await start_bot(bot_admins="U0NILS001")
    _, shown = await _alert(workspace, settings)
    nils, tom = workspace.person("nils"), workspace.person("tom")
    await link_as(settings, tom, workspace.person("ada"))
    await _caught_up(nils, tom)
    assert "own calls only" in words(await press_in(shown, tom, "Show calls"))
    await workspace.admin.make_guest("nils")
    refused = words(await press_in(shown, nils, "Expected"))
    assert "expected from now on" not in refused.casefold()
    assert (await digests(settings))[0].expected == ()
