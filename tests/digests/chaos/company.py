"""The company of a run: MOR and Slack in this process, replicas in others, digests for channels of
their own.
"""

import asyncio
import math
import tempfile
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from pydantic import SecretStr

from bot.digests.model import Extras, Plan
from bot.digests.store import Digests
from bot.ids import Identity
from bot.sandbox.company import SLACK_PEOPLE, TEAM_ID
from bot.sandbox.mor_server import MorServer
from bot.sandbox.mor_server import running as mor_running
from bot.sandbox.serving import serve
from bot.sandbox.slack_server import Workspace, create_app, serve_workspace
from bot.sandbox.slack_server.model import BOT_USER, Channel
from bot.sandbox.world import build_world
from bot.settings import Settings
from bot.store.database import open_database
from tests.digests.chaos.clocks import from_noon, write_zone
from tests.digests.chaos.cluster import Cluster, cluster_open
from tests.digests.chaos.exchange import Exchange, Line
from tests.support.company import link_everybody
from tests.support.digest_office import mor_user_of
from tests.support.processes import Replica

CHANNEL = "C0RUN"
"""How the ids of the digests' channels begin."""

SILENCE = 3.0
POST_LIMIT = 6.0

_MOR_SECONDS = 0.2
_LEAD = timedelta(seconds=4)
_MINUTE = 60
_QUERY = "last 2 hours"
_OWNERS = [Identity(TEAM_ID, one.id) for one in SLACK_PEOPLE if one.mor_username]


@dataclass(frozen=True, slots=True)
class Scale:
    """How much of everything. Slots come at an even pace for so many `seconds`; `grace` is in
    seconds too. Without `replicas` there is one process, on SQLite.
    """

    digests: int
    seconds: int
    grace: int
    replicas: int = 0


@dataclass(frozen=True, slots=True)
class Ordered:
    """A digest as it was ordered: its channel, and when it is due (in UTC), first to last."""

    id: int
    channel: str
    slots: tuple[datetime, ...]


@dataclass
class Company:
    """Everybody in a run."""

    scale: Scale
    workspace: Workspace
    mor: MorServer
    posts: Exchange
    questions: Exchange
    cluster: Cluster | None
    database_url: str
    zones: Path
    replicas: list[Replica] = field(default_factory=list)
    ordered: list[Ordered] = field(default_factory=list)

    @property
    def end(self) -> datetime:
        """When nothing is due any more."""
        return max(one.slots[-1] for one in self.ordered) + timedelta(seconds=1)

    async def order(self) -> None:
        """Order all digests, the first of which is due in a few seconds."""
        start = datetime.now(UTC).replace(microsecond=0) + _LEAD
        end = start + timedelta(seconds=self.scale.seconds)
        spread = min(_MINUTE, self.scale.seconds)
        async with open_database(self.database_url) as database:
            for number in range(self.scale.digests):
                first = start + timedelta(seconds=number * spread // self.scale.digests)
                minutes = math.ceil((end - first).total_seconds() / _MINUTE)
                self.ordered.append(await self._order(Digests(database), number, first, minutes))

    async def _order(self, digests: Digests, number: int, first: datetime, minutes: int) -> Ordered:
        channel, zone = f"{CHANNEL}{number:04}", f"Run/{number}"
        owner = _OWNERS[number % len(_OWNERS)]
        self.workspace.channels[channel] = Channel(channel, zone.lower(), {BOT_USER, owner.user})
        write_zone(self.zones, zone, first)
        plan = Plan(_QUERY, from_noon(minutes), zone, channel, Extras())
        mor_user = await mor_user_of(digests, owner)
        draft = await digests.find(await digests.draft(owner, mor_user, plan, first))
        assert draft is not None
        digest = await digests.confirm(draft, first, first, most=self.scale.digests)
        assert digest is not None
        slots = tuple(first + timedelta(minutes=minute) for minute in range(minutes))
        return Ordered(digest.id, channel, slots)


@asynccontextmanager
async def company_open(scale: Scale) -> AsyncIterator[Company]:
    """A company with all replicas running and everybody linked. Nothing of it is left."""
    now = datetime.now(UTC)
    async with AsyncExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="morbot-run-")))
        mor = await stack.enter_async_context(mor_running(build_world(1, now, days=2)))
        workspace = Workspace()
        await stack.enter_async_context(serve_workspace(workspace))
        cluster = await stack.enter_async_context(cluster_open()) if scale.replicas else None
        company = Company(
            scale,
            workspace,
            mor,
            Exchange(create_app(workspace), "/chat.postMessage", CHANNEL.encode()),
            Exchange(mor.app, "/local_calls_get"),
            cluster,
            cluster.address if cluster else f"sqlite:///{folder / 'morbot.db'}",
            folder / "zones",
        )
        company.zones.mkdir()
        settings = Settings.load(
            env_file=None,
            mor_url=mor.url,
            mor_key_admin=SecretStr(mor.options.secret_key),
            reseller_keys={id_: SecretStr(key) for id_, key in mor.options.reseller_keys.items()},
            database_url=company.database_url,
        )
        await link_everybody(settings, workspace, mor)
        for number in range(max(1, scale.replicas)):
            replica = _connected(company, folder / f"replica-{number + 1}")
            company.replicas.append(await stack.enter_async_context(replica))
        mor.options.delay = _MOR_SECONDS
        await asyncio.gather(*(replica.start() for replica in company.replicas))
        await company.order()
        yield company


@asynccontextmanager
async def _connected(company: Company, folder: Path) -> AsyncIterator[Replica]:
    """A replica with lines of its own, not started yet, and gone at the end."""
    to_slack, to_mor = Line(company.posts), Line(company.questions)
    async with serve(to_slack) as slack_url, serve(to_mor) as mor_url:
        replica = Replica(folder.name, folder, _environment(company, slack_url, mor_url))
        to_slack.replica = to_mor.replica = replica
        try:
            yield replica
        finally:
            await replica.kill()


def _environment(company: Company, slack_url: str, mor_url: str) -> dict[str, str]:
    mor, workspace = company.mor, company.workspace
    return {
        "MOR_URL": mor_url + mor.options.prefix,
        "MOR_KEY_ADMIN": mor.options.secret_key,
        **{f"MOR_KEY_RESELLER_{id_}": key for id_, key in mor.options.reseller_keys.items()},
        "MOR_TIMEOUT": "2",
        "MOR_BREAKER_SECONDS": "1",
        "SLACK_API_URL": f"{slack_url}/api",
        "SLACK_BOT_TOKEN": workspace.bot_token,
        "SLACK_SIGNING_SECRET": workspace.signing_secret,
        "DATABASE_URL": company.database_url,
        "DIGEST_TICK": "1",
        "DIGEST_GRACE": str(company.scale.grace / 60),
        "DIGEST_POST_LIMIT": str(POST_LIMIT),
        "REPLICA_SILENCE": str(SILENCE),
        "PYTHONTZPATH": str(company.zones),
    }
