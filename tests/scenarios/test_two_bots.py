"""Two bots on one database: what one has seen of a person, the other knows."""

import asyncio

import pytest

from bot.ask.delivery_texts import REMOVED
from bot.sandbox.mor_server import Fault, MorServer
from bot.sandbox.slack_server import Workspace
from tests.support.company import StartBot
from tests.support.sharing import SHARED, posted, share
from tests.support.talking import answer_to, ask, news_for, press_in

Bots = tuple[str, str]
"""The request URLs of two bots. The workspace sends to the one that it is given."""


@pytest.fixture
async def bots(
    request: pytest.FixtureRequest, each_database: str, workspace: Workspace, start_bot: StartBot
) -> Bots:
    given = getattr(request, "param", {})
    addresses = []
    for _ in range(2):
        await start_bot(database_url=each_database, **given)
        addresses.append(workspace.request_url)
    return addresses[0], addresses[1]


async def test_a_second_click_on_share_is_refused_by_the_other_bot(
    bots: Bots, workspace: Workspace
) -> None:
    tom = workspace.person("tom")
    await ask(tom, "last week")
    assert await share(tom) == SHARED
    workspace.request_url = bots[0]
    assert "already shared" in await share(tom)
    assert len(posted(workspace)) == 1


async def test_another_replica_removes_a_shared_answer(bots: Bots, workspace: Workspace) -> None:
    tom = workspace.person("tom")
    await ask(tom, "last week")
    assert await share(tom) == SHARED
    (shared,) = posted(workspace)
    workspace.request_url = bots[0]
    await press_in(shared, tom, "Remove")
    assert tom.visible()[-1].text == REMOVED
    assert not posted(workspace)


@pytest.mark.parametrize("bots", [{"questions_per_minute": 3}], indirect=True)
async def test_questions_to_both_bots_count_together(bots: Bots, workspace: Workspace) -> None:
    tom, ingrid = workspace.person("tom"), workspace.person("ingrid")
    for number in range(3):
        workspace.request_url = bots[number % 2]
        assert (await ask(tom, "last week", "@morbot")).table
    for address in bots:
        workspace.request_url = address
        assert "limit of 3 questions a minute" in (await ask(tom, "today", "@morbot")).text
    assert (await ask(ingrid, "5 last week", "@morbot")).table


async def test_files_in_the_making_at_both_bots_count_together(
    bots: Bots, workspace: Workspace, mor: MorServer
) -> None:
    tom = workspace.person("tom")
    with mor.held() as asked:
        for number, text in enumerate(("last week csv", "yesterday xlsx")):
            asked.clear()
            workspace.request_url = bots[number]
            await tom.types(f"/localcalls {text}")
            async with asyncio.timeout(60):
                await asked.wait()
        for address in bots:
            workspace.request_url = address
            await tom.types("/localcalls today csv")
            assert "Two of your files" in (await answer_to(tom)).text
    for _ in range(2):
        assert (await news_for(tom)).files
        assert "in your direct messages" in (await answer_to(tom)).text
    await tom.types("/localcalls last week csv")
    assert (await news_for(tom)).files


@pytest.mark.one_process("each replica counts how often MOR was silent")
@pytest.mark.parametrize("bots", [{"mor_breaker_failures": 2}], indirect=True)
async def test_a_silent_mor_that_one_bot_has_met_is_left_alone_by_the_other(
    bots: Bots, workspace: Workspace, mor: MorServer
) -> None:
    ingrid = workspace.person("ingrid")
    mor.fail(Fault.ERROR_500)
    workspace.request_url = bots[1]
    for text in ("5 yesterday", "5 today"):
        assert "HTTP 500" in (await ask(ingrid, text, "@morbot")).text
    mor.received.clear()
    workspace.request_url = bots[0]
    assert "MOR has not answered since" in (await ask(ingrid, "5 today", "@morbot")).text
    assert not mor.received
