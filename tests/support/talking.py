"""What people are answered and told, in the order in which they see it."""

from collections.abc import Callable
from typing import Any
from weakref import WeakKeyDictionary

from sqlalchemy import text

from bot.ids import Identity
from bot.links.directory import Directory
from bot.links.model import Link
from bot.sandbox.slack_server import SimulatedUser, Workspace
from bot.sandbox.slack_server.model import Message, elements, text_of
from bot.settings import Settings
from bot.slack.texts import STILL_ASKING
from bot.store.audit import Audit, AuditEntry
from bot.store.database import open_database
from tests.support.judges import texts

_UNREAD: WeakKeyDictionary[SimulatedUser, list[Message]] = WeakKeyDictionary()


def words(message: Message) -> str:
    """All its words: those of its fallback, and of its blocks in their order."""
    return f"{message.text}\n{''.join(text['text'] for text in texts(list(message.blocks)))}"


async def told(workspace: Workspace, name: str, text: str) -> str:
    """All the words of what somebody is answered."""
    person = workspace.person(name)
    assert (await person.types(text)).status == 200
    return words(await answer_to(person))


async def outcome(person: SimulatedUser) -> Message:
    """The next message, wherever it is shown."""
    return await _next(person, lambda _: True)


async def answer_to(person: SimulatedUser) -> Message:
    """The next message that only this person sees."""
    return await _next(person, lambda one: one.ephemeral)


async def news_for(person: SimulatedUser) -> Message:
    """The next direct message."""
    return await _next(person, lambda one: not one.ephemeral and one.channel.startswith("D"))


async def post_for(person: SimulatedUser) -> Message:
    """The next message that everybody in a channel sees."""
    return await _next(person, lambda one: not one.ephemeral and one.channel.startswith("C"))


async def _next(person: SimulatedUser, wanted: Callable[[Message], bool]) -> Message:
    """The next message of a kind. Those before it are kept for whoever wants them.

    Answers, news and posts come in any order, and words of patience where the machine is slow.
    """
    unread = _UNREAD.setdefault(person, [])
    for message in unread:
        if wanted(message):
            unread.remove(message)
            return message
    while True:
        message = await person.sees()
        if message.text == STILL_ASKING or message.text.endswith(" read …"):
            continue
        if wanted(message):
            return message
        unread.append(message)


async def link_of(settings: Settings, identity: Identity) -> Link | None:
    """The link of this person as it stands in the store."""
    async with open_database(settings.database_url) as database:
        return await Directory(database).find(identity)


async def execute(settings: Settings, statement: str, **values: object) -> None:
    """Do something in the store that no bot would. `values` stand for `:name` in the statement."""
    async with (
        open_database(settings.database_url) as database,
        database.writing() as connection,
    ):
        await connection.execute(text(statement), values)


async def changes(settings: Settings) -> list[AuditEntry]:
    """What has been changed in Slack, the newest first."""
    async with open_database(settings.database_url) as database:
        entries = await Audit(database).page(1000)
    return [one for one in entries if one.kind != "question" and one.org]


async def press_in(message: Message, person: SimulatedUser, label: str) -> Message:
    """Press a button that somebody else was shown.

    The answer is for this person alone, or takes the message's place.
    """
    await forge(message, person, label)
    place = message.channel, message.ts

    def answers(one: Message) -> bool:
        return one.ephemeral or (one != message and (one.channel, one.ts) == place)

    return await _next(person, answers)


async def forge(message: Message, person: SimulatedUser, label: str) -> None:
    """Press a button, or an option behind three dots, that somebody else was shown, as a forged or
    leaked payload would.
    """
    for block, element in elements(message.blocks):
        told = {"type": element["type"], "block_id": block["block_id"], "action_ts": "1.1"}
        told["action_id"] = element["action_id"]
        if element["type"] == "button" and text_of(element["text"]) == label:
            await person.uses(message, told | {name: element[name] for name in ("value", "text")})
            return
        for option in element.get("options", ()):
            if element["type"] == "overflow" and text_of(option["text"]) == label:
                await person.uses(message, told | {"selected_option": option})
                return
    raise LookupError(f"no button {label!r}")


def behind_dots(message: Message) -> list[str]:
    """The texts of the options behind the three dots."""
    menus = [one for _, one in elements(message.blocks) if one["type"] == "overflow"]
    return [text_of(option["text"]) for one in menus for option in one["options"]]


def said(message: Message) -> str:
    return "\n".join(text_of(block) for block in message.blocks if block["type"] != "table")


async def ask(person: SimulatedUser, text: str, channel: str = "#noc") -> Message:
    await person.types(f"/localcalls {text}", channel)
    return await answer_to(person)


def button(message: Message, label: str) -> dict[str, Any]:
    return next(one for _, one in elements(message.blocks) if text_of(one.get("text")) == label)
