"""What is wrong with MOR is told to bot admins; others hear that it is away and what to do."""

import pytest

from bot.sandbox.mor_server import Fault, MorServer
from bot.sandbox.slack_server import NothingSeen, Workspace
from tests.support.company import StartBot, over_both
from tests.support.talking import news_for, told, words

INGRID = "U0INGRID1"


@over_both
async def test_bot_admins_are_told_once_what_others_are_not(
    workspace: Workspace, mor: MorServer, start_bot: StartBot
) -> None:
    await start_bot(bot_admins=INGRID)
    mor.options.missing_methods.add("local_calls_get")
    for name in ("tom", "ada", "tom"):
        answer = await told(workspace, name, "/localcalls yesterday")
        assert "MOR does not offer local_calls_get" in answer
        assert "MOR_URL" not in answer
    ingrid = workspace.person("ingrid")
    news = words(await news_for(ingrid))
    assert "MOR did not answer a question: MOR does not offer local_calls_get" in news
    assert "MOR_URL" in news
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
