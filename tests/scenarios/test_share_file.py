"""The file of a shared answer is posted for everybody where it was shared, by who shared it."""

import csv
import io

import pytest

from bot.sandbox.mor_server import Fault, MorServer
from bot.sandbox.slack_server import SimulatedUser, Workspace
from bot.sandbox.slack_server.model import Message, text_of
from bot.settings import Settings
from bot.store.audit import Audit
from bot.store.database import open_database
from tests.support.company import StartBot, over_both, over_replicas
from tests.support.sharing import SHARED, STRANGER, outcomes, posted, share
from tests.support.talking import answer_to, ask, button, press_in

POST = "Post the CSV file here"
POSTED = "The file is posted for everybody here."


async def notice_of(
    workspace: Workspace, person: SimulatedUser, text: str = "last week"
) -> Message:
    """Share an answer. Return the ephemeral message with the button."""
    await ask(person, text)
    assert await share(person) == SHARED
    workspace.clock.put_forward(2)
    return [one for one in person.visible() if one.text == SHARED][-1]


async def posts(person: SimulatedUser) -> str:
    """Click the button. Return the ephemeral reply."""
    ack = await person.clicks(POST)
    assert (ack.status, ack.body) == (200, "")
    return (await answer_to(person)).text


def files(workspace: Workspace, channel: str = "#noc") -> list[Message]:
    return [one for one in posted(workspace, channel) if one.files]


async def rows_told(settings: Settings) -> int | None:
    async with open_database(settings.database_url) as database:
        return (await Audit(database).page(1))[0].rows


@over_both
@pytest.mark.parametrize(
    ("name", "text"), [("ingrid", "5 last week"), ("nils", "6 last week"), ("tom", "last week")]
)
async def test_all_calls_are_posted_under_the_name_of_who_shared_them(
    name: str, text: str, workspace: Workspace, mor: MorServer, start_bot: StartBot
) -> None:
    settings = await start_bot()
    mor.options.synthetic_calls = 93
    person = workspace.person(name)
    await notice_of(workspace, person, text)
    assert not files(workspace)
    assert await posts(person) == POSTED
    (message,) = files(workspace)
    (file,) = message.files
    assert file.content is not None
    assert len(list(csv.reader(io.StringIO(file.content.decode("utf-8-sig"))))) == 1 + 93
    assert message.text.endswith(f"93 calls\nPosted by <@{person.id}>.")
    assert mor.received[-1].parameters["u"] == person.member.person.mor_username
    assert await outcomes(settings, "share-file") == [(person.id, "answered")]
    assert await rows_told(settings) == 93


async def test_nothing_is_posted_before_it_is_told_who_will_have_it(
    workspace: Workspace, mor: MorServer, start_bot: StartBot
) -> None:
    await start_bot()
    mor.options.synthetic_calls = 1234
    await ask(workspace.person("tom"), "last week")
    notice = await notice_of(workspace, workspace.person("tom"))
    confirm = button(notice, POST)["confirm"]
    assert "can download all 1,234 calls" in text_of(confirm["text"])
    assert text_of(confirm["deny"]) == "Cancel"


async def test_the_thread_of_the_answer_gets_the_file(
    workspace: Workspace, start_bot: StartBot
) -> None:
    await start_bot()
    tom = workspace.person("tom")
    first = await tom.says("look")
    await tom.says("@morbot last week", thread_ts=first.ts)
    await answer_to(tom)
    assert await share(tom) == SHARED
    assert await posts(tom) == POSTED
    assert files(workspace)[0].thread_ts == first.ts


@over_replicas
async def test_clicked_twice_it_is_posted_once(workspace: Workspace, start_bot: StartBot) -> None:
    await start_bot()
    tom = workspace.person("tom")
    await notice_of(workspace, tom)
    assert await posts(tom) == POSTED
    assert "already" in await posts(tom)
    assert len(files(workspace)) == 1


async def test_places_are_looked_at_again_before_mor_is_asked(
    workspace: Workspace, mor: MorServer, start_bot: StartBot
) -> None:
    settings = await start_bot()
    tom = workspace.person("tom")
    await notice_of(workspace, tom)
    mor.received.clear()
    workspace.admin.remove_app("#noc")
    assert "/invite @morbot" in await posts(tom)
    workspace.admin.invite_app("#noc")
    workspace.admin.share_externally("#noc", STRANGER, team_id="T0ELSEWHERE")
    assert "outside your workspace" in await posts(tom)
    workspace.admin.archive("#noc")
    assert "archived" in await posts(tom)
    workspace.control.fail("conversations.info")
    assert "nothing was shared" in await posts(tom)
    assert not files(workspace)
    assert not mor.received
    codes = [outcome for _, outcome in await outcomes(settings, "share-file")]
    assert codes == ["channel-untold", "is_archived", "channel-external", "not_in_channel"]


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("tom", "your own calls only"),
        ("newton", "not linked"),
        ("harriet", "does not know this user"),
    ],
)
async def test_somebody_who_may_not_see_the_calls_posts_no_file(
    name: str, told: str, workspace: Workspace, start_bot: StartBot
) -> None:
    """The answer is shared, and its id may be known to who reads it."""
    await start_bot()
    notice = await notice_of(workspace, workspace.person("nils"), "6 last week")
    other = workspace.person(name)
    answer = await press_in(notice, other, POST)
    assert told in answer.text
    assert not files(workspace)


async def test_nobody_else_posts_a_file_of_an_answer_that_was_not_shared(
    workspace: Workspace, start_bot: StartBot
) -> None:
    await start_bot()
    notice = await notice_of(workspace, workspace.person("nils"), "6 last week")
    await workspace.person("ingrid").types("/localcalls 5 last week")
    answer = await answer_to(workspace.person("ingrid"))
    block = notice.blocks[-1]
    told = {"type": "button", "block_id": block["block_id"], "action_ts": "1.1"}
    secret = button(answer, "Edit search")["value"]
    nils = workspace.person("nils")
    await nils.uses(notice, told | {"action_id": "shared:file", "value": secret})
    assert "for the person who asked" in (await answer_to(nils)).text
    assert not files(workspace)


@pytest.mark.parametrize(
    ("order", "code", "words", "rows"),
    [
        ("fail", "post-unknown", "may have been posted", 93),
        ("lose_reply", "post-unknown", "may have been posted", 93),
        ("unreachable", "slack-unreachable", "could not reach", None),
    ],
)
async def test_a_file_that_slack_does_not_take_is_told_and_is_in_the_audit_log(  # noqa: PLR0917 -- the table
    order: str,
    code: str,
    words: str,
    rows: int | None,
    workspace: Workspace,
    mor: MorServer,
    start_bot: StartBot,
) -> None:
    settings = await start_bot()
    mor.options.synthetic_calls = 93
    tom = workspace.person("tom")
    await notice_of(workspace, tom)
    if order == "unreachable":
        workspace.control.fail("files.getUploadURLExternal")
    else:
        getattr(workspace.control, order)("files.completeUploadExternal")
    assert words in await posts(tom)
    assert await outcomes(settings, "share-file") == [(tom.id, code)]
    assert await rows_told(settings) == rows
    again = await posts(tom)
    assert again == POSTED if code == "slack-unreachable" else "already" in again


async def test_a_fault_of_mor_posts_nothing(
    workspace: Workspace, mor: MorServer, start_bot: StartBot
) -> None:
    await start_bot()
    tom = workspace.person("tom")
    await notice_of(workspace, tom)
    mor.fail(Fault.CUT)
    assert "MOR" in await posts(tom)
    mor.options.fault = None
    mor.options.synthetic_calls = 0
    assert "no file to post" in await posts(tom)
    assert not files(workspace)
