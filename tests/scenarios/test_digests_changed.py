"""Digests are listed, shown, paused, resumed and deleted: by their owner, and by bot admins."""

import json
import re
from dataclasses import replace
from datetime import timedelta

import pytest
from syrupy.assertion import SnapshotAssertion
from syrupy.extensions.json import JSONSnapshotExtension

from bot.calls.model import Role
from bot.digests.deliveries import Deliveries
from bot.digests.model import State
from bot.digests.reasons import Reason, ReasonCode
from bot.ids import COMMAND_LINE, Identity
from bot.links.directory import Directory
from bot.sandbox.mor_server import MorServer
from bot.sandbox.slack_server import SimulatedUser, Workspace
from bot.settings import Settings
from bot.store.database import open_database
from tests.support.company import NOW, StartBot, over_both
from tests.support.digesting import (
    ORDER,
    TEAM,
    digests,
    kinds,
    link_as,
    presses,
    saves,
    stored,
    types,
)
from tests.support.talking import answer_to, news_for, outcome, press_in, words

INGRID = "U0INGRID1"
PATIENCE = 60.0


async def home_of(workspace: Workspace, person: SimulatedUser, text: str) -> str:
    """His Home tab, once that text stands in it."""

    def shown() -> str:
        view = workspace.views.home(person.id)
        return json.dumps(view.content["blocks"]) if view else ""

    assert await workspace.feed.until(lambda: text in shown(), PATIENCE), shown()
    return shown()


@over_both
async def test_one_sees_ones_own(workspace: Workspace, start_bot: StartBot) -> None:
    await start_bot()
    ingrid, nils = workspace.person("ingrid"), workspace.person("nils")
    assert "no digests yet" in words(await types(ingrid, "digest list"))
    await saves(ingrid)
    await types(nils, "digest 6 today every day at 8 to me")
    await presses(nils, "Cancel")  # a draft uses up no number
    await saves(nils, 'digest 6 last week every monday at 7:30 to me as "My Mondays"')
    listed = words(await types(nils, "digest list"))
    assert "1 digest" in listed
    assert "6 last week" in listed
    assert "Next run Mon 30 Nov 2026, 07:30 +01:00" in listed
    assert "5 yesterday" not in listed
    card = await presses(nils, "Show")
    assert "Digest 2: My Mondays" in words(card)
    assert "your direct messages" in words(card)
    assert "Digest 2: My Mondays" in words(await types(nils, "digest show “my  mondays”"))
    assert "no digest named “My Mondays”" in words(await types(ingrid, "digest show My Mondays"))
    assert "Digest 1: 5 yesterday, every" in words(await types(ingrid, "digest show 1"))
    await saves(nils, "digest 6 today every monday at 8 to me as 'my mondays'")
    assert "is named “My Mondays”: 2, 3." in words(await types(nils, "digest pause My Mondays"))


@pytest.mark.parametrize("verb", ["show", "pause", "resume", "edit", "delete", "now"])
async def test_the_digest_of_somebody_else_does_not_exist(
    verb: str, workspace: Workspace, start_bot: StartBot
) -> None:
    settings = await start_bot()
    await saves(workspace.person("ingrid"))
    nils = workspace.person("nils")
    if verb == "edit":
        await nils.types("/localcalls digest edit 1")
        modal = await nils.sees_modal("Digest")
        assert await workspace.feed.until(lambda: "no digest 1" in modal.text, PATIENCE)
    else:
        real, unreal = [await types(nils, f"digest {verb} {number}") for number in (1, 9)]
        assert words(real).replace("1", "9") == words(unreal)
    (digest,) = await digests(settings)
    assert digest.state is State.ACTIVE


async def test_others_buttons_do_nothing(workspace: Workspace, start_bot: StartBot) -> None:
    settings = await start_bot()
    card = await saves(workspace.person("ingrid"))
    nils = workspace.person("nils")
    for label in ("Preview for me", "Post now", "Pause", "Delete"):
        assert "no digest 1" in words(await press_in(card, nils, label))
    (digest,) = await digests(settings)
    assert digest.state is State.ACTIVE


@over_both
async def test_it_is_paused_and_resumed(workspace: Workspace, start_bot: StartBot) -> None:
    settings = await start_bot()
    ingrid = workspace.person("ingrid")
    card = await saves(ingrid)
    paused = await presses(ingrid, "Pause")
    assert paused.ts == card.ts
    assert "is paused" in words(paused)
    assert "Next runs" not in words(paused)
    (digest,) = await digests(settings)
    assert (digest.state, digest.next_slot, digest.why) == (State.PAUSED, None, None)
    assert "Paused." in words(await types(ingrid, "digest list"))
    resumed = await types(ingrid, "digest resume 1")
    assert "is active again" in words(resumed)
    (digest,) = await digests(settings)
    assert digest.state is State.ACTIVE
    assert digest.next_slot is not None
    again = await press_in(paused, ingrid, "Resume")
    assert "Active" in words(again)
    assert [kind for kind, *_ in await kinds(settings)] == [
        "digest-draft",
        "digest-made",
        "digest-paused",
        "digest-resumed",
    ]


async def test_it_is_not_resumed_where_it_may_not_be_posted(
    workspace: Workspace, start_bot: StartBot
) -> None:
    settings = await start_bot()
    ingrid = workspace.person("ingrid")
    await saves(ingrid)
    await presses(ingrid, "Pause")
    workspace.admin.remove_app("#noc")
    assert "/invite" in words(await presses(ingrid, "Resume"))
    (digest,) = await digests(settings)
    assert digest.state is State.PAUSED


async def test_it_is_deleted_once_and_for_all(workspace: Workspace, start_bot: StartBot) -> None:
    settings = await start_bot()
    ingrid = workspace.person("ingrid")
    card = await saves(ingrid)
    gone = await presses(ingrid, "Delete")
    assert gone.ts == card.ts
    assert "is deleted" in words(gone)
    for label in ("Delete", "Pause", "Post now", "Preview for me"):
        assert "no digest 1" in words(await press_in(card, ingrid, label))
    assert not await digests(settings)
    assert "no digests yet" in words(await types(ingrid, "digest list"))
    assert [kind for kind, *_ in await kinds(settings)][-1] == "digest-deleted"


async def test_nothing_is_deleted_or_posted_before_one_is_asked(
    workspace: Workspace, start_bot: StartBot
) -> None:
    await start_bot()
    card = await saves(workspace.person("ingrid"))
    asked = {
        one["action_id"]: one["confirm"]
        for block in card.blocks
        if block["type"] == "actions"
        for one in block["elements"]
        if "confirm" in one
    }
    assert set(asked) == {"digest:card:delete", "digest:card:post"}
    assert "<#C0NOC0001>" in asked["digest:card:post"]["text"]["text"]


# Bot admins.


@over_both
async def test_bot_admins_see_pause_and_delete_everybodys(
    workspace: Workspace, start_bot: StartBot
) -> None:
    settings = await start_bot(bot_admins=INGRID)
    ingrid, nils = workspace.person("ingrid"), workspace.person("nils")
    await saves(nils, "digest 6 last week every monday at 7:30 to me")
    listed = await types(ingrid, "digest list")
    assert "1 digest, 0 of them yours" in words(listed)
    assert nils.id in str(listed.blocks)
    card = await presses(ingrid, "Show")
    assert card.buttons == ["Pause", "Delete", "All digests"]
    assert "the owner's direct messages" in words(card)
    paused = await presses(ingrid, "Pause")
    assert "Its owner has been told" in words(paused)
    assert "Paused: a bot admin paused it." in words(paused)
    assert paused.buttons == ["Delete", "All digests"]
    told = await news_for(nils)
    assert "A bot admin has paused your digest 1" in words(told)
    assert told.channel.startswith("D")
    (digest,) = await digests(settings)
    assert (digest.state, digest.why) == (State.PAUSED, Reason(ReasonCode.BOT_ADMIN))
    assert "is deleted" in words(await presses(ingrid, "Delete"))
    assert "A bot admin has deleted your digest 1" in words(await news_for(nils))
    assert [one[:2] for one in await kinds(settings)][-2:] == [
        ("digest-paused", INGRID),
        ("digest-deleted", INGRID),
    ]


async def test_bot_admins_neither_edit_nor_send_nor_resume_others(
    workspace: Workspace, start_bot: StartBot
) -> None:
    settings = await start_bot(bot_admins=INGRID)
    ingrid, nils = workspace.person("ingrid"), workspace.person("nils")
    card = await saves(nils, "digest 6 last week every monday at 7:30 to me")
    for label in ("Preview for me", "Post now"):
        assert "only its owner may" in words(await press_in(card, ingrid, label))
    paused = await presses(nils, "Pause")
    assert "only its owner may" in words(await press_in(paused, ingrid, "Resume"))
    assert "only its owner may" in words(await types(ingrid, "digest resume 1"))
    await ingrid.types("/localcalls digest edit 1")
    modal = await ingrid.sees_modal("Digest")
    assert await workspace.feed.until(lambda: "only its owner may" in modal.text, PATIENCE)
    (digest,) = await digests(settings)
    assert digest.state is State.PAUSED


async def test_an_owner_who_cannot_be_told_is_pointed_out(
    workspace: Workspace, start_bot: StartBot
) -> None:
    await start_bot(bot_admins=INGRID)
    ingrid = workspace.person("ingrid")
    await saves(workspace.person("nils"), "digest 6 last week every monday at 7:30 to me")
    await types(ingrid, "digest show 1")
    workspace.control.fail("chat.postMessage")
    assert "could not reach its owner" in words(await presses(ingrid, "Pause"))


async def test_somebody_unlinked_keeps_their_digests_and_can_do_nothing_with_them(
    workspace: Workspace, start_bot: StartBot
) -> None:
    settings = await start_bot(bot_admins=INGRID)
    ingrid, nils = workspace.person("ingrid"), workspace.person("nils")
    await saves(nils, "digest 6 last week every monday at 7:30 to me")
    await types(nils, "digest pause 1")
    await saves(nils, "digest 6 yesterday every monday at 7:30 to me")
    unlinked = await types(ingrid, "unlink @nils")
    assert "1 digest of theirs stops" in words(unlinked)
    assert len(await digests(settings)) == 2
    assert "not linked" in words(await types(nils, "digest resume 1"))
    assert "2 digests" in words(await types(nils, "digest list"))
    assert "is deleted" in words(await types(nils, "digest delete 1"))


async def test_a_digest_whose_owner_has_another_mor_user_must_be_saved_again(
    workspace: Workspace, start_bot: StartBot
) -> None:
    settings = await start_bot(bot_admins=INGRID)
    nils = workspace.person("nils")
    await saves(nils, "digest yesterday every monday at 7:30 to me")
    card = await types(nils, "digest pause 1")
    await link_as(settings, nils, workspace.person("rosa"))
    for label in ("Resume", "Post now", "Preview for me"):
        refused = words(await press_in(card, nils, label))
        assert "linked to another MOR user than when you saved digest 1" in refused
        assert "digest edit 1" in refused
    (digest,) = await digests(settings)
    assert (digest.state, digest.revision, digest.mor_user.username) == ("paused", 1, "nordvoice")
    await nils.types("/localcalls digest edit 1")
    modal = await nils.sees_modal("Digest 1")
    assert await workspace.feed.until(lambda: "When" in modal.text, PATIENCE)
    assert (await modal.submits()).problem == ""
    assert "Local calls of Rosa Costa (user 8)" in words(await answer_to(nils))
    await presses(nils, "Save")
    (digest,) = await digests(settings)
    assert (digest.state, digest.revision, digest.mor_user.username) == ("active", 2, "rcosta")


async def test_a_draft_is_not_saved_by_who_is_another_mor_user_by_then(
    workspace: Workspace, start_bot: StartBot
) -> None:
    settings = await start_bot()
    nils = workspace.person("nils")
    draft = await types(nils, "digest yesterday every monday at 7:30 to me")
    await link_as(settings, nils, workspace.person("rosa"))
    assert "than when this was drafted" in words(await press_in(draft, nils, "Save"))
    assert not await digests(settings)


async def _relinked(settings: Settings, person: SimulatedUser, role: Role | None) -> None:
    """Somebody gets another role from the command line, or loses the link."""
    who = Identity(TEAM, person.id)
    async with open_database(settings.database_url) as database:
        directory = Directory(database)
        link = await directory.find(who)
        assert link is not None
        await directory.remove(who, by=COMMAND_LINE)
        if role:
            account = replace(link.account, role=role)
            await directory.add(replace(link, account=account))


@over_both
@pytest.mark.parametrize("role", [None, Role.USER], ids=["unlinked", "demoted"])
async def test_somebody_who_may_no_longer_ask_sees_neither_query_nor_counts(
    role: Role | None, workspace: Workspace, start_bot: StartBot
) -> None:
    settings = await start_bot()
    ingrid = workspace.person("ingrid")
    await saves(ingrid)
    await _ran(settings)
    assert "12 calls" in words(await types(ingrid, "digest show 1"))
    await _relinked(settings, ingrid, role)
    if role:
        await ingrid.opens_home()
        home = await home_of(workspace, ingrid, "Next run")
        assert "not shown" in home
        assert "5 yesterday" not in home
    for shown in (
        words(await types(ingrid, "digest list")),
        words(await types(ingrid, "digest show 1")),
        words(await presses(ingrid, "Pause")),
    ):
        assert "not shown, because you may not ask MOR for it now" in shown
        assert "Wed 25 Nov 2026, 15:30 +02:00, skipped" in shown
        for hidden in ("5 yesterday", "12 calls", "0 calls", "no calls"):
            assert hidden not in shown


@over_both
@pytest.mark.parametrize("about", ["6", "user:adalind"])
async def test_a_reseller_reads_nothing_of_a_user_who_was_given_to_another_owner(
    about: str, workspace: Workspace, mor: MorServer, start_bot: StartBot
) -> None:
    settings = await start_bot()
    nils = workspace.person("nils")
    await saves(nils, f"digest {about} yesterday every weekday at 9:00 in #noc")
    await _ran(settings)
    assert "12 calls" in words(await types(nils, "digest show 1"))
    assert "0 calls" in words(await types(nils, "digest list"))
    mor.change_user(6, owner_id=0)
    for typed in ("digest show 1", "digest list"):
        shown = words(await types(nils, typed))
        assert "not shown, because you may not ask MOR for it now" in shown
        for hidden in (f"{about} yesterday", "12 calls", "0 calls", "no calls"):
            assert hidden not in shown


async def test_a_bot_admin_reads_what_they_may_ask_as_a_mor_user(
    workspace: Workspace, start_bot: StartBot
) -> None:
    await start_bot(bot_admins="U0TOM0001")
    ingrid, tom = workspace.person("ingrid"), workspace.person("tom")
    await saves(ingrid, "digest 5 yesterday every weekday at 9:00 in #noc")
    await saves(ingrid, "digest 6 yesterday every weekday at 9:00 in #noc")
    listed = words(await types(tom, "digest list"))
    assert "5 yesterday" in listed
    assert "6 yesterday" not in listed
    assert "not shown" in listed


async def test_a_form_holds_no_query_that_may_not_be_asked(
    workspace: Workspace, start_bot: StartBot
) -> None:
    settings = await start_bot()
    ingrid = workspace.person("ingrid")
    await saves(ingrid, "digest 5 last week device:secret% every monday at 7:30 to me")
    await _relinked(settings, ingrid, Role.USER)
    await ingrid.types("/localcalls digest edit 1")
    modal = await ingrid.sees_modal("Digest 1")
    assert await workspace.feed.until(lambda: "When" in modal.text, PATIENCE)
    assert "every Monday at 07:30" in json.dumps(modal.view.content)
    assert "secret" not in json.dumps(modal.view.content)


# Many, and what came of them.


async def test_a_hundred_are_listed_page_by_page(workspace: Workspace, start_bot: StartBot) -> None:
    settings = await start_bot(bot_admins=INGRID)
    ingrid, nils = workspace.person("ingrid"), workspace.person("nils")
    await stored(settings, nils, 50)
    await stored(settings, ingrid, 50)
    page = await types(ingrid, "digest list")
    seen = list(map(int, re.findall(r"(\d+)  5 yesterday", words(page))))
    assert "100 digests, 50 of them yours" in words(page)
    while "Next" in page.buttons:
        page = await presses(ingrid, "Next")
        seen += map(int, re.findall(r"(\d+)  5 yesterday", words(page)))
    assert seen == [*range(51, 101), *range(1, 51)]
    assert "97–100 of 100" in words(page)
    assert len(json.dumps(page.blocks)) < 10_000
    await presses(ingrid, "Previous")


async def test_a_delivery_is_listed_with_its_outcome_and_reason(
    workspace: Workspace, start_bot: StartBot
) -> None:
    settings = await start_bot()
    ingrid = workspace.person("ingrid")
    await saves(ingrid)
    await _ran(settings)
    listed = words(await types(ingrid, "digest list"))
    assert (
        "Last run Wed 25 Nov 2026, 15:30 +02:00, skipped (there were no calls), 0 calls." in listed
    )
    card = words(await presses(ingrid, "Show"))
    assert "skipped (there were no calls)" in card
    assert "Wed 25 Nov 2026, 14:30 +02:00, posted, 12 calls" in card


async def _ran(settings: Settings) -> None:
    """Two runs: one was posted, the one after it skipped."""
    async with open_database(settings.database_url) as database:
        deliveries = Deliveries(database)
        (digest,) = await digests(settings)
        posted = await deliveries.claim_now(digest, NOW)
        assert posted is not None
        assert await deliveries.begin_post(posted, 1, "C0NOC0001", 12, NOW)
        assert await deliveries.posted(posted, "1.1", "", NOW)
        skipped = await deliveries.claim_now(digest, NOW + timedelta(hours=1))
        assert skipped is not None
        assert await deliveries.skip(skipped, Reason(ReasonCode.NO_CALLS), NOW, 0)


# The Home tab.


@over_both
async def test_the_home_tab_shows_them_and_follows_changes(
    workspace: Workspace, start_bot: StartBot
) -> None:
    await start_bot(bot_admins=INGRID)
    nils = workspace.person("nils")
    await nils.opens_home()
    assert "on a schedule" in await home_of(workspace, nils, "Your digests")
    await saves(nils, "digest 6 last week every monday at 7:30 to me")
    assert "Next run Mon 30 Nov 2026, 07:30" in await home_of(workspace, nils, "Next run")
    home = await nils.opens_home()
    assert home is not None
    await home.clicks("Pause")
    assert "is paused" in words(await outcome(nils))
    await home_of(workspace, nils, "Paused.")
    await types(workspace.person("ingrid"), "digest delete 1")
    await home_of(workspace, nils, "No digests yet")


async def test_the_home_tab_takes_as_many_as_there_are(
    workspace: Workspace, start_bot: StartBot
) -> None:
    settings = await start_bot()
    ingrid = workspace.person("ingrid")
    await stored(settings, ingrid, 100)
    await ingrid.opens_home()
    await home_of(workspace, ingrid, "80 more: /localcalls digest list")


async def test_a_form_from_home_is_answered_in_direct_messages(
    workspace: Workspace, start_bot: StartBot
) -> None:
    settings = await start_bot()
    ingrid = workspace.person("ingrid")
    await ingrid.opens_home()
    await home_of(workspace, ingrid, "Your digests")
    home = await ingrid.opens_home()
    assert home is not None
    await home.clicks("New digest")
    modal = await ingrid.sees_modal("New digest")
    await modal.fills("What", "5 yesterday")
    await modal.fills("When", "every day at 8")
    assert (await modal.submits()).problem == ""
    said_back = await outcome(ingrid)
    assert (said_back.channel, said_back.ephemeral) == (
        workspace.direct_channel(ingrid.id).id,
        False,
    )
    await ingrid.clicks("Save")
    card = await news_for(ingrid)
    assert card.ts == said_back.ts
    assert len(await digests(settings)) == 1


async def test_as_a_list_and_a_card_stand_there(
    workspace: Workspace, start_bot: StartBot, snapshot: SnapshotAssertion
) -> None:
    settings = await start_bot(bot_admins=INGRID)
    ingrid = workspace.person("ingrid")
    await saves(workspace.person("nils"), "digest 6 last week every monday at 7:30 to me")
    await types(workspace.person("nils"), "digest pause 1")
    await saves(ingrid, ORDER)
    (_, digest) = await digests(settings)
    assert digest.id == 2
    for message in (await types(ingrid, "digest list"), await types(ingrid, "digest show 1")):
        said = re.sub(r"\bb\d{9}\b", "a-block", json.dumps(message.blocks))
        assert json.loads(said) == snapshot(extension_class=JSONSnapshotExtension)
