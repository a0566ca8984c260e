"""What is wrong with MOR is told to bot admins; others hear that it is away and what to do."""

import pytest

from bot.sandbox.mor_server import Fault, MorServer
from bot.sandbox.slack_server import NothingSeen, Workspace
from tests.support.company import StartBot, over_both
from tests.support.talking import news_for, told, words

INGRID = "U0INGRID1"


@over_both
@pytest.mark.parametrize("unknown_is_404", [True, False])
async def test_bot_admins_are_told_once_what_others_are_not(
    unknown_is_404: bool, workspace: Workspace, mor: MorServer, start_bot: StartBot
) -> None:
    await start_bot(bot_admins=INGRID)
    mor.options.missing_methods.add("local_calls_get")
    mor.options.unknown_is_404 = unknown_is_404
    said = "local_calls_get at this address (HTTP 404)"
    if not unknown_is_404:
        said = "what it was asked for at this address (There is no such API)"
    for name in ("tom", "ada", "tom"):
        answer = await told(workspace, name, "/localcalls yesterday")
        assert f"MOR does not offer {said}" in answer
        assert "MOR_URL" not in answer
    ingrid = workspace.person("ingrid")
    news = words(await news_for(ingrid))
    assert f"MOR did not answer a question: MOR does not offer {said}" in news
    assert "MOR is older than X13, or MOR_URL is not right" in news
    with pytest.raises(NothingSeen):
        await ingrid.sees(timeout=0.2)
    with pytest.raises(NothingSeen):
        await workspace.person("tom").sees(timeout=0.2)


async def test_a_question_that_asks_for_too_much_is_no_news(
    workspace: Workspace, mor: MorServer, start_bot: StartBot
) -> None:
    await start_bot(bot_admins=INGRID, mor_timeout=0.3)
    mor.options.fault = Fault.STALL
    assert "MOR took too long" in await told(workspace, "tom", "/localcalls yesterday")
    with pytest.raises(NothingSeen):
        await workspace.person("ingrid").sees(timeout=0.2)
