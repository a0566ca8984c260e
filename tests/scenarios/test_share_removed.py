"""Who has shared an answer can take it back, and so can a bot admin; nobody else."""

import pytest

from bot.ask.controls import REMOVE
from bot.ask.delivery_texts import REMOVED
from bot.ids import COMMAND_LINE
from bot.links.directory import Directory
from bot.sandbox.slack_server import SimulatedUser, Workspace
from bot.sandbox.slack_server.interactions import action
from bot.sandbox.slack_server.model import Message, elements
from bot.settings import Settings
from bot.store.audit import Audit, AuditEntry
from bot.store.database import open_database
from tests.support.company import StartBot, over_both, over_replicas
from tests.support.searching import TOM
from tests.support.sharing import SHARED, posted, share
from tests.support.talking import answer_to, ask, press_in


async def removes(person: SimulatedUser, message: Message) -> str:
    """Press Remove; what the person is told alone."""
    return (await press_in(message, person, "Remove")).text


async def shared_by_tom(workspace: Workspace) -> Message:
    tom = workspace.person("tom")
    await ask(tom, "last week")
    assert await share(tom) == SHARED
    (message,) = posted(workspace)
    return message


async def removals(settings: Settings) -> list[AuditEntry]:
    async with open_database(settings.database_url) as database:
        return [one for one in await Audit(database).page(100) if one.kind == "share-removed"]


@over_replicas
@over_both
async def test_the_person_who_shared_it_removes_it(
    workspace: Workspace, start_bot: StartBot
) -> None:
    settings = await start_bot()
    tom = workspace.person("tom")
    shared = await shared_by_tom(workspace)
    assert await removes(tom, shared) == REMOVED
    assert not posted(workspace)
    (line,) = await removals(settings)
    assert (line.slack_user, line.about, line.outcome) == (tom.id, str(TOM), "done")


async def test_a_bot_admin_takes_it_back(workspace: Workspace, start_bot: StartBot) -> None:
    settings = await start_bot(bot_admins="U0NILS001")
    nils = workspace.person("nils")
    shared = await shared_by_tom(workspace)
    assert await removes(nils, shared) == REMOVED
    assert not posted(workspace)
    (line,) = await removals(settings)
    assert (line.slack_user, line.about) == (nils.id, str(TOM))


async def test_its_buttons_are_the_sharers_alone_afterwards(
    workspace: Workspace, start_bot: StartBot
) -> None:
    await start_bot()
    tom, ingrid = workspace.person("tom"), workspace.person("ingrid")
    shared = await shared_by_tom(workspace)
    assert await removes(tom, shared) == REMOVED
    leaked = workspace.post(shared.channel, shared.author, shared.text, blocks=shared.blocks)
    told = await press_in(leaked, ingrid, "Refresh")
    assert "for the person who asked" in told.text
    assert (await press_in(leaked, tom, "Next")).table


async def test_somebody_else_is_refused_with_a_sentence(
    workspace: Workspace, start_bot: StartBot
) -> None:
    settings = await start_bot(bot_admins="U0NILS001")
    shared = await shared_by_tom(workspace)
    for name in ("ingrid", "ada", "newton"):
        told = await removes(workspace.person(name), shared)
        assert told.startswith("Only the person who shared this, or a bot admin, can remove it.")
    assert posted(workspace) == [shared]
    assert (await press_in(shared, workspace.person("ingrid"), "Refresh")).table
    assert not await removals(settings)


async def test_it_can_still_be_removed_after_the_bots_token_was_renewed(
    workspace: Workspace, start_bot: StartBot
) -> None:
    await start_bot()
    shared = await shared_by_tom(workspace)
    workspace.bot_token = "xoxb-renewed"
    await start_bot()
    assert await removes(workspace.person("tom"), shared) == REMOVED
    assert not posted(workspace)


async def test_somebody_no_longer_linked_can_still_remove_it(
    workspace: Workspace, start_bot: StartBot
) -> None:
    settings = await start_bot()
    shared = await shared_by_tom(workspace)
    async with open_database(settings.database_url) as database:
        assert await Directory(database).remove(TOM, by=COMMAND_LINE)
    assert await removes(workspace.person("tom"), shared) == REMOVED
    assert not posted(workspace)


async def test_no_other_message_of_the_bot_is_deleted_by_a_forged_click(
    workspace: Workspace, start_bot: StartBot
) -> None:
    await start_bot()
    tom, ingrid = workspace.person("tom"), workspace.person("ingrid")
    shared = await shared_by_tom(workspace)
    await ingrid.types("/localcalls 5 last week")
    await answer_to(ingrid)
    assert await share(ingrid) == SHARED
    other = posted(workspace)[1]
    notice = workspace.post(shared.channel, shared.author, "A digest")
    click = next(
        action(workspace, block, one)
        for block, one in elements(shared.blocks)
        if one.get("action_id") == REMOVE
    )
    for message, told in ((other, "Only the person who"), (notice, "no record of this post")):
        await tom.uses(message, click)
        assert told in (await answer_to(tom)).text
    assert posted(workspace) == [shared, other, notice]


@pytest.mark.parametrize("fault", ["fail", "lose_reply"])
async def test_a_deletion_that_fails_is_told_and_can_be_tried_again(
    fault: str, workspace: Workspace, start_bot: StartBot
) -> None:
    await start_bot()
    tom = workspace.person("tom")
    shared = await shared_by_tom(workspace)
    getattr(workspace.control, fault)("chat.delete")
    assert "did not say whether it has deleted" in await removes(tom, shared)
    assert await removes(tom, shared) == REMOVED
    assert not posted(workspace)


@over_replicas
async def test_the_file_that_was_posted_with_it_is_deleted_too(
    workspace: Workspace, start_bot: StartBot
) -> None:
    await start_bot()
    tom = workspace.person("tom")
    shared = await shared_by_tom(workspace)
    workspace.clock.put_forward(2)
    await tom.clicks("Post the CSV file here")
    assert "file is posted" in (await answer_to(tom)).text
    assert any(one.files for one in posted(workspace))
    workspace.control.fail("files.delete")
    assert "has deleted the file" in await removes(tom, shared)
    assert shared in posted(workspace)
    assert await removes(tom, shared) == REMOVED
    assert not any(one.files for one in posted(workspace))
    assert not workspace.files
