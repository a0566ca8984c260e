"""The whole bot: settings in, a running application out."""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING

from slack_bolt.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from starlette.applications import Starlette

from bot.app.core import Core, opened
from bot.app.features import register
from bot.app.retention import Retention
from bot.app.workspace import Workspace, connected, digest_channel, digest_parts, wall_clock
from bot.calls import period
from bot.digests.engine.replicas import Replicas
from bot.digests.engine.rounds import Pace
from bot.errors import ConfigError
from bot.links.check_news import CheckNews
from bot.links.daily_check import DailyCheck, Pause
from bot.links.identities import Clock
from bot.settings import Settings
from bot.slack.conversation.background_tasks import BackgroundTasks
from bot.slack.receive.dispatch import Dispatch, tell_fault
from bot.slack.receive.http import SlackEndpoint, watch_app, web_app
from bot.slack.receive.readiness import Authorised, Check, Installation, Readiness
from bot.slack.receive.socket import SocketMode
from bot.store.clock import clocks_agree

if TYPE_CHECKING:  # DBOS takes a while to import, and not every command sends digests
    from bot.digests.engine.engine import Engine


@dataclass(frozen=True, slots=True)
class Bot:
    """A running bot. `web` is to be served to Slack, unless there is a `socket`.

    `watch` is to be served to the systems of those who run it: health and metrics.
    """

    web: Starlette
    watch: Starlette
    readiness: Readiness
    tasks: BackgroundTasks
    settings: Settings
    engine: "Engine | None"
    socket: SocketMode | None = None

    async def stop(self) -> None:
        """Take no more questions, and answer what is in flight while time is left.

        `/readyz` says no first, and for a grace everything is still taken, so that a load balancer
        has turned to other replicas before somebody is told to try again. By Socket Mode Slack
        turns to others when the socket closes: with a grace at once, else only at the end. Digests
        that are not being posted yet are left for the next start.
        """
        grace, seconds = self.settings.stop_grace, self.settings.stop_timeout
        if grace and not self.readiness.stopping:
            self.readiness.stopping = True
            if self.socket is not None:
                await self.socket.close()
            else:
                await asyncio.sleep(grace)
        self.readiness.stopping = True
        ending = [self.tasks.drain(seconds)]
        if self.engine is not None:
            ending.append(self.engine.stop(seconds))
        await asyncio.gather(*ending)
        if self.socket is not None:
            await self.socket.close()


@asynccontextmanager
async def running(
    settings: Settings, clock: Clock = wall_clock, pause: Pause = asyncio.sleep
) -> AsyncIterator[Bot]:
    """Start everything, give the bot, and at the end finish what is in flight.

    `pause` waits the given seconds before the next round of background work.
    Raises ConfigError if a setting is missing, SlackError if Slack refuses the token.
    """
    if missing := settings.missing_for_slack:
        raise ConfigError(missing)
    await asyncio.to_thread(period.warm_up)  # before any question: lazy tables would hold them all
    async with AsyncExitStack() as stack:
        core = await stack.enter_async_context(opened(settings))
        await stack.enter_async_context(core.expiring.pruned())
        workspace = await stack.enter_async_context(
            connected(core, patience=settings.start_timeout)
        )
        core.metrics.watch_work(workspace.tasks.__len__)
        news = CheckNews(workspace.notices, workspace.poster, workspace.tasks, core.expiring)
        core.confirmed_links.watch(news.tell_soon)
        core.answers.log.watch(news.tell_fault_soon)
        unconfirmed = timedelta(days=settings.link_unconfirmed_days)
        check = DailyCheck(workspace.linking, core.directory, news, unconfirmed, pause)
        await stack.enter_async_context(check.running())
        await stack.enter_async_context(Retention(core, pause).running())
        engine = await stack.enter_async_context(_engine(workspace, clock))
        bolt, installation = _bolt(workspace), Installation()
        wake = engine.wake if engine else _sent_elsewhere
        recovery = register(bolt, workspace, clock, wake, installation)
        await stack.enter_async_context(recovery.running())
        checks: dict[str, Check] = {
            "store": core.directory.reachable,
            "writing": core.expiring.writable,
            "clock": partial(clocks_agree, core.database),
            "slack": Authorised(workspace.client),
        }
        readiness = Readiness(checks, core.mor.breaker, installation)
        dispatch = Dispatch(
            bolt, core.expiring, workspace.tasks, settings.slack_api_url, recovery.own_id
        )
        bot = await _reachable(core, workspace.tasks, dispatch, readiness, engine)
        try:
            yield bot
        finally:
            await bot.stop()


def _sent_elsewhere() -> None:
    """Do nothing: this process sends no digests, another one finds what was claimed."""


@asynccontextmanager
async def _engine(workspace: Workspace, clock: Clock) -> "AsyncIterator[Engine | None]":
    """Send digests within the block, unless the settings want none to be sent from here."""
    core = workspace.core
    settings = core.settings
    if not settings.digest_tick:
        yield None
        return
    from bot.digests.engine.engine import Engine  # noqa: PLC0415 -- only where digests run

    parts = digest_parts(core, digest_channel(workspace), clock)
    engine = Engine(
        settings.database_url,
        settings.replica_name,
        Replicas(core.database),
        parts,
        pace=Pace(settings.digest_tick, settings.digest_parallel, settings.replica_silence),
    )
    engine.share(core.mor.places)
    async with engine.running():
        yield engine


def _bolt(workspace: Workspace) -> AsyncApp:
    """Bolt, without listeners yet, for the bot that Slack has told us we are."""

    async def authorize() -> AuthorizeResult:
        return workspace.bot

    app = AsyncApp(
        name="morbot",  # else Bolt reads the source of the whole call stack to find one
        client=workspace.client,
        logger=logging.getLogger("slack_bolt"),  # of which it takes the level
        authorize=authorize,
        request_verification_enabled=False,  # `SlackEndpoint` has done that
        attaching_function_token_enabled=False,  # of Slack's workflows, which we have none of
        process_before_response=True,
        raise_error_for_unhandled_request=True,
    )
    app.error(tell_fault)
    return app


async def _reachable(
    core: Core,
    tasks: BackgroundTasks,
    dispatch: Dispatch,
    readiness: Readiness,
    engine: "Engine | None",
) -> Bot:
    """Open the way from Slack to the listeners: a socket with an app-level token, else HTTP."""
    settings, watch = core.settings, watch_app(readiness, core.metrics)
    if app_token := settings.slack_app_token.get_secret_value():
        socket = SocketMode(dispatch, app_token, settings.slack_api_url)
        await socket.connect(settings.start_timeout)
        readiness.add("socket", socket.connected)
        return Bot(web_app(None), watch, readiness, tasks, settings, engine, socket)
    secret = settings.slack_signing_secret.get_secret_value()
    endpoint = SlackEndpoint(dispatch, secret, core.metrics)
    return Bot(web_app(endpoint), watch, readiness, tasks, settings, engine)
