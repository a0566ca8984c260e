"""Digests by the engine, in the running bot, with the clock of this machine for the rounds."""

import asyncio
from collections.abc import Callable


import pytest
from bot.calls.digest import Extras
from bot.digests.engine import engine_file
from bot.sandbox.mor_server import MorServer
from bot.sandbox.slack_server import Workspace
from bot.sandbox.slack_server.model import BOT_USER
from bot.settings import Settings
from bot.store.database import open_database
from bot.store.deliveries import Deliveries
from bot.store.digests import Digests, Plan
from tests.conftest import NOW, StartBot
from tests.digests.office import NOC, TOM, VILNIUS


EVERY_MINUTE = "* * * * *"


async def order(url: str, number: int = 1) -> list[int]:
    """So many digests that are due just now, for channels of their own."""
    made = []
    async with open_database(url) as database:
        digests = Digests(database)
        for _ in range(number):
            plan = Plan("yesterday", EVERY_MINUTE, VILNIUS, NOC, Extras())
            draft = await digests.find(await digests.draft(TOM, plan, NOW))
            assert draft is not None
            slot = NOW.replace(second=0)
            digest = await digests.confirm(draft, slot, NOW, most=1000)
            assert digest is not None
            made.append(digest.id)
    return made


async def until(seen: Callable[[], object], seconds: float = 20) -> None:
    """Return once something is to be seen."""
    async with asyncio.timeout(seconds):
        while not seen():
            await asyncio.sleep(0.02)


def posts(workspace: Workspace) -> int:
    return sum(one.author == BOT_USER for one in workspace.messages.values())


async def test_what_is_due_is_posted_by_the_running_bot_and_again_after_a_restart(
    each_database: str, start_bot: StartBot, workspace: Workspace
) -> None:
    settings = await start_bot(database_url=each_database, digest_tick=1)
    (digest,) = await order(each_database)
    await until(lambda: posts(workspace))
    async with open_database(each_database) as database:
        (delivery,) = await Deliveries(database).history(digest, 10)
    assert (delivery.state, delivery.attempt) == ("posted", 1)
    assert posts(workspace) == 1
