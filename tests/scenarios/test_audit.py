"""Bot admins read the audit log, and each time they do is an entry of it."""

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.sandbox.slack_server import Workspace
from bot.sandbox.slack_server.interactions import action
from bot.sandbox.slack_server.model import Message
from bot.settings import Settings
from bot.store.audit import Audit, AuditEntry
from bot.store.database import open_database
from tests.support.company import NOW, StartBot, over_both, over_replicas
from tests.support.talking import answer_to, news_for, told, words

INGRID = "U0INGRID1"


async def entries(settings: Settings) -> list[AuditEntry]:
    async with open_database(settings.database_url) as database:
        return await Audit(database).page(1000)


async def rows(workspace: Workspace, text: str, name: str = "ingrid") -> list[list[str]]:
    """The table somebody is shown, without its heading."""
    person = workspace.person(name)
    await person.types(text)
    return cells(await answer_to(person))


def cells(message: Message) -> list[list[str]]:
    """The cells of its table, mentions as user ids, without the heading."""
    table = next(block for block in message.blocks if block["type"] == "table")
    return [["".join(spoken(cell)) for cell in row] for row in table["rows"][1:]]


def spoken(part: object) -> Iterator[str]:
    if isinstance(part, dict):
        yield from (str(part[key]) for key in ("text", "user_id") if key in part)
        part = part.get("elements", [])
    if isinstance(part, list):
        for inner in part:
            yield from spoken(inner)


async def test_who_asked_about_whom_is_listed_newest_first(
    workspace: Workspace, start_bot: StartBot
) -> None:
    await start_bot(bot_admins=INGRID)
    await told(workspace, "tom", "/localcalls last week")
    await told(workspace, "tom", "/localcalls 10 yesterday")
    await told(workspace, "ingrid", "/localcalls 5 nov 20")
    table = await rows(workspace, "/localcalls audit kind:question")
    who, what, outcome = zip(*[row[1:] for row in table], strict=True)
    assert who == (INGRID, "U0TOM0001", "U0TOM0001")
    assert what[0] == "asked about MOR user 5, Fri 20 Nov 2026, 00:00 – Sat 21 Nov 2026, 00:00"
    assert what[2].startswith("asked about MOR user 5, Mon 16 Nov 2026, 02:00")
    assert outcome[0].startswith("answered, ")
    assert outcome[1] == "not-allowed"


@pytest.mark.parametrize(
    ("filters", "lines"),
    [
        ("@tom", 3),
        ("U0TOM0001 kind:question", 2),
        ("outcome:refused", 1),
        ("outcome:not-allowed", 1),
        ("outcome:answered @tom", 1),
        ("target:10", 1),
        ("kind:link", 6),
        ("kind:link @tom", 1),
    ],
)
async def test_the_log_is_filtered(
    workspace: Workspace, start_bot: StartBot, filters: str, lines: int
) -> None:
    await start_bot(bot_admins=INGRID)
    await told(workspace, "tom", "/localcalls last week")
    await told(workspace, "tom", "/localcalls 10 yesterday")
    assert len(await rows(workspace, f"/localcalls audit {filters}")) == lines


async def test_only_entries_of_the_period_are_listed(
    workspace: Workspace, start_bot: StartBot
) -> None:
    settings = await start_bot(bot_admins=INGRID)
    then = NOW - timedelta(days=30)  # days on which nobody was linked, whatever day it is today
    line = AuditEntry(then, "T0HARBOR1", "U0TOM0001", "", 5, None, None, 1, "answered", "question")
    async with open_database(settings.database_url) as database:
        for at in (then, NOW):
            await Audit(database).write(replace(line, at=at))
    table = await rows(workspace, "/localcalls audit target:5 2026-10-26")
    assert [row[0] for row in table] == ["Mon 26 Oct 2026, 14:30:15"], "in the reader's zone"
    answer = await told(workspace, "ingrid", "/localcalls audit target:5 2026-10-25")
    assert "No audit entries match" in answer
    table = await rows(workspace, "/localcalls audit today @tom")
    assert table[0][0] == "Wed 25 Nov 2026, 14:30:15"
    assert "Europe/Vilnius" in await told(workspace, "ingrid", "/localcalls audit")


@pytest.mark.parametrize("name", ["nils", "ada", "tom", "newton", "guest"])
async def test_only_bot_admins_read_the_audit_log(
    workspace: Workspace, start_bot: StartBot, name: str
) -> None:
    settings = await start_bot(bot_admins=INGRID)
    for text in ("audit", "audit csv", "AUDIT nonsense"):
        assert "Only bot admins" in await told(workspace, name, f"/localcalls {text}")
    tried = [(one.kind, one.outcome) for one in (await entries(settings))[:3]]
    assert tried == [("audit", "not-allowed")] * 3


async def test_reading_the_audit_log_is_an_entry_of_it(
    workspace: Workspace, start_bot: StartBot
) -> None:
    settings = await start_bot(bot_admins=INGRID)
    await rows(workspace, "/localcalls audit")
    await rows(workspace, "/localcalls audit kind:link @tom")
    newest, older = (await entries(settings))[:2]
    assert (newest.kind, newest.slack_user, newest.about) == ("audit", INGRID, "U0TOM0001")
    assert (newest.outcome, newest.rows) == ("done", 1)
    assert (older.outcome, older.rows) == ("done", 6)
    table = await rows(workspace, "/localcalls audit kind:audit")
    assert [row[2] for row in table] == ["read the audit log U0TOM0001", "read the audit log"]


@over_replicas
@over_both
async def test_a_long_log_is_paged_and_new_entries_do_not_shift_it(
    workspace: Workspace, start_bot: StartBot
) -> None:
    settings = await start_bot(bot_admins=f"{INGRID}, U0TOM0001")
    async with open_database(settings.database_url) as database:
        for number in range(40):
            line = AuditEntry(
                NOW, "T0HARBOR1", "U0ADA0001", "", number, None, None, 1, "answered", "question"
            )
            await Audit(database).write(line)
    ingrid = workspace.person("ingrid")
    await ingrid.types("/localcalls audit @ada kind:question")
    answer = await answer_to(ingrid)
    seen = [row[2] for row in answer.table[1:]]
    while "Next" in answer.buttons:
        await told(workspace, "ada", "/localcalls whoami")
        await told(workspace, "ada", "/localcalls last week")
        await ingrid.clicks("Next")
        answer = await answer_to(ingrid)
        seen += [row[2] for row in answer.table[1:]]
    assert seen == [f"asked about MOR user {number}" for number in reversed(range(40))]
    await ingrid.clicks("Previous")
    assert (await answer_to(ingrid)).buttons == ["Previous", "Next"]

    block = next(one for one in answer.blocks if one["type"] == "actions")
    pressed = action(workspace, block, block["elements"][0])
    assert re.fullmatch("[A-Za-z0-9_-]{22}", pressed["value"])
    for name, refusal in (("tom", "shown to somebody else"), ("nils", "Only bot admins")):
        person = workspace.person(name)
        await person.uses(answer, pressed)
        assert refusal in words(await answer_to(person))


async def test_the_whole_log_comes_as_a_file_by_direct_message(
    workspace: Workspace, start_bot: StartBot
) -> None:
    settings = await start_bot(bot_admins=INGRID)
    evil = AuditEntry(NOW, "T0HARBOR1", "U0TOM0001", "=1+1", 5, None, None, 1, "answered", "file")
    async with open_database(settings.database_url) as database:
        for _ in range(1100):
            await Audit(database).write(evil)
    ingrid = workspace.person("ingrid")
    await ingrid.types("/localcalls audit kind:file csv")
    (file,) = (await news_for(ingrid)).files
    assert "1,100 entries, is in your direct messages" in (await answer_to(ingrid)).text
    assert file.content is not None
    assert file.name == "morbot-audit_2026-11-25.csv"
    lines = list(csv.DictReader(io.StringIO(str(file.content, "utf-8-sig"))))
    assert len(lines) == 1100
    assert lines[0]["mor_username"] == "'=1+1"
    assert lines[0]["at"] == "2026-11-25T14:30:15+02:00"
    assert (await entries(settings))[0].rows == 1100


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("color:red", "no filter “color:”"),
        ("target:tom", "“target:” does not accept this value"),
        ("kind:link kind:unlink", "This filter is given twice"),
        ("@tom @ada", "This filter is given twice"),
        ("last wek", "wek"),
        ("kind:nosuch", "No audit entries match"),
    ],
)
async def test_a_wrong_filter_is_refused_with_a_reason(
    workspace: Workspace, start_bot: StartBot, text: str, why: str
) -> None:
    await start_bot(bot_admins=INGRID)
    assert why in await told(workspace, "ingrid", f"/localcalls audit {text}")
