"""Settings in, a running bot out."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from aiohttp import ClientSession
from slack_sdk.web.async_client import AsyncWebClient
from starlette.applications import Starlette

from bot.app.core import Core, answering
from bot.app.reception import Reception
from bot.app.sending import digest_parts, engine_running
from bot.app.workspace import SLACK_TIMEOUT, bolt_app, bot_admins, home, introduce, slack_client
from bot.ask import listeners as actions
from bot.ask.file_delivery import FileDesk
from bot.ask.sharing import Sharing
from bot.calls import period
from bot.digests.channel import Delivering
from bot.digests.commands import digests_section
from bot.digests.deliveries import Deliveries
from bot.digests.places import DigestPlaces
from bot.digests.planning import Allowance, Planning
from bot.digests.reading import DigestReader
from bot.digests.sending import Sending
from bot.digests.store import Digests
from bot.errors import ConfigError
from bot.home import listeners as events
from bot.home.help import Help
from bot.home.home import Home
from bot.links.daily_check import DailyCheck, Pause
from bot.links.identities import Clock, Identities
from bot.links.linking import Linking
from bot.search.saved import saved_section
from bot.search.store import SavedSearches
from bot.settings import Settings
from bot.slack.api.channels import Channels
from bot.slack.api.modals import Modals
from bot.slack.api.notices import Notices
from bot.slack.api.people import People
from bot.slack.api.posting import Poster
from bot.slack.api.uploads import Uploads
from bot.slack.conversation.desk import Desk
from bot.slack.conversation.talk import Talk
from bot.slack.conversation.work import Work
from bot.slack.receive import busy, commands
from bot.slack.receive.dispatch import Dispatch
from bot.slack.receive.http import SlackEndpoint
from bot.slack.receive.readiness import Authorised, Check, Installation, Readiness
from bot.slack.receive.socket import SocketMode
from bot.slack.receive.transport import web_app
from bot.temp_folders import opened as drawer_opened

if TYPE_CHECKING:  # DBOS takes a while to import
    from bot.digests.engine.engine import Engine


def wall_clock(zone: ZoneInfo) -> datetime:
    """The time now, in whole seconds."""
    return datetime.now(zone).replace(microsecond=0)


@dataclass(frozen=True, slots=True)
class Bot:
    """A running bot. `web` is to be served over HTTP, with Socket Mode too: it tells how it is."""

    web: Starlette
    readiness: Readiness
    work: Work
    stop_timeout: float
    engine: "Engine | None"
    socket: SocketMode | None = None

    async def stop(self) -> None:
        """Take no more questions, and finish and answer what is in flight while time is left.

        Who asks meanwhile is told to try again; only then is the socket closed. Digests that are
        not being posted yet are left for the next start.
        """
        self.readiness.stopping = True
        ending = [self.work.drain(self.stop_timeout)]
        if self.engine is not None:
            ending.append(self.engine.stop(self.stop_timeout))
        await asyncio.gather(*ending)
        if self.socket is not None:
            await self.socket.close()


@asynccontextmanager
async def running(
    settings: Settings, clock: Clock = wall_clock, pause: Pause = asyncio.sleep
) -> AsyncIterator[Bot]:
    """Start everything, give the bot, and at the end finish what is in flight.

    `pause` waits so many seconds for the next round of background work.
    Raises ConfigError where a setting is missing, SlackError where Slack refuses the token.
    """
    if missing := settings.missing_for_slack:
        raise ConfigError(missing)
    await asyncio.to_thread(period.warm_up)  # before any question: lazy tables would hold them all
    async with AsyncExitStack() as stack:
        core = await stack.enter_async_context(answering(settings))
        session = await stack.enter_async_context(ClientSession(timeout=SLACK_TIMEOUT))
        client = slack_client(settings, session)
        bot = await introduce(client)
        work = Work()
        core.numbers.watch_work(work.__len__)
        people = People(client, home(bot))
        linking = Linking(
            core.directory,
            core.mor,
            settings.mor_keys,
            find_person=people.find,
            bot_admins=bot_admins(settings, bot),
        )
        poster = Poster(client, core.numbers)
        notices = Notices(poster, work, linking.bot_admins)
        identities = Identities(people, core.directory, notices, settings.default_timezone, clock)
        check = DailyCheck(linking, core.directory, notices, pause)
        await stack.enter_async_context(check.running())
        # Its faults are counted where the answer fails, so not by the poster itself.
        uncounted = Poster(client)
        uploads = Uploads(client, session)
        files = FileDesk(core.exports, uploads)
        desk = Desk(core.dialogue, identities, work, session, core.numbers, files, uncounted)
        bolt = bolt_app(settings, client, bot)
        channels = Channels(client, externally=settings.share_externally)
        places = DigestPlaces(channels, client, people)
        planning = Planning(
            core.answers,
            Digests(core.database),
            linking,
            places.find,
            _allowance(settings),
        )
        home_tab = _home_tab(settings, core, client, identities, linking, planning, work)
        talk = Talk(desk, uncounted, bot.bot_user_id or "")
        busy.register(bolt, desk, work)
        forms: list[commands.FindForm] = []
        # Bolt asks each listener in turn whether a request is his: what is asked most comes first.
        commands.register(bolt, desk, forms)
        installation = Installation()
        events.register(bolt, identities, home_tab, talk, installation, work)
        actions.register(
            bolt, desk, Sharing(core.pages, core.exports, channels, uncounted, uploads)
        )
        drawer = stack.enter_context(drawer_opened())
        reception = Reception(
            bolt,
            core.dialogue,
            core.database,
            core.directory,
            identities,
            Modals(client),
            poster,
            uploads,
            work,
            desk,
        )
        engine = await stack.enter_async_context(
            _digests(settings, core, clock, session, people, linking, places, notices)
        )
        sending = Sending(
            planning,
            core.answers,
            Digests(core.database),
            Deliveries(core.database),
            DigestReader(core.answers),
            engine.wake if engine else _sent_elsewhere,
        )
        forms += [
            reception.hear_bot_admins(linking, people, notices, drawer).get,
            reception.hear_searchers(core.answers, core.pages, home_tab).get,
            reception.hear_planners(
                planning, sending, core.pages, home_tab, externally=settings.share_externally
            ),
        ]
        checks: dict[str, Check] = {"store": core.directory.reachable, "slack": Authorised(client)}
        readiness = Readiness(checks, core.mor.breaker, installation)
        running_bot = await _connect(settings, core, Dispatch(bolt), readiness, work, engine)
        try:
            yield running_bot
        finally:
            await running_bot.stop()


def _home_tab(  # noqa: PLR0913, PLR0917 -- whom it works with
    settings: Settings,
    core: Core,
    client: AsyncWebClient,
    identities: Identities,
    linking: Linking,
    planning: Planning,
    work: Work,
) -> Home:
    """The Home tab, drawn again when somebody's link has changed."""
    command = settings.slack_command
    help_ = Help(linking, command, settings.longest_periods)
    help_.join(core.dialogue)
    sections = [
        saved_section(SavedSearches(core.database)),
        digests_section(planning, Deliveries(core.database), command),
    ]
    home_tab = Home(client, identities, help_, sections, work, command)
    core.directory.watch(lambda person: home_tab.refresh(person.user))
    return home_tab


def _allowance(settings: Settings) -> Allowance:
    """What one person may plan."""
    shortest = timedelta(minutes=settings.digest_shortest_interval)
    return Allowance(shortest, settings.digests_per_person)


def _sent_elsewhere() -> None:
    """This process sends no digests: another one finds what was claimed."""


@asynccontextmanager
async def _digests(  # noqa: PLR0913, PLR0917 -- whom it works with
    settings: Settings,
    core: Core,
    clock: Clock,
    session: ClientSession,
    people: People,
    linking: Linking,
    places: DigestPlaces,
    notices: Notices,
) -> "AsyncIterator[Engine | None]":
    """Send digests within the block, unless the settings want none to be sent from here."""
    carrier = Delivering(
        people,
        core.directory,
        linking,
        places=places,
        poster=Poster(slack_client(settings, session, patient=False), core.numbers),
        notices=notices,
        post_limit=settings.digest_post_limit,
    )
    parts = digest_parts(settings, core.database, core.digest_answers, carrier, core.numbers, clock)
    async with engine_running(settings, core.database, parts) as engine:
        yield engine


async def _connect(  # noqa: PLR0913, PLR0917 -- what the bot is made of
    settings: Settings,
    core: Core,
    dispatch: Dispatch,
    readiness: Readiness,
    work: Work,
    engine: "Engine | None",
) -> Bot:
    """Open the way from Slack to the listeners: a socket with an app-level token, else HTTP."""
    if app_token := settings.slack_app_token.get_secret_value():
        socket = SocketMode(dispatch, app_token, settings.slack_api_url)
        await socket.connect()
        readiness.add("socket", socket.connected)
        web, longest = web_app(readiness, core.numbers), settings.stop_timeout
        return Bot(web, readiness, work, longest, engine, socket)
    endpoint = SlackEndpoint(dispatch, settings.slack_signing_secret.get_secret_value())
    web, longest = web_app(readiness, core.numbers, endpoint), settings.stop_timeout
    return Bot(web, readiness, work, longest, engine)
