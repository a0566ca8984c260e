"""Digests between the company's MOR and its Slack, by the parts that the bot is made of."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import insert, select, update

from bot import app
from bot.digests.channel import DigestChannel
from bot.digests.deliveries import Deliveries, Delivery
from bot.digests.engine.rounds import Parts
from bot.digests.model import Digest, Extras, MorUser, Plan
from bot.digests.pacing import ChannelPacer
from bot.digests.schedule import slots
from bot.digests.store import Digests
from bot.ids import Identity
from bot.links.directory import Directory
from bot.sandbox.company import TEAM_ID
from bot.sandbox.mor_server import MorServer
from bot.sandbox.slack_server import Workspace
from bot.sandbox.slack_server.model import BOT_USER, Channel, Message
from bot.settings import Settings
from bot.slack.api.people import People
from bot.slack.conversation.background_tasks import BackgroundTasks
from bot.store.audit import Audit, AuditEntry
from bot.store.database import Database
from bot.store.tables import digests, links
from tests.support.company import (
    NOW,
    connected_between,
    link_everybody,
    settings_between,
)

TOM = Identity(TEAM_ID, "U0TOM0001")
TOMFORD = MorUser(5, "tomford")
NILS = Identity(TEAM_ID, "U0NILS001")
INGRID = Identity(TEAM_ID, "U0INGRID1")
ADA = Identity(TEAM_ID, "U0ADA0001")
NOC = "C0NOC0001"
VILNIUS = "Europe/Vilnius"
DAILY = "0 9 * * *"
NINE = datetime(2026, 11, 25, 9, 0, tzinfo=ZoneInfo(VILNIUS))


async def mor_user_of(digests: Digests, person: Identity) -> MorUser:
    """The MOR user that somebody is linked to."""
    link = await Directory(digests._database).find(person)
    assert link is not None
    return MorUser.of(link.account)


async def until(seen: Callable[[], object], seconds: float = 60) -> None:
    """Return once something is to be seen."""
    async with asyncio.timeout(seconds):
        while not seen():  # noqa: ASYNC110 -- what is looked for has no event to wait for
            await asyncio.sleep(0.01)


@dataclass
class Office:
    """Everything there is to a digest. `now` is its clock."""

    settings: Settings
    core: app.Core
    mor: MorServer
    workspace: Workspace
    digest_channel: DigestChannel
    directory: Directory
    digests: Digests
    deliveries: Deliveries
    people: People
    tasks: BackgroundTasks
    now: datetime = NINE
    parts: Parts = field(init=False)

    def __post_init__(self) -> None:
        self.restart()

    def restart(self) -> None:
        """New parts over the same database, as after a crash."""
        self.parts = self.parts_over(self.core.database)

    def parts_over(self, database: Database) -> Parts:
        """What sends digests, as another replica has it over its own connections."""
        return app.digest_parts(
            replace(self.core, database=database), self.digest_channel, self.clock
        )

    def clock(self, zone: ZoneInfo) -> datetime:
        """The office's time."""
        return self.now.astimezone(zone)

    async def order(
        self,
        owner: Identity = TOM,
        query: str = "yesterday",
        *,
        cron: str = DAILY,
        zone: str = VILNIUS,
        place: str = NOC,
        next_slot: datetime | None = None,
        **extras: Any,
    ) -> Digest:
        """A digest that is active, and due next after the office's time, or at `next_slot`."""
        plan = Plan(query, cron, zone, place, Extras(**extras))
        due = next_slot or next(slots(cron, zone, self.now - timedelta(seconds=1)))
        return await _confirmed(self.digests, owner, plan, due, self.now)

    async def copies(self, digest: Digest, changes: Iterable[Mapping[str, object]]) -> None:
        """So many more like this digest, each with other values in some columns."""
        async with self.core.database.writing() as connection:
            found = await connection.execute(select(digests).where(digests.c.id == digest.id))
            row = {**found.one()._mapping}
            del row["id"]
            await connection.execute(insert(digests), [{**row, **one} for one in changes])

    async def round(self, parallel: int = 4) -> list[str]:
        """A round and its deliveries: what came of each, in the order of its end."""
        came = [word for _, word in (await self.parts.run_due(parallel)).ran]
        await until(lambda: not len(self.tasks))
        return came

    async def claimed(self) -> list[Delivery]:
        """A round that starts nothing, and what it found to be sent."""

        async def start(_ready: object) -> tuple[()]:
            return ()

        await self.parts.rounds.make(start)
        return await self.deliveries.claimed()

    async def last(self, digest: Digest) -> Delivery:
        """The newest slot of a digest."""
        return (await self.deliveries.history(digest.id, 1))[0]

    async def last_state(self, digest: Digest) -> str:
        """What became of its newest slot; empty where it has none."""
        history = await self.deliveries.history(digest.id, 1)
        return history[0].state if history else ""

    async def last_attempt(self, digest: Digest) -> int:
        """Which attempt its newest slot is at; 0 where it has none."""
        history = await self.deliveries.history(digest.id, 1)
        return history[0].attempt if history else 0

    async def reload(self, digest: Digest) -> Digest:
        """The digest as it stands now."""
        found = await self.digests.find(digest.id)
        assert found is not None
        return found

    async def move_link(self, person: Identity, user_id: int, days_ago: int = 1) -> None:
        """As if the name had belonged to another MOR user when the link was made, long ago."""
        where = (links.c.org == person.org) & (links.c.slack_user == person.user)
        values = {
            "mor_user_id": user_id,
            "checked_at": datetime.now(UTC) - timedelta(days=days_ago),
        }
        async with self.core.database.writing() as connection:
            await connection.execute(update(links).where(where).values(**values))

    async def suspend(self, person: Identity, code: str) -> None:
        """Suspend a link for what this version does not know, so that no recheck lifts it."""
        where = (links.c.org == person.org) & (links.c.slack_user == person.user)
        async with self.core.database.writing() as connection:
            await connection.execute(update(links).where(where).values(suspended=code))

    async def damage(self, digest: Digest, **values: str) -> None:
        """Write something into a digest that nobody could order."""
        async with self.core.database.writing() as connection:
            await connection.execute(
                update(digests).where(digests.c.id == digest.id).values(**values)
            )

    async def rename(self, table: str, name: str) -> None:
        """Put a table out of everybody's reach, or back."""
        async with self.core.database.writing() as connection:
            await connection.exec_driver_sql(f"ALTER TABLE {table} RENAME TO {name}")

    async def redirect(self, digest: Digest, place: str) -> None:
        """Let a digest go somewhere else, as its owner does."""
        plan = replace(digest.plan, place=place)
        number = await self.digests.draft(
            digest.owner, digest.mor_user, plan, self.now, replaces=digest.id
        )
        draft = await self.digests.find(number)
        assert draft is not None
        at = self.now + timedelta(seconds=1)
        assert await self.digests.confirm(draft, self.now + timedelta(days=1), at, most=9)

    async def audit(self) -> list[AuditEntry]:
        """The audit log, the newest first."""
        return await Audit(self.core.database).page(100)

    def posted(self, place: str = NOC) -> list[Message]:
        """What the bot has said there, the oldest first."""
        channel = self.workspace.find_channel(place).id
        said = self.workspace.messages.values()
        return [one for one in said if (one.author, one.channel) == (BOT_USER, channel)]

    def told(self, user: Identity) -> list[str]:
        """What somebody has been told in direct messages, as text and buttons."""
        said = self.posted(self.workspace.direct_channel(user.user).id)
        return [f"{one.text} {one.buttons}" for one in said]

    def asked(self) -> list[Mapping[str, str]]:
        """What MOR was asked for calls, and as whom."""
        return [one.parameters for one in self.mor.received if one.path.endswith("local_calls_get")]

    def channels(self, number: int) -> list[str]:
        """So many more channels with the bot in them."""
        names = [f"C0MANY{one:04d}" for one in range(number)]
        for name in names:
            self.workspace.channels[name] = Channel(name, name.lower(), {BOT_USER, TOM.user})
        return names


@asynccontextmanager
async def time_flies(office: Office) -> AsyncIterator[None]:
    """Slack's second between two messages goes by in no time."""

    async def hurry() -> None:
        while True:
            office.workspace.clock.put_forward(1.2)
            await asyncio.sleep(0.005)

    hurrying = asyncio.create_task(hurry())
    try:
        yield
    finally:
        hurrying.cancel()
        await asyncio.wait({hurrying})


async def order_in(database: Database) -> Digest:
    """A digest of Tom's for #noc in a database of the running bot, whose clock stands at NOW."""
    plan = Plan("yesterday", "* * * * *", VILNIUS, NOC, Extras())
    slot = NOW.replace(second=0)
    return await _confirmed(Digests(database), TOM, plan, slot, NOW)


async def _confirmed(
    digests: Digests, owner: Identity, plan: Plan, next_slot: datetime, at: datetime
) -> Digest:
    mor_user = await mor_user_of(digests, owner)
    draft = await digests.find(await digests.draft(owner, mor_user, plan, at))
    assert draft is not None
    digest = await digests.confirm(draft, next_slot, at, most=100_000)
    assert digest is not None
    return digest


@asynccontextmanager
async def office_open(
    mor: MorServer, workspace: Workspace, database_url: str, **given: Any
) -> AsyncIterator[Office]:
    """An office with everybody linked; Ingrid is bot admin. MOR's clock stands at NOW."""
    given = {"bot_admins": INGRID.user, **given}
    settings = settings_between(mor, workspace, database_url, **given)
    await link_everybody(settings, workspace, mor)
    async with connected_between(mor, workspace, settings) as slack:
        core = slack.core
        pacer = ChannelPacer(core.database, 1.0, workspace.clock.now, workspace.clock.sleep)
        yield Office(
            settings=settings,
            core=core,
            mor=mor,
            workspace=workspace,
            digest_channel=app.digest_channel(slack, pacer),
            directory=core.directory,
            digests=Digests(core.database),
            deliveries=Deliveries(core.database),
            people=slack.people,
            tasks=slack.tasks,
        )


async def order_now(
    database: Database,
    query: str = "yesterday",
    ago: timedelta = timedelta(0),
    place: str = NOC,
    *,
    daily: bool = False,
) -> Digest:
    """A digest for each minute, or for this minute of each day, as if ordered a while ago."""
    digests, now = Digests(database), datetime.now(UTC).replace(microsecond=0)
    cron = f"{now.minute} {now.hour} * * *" if daily else "* * * * *"
    plan = Plan(query, cron, "UTC" if daily else VILNIUS, place, Extras())
    draft = await digests.find(await digests.draft(TOM, TOMFORD, plan, now))
    assert draft is not None
    slot = (now - ago).replace(second=0)
    digest = await digests.confirm(draft, slot, now, most=100)
    assert digest is not None
    return digest
