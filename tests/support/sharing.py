"""An answer that is shared with a channel."""

from bot.sandbox.company import SlackPerson
from bot.sandbox.slack_server import SimulatedUser, Workspace
from bot.sandbox.slack_server.model import BOT_USER, Message
from bot.settings import Settings
from bot.store.audit import Audit
from bot.store.database import open_database
from tests.support.talking import answer_to

SHARE_HERE = "Share with this conversation"
SHARED = "Shared with everybody here."


STRANGER = SlackPerson("U0STRANGE", "olaf", "Olaf (elsewhere)", "Europe/Oslo")


async def share(person: SimulatedUser) -> str:
    """Choose to share, and click Share. Return the ephemeral reply."""
    ack = await person.clicks(SHARE_HERE)
    assert (ack.status, ack.body) == (200, "")
    asked = await answer_to(person)
    if "Share" not in asked.buttons:
        return asked.text
    ack = await person.clicks("Share")
    assert (ack.status, ack.body) == (200, "")
    return (await answer_to(person)).text


def posted(workspace: Workspace, channel: str = "#noc") -> list[Message]:
    """What the bot has said there for all to read."""
    place = workspace.find_channel(channel).id
    said = workspace.messages.values()
    return [
        one for one in said if (one.author, one.channel) == (BOT_USER, place) and not one.ephemeral
    ]


async def outcomes(settings: Settings, kind: str = "share") -> list[tuple[str, str]]:
    """Who shared, and what came of it, the latest first."""
    async with open_database(settings.database_url) as database:
        entries = await Audit(database).page(100)
        return [(one.slack_user, one.outcome) for one in entries if one.kind == kind]
