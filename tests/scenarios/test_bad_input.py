"""Whatever goes wrong, the person gets a sentence and an example, and the audit log a line."""

import pytest

from bot.sandbox.mor_server import Fault, MorServer
from bot.sandbox.slack_server import Workspace
from bot.settings import Settings
from bot.store.audit import Audit, AuditEntry
from bot.store.database import open_database
from tests.support.company import StartBot
from tests.support.logs import ReadLog
from tests.support.talking import answer_to, ask


async def last_entry(settings: Settings) -> AuditEntry:
    async with open_database(settings.database_url) as database:
        (entry,) = await Audit(database).page(1)
    return entry


@pytest.mark.parametrize(
    ("person", "text", "outcome"),
    [
        ("ingrid", "5 lats week", "period-unreadable"),
        ("ingrid", "5 yesterday devise:x", "key-unknown"),
        ("ingrid", "user:nobody yesterday", "user-not-found"),
        ("ingrid", "77 yesterday", "user-not-found"),
        ("newton", "yesterday", "not-linked"),
        ("tom", "10 yesterday", "not-allowed"),
        ("ingrid", "5 2025-01-01 to 2025-12-31", "period-too-long"),
        ("ingrid", "5 nov", "ambiguous"),
        ("ingrid", "5 last week", "answered"),
    ],
)
async def test_each_question_leaves_a_line_and_nothing_else_is_lost(
    person: str, text: str, outcome: str, workspace: Workspace, start_bot: StartBot
) -> None:
    settings = await start_bot()
    asker = workspace.person(person)
    ack = await asker.types(f"/localcalls {text}")
    answer = await answer_to(asker)

    assert ack.status == 200
    assert answer.text
    assert "Traceback" not in str(answer)
    entry = await last_entry(settings)
    assert entry.outcome == outcome
    assert entry.slack_user == asker.id
    assert entry.kind == "question"


@pytest.mark.parametrize(
    ("fault", "outcome"),
    [
        (Fault.ERROR_500, "mor-failing"),
        (Fault.PROXY_PAGE, "mor-garbled"),
        (Fault.TRUNCATED, "mor-garbled"),
        (Fault.CUT, "mor-garbled"),
    ],
)
async def test_a_mor_that_fails_gets_its_own_error(
    fault: Fault, outcome: str, mor: MorServer, workspace: Workspace, start_bot: StartBot
) -> None:
    settings = await start_bot()
    mor.fail(fault)
    ingrid = workspace.person("ingrid")
    await ingrid.types("/localcalls 5 last week")
    answer = await answer_to(ingrid)
    assert "MOR" in answer.text
    assert not answer.table
    assert (await last_entry(settings)).outcome == outcome


async def test_an_unreachable_mor_gets_its_own_error(
    workspace: Workspace, start_bot: StartBot, mor: MorServer
) -> None:
    settings = await start_bot(mor_timeout=0.3)
    mor.fail(Fault.STALL)
    ingrid = workspace.person("ingrid")
    await ingrid.types("/localcalls 5 last week")
    answer = await answer_to(ingrid)
    assert "MOR" in answer.text
    assert (await last_entry(settings)).outcome in {"mor-slow", "mor-garbled"}


async def test_a_missing_method_is_explained(
    mor: MorServer, workspace: Workspace, start_bot: StartBot
) -> None:
    await start_bot()
    mor.options.missing_methods.add("local_calls_get")
    ingrid = workspace.person("ingrid")
    await ingrid.types("/localcalls 5 last week")
    answer = await answer_to(ingrid)
    assert "MOR does not offer local_calls_get" in answer.text
    assert "tell the people who run morbot" in answer.text


async def test_a_slow_mor_is_acknowledged_at_once_and_the_person_hears_of_it(
    mor: MorServer, workspace: Workspace, start_bot: StartBot
) -> None:
    await start_bot()
    ingrid = workspace.person("ingrid")
    with mor.held():
        ack = await ingrid.types("/localcalls 5 last week")
        assert (ack.status, ack.body) == (200, "")
        assert "Still asking" in (await ingrid.sees()).text
    assert len((await answer_to(ingrid)).table) > 1


@pytest.mark.parametrize("user", ["tomford", "frontdesk", "warehouse", "rcosta"])
async def test_hostile_labels_stay_dead_text(
    user: str, workspace: Workspace, start_bot: StartBot
) -> None:
    await start_bot()
    ingrid = workspace.person("ingrid")
    await ingrid.types(f"/localcalls user:{user} last 30 days")
    answer = await answer_to(ingrid)
    assert len(answer.table) > 1
    assert "<!channel>" not in answer.text
    beside = [block for block in answer.blocks if block["type"] != "table"]
    assert beside
    assert "<!" not in str(beside)


@pytest.mark.parametrize(
    "action_id",
    [
        "answer:page:1x",
        "answer:page:12345",
        "answer:share:1x",
        "answer:file:csvx",
        "reading:1x",
        "digest:card:showx",
        "digest:card:show:now",
        "digest:list:1x",
        "links:page:1x",
        "audit:page:1234567",
    ],
)
async def test_nobody_listens_to_an_id_that_only_begins_as_one_of_ours(
    action_id: str, workspace: Workspace, start_bot: StartBot, read_log: ReadLog
) -> None:
    await start_bot()
    tom = workspace.person("tom")
    answer = await ask(tom, "last week")
    clicked = {"type": "button", "action_id": action_id, "block_id": "b", "value": "1"}
    ack = await tom.uses(answer, {**clicked, "action_ts": "1.1"})
    assert ack.status == 404
    assert "listener-failed" not in {line["event"] for line in read_log()}
