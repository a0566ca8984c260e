"""Digests outside their schedule: previewed, posted now or again; and the buttons below a post."""

import asyncio
import json
from datetime import UTC, timedelta

import pytest

from bot.digests.blocks.notices import unknown_message
from bot.digests.deliveries import Deliveries, Delivery, DeliveryState
from bot.digests.model import State
from bot.ids import COMMAND_LINE, Identity
from bot.links.directory import Directory
from bot.sandbox.mor_server import MorServer
from bot.sandbox.slack_server import SimulatedUser, Workspace
from bot.sandbox.slack_server.model import BOT_USER
from bot.settings import Settings
from bot.store.database import open_database
from tests.support.company import NOW, StartBot, over_both
from tests.support.digesting import ORDER, SLOT, TEAM, digests, posted, presses, saves, types
from tests.support.talking import answer_to, news_for, post_for, press_in, words


async def history(settings: Settings) -> list[Delivery]:
    async with open_database(settings.database_url) as database:
        return await Deliveries(database).history(None, 100)


@over_both
async def test_a_preview_is_for_its_owner_only(
    workspace: Workspace, mor: MorServer, start_bot: StartBot
) -> None:
    settings = await start_bot()
    ingrid = workspace.person("ingrid")
    card = await saves(ingrid)
    preview = await presses(ingrid, "Preview for me")
    assert preview.ephemeral
    assert preview.ts != card.ts
    assert "Local calls of Tom Ford (user 5)" in words(preview)
    assert "Preview, visible only to you" in words(preview)
    assert not preview.buttons
    assert not await history(settings)
    assert mor.received[-1].parameters["u"] == "admin"
    assert not [
        one for one in workspace.messages.values() if one.author == BOT_USER and not one.ephemeral
    ]


async def test_a_preview_without_mor_says_so(
    workspace: Workspace, mor: MorServer, start_bot: StartBot
) -> None:
    await start_bot()
    ingrid = workspace.person("ingrid")
    await saves(ingrid)
    mor.options.api_enabled = False
    assert "MOR" in words(await presses(ingrid, "Preview for me"))


@over_both
async def test_post_now_starts_one_post(workspace: Workspace, start_bot: StartBot) -> None:
    settings = await start_bot()
    ingrid = workspace.person("ingrid")
    card = await types(ingrid, "digest now 1")
    assert "no digest 1" in words(card)
    await saves(ingrid)
    await types(ingrid, "digest now 1")
    assert "Digest 1 is being posted to" in words(await presses(ingrid, "Post now"))
    assert "already being posted" in words(await presses(ingrid, "Post now"))
    (row,) = await history(settings)
    assert (row.digest_id, row.slot, row.manual) == (1, NOW.astimezone(UTC), True)


@pytest.mark.one_process("one process runs one engine")
async def test_post_now_posts_in_the_channel(workspace: Workspace, start_bot: StartBot) -> None:
    await start_bot(digest_tick=60)
    ingrid, tom = workspace.person("ingrid"), workspace.person("tom")
    await saves(ingrid)
    assert "being posted" in words(await presses(ingrid, "Post now"))
    shown = await post_for(tom)
    assert (shown.channel, shown.ephemeral) == ("C0NOC0001", False)
    assert "Local calls of Tom Ford (user 5)" in words(shown)
    assert shown.buttons == ["Open as my search", "CSV", "Pause"]
    await tom.clicks("Open as my search")
    assert "Tom Ford (user 5)" in words(await answer_to(tom))
    await _caught_up(ingrid)
    assert "+02:00, posted, " in words(await types(ingrid, "digest show 1"))


async def test_post_now_checks_the_channel(workspace: Workspace, start_bot: StartBot) -> None:
    settings = await start_bot()
    ingrid = workspace.person("ingrid")
    await saves(ingrid)
    workspace.admin.remove_app("#noc")
    assert "/invite" in words(await presses(ingrid, "Post now"))
    assert not await history(settings)


@over_both
async def test_an_unknown_post_is_sent_again_once(
    workspace: Workspace, start_bot: StartBot
) -> None:
    settings = await start_bot(bot_admins="U0NILS001")
    ingrid = workspace.person("ingrid")
    await saves(ingrid)
    (digest,) = await digests(settings)
    async with open_database(settings.database_url) as database:
        deliveries = Deliveries(database)
        claimed = await deliveries.claim_now(digest, SLOT)
        assert claimed is not None
        assert await deliveries.begin_post(claimed, 1, "C0NOC0001", 3, SLOT)
        assert await deliveries.lose(claimed, SLOT)
    notice = unknown_message(digest, SLOT)
    place = workspace.direct_channel(ingrid.id)
    shown = workspace.post(place.id, BOT_USER, notice.text, notice.blocks)
    for name, told in (("nils", "only its owner may"), ("tom", "no digest 1")):
        assert told in words(await press_in(shown, workspace.person(name), "Post again"))
    (row,) = await history(settings)
    assert (row.state, row.attempt) == (DeliveryState.UNKNOWN, 1)
    assert "being posted again" in words(await press_in(shown, ingrid, "Post again"))
    (row,) = await history(settings)
    assert row.attempt == 2
    assert "was posted in the meantime, or is being posted now" in words(
        await press_in(shown, ingrid, "Post again")
    )


async def _unlinked(settings: Settings, person: SimulatedUser) -> None:
    async with open_database(settings.database_url) as database:
        assert await Directory(database).remove(Identity(TEAM, person.id), by=COMMAND_LINE)


@pytest.mark.parametrize("way", ["preview", "open", "draft"])
async def test_nothing_in_flight_is_shown_once_the_link_has_ended(
    way: str, workspace: Workspace, mor: MorServer, start_bot: StartBot
) -> None:
    settings = await start_bot()
    ingrid = workspace.person("ingrid")
    card = await saves(ingrid)
    (digest,) = await digests(settings)
    shown = await posted(workspace, settings, digest)
    await _caught_up(ingrid)
    with mor.held() as asked:
        match way:
            case "preview":
                answer = asyncio.create_task(press_in(card, ingrid, "Preview for me"))
            case "open":
                answer = asyncio.create_task(press_in(shown, ingrid, "Open as my search"))
            case "draft":
                answer = asyncio.create_task(types(ingrid, ORDER.replace("digest 5", "digest 6")))
        await asked.wait()
        await _unlinked(settings, ingrid)
    told = words(await answer)
    assert "link" in told
    assert "Local calls of" not in told
    assert "Is this the digest you want" not in told


# Under a digest that was posted.


@over_both
@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("ingrid", "Local calls of Tom Ford (user 5)"),
        ("tom", "Local calls of Tom Ford (user 5)"),
        ("nils", "does not know this user"),
        ("newton", "not linked"),
    ],
)
async def test_anyone_who_opens_it_asks_with_their_own_permissions(
    name: str, told: str, workspace: Workspace, mor: MorServer, start_bot: StartBot
) -> None:
    settings = await start_bot()
    await saves(workspace.person("ingrid"))
    (digest,) = await digests(settings)
    shown = await posted(workspace, settings, digest)
    person = workspace.person(name)
    mor.received.clear()
    await _caught_up(person)
    answer = await press_in(shown, person, "Open as my search")
    assert answer.ephemeral
    assert told.casefold() in words(answer).casefold()
    asked_as = {one.parameters["u"] for one in mor.received}
    assert asked_as <= {person.member.person.mor_username}
    assert workspace.messages[shown.channel, shown.ts] == shown


async def _caught_up(person: SimulatedUser) -> None:
    """Read every message that is there by now."""
    while person._state.feed.since(person._read, person._shown_to):
        await person.sees()


async def test_me_in_a_digest_means_its_owner(
    workspace: Workspace, mor: MorServer, start_bot: StartBot
) -> None:
    settings = await start_bot()
    tom, ingrid, ada = (workspace.person(name) for name in ("tom", "ingrid", "ada"))
    await saves(tom, "digest me yesterday every day at 8 in #noc")
    (digest,) = await digests(settings)
    shown = await posted(workspace, settings, digest)
    for person, told in ((ingrid, "user 5"), (ada, "own calls only")):
        await _caught_up(person)
        answer = await press_in(shown, person, "Open as my search")
        assert told in words(answer)
    asked = mor.received[-1].parameters
    assert (asked["u"], asked["s_user"]) == ("admin", "5")


async def test_me_in_a_digest_means_nobody_once_its_owner_is_unlinked(
    workspace: Workspace, start_bot: StartBot
) -> None:
    settings = await start_bot(bot_admins="U0INGRID1")
    tom, ingrid = workspace.person("tom"), workspace.person("ingrid")
    await saves(tom, "digest me yesterday every day at 8 in #noc")
    (digest,) = await digests(settings)
    shown = await posted(workspace, settings, digest)
    await _caught_up(ingrid)
    await types(ingrid, "unlink @tom")
    await _caught_up(ingrid)
    await news_for(ingrid)
    told = await press_in(shown, ingrid, "Open as my search")
    assert "no longer linked to MOR" in words(told)


async def test_its_file_has_the_calls_of_its_slot(
    workspace: Workspace, mor: MorServer, start_bot: StartBot
) -> None:
    settings = await start_bot()
    await saves(workspace.person("ingrid"), "digest 5 this month every day at 9 in #noc")
    (digest,) = await digests(settings)
    shown = await posted(workspace, settings, digest)
    tom = workspace.person("tom")
    await press_in(shown, tom, "CSV")
    asked = mor.received[-1].parameters
    start = int(SLOT.replace(day=1, hour=0).timestamp())
    assert asked["u"] == "tomford"
    assert (int(asked["from"]), int(asked["till"])) == (start, int(SLOT.timestamp()) - 1)
    assert (await news_for(tom)).files


async def test_a_run_that_was_pruned_has_no_file(workspace: Workspace, start_bot: StartBot) -> None:
    settings = await start_bot()
    ingrid = workspace.person("ingrid")
    await saves(ingrid)
    (digest,) = await digests(settings)
    shown = await posted(workspace, settings, digest)
    async with open_database(settings.database_url) as database:
        assert await Deliveries(database).prune(NOW + timedelta(days=1)) == 1
    await _caught_up(ingrid)
    assert "too old for its file" in words(await press_in(shown, ingrid, "CSV"))
    assert "user 5" in words(await press_in(shown, ingrid, "Open as my search"))


@over_both
async def test_its_owner_or_a_bot_admin_pauses_it_below_the_post(
    workspace: Workspace, start_bot: StartBot
) -> None:
    settings = await start_bot(bot_admins="U0INGRID1")
    nils, tom, ingrid = (workspace.person(name) for name in ("nils", "tom", "ingrid"))
    await saves(nils, "digest 6 yesterday every day at 8 in #noc")
    (digest,) = await digests(settings)
    shown = await posted(workspace, settings, digest)
    for person in (nils, tom, ingrid):
        await _caught_up(person)
    told = await press_in(shown, tom, "Pause")
    assert "Only a digest's owner or a bot admin can pause it" in words(told)
    assert nils.id in json.dumps(told.blocks)
    (digest,) = await digests(settings)
    assert digest.state is State.ACTIVE
    assert "is paused" in words(await press_in(shown, ingrid, "Pause"))
    assert "A bot admin has paused" in words(await news_for(nils))
    assert "is paused" in words(await press_in(shown, nils, "Pause"))
    (digest,) = await digests(settings)
    assert digest.state is State.PAUSED
    assert workspace.messages[shown.channel, shown.ts] == shown


async def test_buttons_of_a_copied_post_do_nothing(
    workspace: Workspace, start_bot: StartBot
) -> None:
    settings = await start_bot()
    await saves(workspace.person("ingrid"))
    (digest,) = await digests(settings)
    shown = await posted(workspace, settings, digest)
    tom = workspace.person("tom")
    elsewhere = workspace.post(
        workspace.direct_channel(tom.id).id, BOT_USER, shown.text, shown.blocks
    )
    await _caught_up(tom)
    for label in ("Open as my search", "CSV", "Pause"):
        assert "was deleted, so its buttons do nothing" in words(
            await press_in(elsewhere, tom, label)
        )


async def _reworded(ingrid: SimulatedUser, text: str) -> None:
    """Ingrid changes digest 1: she reopens it, and saves another question."""
    await ingrid.types("/localcalls digest edit 1")
    modal = await ingrid.sees_modal("Digest 1")
    await modal.fills("What", text)
    assert (await modal.submits()).problem == ""
    assert "Save" in (await answer_to(ingrid)).buttons
    assert "is changed" in words(await presses(ingrid, "Save"))


@over_both
async def test_buttons_ask_only_what_was_posted(
    workspace: Workspace, mor: MorServer, start_bot: StartBot
) -> None:
    settings = await start_bot()
    ingrid, tom = workspace.person("ingrid"), workspace.person("tom")
    await saves(ingrid)
    (digest,) = await digests(settings)
    shown = await posted(workspace, settings, digest)
    await _reworded(ingrid, "5 last week device:secret%")
    mor.received.clear()
    await _caught_up(tom)
    for label in ("Open as my search", "CSV"):
        told = await press_in(shown, tom, label)
        assert "The question of digest 1 was changed" in words(told)
        assert "secret" not in json.dumps(told.blocks)
        assert not told.buttons
    present = json.loads(json.dumps(shown.blocks).replace(':1"', ':2"'))
    assert present != list(shown.blocks)
    forged = workspace.change(shown, shown.text, present)
    await _caught_up(tom)
    assert "was changed" in words(await press_in(forged, tom, "Open as my search"))
    assert not mor.received

    await _caught_up(ingrid)
    told = await press_in(shown, ingrid, "Open as my search")
    assert told.buttons == ["Open the current one"]
    assert "secret%" in words(await press_in(told, ingrid, "Open the current one"))

    (digest,) = await digests(settings)
    newer = await posted(workspace, settings, digest, slot=SLOT + timedelta(days=1))
    await _caught_up(tom)
    assert "secret%" in words(await press_in(newer, tom, "Open as my search"))
    told = await press_in(shown, tom, "Open as my search")
    assert told.buttons == ["Open the current one"]
    assert "secret%" in words(await press_in(told, tom, "Open the current one"))


async def test_a_leaked_button_does_not_show_the_new_question(
    workspace: Workspace, start_bot: StartBot
) -> None:
    settings = await start_bot()
    ingrid, tom = workspace.person("ingrid"), workspace.person("tom")
    await saves(ingrid)
    (digest,) = await digests(settings)
    shown = await posted(workspace, settings, digest)
    await _reworded(ingrid, "5 last week device:secret%")
    told = await press_in(shown, ingrid, "Open as my search")
    leaked = workspace.post(shown.channel, BOT_USER, told.text, told.blocks)
    await _caught_up(tom)
    refused = await press_in(leaked, tom, "Open the current one")
    assert "was changed" in words(refused)
    assert "secret" not in json.dumps(refused.blocks)


async def test_buttons_still_work_after_a_change_of_schedule(
    workspace: Workspace, start_bot: StartBot
) -> None:
    settings = await start_bot()
    ingrid, tom = workspace.person("ingrid"), workspace.person("tom")
    await saves(ingrid)
    (digest,) = await digests(settings)
    shown = await posted(workspace, settings, digest)
    await ingrid.types("/localcalls digest edit 1")
    modal = await ingrid.sees_modal("Digest 1")
    await modal.fills("When", "every day at 8")
    assert (await modal.submits()).problem == ""
    assert "Save" in (await answer_to(ingrid)).buttons
    await presses(ingrid, "Save")
    await _caught_up(tom)
    assert "Tom Ford (user 5)" in words(await press_in(shown, tom, "Open as my search"))


async def test_buttons_of_a_deleted_digest_say_so(
    workspace: Workspace, start_bot: StartBot
) -> None:
    settings = await start_bot()
    ingrid = workspace.person("ingrid")
    await saves(ingrid)
    (digest,) = await digests(settings)
    shown = await posted(workspace, settings, digest)
    await _caught_up(ingrid)
    await types(ingrid, "digest delete 1")
    for label in ("Open as my search", "CSV", "Pause"):
        assert "was deleted, so its buttons do nothing" in words(
            await press_in(shown, ingrid, label)
        )
