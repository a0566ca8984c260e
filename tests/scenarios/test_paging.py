"""People turn pages, change the order, look at counts and refresh, each with his own rights."""

import sqlite3
from pathlib import Path
from typing import Any

import pytest

from bot.sandbox.mor_server import Fault, MorServer
from bot.sandbox.slack_server import Person, Workspace
from bot.sandbox.slack_server.model import Message, elements, text_of
from bot.settings import Settings
from bot.store.audit import Audit
from bot.store.database import open_database
from tests.conftest import StartBot


async def ask(person: Person, text: str) -> Message:
    await person.types(f"/localcalls {text}")
    return await person.sees()


async def click(person: Person, label: str) -> Message:
    ack = await person.clicks(label)
    assert (ack.status, ack.body) == (200, "")
    assert ack.seconds < 0.5
    return await person.sees()


def said(message: Message) -> str:
    return "\n".join(text_of(block) for block in message.blocks if block["type"] != "table")


async def test_pages_are_turned_in_place_and_mor_is_asked_once(
    workspace: Workspace, mor: MorServer, start_bot: StartBot
) -> None:
    await start_bot()
    mor.options.synthetic_calls = 93
    ingrid = workspace.person("ingrid")
    first = await ask(ingrid, "5 last week")
    assert "Page 1 of 5 · calls 1–20 of 93, newest first." in said(first)
    assert "Previous" not in first.buttons
    seen = first.table[1:]
    for number in range(2, 6):
        page = await click(ingrid, "Next")
        assert page.ts == first.ts
        assert page.ephemeral
        assert f"Page {number} of 5" in said(page)
        seen += page.table[1:]
    assert "calls 81–93 of 93" in said(page)
    assert "Next" not in page.buttons
    assert len(seen) == 93
    assert [row[0] for row in seen] == sorted((row[0] for row in seen), reverse=True)
    back = await click(ingrid, "Previous")
    assert "Page 4 of 5" in said(back)
    assert len(mor.received) == 1
    print(first.buttons, len(str(first.blocks)), first.table[0])
