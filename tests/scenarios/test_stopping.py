"""A stopping bot answers what it has acknowledged, and asks for anything new to be tried again."""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from pydantic import SecretStr

from bot import app
from bot.app import Bot
from bot.sandbox.mor_server import MorServer
from bot.sandbox.serving import serve
from bot.sandbox.slack_server import SimulatedUser, Workspace
from bot.settings import Settings
from bot.slack.pending import REQUEST
from bot.store.database import open_database
from bot.store.expiring import ExpiringRows
from tests.support.company import NOW, StartBot, over_both
from tests.support.homes import home_of
from tests.support.sharing import SHARE_HERE
from tests.support.talking import answer_to, news_for, words

LATER = "morbot cannot take another question right now. Try again in a minute."


@asynccontextmanager
async def in_its_place(
    settings: Settings, workspace: Workspace, transport: str
) -> AsyncIterator[Bot]:
    """Run a second bot, which replaces the first and can be stopped."""
    if transport == "socket":
        token = SecretStr(workspace.app_token)
        settings = settings.model_copy(update={"slack_app_token": token})
    async with app.running(settings, NOW.astimezone) as bot, serve(bot.web) as address:
        workspace.request_url = f"{address}/slack/events"
        if transport == "socket":
            assert await workspace.feed.until(lambda: workspace.sockets.connected == 1, 60)
        yield bot


async def asks(person: SimulatedUser, text: str) -> None:
    await person.types(f"/localcalls {text}")


@over_both
async def test_clicks_while_stopping_are_refused_and_earlier_questions_answered(
    workspace: Workspace, mor: MorServer, transport: str, start_bot: StartBot
) -> None:
    settings = await start_bot(slack_app_token=SecretStr(""))
    ingrid, tom = workspace.person("ingrid"), workspace.person("tom")
    async with in_its_place(settings, workspace, transport) as bot:
        await asks(tom, "last week")
        shown = await answer_to(tom)
        with mor.held() as asked:
            await asks(ingrid, "5 last week")
            await asked.wait()
            stopping = asyncio.create_task(bot.stop())
            await asyncio.sleep(0)
            for label in ("Refresh", "CSV file", SHARE_HERE, "Edit search", "Save search"):
                ack = await tom.clicks(label)
                assert (ack.status, ack.body) == (200, "")
                assert (await answer_to(tom)).text == LATER
            ack = await tom.chooses("By day", "answer:group")
            assert (ack.status, ack.body) == (200, "")
            assert (await answer_to(tom)).text == LATER
            assert not stopping.done()
        await stopping
        assert len((await answer_to(ingrid)).table) == 21
    assert shown in tom.visible(), "the message with the button is unchanged"
    assert len(mor.received) == 2


async def test_refused_clicks_in_home_and_shortcuts_are_answered_in_direct_messages(
    workspace: Workspace, mor: MorServer, start_bot: StartBot
) -> None:
    settings = await start_bot()
    ingrid, tom = workspace.person("ingrid"), workspace.person("tom")
    async with in_its_place(settings, workspace, "http") as bot:
        home = await home_of(workspace, "tom")
        with mor.held() as asked:
            await asks(ingrid, "5 last week")
            await asked.wait()
            stopping = asyncio.create_task(bot.stop())
            await asyncio.sleep(0)
            await home.clicks("Search calls")
            told = await news_for(tom)
            assert (told.text, told.channel) == (LATER, "D0TOM0001")
            workspace.clock.put_forward(2)
            await tom.takes_shortcut("search_calls")
            assert (await news_for(tom)).text == LATER
        await stopping


async def test_bot_admins_are_told_of_a_link_made_while_stopping(
    workspace: Workspace, mor: MorServer, start_bot: StartBot
) -> None:
    settings = await start_bot(bot_admins="U0INGRID1,U0TOM0001")
    ingrid, tom = workspace.person("ingrid"), workspace.person("tom")
    async with in_its_place(settings, workspace, "http") as bot:
        mor.options.delay = 0.5
        await asks(ingrid, "link @newton frontdesk user")
        await bot.stop()
        assert "frontdesk" in words(await answer_to(ingrid))
        assert "frontdesk" in words(await news_for(tom))


async def test_requests_of_a_killed_replica_are_not_given_up_by_one_that_is_stopping(
    workspace: Workspace, mor: MorServer, start_bot: StartBot
) -> None:
    settings = await start_bot(replica_silence=600)  # that bot looks once, at its start
    settings = settings.model_copy(update={"replica_silence": 0.3})
    ingrid, tom = workspace.person("ingrid"), workspace.person("tom")
    url = workspace.new_response_url(tom.id, workspace.find_channel("#noc").id)
    left = {"place": {"user": tom.id, "response_url": url}, "text": "last week", "channel": ""}
    async with open_database(settings.database_url) as database:
        async with in_its_place(settings, workspace, "http") as bot:
            mor.options.delay = 1.5
            await asks(ingrid, "5 last week")
            stopping = asyncio.create_task(bot.stop())
            await asyncio.sleep(0)
            value = {**left, "owner": "killed", "at": int(time.time())}
            rows = ExpiringRows(database, settings.slack_bot_token.get_secret_value())
            await rows.put(REQUEST, "its signature", 1800, value)
            await stopping
        mor.options.delay = 0
        assert not tom.visible()
        async with in_its_place(settings, workspace, "http"):
            assert len((await answer_to(tom)).table) == 21
