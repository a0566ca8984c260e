"""An answer is shared with a channel, under the name of who asked, and seen with everybody's own
rights from then on."""

import json
import re

import httpx
import pytest
from syrupy.assertion import SnapshotAssertion
from syrupy.extensions.json import JSONSnapshotExtension

from bot.sandbox.mor_server import MorServer
from bot.sandbox.slack_server import SimulatedUser, Workspace
from bot.sandbox.slack_server.model import Message
from tests.support.company import StartBot, over_both, over_replicas, watch_address
from tests.support.sharing import SHARE_HERE, SHARED, STRANGER, outcomes, posted, share
from tests.support.talking import answer_to, ask, behind_dots, press_in, words


@over_both
@pytest.mark.parametrize(
    ("name", "text"), [("ingrid", "5 last week"), ("nils", "6 last week"), ("tom", "last week")]
)
async def test_a_channel_sees_what_the_asker_sees_under_their_name(
    name: str,
    text: str,
    workspace: Workspace,
    mor: MorServer,
    start_bot: StartBot,
    *,
    replicas: int,
) -> None:
    settings = await start_bot()
    person = workspace.person(name)
    answer = await ask(person, text)
    assert await share(person) == SHARED
    (message,) = posted(workspace)
    assert message.table == answer.table
    assert message.text == answer.text
    assert f"Shared by <@{person.id}>" in str(message.blocks)
    assert SHARE_HERE not in behind_dots(message)
    assert SHARE_HERE in behind_dots(answer)
    assert len(mor.received) == 1 or replicas > 1  # each caches for itself
    assert await outcomes(settings) == [(person.id, "answered")]


async def test_the_page_that_stands_above_the_button_is_shared(
    workspace: Workspace, mor: MorServer, start_bot: StartBot
) -> None:
    await start_bot()
    mor.options.synthetic_calls = 93
    ingrid = workspace.person("ingrid")
    await ask(ingrid, "5 last week")
    await ingrid.clicks("Next")
    page = await answer_to(ingrid)
    assert await share(ingrid) == SHARED
    assert posted(workspace)[0].table == page.table


async def test_nothing_is_shared_before_its_readers_are_told(
    workspace: Workspace, start_bot: StartBot
) -> None:
    await start_bot()
    tom = workspace.person("tom")
    await ask(tom, "last week")
    await tom.clicks(SHARE_HERE)
    question = await answer_to(tom)
    assert "Everybody who can read" in words(question)
    assert "A file of all calls can be posted" in words(question)
    assert not posted(workspace)


async def test_others_press_with_their_own_rights_and_the_shared_message_stays(
    workspace: Workspace, mor: MorServer, start_bot: StartBot
) -> None:
    await start_bot()
    mor.options.synthetic_calls = 93
    nils = workspace.person("nils")
    await ask(nils, "6 last week")
    await share(nils)
    (shared,) = posted(workspace)
    for name, rows in (("ingrid", 20), ("ada", 20), ("tom", 0), ("newton", 0), ("nils", 20)):
        other = workspace.person(name)
        mor.received.clear()
        told = await press_in(shared, other, "Next")
        assert told.reader == other.id
        assert max(0, len(told.table) - 1) == rows
        if rows and name != "nils":
            asked_as = {one.parameters["u"] for one in mor.received}
            assert asked_as == {other.member.person.mor_username}
    assert posted(workspace) == [shared]
    assert SHARE_HERE in behind_dots(told)


async def test_before_it_is_shared_it_is_nobody_elses(
    workspace: Workspace, start_bot: StartBot
) -> None:
    settings = await start_bot()
    answer = await ask(workspace.person("ingrid"), "5 last week")
    other = workspace.person("nils")
    await press_in(answer, other, SHARE_HERE)
    await other.clicks("Share")
    told = await answer_to(other)
    assert "for the person who asked" in told.text
    assert not posted(workspace)
    assert await outcomes(settings) == [(other.id, "answer-of-another")]


@pytest.mark.parametrize("refusal", ["place", "post", "lost"])
async def test_a_share_that_is_refused_leaves_the_answer_closed(
    refusal: str, workspace: Workspace, start_bot: StartBot
) -> None:
    settings = await start_bot()
    tom, other = workspace.person("tom"), workspace.person("ingrid")
    channel = "#support" if refusal == "place" else "#noc"
    answer = await ask(tom, "last week", channel)
    if refusal == "post":
        workspace.control.limit("chat.postMessage", retry_after=60)
    if refusal == "lost":
        workspace.control.lose_reply("chat.postMessage")
    assert await share(tom) != SHARED
    assert "for the person who asked" in (await refreshes(other, answer)).text
    if refusal != "lost":
        workspace.admin.invite_app("#support")
        assert await share(tom) == SHARED
        (shared,) = posted(workspace, channel)
        assert (await refreshes(other, shared)).table
        assert (await outcomes(settings))[0] == (tom.id, "answered")


async def refreshes(person: SimulatedUser, answer: Message) -> Message:
    """What somebody is answered who presses a button of another one's answer."""
    return await press_in(answer, person, "Refresh")


async def test_a_place_that_is_refused_asks_mor_nothing(
    workspace: Workspace, mor: MorServer, start_bot: StartBot
) -> None:
    await start_bot()
    tom = workspace.person("tom")
    await ask(tom, "last week", "#support")
    await start_bot()  # with nothing in its cache
    mor.received.clear()
    assert "/invite @morbot" in await share(tom)
    assert not mor.received


async def test_a_thread_is_shared_into_the_thread(
    workspace: Workspace, start_bot: StartBot
) -> None:
    await start_bot()
    tom = workspace.person("tom")
    first = await tom.says("look")
    await tom.says("@morbot last week", thread_ts=first.ts)
    await answer_to(tom)
    assert await share(tom) == SHARED
    assert posted(workspace)[0].thread_ts == first.ts


async def test_clicked_twice_it_is_shared_once(workspace: Workspace, start_bot: StartBot) -> None:
    await start_bot()
    tom = workspace.person("tom")
    await ask(tom, "last week")
    assert await share(tom) == SHARED
    assert "already" in await share(tom)
    assert len(posted(workspace)) == 1


@pytest.mark.parametrize(
    ("channel", "told"), [("#support", "/invite @morbot"), ("#board-private", "/invite @morbot")]
)
async def test_a_channel_without_the_bot_says_how_to_invite_it(
    channel: str, told: str, workspace: Workspace, start_bot: StartBot
) -> None:
    settings = await start_bot()
    tom = workspace.person("tom")
    await ask(tom, "last week", channel)
    assert told in await share(tom)
    assert (await outcomes(settings))[0][1] in ("not_in_channel", "channel_not_found")
    workspace.admin.invite_app(channel)
    assert await share(tom) == SHARED
    assert len(posted(workspace, channel)) == 1


async def test_an_archived_channel_is_told(workspace: Workspace, start_bot: StartBot) -> None:
    await start_bot()
    tom = workspace.person("tom")
    await ask(tom, "last week")
    workspace.admin.archive("#noc")
    assert "archived" in await share(tom)
    assert not posted(workspace)


@pytest.mark.parametrize(("allowed", "shared"), [(False, 0), (True, 1)])
async def test_people_from_outside_see_nothing_unless_a_setting_allows_it(
    allowed: bool,
    shared: int,
    workspace: Workspace,
    start_bot: StartBot,
) -> None:
    settings = await start_bot(share_externally=allowed)
    workspace.admin.share_externally("#noc", STRANGER, team_id="T0ELSEWHERE")
    tom = workspace.person("tom")
    await ask(tom, "last week")
    told = await share(tom)
    assert ("outside your workspace" in told) is not allowed
    assert len(posted(workspace)) == shared
    assert (await outcomes(settings))[0][1] == ("answered" if allowed else "channel-external")


@pytest.mark.parametrize(
    ("invited", "external", "posts"),
    [(True, False, 0), (False, True, 0), (False, False, 1)],
)
async def test_people_from_outside_count_in_a_channel_of_the_whole_enterprise_and_once_invited(
    invited: bool, external: bool, posts: int, workspace: Workspace, start_bot: StartBot
) -> None:
    await start_bot()
    workspace.admin.share_in_org("#noc")
    if invited:
        workspace.admin.invite_externally("#noc")
    if external:
        workspace.admin.share_externally("#noc", STRANGER, team_id="T0ELSEWHERE")
    tom = workspace.person("tom")
    await ask(tom, "last week")
    assert (await share(tom) == SHARED) is bool(posts)
    assert len(posted(workspace)) == posts


async def test_a_direct_message_has_nobody_to_share_with(
    workspace: Workspace, start_bot: StartBot
) -> None:
    await start_bot()
    tom = workspace.person("tom")
    await ask(tom, "last week", "@morbot")
    before = len(workspace.messages)
    assert "direct message" in await share(tom)
    assert len(workspace.messages) == before + 2, "the question and its answer"
    group = workspace.admin.open_group_message("tom", "ada")
    await ask(tom, "last week", group)
    assert "This is a group direct message" in await share(tom)
    assert not posted(workspace, group)


@pytest.mark.parametrize("scope", ["channels:read", "groups:read"])
async def test_where_slack_does_not_tell_who_reads_nothing_is_shared(
    scope: str, workspace: Workspace, start_bot: StartBot
) -> None:
    await start_bot()
    channel = "#noc" if scope == "channels:read" else "#numbers-private"
    tom = workspace.person("tom")
    await ask(tom, "last week", channel)
    workspace.scopes -= {scope}
    assert scope in await share(tom)
    assert not posted(workspace, channel)
    workspace.scopes |= {scope}
    workspace.control.fail("conversations.info")
    assert "nothing was shared" in await share(tom)
    assert not posted(workspace, channel)


async def test_a_post_that_may_have_arrived_is_not_repeated(
    workspace: Workspace, start_bot: StartBot
) -> None:
    await start_bot()
    tom = workspace.person("tom")
    await ask(tom, "last week")
    workspace.control.lose_reply("chat.postMessage")
    assert "may have been posted" in await share(tom)
    assert "already" in await share(tom)
    assert len(posted(workspace)) == 1


@over_replicas
async def test_an_answer_that_was_not_posted_can_be_shared_at_once(
    workspace: Workspace, start_bot: StartBot
) -> None:
    await start_bot()
    tom = workspace.person("tom")
    await ask(tom, "last week")
    workspace.admin.remove_app("#noc")
    assert "/invite" in await share(tom)
    workspace.admin.invite_app("#noc")
    assert await share(tom) == SHARED


@pytest.mark.one_process("each replica counts its own errors")
async def test_a_refusal_of_slack_is_counted_once(
    workspace: Workspace, start_bot: StartBot
) -> None:
    settings = await start_bot()
    tom = workspace.person("tom")
    await ask(tom, "last week")
    workspace.control.lose_reply("chat.postMessage")
    assert "may have been posted" in await share(tom)
    async with httpx.AsyncClient() as client:
        page = await client.get(f"{watch_address(settings)}/metrics")
    assert 'morbot_slack_errors_total{code="post-unknown"} 1.0' in page.text


async def test_a_shared_answer_as_it_is_in_the_channel(
    workspace: Workspace, mor: MorServer, start_bot: StartBot, snapshot: SnapshotAssertion
) -> None:
    await start_bot()
    mor.options.synthetic_calls = 3
    tom = workspace.person("tom")
    await ask(tom, "last week")
    await share(tom)
    # What can be pressed has a snapshot of its own.
    blocks = [one for one in posted(workspace)[0].blocks if one["type"] != "actions"]
    said = re.sub(r"\bb\d{9}\b", "a-block", json.dumps(blocks))
    assert json.loads(said) == snapshot(extension_class=JSONSnapshotExtension)
