"""What people are answered and told, in the order in which they see it."""

from collections import deque
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

_EARLY_NEWS: WeakKeyDictionary[SimulatedUser, deque[Message]] = WeakKeyDictionary()


def words(message: Message) -> str:
    """All its words: those of its fallback, and of its blocks in their order."""
    return f"{message.text}\n{''.join(text['text'] for text in texts(list(message.blocks)))}"


async def told(workspace: Workspace, name: str, text: str) -> str:
    """All the words of what somebody is answered."""
    person = workspace.person(name)
    assert (await person.types(text)).status == 200
    return words(await answer_to(person))


async def outcome(person: SimulatedUser) -> Message:
    """The next message, past the word of patience that a slow machine brings about."""
    while True:
        answer = await person.sees()
        if answer.text != STILL_ASKING:
            return answer


async def answer_to(person: SimulatedUser) -> Message:
    """The next message that only this person sees. News in direct messages may come before it."""
    while True:
        answer = await outcome(person)
        if answer.ephemeral:
            return answer
        _EARLY_NEWS.setdefault(person, deque()).append(answer)


async def news_for(person: SimulatedUser) -> Message:
    """The next direct message, which may have come before an answer."""
    if early := _EARLY_NEWS.get(person):
        return early.popleft()
    while True:
        answer = await person.sees()
        if not answer.ephemeral:
            assert answer.channel.startswith("D")
            return answer


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
    """Press a button that somebody else was shown, as a forged or leaked payload would."""
    block, element = next(
        (block, element)
        for block, element in elements(message.blocks)
        if text_of(element.get("text")) == label
    )
    told = {"type": "button", "block_id": block["block_id"], "action_ts": "1.1"}
    names = ("action_id", "value", "text")
    await person.uses(message, told | {name: element[name] for name in names})
    return await person.sees()


def said(message: Message) -> str:
    return "\n".join(text_of(block) for block in message.blocks if block["type"] != "table")


async def ask(person: SimulatedUser, text: str, channel: str = "#noc") -> Message:
    await person.types(f"/localcalls {text}", channel)
    return await outcome(person)


def button(message: Message, label: str) -> dict[str, Any]:
    return next(one for _, one in elements(message.blocks) if text_of(one.get("text")) == label)
