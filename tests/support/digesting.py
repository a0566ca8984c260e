"""What people say and see when they plan digests."""

from dataclasses import replace
from datetime import datetime

from bot import app
from bot.calls.asker import Asker
from bot.digests.blocks.message import digest_message
from bot.digests.deliveries import Deliveries
from bot.digests.model import Digest, Extras, Plan
from bot.digests.reading import DigestReader
from bot.digests.store import Digests
from bot.ids import COMMAND_LINE, Identity
from bot.links.directory import Directory
from bot.sandbox.slack_server import SimulatedUser, Workspace
from bot.sandbox.slack_server.model import BOT_USER, Message
from bot.settings import Settings
from bot.store.audit import Audit
from bot.store.database import open_database
from tests.support.company import NOW
from tests.support.digest_office import mor_user_of
from tests.support.talking import answer_to, words

TEAM = "T0HARBOR1"
ORDER = "digest 5 yesterday every weekday at 9:00 in #noc"


async def types(person: SimulatedUser, text: str, channel: str = "#noc") -> Message:
    """Type a command; the answer to it."""
    ack = await person.types(f"/localcalls {text}", channel)
    assert (ack.status, ack.body) == (200, "")
    return await answer_to(person)


async def presses(person: SimulatedUser, label: str) -> Message:
    """Press a button; the answer to that."""
    ack = await person.clicks(label)
    assert (ack.status, ack.body, ack.problem) == (200, "", "")
    return await answer_to(person)


async def saves(person: SimulatedUser, text: str = ORDER, channel: str = "#noc") -> Message:
    """Order a digest and confirm it; the card of it."""
    said_back = await types(person, text, channel)
    assert "Save" in said_back.buttons, words(said_back)
    return await presses(person, "Save")


async def digests(settings: Settings, person: SimulatedUser | None = None) -> list[Digest]:
    """All digests as they stand in the store, or one person's."""
    async with open_database(settings.database_url) as database:
        every = await Digests(database).all()
    return [one for one in every if person is None or one.owner == Identity(TEAM, person.id)]


async def kinds(settings: Settings) -> list[tuple[str, str, str]]:
    """What was changed by whom, and how it ended, the oldest first."""
    async with open_database(settings.database_url) as database:
        entries = await Audit(database).page(1000)
    told = [one for one in entries if one.kind.startswith("digest")]
    return [(one.kind, one.slack_user, one.outcome) for one in reversed(told)]


async def stored(settings: Settings, owner: SimulatedUser, number: int) -> None:
    """Give somebody so many digests at once."""
    plan = Plan("5 yesterday", "0 9 * * *", "Europe/Vilnius", "C0NOC0001", Extras())
    async with open_database(settings.database_url) as database:
        kept = Digests(database)
        identity = Identity(TEAM, owner.id)
        mor_user = await mor_user_of(kept, identity)
        for _ in range(number):
            draft = await kept.find(await kept.draft(identity, mor_user, plan, NOW))
            assert draft is not None
            assert await kept.confirm(draft, NOW, NOW, number)


async def link_as(settings: Settings, person: SimulatedUser, other: SimulatedUser) -> None:
    """Link somebody to the MOR user of another person, from the command line."""
    who = Identity(TEAM, person.id)
    async with open_database(settings.database_url) as database:
        directory = Directory(database)
        link = await directory.find(Identity(TEAM, other.id))
        assert link is not None
        await directory.remove(who, by=COMMAND_LINE)
        await directory.add(replace(link, identity=who))


SLOT = NOW.replace(day=23, hour=12, minute=0, second=0)


async def posted(
    workspace: Workspace,
    settings: Settings,
    digest: Digest,
    calls: int = 21,
    slot: datetime = SLOT,
) -> Message:
    """The digest of a slot as the engine would have posted it."""
    channel = digest.plan.place or workspace.direct_channel(digest.owner.user).id
    async with open_database(settings.database_url) as database:
        deliveries = Deliveries(database)
        claimed = await deliveries.claim_now(digest, slot)
        assert claimed is not None
        assert await deliveries.begin_post(claimed, digest.revision, channel, calls, slot)
        assert await deliveries.posted(claimed, "1.1", "", slot)
    async with app.opened(settings) as core:
        link = await core.directory.find(digest.owner)
        assert link is not None
        asker = Asker(digest.owner, link.account, slot, digest.plan.zone)
        content = await DigestReader(core.answers).read(digest.plan, asker, slot, digest.expected)
    shown = digest_message(content, digest)
    return workspace.post(channel, BOT_USER, shown.text, shown.blocks)
