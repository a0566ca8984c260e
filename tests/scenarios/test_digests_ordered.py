"""A digest is ordered by a command, said back with all that will come of it, and confirmed."""

import json
import re
from contextlib import AsyncExitStack
from datetime import timedelta
from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion
from syrupy.extensions.json import JSONSnapshotExtension

from bot import app
from bot.digests.model import Extras, Plan, State
from bot.digests.store import Digests
from bot.ids import Identity
from bot.sandbox.company import SlackPerson
from bot.sandbox.mor_server import MorServer
from bot.sandbox.mor_server.options import Fault
from bot.sandbox.serving import serve
from bot.sandbox.slack_server import Workspace
from bot.settings import Settings
from bot.store.database import open_database
from tests.support.company import (
    NOW,
    StartBot,
    link_everybody,
    over_both,
    over_replicas,
    settings_between,
    settings_by_socket,
)
from tests.support.databases import sqlite_in
from tests.support.digest_office import mor_user_of
from tests.support.digesting import ORDER, TEAM, digests, kinds, presses, saves, types
from tests.support.talking import answer_to, news_for, outcome, press_in, words

EVERY_DAY = "every day at 8:00"
STRANGER = SlackPerson("U0STRANGE", "olaf", "Olaf (elsewhere)", "Europe/Oslo")


@over_both
async def test_it_is_said_back_and_saved(workspace: Workspace, start_bot: StartBot) -> None:
    settings = await start_bot()
    ingrid = workspace.person("ingrid")
    said_back = await types(ingrid, ORDER)
    told = words(said_back)
    assert said_back.ephemeral
    assert "Local calls of Tom Ford (user 5)" in told
    assert "Wed 25 Nov 2026, 00:00 – Thu 26 Nov 2026, 00:00 (Europe/Vilnius)" in told
    assert "Every Monday to Friday at 09:00, Europe/Vilnius" in told
    runs = re.findall(r"... .. Nov 2026, 09:00 \+02:00", told)
    assert runs == [f"{day} Nov 2026, 09:00 +02:00" for day in ("Thu 26", "Fri 27", "Mon 30")]
    assert "everybody in your workspace can read it" in told
    assert said_back.buttons == ["Save", "Edit", "Cancel"]
    assert not await digests(settings)
    card = await presses(ingrid, "Save")
    assert card.ts == said_back.ts
    assert "Digest 1 is saved." in words(card)
    (digest,) = await digests(settings)
    assert (digest.plan.query, digest.plan.place) == ("5 yesterday", "C0NOC0001")
    assert (digest.state, digest.owner) == (State.ACTIVE, Identity(TEAM, ingrid.id))
    assert digest.next_slot is not None
    assert digest.next_slot.isoformat() == "2026-11-26T07:00:00+00:00"
    assert await kinds(settings) == [
        ("digest-draft", ingrid.id, "answered"),
        ("digest-made", ingrid.id, "done"),
    ]


async def test_as_it_is_said_back_and_saved(
    workspace: Workspace, start_bot: StartBot, snapshot: SnapshotAssertion
) -> None:
    await start_bot()
    ingrid = workspace.person("ingrid")
    extras = "skip-empty thread rows new-ips:7 alert:100 @tom"
    for message in (await types(ingrid, f"{ORDER} {extras}"), await presses(ingrid, "Save")):
        said = re.sub(r"\bb\d{9}\b", "a-block", json.dumps(message.blocks))
        said = re.sub(r'"-\d+"', '"a-draft"', said)
        assert json.loads(said) == snapshot(extension_class=JSONSnapshotExtension)


@pytest.mark.parametrize(
    ("name", "query", "told"),
    [
        ("tom", "yesterday", "Tom Ford (user 5)"),
        ("nils", "6 yesterday", "user 6"),
        ("ingrid", "user:tomford yesterday", "Tom Ford (user 5)"),
        ("ingrid", "@tom yesterday", "Tom Ford (user 5)"),
        ("ada", "5 yesterday", ""),
        ("tom", "6 yesterday", ""),
        ("nils", "user:tomford yesterday", ""),
        ("ingrid", "user:nobody yesterday", ""),
        ("ingrid", "999 yesterday", ""),
        ("harriet", "11 yesterday", ""),
        ("ingrid", "@newton yesterday", ""),
        ("newton", "yesterday", ""),
    ],
)
async def test_everybody_orders_what_they_may_ask(
    name: str, query: str, told: str, workspace: Workspace, start_bot: StartBot
) -> None:
    settings = await start_bot()
    person = workspace.person(name)
    answer = await types(person, f"digest {query} {EVERY_DAY} in #noc")
    assert ("Save" in answer.buttons) is bool(told), words(answer)
    assert told in words(answer)
    ((kind, _, outcome),) = await kinds(settings)
    assert (kind, outcome == "answered") == ("digest-draft", bool(told))


async def test_an_order_that_mor_cannot_confirm_now_is_not_taken(
    workspace: Workspace, mor: MorServer, start_bot: StartBot
) -> None:
    await start_bot()
    mor.options.fault = Fault.ERROR_500
    ingrid = workspace.person("ingrid")
    answer = await types(ingrid, f"digest user:tomford yesterday {EVERY_DAY}")
    assert "Save" not in answer.buttons
    assert "MOR" in words(answer)


async def test_it_is_cancelled(workspace: Workspace, start_bot: StartBot) -> None:
    settings = await start_bot()
    ingrid = workspace.person("ingrid")
    said_back = await types(ingrid, ORDER)
    cancelled = await presses(ingrid, "Cancel")
    assert cancelled.ts == said_back.ts
    assert "Nothing was changed" in words(cancelled)
    assert "already saved or cancelled" in words(await press_in(said_back, ingrid, "Save"))
    assert "already saved or cancelled" in words(await press_in(said_back, ingrid, "Cancel"))
    assert not await digests(settings)


@over_replicas
async def test_clicked_twice_it_is_saved_once(workspace: Workspace, start_bot: StartBot) -> None:
    settings = await start_bot()
    ingrid = workspace.person("ingrid")
    said_back = await types(ingrid, ORDER)
    await presses(ingrid, "Save")
    assert "already saved, as digest 1" in words(await press_in(said_back, ingrid, "Save"))
    assert "already saved, as digest 1" in words(await press_in(said_back, ingrid, "Cancel"))
    assert len(await digests(settings)) == 1


async def test_only_who_ordered_it_confirms_it(workspace: Workspace, start_bot: StartBot) -> None:
    settings = await start_bot(bot_admins="U0NILS001")
    said_back = await types(workspace.person("ingrid"), ORDER)
    for name in ("nils", "tom"):
        for label in ("Save", "Cancel"):
            told = await press_in(said_back, workspace.person(name), label)
            assert "already saved or cancelled" in words(told)
    assert not await digests(settings)
    await presses(workspace.person("ingrid"), "Save")
    assert len(await digests(settings)) == 1


async def test_a_question_that_the_owner_may_no_longer_ask_is_not_saved(
    workspace: Workspace, start_bot: StartBot
) -> None:
    settings = await start_bot(bot_admins="U0INGRID1")
    tom, ingrid = workspace.person("tom"), workspace.person("ingrid")
    await types(tom, f"digest yesterday {EVERY_DAY}")
    await ingrid.types("/localcalls unlink @tom")
    await answer_to(ingrid)
    assert "not linked" in words(await presses(tom, "Save"))
    assert not await digests(settings)


@pytest.mark.parametrize("transport", ["http", "socket"])
async def test_a_draft_outlives_the_bot(
    transport: str, workspace: Workspace, mor: MorServer, tmp_path: Path
) -> None:
    between = settings_between if transport == "http" else settings_by_socket
    settings = between(mor, workspace, sqlite_in(tmp_path))
    await link_everybody(settings, workspace, mor)
    ingrid = workspace.person("ingrid")
    async with AsyncExitStack() as stack:
        await _started(settings, workspace, stack)
        await types(ingrid, ORDER)
    async with AsyncExitStack() as stack:
        await _started(settings, workspace, stack)
        assert "Digest 1 is saved" in words(await presses(ingrid, "Save"))
    assert len(await digests(settings)) == 1


async def _started(settings: Settings, workspace: Workspace, stack: AsyncExitStack) -> None:
    bot = await stack.enter_async_context(app.running(settings, NOW.astimezone))
    address = await stack.enter_async_context(serve(bot.web))
    workspace.request_url = f"{address}/slack/events"
    if bot.socket is not None:
        assert await workspace.feed.until(lambda: workspace.sockets.connected == 1, 60)


async def test_a_draft_of_more_than_a_day_ago_is_gone(
    workspace: Workspace, start_bot: StartBot
) -> None:
    settings = await start_bot()
    ingrid = workspace.person("ingrid")
    said_back = await types(ingrid, ORDER)
    plan = Plan("5 today", "0 9 * * *", "UTC", "", Extras())
    async with open_database(settings.database_url) as database:
        kept = Digests(database)
        owner = Identity(TEAM, ingrid.id)
        mor_user = await mor_user_of(kept, owner)
        fresh = await kept.draft(owner, mor_user, plan, NOW - timedelta(hours=23))
        old = await kept.draft(owner, mor_user, plan, NOW - timedelta(hours=25))
    blocks, drawn = (
        json.dumps(said_back.blocks),
        re.findall(r'"value": "(-\d+)"', json.dumps(said_back.blocks))[0],
    )
    for number, told in ((old, "more than a day old"), (fresh, "Digest 1 is saved")):
        block = json.loads(blocks.replace(f'"value": "{drawn}"', f'"value": "{number}"'))
        shown = workspace.change(said_back, said_back.text, block)
        await answer_to(ingrid)
        assert told in words(await press_in(shown, ingrid, "Save"))


# Where it goes.


@pytest.mark.parametrize(
    ("place", "typed_in", "channel", "told"),
    [
        ("in #noc", "#general", "C0NOC0001", "everybody in your workspace"),
        ("here", "#noc", "C0NOC0001", "everybody in your workspace"),
        ("in here", "#numbers-private", "C0NUMBERS", "Everybody in this private channel"),
        ("in #numbers-private", "#noc", "C0NUMBERS", "Everybody in this private channel"),
        ("to me", "#noc", "", "Only you"),
        ("here", "@morbot", "", "Only you"),
        ("", "#noc", "", "Only you"),
    ],
)
async def test_it_is_told_where_it_goes_and_who_reads_it_there(  # noqa: PLR0917 -- a row of the table
    place: str,
    typed_in: str,
    channel: str,
    told: str,
    workspace: Workspace,
    start_bot: StartBot,
) -> None:
    settings = await start_bot()
    ingrid = workspace.person("ingrid")
    answer = await types(ingrid, f"digest 5 yesterday {EVERY_DAY} {place}", typed_in)
    assert f"{told} can read it" in words(answer)
    await presses(ingrid, "Save")
    assert [one.plan.place for one in await digests(settings)] == [channel]


@pytest.mark.parametrize(
    ("place", "told"),
    [
        ("in #support", "/invite @morbot"),
        ("in #board-private", "/invite @morbot"),
        ("in <#C0NOWHERE|nowhere>", "no such channel"),
        ("in #nowhere", "Slack"),
    ],
)
async def test_a_channel_without_the_bot_is_refused(
    place: str, told: str, workspace: Workspace, start_bot: StartBot
) -> None:
    settings = await start_bot()
    ingrid = workspace.person("ingrid")
    answer = await types(ingrid, f"digest 5 yesterday {EVERY_DAY} {place}")
    assert "Save" not in answer.buttons
    assert told in words(answer)
    assert not await digests(settings)


async def test_a_private_channel_takes_digests_of_those_in_it(
    workspace: Workspace, start_bot: StartBot
) -> None:
    await start_bot()
    ingrid = workspace.person("ingrid")
    workspace.find_channel("#numbers-private").members.discard(ingrid.id)
    order = f"digest 5 yesterday {EVERY_DAY} in #numbers-private"
    assert "You are not in that channel" in words(await types(ingrid, order))
    workspace.find_channel("#numbers-private").members |= {f"U0{n:06}" for n in range(1500)}
    assert "You are not in that channel" in words(await types(ingrid, order))
    workspace.find_channel("#numbers-private").members.add(ingrid.id)
    assert "Save" in (await types(ingrid, order)).buttons  # on Slack's second page of members
    workspace.find_channel("#noc").members.discard(ingrid.id)
    said_back = await types(ingrid, f"digest 5 yesterday {EVERY_DAY} in #noc", "#general")
    assert "Save" in said_back.buttons  # a public one can be joined whenever one likes


async def test_an_archived_channel_is_refused_also_when_it_is_archived_meanwhile(
    workspace: Workspace, start_bot: StartBot
) -> None:
    settings = await start_bot()
    ingrid = workspace.person("ingrid")
    said_back = await types(ingrid, ORDER, "#general")
    workspace.admin.archive("#noc")
    assert "archived" in words(await presses(ingrid, "Save"))
    assert "archived" in words(await types(ingrid, ORDER, "#general"))
    assert not await digests(settings)
    workspace.find_channel("#noc").archived = False
    assert "is saved" in words(await press_in(said_back, ingrid, "Save"))


@pytest.mark.parametrize("allowed", [False, True])
async def test_outsiders_read_no_digests_unless_a_setting_allows_it(
    allowed: bool, workspace: Workspace, start_bot: StartBot
) -> None:
    await start_bot(share_externally=allowed)
    workspace.admin.share_externally("#noc", STRANGER, team_id="T0ELSEWHERE")
    answer = await types(workspace.person("ingrid"), ORDER)
    assert ("Save" in answer.buttons) is allowed
    told = "including people of other companies" if allowed else "outside your workspace"
    assert told in words(answer)


async def test_where_slack_does_not_tell_nothing_is_ordered(
    workspace: Workspace, start_bot: StartBot
) -> None:
    await start_bot()
    ingrid = workspace.person("ingrid")
    workspace.control.fail("conversations.info")
    untold = words(await types(ingrid, ORDER))
    workspace.control.fail("conversations.members")
    order = ORDER.replace("#noc", "#numbers-private")
    for said in (untold, words(await types(ingrid, order))):
        assert "Slack didn't say" in said
        assert "so no digest can be posted there now" in said
    group = workspace.admin.open_group_message("ingrid", "ada")
    assert "This is a group direct message" in words(
        await types(ingrid, ORDER.replace("#noc", "here"), group)
    )


# How often and how many.


@pytest.mark.parametrize(
    ("schedule", "minutes", "taken"),
    [
        ("every 15 minutes", 60, False),
        ("hourly", 60, True),
        ("every 15 minutes", 15, True),
        ("every 5 minutes", 15, False),
        ('cron:"59,0 9 * * *"', 60, False),
        ("hourly", 1440, False),
        ("every day at 9", 1440, True),
    ],
)
async def test_runs_are_not_too_close(
    schedule: str, minutes: int, taken: bool, workspace: Workspace, start_bot: StartBot
) -> None:
    await start_bot(digest_shortest_interval=minutes)
    answer = await types(workspace.person("ingrid"), f"digest 5 yesterday {schedule} in #noc")
    assert ("Save" in answer.buttons) is taken, words(answer)
    assert ("DIGEST_SHORTEST_INTERVAL" in words(answer)) is not taken


async def test_nobody_has_too_many(workspace: Workspace, start_bot: StartBot) -> None:
    settings = await start_bot(digests_per_person=2)
    ingrid = workspace.person("ingrid")
    await saves(ingrid)
    first, second = await types(ingrid, ORDER), await types(ingrid, ORDER)
    await presses(ingrid, "Save")
    told = words(await press_in(first, ingrid, "Save"))
    assert "limit of 2 digests" in told
    assert "DIGESTS_PER_PERSON" in words(await types(ingrid, ORDER))
    assert len(await digests(settings)) == 2
    assert second.ts != first.ts
    await saves(workspace.person("nils"), f"digest 6 yesterday {EVERY_DAY}")


# How it is worded.


async def test_an_order_that_could_mean_two_things_is_asked_back(
    workspace: Workspace, start_bot: StartBot
) -> None:
    settings = await start_bot()
    tom = workspace.person("nils")
    question = await types(tom, f"digest 5 nov {EVERY_DAY} in #noc rows")
    assert len(question.buttons) == 2
    said_back = await presses(tom, question.buttons[1])
    assert "Thu 5 Nov 2026, 00:00" in words(said_back)
    await presses(tom, "Save")
    (digest,) = await digests(settings)
    assert digest.plan.query == "me 5 nov"
    assert (digest.plan.place, digest.plan.extras.rows) == ("C0NOC0001", True)


@pytest.mark.parametrize(
    ("order", "told"),
    [
        ("5 yesterday", "When should it run"),
        ("5 yesterday every 7 minutes", ""),
        ("5 yesterdayy every day at 8", "yesterday"),
        ("5 last 10 years every day at 8", "92 days"),
        ("5 yesterday csv every day at 8", "csv"),
        ("5 yesterday every day at 8 Europe/Nowhere", ""),
        ("5 yesterday every day at 25", ""),
        ("5 yesterday every day at 8 in #noc alert:10 <@U0NOBODY1>", "Slack knows no person"),
        ("5 yesterday every day at 8 in #noc dance", ""),
        ("show", "Which digest"),
        ("pause", "Which digest"),
        ('mute ""', "Which digest"),
        ("show 99999999999999", "Which digest"),
        ("delete seven", "no digest named “seven”"),
        ("show NOC morning", "no digest named “NOC morning”"),
        ("5 yesterday every day at 8 as", "Which name should it have?"),
        ("5 yesterday every day at 8 as 7", "“7” cannot be a digest's name."),
        ('5 yesterday every day at 8 as "NOC', "Which name should it have?"),
        ('5 yesterday every day at 8 as "a" as "b"', "“as” is there twice"),
        ('5 yesterday to:"a\0b" every day at 8', "invisible character"),
        ("pause 7 8", "Which digest"),
        ("5 yesterday every 15 minutes in #noc", "every 15 minutes. Digests have to be at least 1"),
    ],
)
async def test_an_order_that_cannot_be_read_is_told_with_what_to_do(
    order: str, told: str, workspace: Workspace, start_bot: StartBot
) -> None:
    settings = await start_bot()
    answer = await types(workspace.person("ingrid"), f"digest {order}")
    assert "Save" not in answer.buttons
    assert "Something went wrong" not in words(answer)
    assert told in words(answer)
    assert not await digests(settings)


HOSTILE = (
    'to:"<!channel> <@U0TOM0001> <https://example.com|here>"',
    'device:"every day in #noc"',
    "to:" + "x" * 600,
    "to:\N{RIGHT-TO-LEFT OVERRIDE}\N{ZERO WIDTH SPACE}x",
    'callerid:"&lt;!here&gt; *bold* `code`"',
)


@pytest.mark.parametrize("text", HOSTILE)
async def test_typed_markup_stays_text(
    text: str, workspace: Workspace, start_bot: StartBot
) -> None:
    settings = await start_bot()
    ingrid = workspace.person("ingrid")
    card = await saves(ingrid, f"digest 5 yesterday {text} {EVERY_DAY} in #noc")
    listed = await types(ingrid, "digest list")
    for message in (card, listed):
        assert not re.search(r"<[!@#]", message.text)
        for block in message.blocks:
            assert '"mrkdwn"' not in json.dumps(block) or block["type"] == "actions"
    assert len(await digests(settings)) == 1


async def test_a_zone_can_be_named_and_is_kept(workspace: Workspace, start_bot: StartBot) -> None:
    settings = await start_bot()
    tom = workspace.person("tom")
    said_back = await types(tom, "digest yesterday every day at 8 America/New_York to me")
    assert "Thu 26 Nov 2026, 08:00 -05:00" in words(said_back)
    assert "America/New_York" in words(said_back)
    await presses(tom, "Save")
    (digest,) = await digests(settings)
    assert digest.plan.zone == "America/New_York"


async def test_a_period_that_does_not_move_is_pointed_out(
    workspace: Workspace, start_bot: StartBot
) -> None:
    await start_bot()
    ingrid = workspace.person("ingrid")
    answer = await types(ingrid, f"digest user:5 2026-11-20 {EVERY_DAY}")
    assert "read the same period" in words(answer)
    for query in ("yesterday", "last week", "last month"):
        moving = words(await types(ingrid, f"digest 5 {query} {EVERY_DAY}"))
        assert "The first run reads" in moving
        assert "stays the same" not in moving


@pytest.mark.parametrize("said", ["digest", "digest help", "@morbot digest", "digest edit 1"])
async def test_without_a_command_one_is_told_what_to_press(
    said: str, workspace: Workspace, start_bot: StartBot
) -> None:
    await start_bot()
    ingrid = workspace.person("ingrid")
    await saves(ingrid)
    await ingrid.says(said, "#noc" if said.startswith("@") else "@morbot")
    answer = await outcome(ingrid)
    label, title = ("Edit", "Digest 1") if "edit" in said else ("New digest", "New digest")
    assert label in answer.buttons
    await ingrid.clicks(label)
    await ingrid.sees_modal(title)


async def test_it_is_ordered_by_a_direct_message_and_by_a_mention(
    workspace: Workspace, start_bot: StartBot
) -> None:
    settings = await start_bot()
    ingrid = workspace.person("ingrid")
    await ingrid.says(f"digest 5 yesterday {EVERY_DAY}", "@morbot")
    assert "Save" in (await news_for(ingrid)).buttons
    await ingrid.clicks("Save")
    assert "is saved" in words(await news_for(ingrid))
    await ingrid.says(f"@morbot digest 5 yesterday {EVERY_DAY} here")
    assert "Save" in (await answer_to(ingrid)).buttons
    assert "is saved" in words(await presses(ingrid, "Save"))
    assert [one.plan.place for one in await digests(settings)] == ["", "C0NOC0001"]
