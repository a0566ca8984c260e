"""Several bots on one database behind a round robin, as replicas behind a load balancer."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager

from bot import app
from bot.app import Bot
from bot.sandbox.mor_server import MorServer
from bot.sandbox.serving import serve
from bot.sandbox.slack_server import Workspace
from bot.settings import Settings
from tests.support.company import NOW, link_everybody, settings_between
from tests.support.round_robin import RoundRobin


@asynccontextmanager
async def bot_on(
    mor: MorServer, workspace: Workspace, database_url: str, /, **given: object
) -> AsyncIterator[tuple[Bot, Settings]]:
    """One bot on this database, which Slack does not reach yet. `given` are settings by name."""
    usual: dict[str, object] = {"digest_tick": 0, **given}
    settings = settings_between(mor, workspace, database_url, **usual)
    async with app.running(settings, NOW.astimezone) as bot:
        yield bot, settings


@asynccontextmanager
async def replicas(
    mor: MorServer, workspace: Workspace, database_url: str, number: int = 2, /, **given: object
) -> AsyncIterator[tuple[RoundRobin, Settings]]:
    """So many bots on this database. Slack's requests go to each in turn; everybody is linked."""
    settings = settings_between(mor, workspace, database_url, digest_tick=0, **given)
    await link_everybody(settings, workspace, mor)
    mor.received.clear()
    async with AsyncExitStack() as stack:
        bots = [
            await stack.enter_async_context(bot_on(mor, workspace, database_url, **given))
            for _ in range(number)
        ]
        balancer = RoundRobin([bot.web for bot, _ in bots])
        address = await stack.enter_async_context(serve(balancer))
        workspace.request_url = f"{address}/slack/events"
        yield balancer, settings
