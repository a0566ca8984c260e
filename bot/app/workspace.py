"""The Slack workspace that the settings name, and what sends digests there."""

import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from aiohttp import ClientSession
from slack_bolt.authorization import AuthorizeResult
from slack_sdk.web.async_client import AsyncWebClient

from bot.app.core import Core
from bot.digests.channel import DigestChannel, DigestPlaces
from bot.digests.engine.outcomes import Limits, Outcomes
from bot.digests.engine.rounds import Parts
from bot.digests.pacing import ChannelPacer
from bot.digests.reading import DigestReader
from bot.links.identities import Clock, Identities
from bot.links.linking import Linking
from bot.slack.api.channels import Channels
from bot.slack.api.client import introduce, slack_client, slack_session
from bot.slack.api.people import People
from bot.slack.api.posting import Poster
from bot.slack.conversation.admin_notices import AdminNotices
from bot.slack.conversation.background_tasks import BackgroundTasks

_WITHOUT_ROUNDS = 60  # seconds between attempts if DIGEST_TICK is 0


def wall_clock(zone: ZoneInfo) -> datetime:
    """Return the time now in a zone, in whole seconds."""
    return datetime.now(zone).replace(microsecond=0)


@dataclass(frozen=True, slots=True)
class Workspace:
    """The Slack workspace that the settings name. `bot` is who we are there."""

    core: Core
    session: ClientSession
    client: AsyncWebClient
    bot: AuthorizeResult
    people: People
    channels: Channels
    poster: Poster
    tasks: BackgroundTasks
    linking: Linking
    notices: AdminNotices

    @property
    def places(self) -> DigestPlaces:
        """What looks up the channels of digests."""
        return DigestPlaces(self.channels, self.client, self.people)

    @property
    def reply_poster(self) -> Poster:
        """What posts replies, whose errors are counted where the reply fails."""
        return Poster(self.client, lines=self.poster.lines)

    def identities(self, clock: Clock) -> Identities:
        """Return the look-up of the people who ask. `clock` gives the time in a zone."""
        zone = self.core.settings.default_timezone
        return Identities(self.people, self.core.directory, self.notices, zone, clock)


@asynccontextmanager
async def connected(
    core: Core, monotonic: Callable[[], float] = time.monotonic, *, patience: float = 0.0
) -> AsyncIterator[Workspace]:
    """Connect to Slack. `monotonic` is the clock of the cache of people.

    Slack is waited for `patience` seconds. Raises SlackError if Slack refuses the token or does
    not answer.
    """
    settings = core.settings
    async with slack_session() as session:
        client = slack_client(settings, session)
        bot = await introduce(client, patience)
        tasks, poster = BackgroundTasks(), Poster(client, core.metrics)
        orgs = frozenset({bot.team_id or "", bot.enterprise_id or ""} - {""})
        people = People(client, orgs, clock=monotonic)
        linking = core.linking(people.find, bot, people.find_anew)
        notices = AdminNotices(poster, tasks, linking.admins.present)
        linking.admins.watch(notices.tell_soon)
        yield Workspace(
            core,
            session,
            client,
            bot,
            people,
            Channels(client, externally=settings.share_externally),
            poster,
            tasks,
            linking,
            notices,
        )


def digest_channel(workspace: Workspace, pacer: ChannelPacer | None = None) -> DigestChannel:
    """Return what posts digests to Slack. `pacer` spaces the posts to one channel."""
    core = workspace.core
    settings = core.settings
    impatient = slack_client(settings, workspace.session, patient=False)
    return DigestChannel(
        workspace.people,
        core.directory,
        workspace.linking,
        confirm=workspace.identities(wall_clock).confirm_unchanged,
        places=workspace.places,
        poster=Poster(impatient, core.metrics, lines=workspace.poster.lines),
        notices=workspace.notices,
        post_limit=settings.digest_post_limit,
        pacer=pacer or ChannelPacer(core.database),
    )


def digest_parts(core: Core, digest_channel: DigestChannel, clock: Clock = wall_clock) -> Parts:
    """Return what finds due digests and sends them through `digest_channel`."""
    settings = core.settings
    limits = Limits(
        grace=timedelta(minutes=settings.digest_grace),
        pause=timedelta(seconds=settings.digest_tick or _WITHOUT_ROUNDS),
        post=timedelta(seconds=settings.digest_post_limit),
        keep=timedelta(days=settings.digest_history_days),
    )
    outcomes = Outcomes(
        core.database,
        digest_channel,
        limits,
        command=settings.slack_command,
        clock=clock,
        metrics=core.metrics,
    )
    return Parts.over(outcomes, DigestReader(core.digest_answers))
