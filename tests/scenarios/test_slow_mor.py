"""A MOR that is slow or silent: nobody waits without a word, and nobody waits for another."""

import asyncio
import time
from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest

from bot import app
from bot.app.core import without_link
from bot.ask.answers import TypedQuestion
from bot.calls.asker import Asker
from bot.calls.model import Account, Role
from bot.ids import Identity
from bot.sandbox.mor_server import Fault, MorServer
from bot.sandbox.slack_server import SimulatedUser, Workspace
from bot.sandbox.world import World
from bot.settings import Settings
from bot.slack.texts import STILL_ASKING
from bot.store.audit import Audit
from bot.store.database import open_database
from tests.support.company import NOW, StartBot, over_both, watch_address
from tests.support.logs import ReadLog
from tests.support.searching import opened
from tests.support.talking import answer_to, execute, outcome

ADMIN = Account("admin", 0, Role.ADMIN)


@pytest.fixture
async def client() -> AsyncIterator[httpx.AsyncClient]:
    async with httpx.AsyncClient() as one:
        yield one


async def outcomes(settings: Settings) -> list[tuple[str, str]]:
    """Who asked, and what came of it, the latest first."""
    async with open_database(settings.database_url) as database:
        return [(entry.slack_user, entry.outcome) for entry in await Audit(database).page(1000)]


async def mor_is_asked(mor: MorServer, times: int = 1) -> None:
    async with asyncio.timeout(60):
        while len(mor.received) < times:  # noqa: ASYNC110 -- the server tells nobody
            await asyncio.sleep(0.01)


async def both_wait(person: SimulatedUser) -> None:
    """Return once two questions of somebody have waited for two seconds."""
    assert {(await person.sees()).text for _ in range(2)} == {STILL_ASKING}


async def get(client: httpx.AsyncClient, settings: Settings, path: str) -> httpx.Response:
    return await client.get(watch_address(settings) + path)


async def test_the_ack_does_not_wait_for_mor_and_the_person_hears_after_two_seconds(
    workspace: Workspace, mor: MorServer, start_bot: StartBot
) -> None:
    await start_bot()
    ingrid = workspace.person("ingrid")
    with mor.held():
        for text in ("5 last week", "5 yesterday", "user:tomford today"):
            ack = await ingrid.types(f"/localcalls {text}")
            assert (ack.status, ack.body) == (200, "")
        for _ in range(3):
            assert (await ingrid.sees()).text == "Still asking MOR…"


async def test_still_asking_is_said_once_in_a_message_of_its_own(
    workspace: Workspace, mor: MorServer, start_bot: StartBot
) -> None:
    await start_bot()
    ingrid = workspace.person("ingrid")
    with mor.held():
        await ingrid.types("/localcalls 5 last week")
        first = await ingrid.sees()
    second = await ingrid.sees()
    assert first.text == "Still asking MOR…"
    assert not first.blocks
    assert first.ts != second.ts
    assert len(second.table) > 1
    assert [one.text for one in ingrid.visible()].count("Still asking MOR…") == 1


async def test_a_quick_answer_comes_without_a_word_before(
    workspace: Workspace, start_bot: StartBot
) -> None:
    await start_bot()
    ingrid = workspace.person("ingrid")
    begun = time.monotonic()
    await ingrid.types("/localcalls 5 last week")
    first = await ingrid.sees()
    assert first.table or time.monotonic() - begun > 2, "a word of patience for a quick answer"


@pytest.mark.one_process("each replica asks MOR once")
async def test_the_same_question_is_asked_once_and_both_are_answered_and_audited(
    workspace: Workspace, mor: MorServer, start_bot: StartBot
) -> None:
    settings = await start_bot()
    ingrid = workspace.person("ingrid")
    with mor.held():
        await ingrid.types("/localcalls user:tomford last week")
        await ingrid.types("/localcalls  user:tomford last week ", channel="@morbot")
        await both_wait(ingrid)
    first, second = await outcome(ingrid), await outcome(ingrid)
    assert first.table == second.table
    assert first.channel != second.channel
    assert [one.path.rpartition("/")[2] for one in mor.received] == [
        "user_details_get",
        "local_calls_get",
    ]
    assert (await outcomes(settings))[:2] == [(ingrid.id, "answered")] * 2


async def test_the_same_question_of_another_person_is_their_own(
    workspace: Workspace, mor: MorServer, start_bot: StartBot
) -> None:
    await start_bot()
    people = [workspace.person("ingrid"), workspace.person("nils")]
    with mor.held():
        for number, person in enumerate(people, 1):
            await person.types("/localcalls 6 last week")
            await mor_is_asked(mor, number)
    for person in people:
        assert len((await answer_to(person)).table) > 1
    assert [one.parameters["u"] for one in mor.received] == ["admin", "nordvoice"]


@pytest.mark.one_process("each replica asks MOR once")
async def test_a_lost_reply_takes_nothing_from_who_joined(
    workspace: Workspace, mor: MorServer, start_bot: StartBot
) -> None:
    await start_bot()
    ingrid = workspace.person("ingrid")
    with mor.held():
        for _ in range(2):
            await ingrid.types("/localcalls 5 last week")
        await both_wait(ingrid)
        workspace.control.fail("response_url")
    for _ in range(2):  # the other one, and the word about the failure
        await answer_to(ingrid)
    assert sum(bool(one.table) for one in ingrid.visible()) == 1
    assert len(mor.received) == 1


@pytest.mark.one_process("each replica asks MOR once")
async def test_a_fault_of_mor_is_told_to_all_who_joined(
    workspace: Workspace, mor: MorServer, start_bot: StartBot
) -> None:
    settings = await start_bot()
    mor.fail(Fault.PROXY_PAGE)
    ingrid = workspace.person("ingrid")
    with mor.held():
        for _ in range(2):
            await ingrid.types("/localcalls 5 last week")
        await both_wait(ingrid)
    for _ in range(2):
        assert "MOR" in (await answer_to(ingrid)).text
    assert len(mor.received) == 1
    assert (await outcomes(settings))[:2] == [(ingrid.id, "mor-garbled")] * 2


async def test_a_question_cut_off_is_in_the_audit_log_too(
    mor: MorServer, start_bot: StartBot
) -> None:
    settings = await start_bot()
    mor.options.delay = 20
    asker = Asker(Identity("T0HARBOR1", "U0INGRID1"), ADMIN, NOW, "Europe/Vilnius")
    async with app.opened(settings) as core:
        questions, _ = core.asking(without_link)
        asking = asyncio.create_task(questions.ask(TypedQuestion("5 last week"), asker))
        await mor_is_asked(mor)
        asking.cancel()
        await asyncio.wait({asking})
    assert (await outcomes(settings))[0] == ("U0INGRID1", "cut-off")


@pytest.mark.one_process("how many questions run at a time is each replica's own")
async def test_one_person_with_a_hundred_questions_does_not_delay_another(
    workspace: Workspace, mor: MorServer, start_bot: StartBot
) -> None:
    await start_bot(questions_per_minute=1000, questions_at_once=2, mor_parallel=4)
    tom, ingrid = workspace.person("tom"), workspace.person("ingrid")
    with mor.held():
        acks = await asyncio.gather(
            *(tom.types(f"/localcalls last {days} minutes") for days in range(1, 101))
        )
        await mor_is_asked(mor, 2)
        await ingrid.types("/localcalls 6 last week")
        await mor_is_asked(mor, 3)
        assert [one.parameters["u"] for one in mor.received] == ["tomford", "tomford", "admin"]
    assert "user 6" in (await answer_to(ingrid)).text
    assert all((ack.status, ack.problem) == (200, "") for ack in acks)
    answers = [await answer_to(tom) for _ in range(100)]
    told_to_wait = sum("still waiting for MOR" in one.text for one in answers)
    assert 100 - told_to_wait == len(mor.received) - 1 == 22


@pytest.mark.one_process("without digests, each replica has all places at MOR")
async def test_two_people_with_long_answers_leave_a_place_for_a_third(
    workspace: Workspace, mor: MorServer, start_bot: StartBot
) -> None:
    await start_bot(mor_parallel=4, questions_at_once=4, stop_timeout=0)
    mor.options.delay = 600
    for text in ("today", "yesterday", "last week"):
        await workspace.person("tom").types(f"/localcalls {text}")
        await workspace.person("nils").types(f"/localcalls {text}")
    await mor_is_asked(mor, 3)
    mor.options.delay = 0
    ingrid = workspace.person("ingrid")
    await ingrid.types("/localcalls 5 last week")
    assert (await answer_to(ingrid)).table
    assert len(mor.received) == 4


async def test_slow_questions_of_one_person_leave_mor_open_to_others(
    workspace: Workspace, mor: MorServer, start_bot: StartBot
) -> None:
    await start_bot(mor_breaker_failures=2, mor_timeout=2)
    mor.options.delay = 600
    tom, ingrid = workspace.person("tom"), workspace.person("ingrid")
    for text in ("last week", "last 8 days", "last 9 days", "last 10 days"):
        await tom.types(f"/localcalls {text}")
        assert "MOR took too long" in (await answer_to(tom)).text
    mor.options.delay = 0
    await ingrid.types("/localcalls 5 last week")
    assert (await answer_to(ingrid)).table


async def test_over_the_rate_limit_people_are_told_when_to_try_again(
    workspace: Workspace, mor: MorServer, start_bot: StartBot
) -> None:
    settings = await start_bot(questions_per_minute=2)
    tom, ingrid = workspace.person("tom"), workspace.person("ingrid")
    for text in ("today", "yesterday"):
        await tom.types(f"/localcalls {text}")
        await answer_to(tom)
    await tom.types("/localcalls last week")
    refused = await answer_to(tom)
    assert "2 questions a minute" in refused.text
    assert "Try again in" in refused.text
    assert len(mor.received) == 2
    assert (await outcomes(settings))[0] == (tom.id, "too-many-questions")
    await tom.types("/localcalls help")
    assert (await answer_to(tom)).blocks
    await ingrid.types("/localcalls 5 yesterday")
    assert (await answer_to(ingrid)).table


@pytest.mark.one_process("each replica counts how often MOR was silent")
async def test_a_silent_mor_is_left_alone_and_asked_again_in_time(
    workspace: Workspace, mor: MorServer, start_bot: StartBot, client: httpx.AsyncClient
) -> None:
    settings = await start_bot(mor_breaker_failures=2, mor_breaker_seconds=6)
    mor.fail(Fault.ERROR_500)
    ingrid = workspace.person("ingrid")
    for text in ("5 yesterday", "5 last week"):
        await ingrid.types(f"/localcalls {text}")
        assert "HTTP 500" in (await answer_to(ingrid)).text
    mor.received.clear()
    await ingrid.types("/localcalls 5 today")
    told = await answer_to(ingrid)
    assert "MOR has not answered since" in told.text
    assert "morbot tries again at" in told.text
    assert "UTC" not in told.text  # the time is on Ingrid's clock
    assert not mor.received
    assert (await outcomes(settings))[0] == (ingrid.id, "mor-resting")
    assert 'phase="open"} 1.0' in (await get(client, settings, "/metrics")).text
    assert (await get(client, settings, "/readyz")).json()["mor_breaker"] == "open"

    mor.options.fault = None
    async with asyncio.timeout(60):
        ready = "/readyz"
        while (await get(client, settings, ready)).json()["mor_breaker"] == "open":  # noqa: ASYNC110 -- over HTTP
            await asyncio.sleep(0.1)
    await ingrid.types("/localcalls 5 last week")
    assert (await answer_to(ingrid)).table
    assert (await get(client, settings, "/readyz")).json()["mor_breaker"] == "closed"


@pytest.mark.one_process("each replica counts its own")
async def test_the_numbers_tell_of_every_outcome(
    workspace: Workspace, mor: MorServer, start_bot: StartBot, client: httpx.AsyncClient
) -> None:
    settings = await start_bot()
    ingrid = workspace.person("ingrid")
    mor.fail(Fault.PROXY_PAGE, 1)
    for text in ("5 yesterday", "5 last week", "5 lats week"):
        await ingrid.types(f"/localcalls {text}")
        await answer_to(ingrid)
    workspace.control.fail("response_url")
    await ingrid.types("/localcalls 5 yesterday")
    assert (await answer_to(ingrid)).text
    answer = await get(client, settings, "/metrics")
    assert answer.headers["content-type"].startswith("text/plain; version=0.0.4")
    for line in (
        'morbot_questions_total{outcome="answered"} 2.0',
        'morbot_questions_total{outcome="mor-garbled"} 1.0',
        'morbot_questions_total{outcome="period-unreadable"} 1.0',
        'morbot_mor_request_seconds_count{method="local_calls_get"} 3.0',
        'morbot_mor_errors_total{code="mor-garbled"} 1.0',
        'morbot_slack_errors_total{code="slack-refused"} 1.0',
        'morbot_mor_breaker{phase="closed"} 1.0',
        "morbot_work_in_flight",
    ):
        assert line in answer.text, line


@pytest.mark.one_process("each replica counts its own")
async def test_work_in_flight_is_counted(
    workspace: Workspace, mor: MorServer, start_bot: StartBot, client: httpx.AsyncClient
) -> None:
    settings = await start_bot()
    ingrid = workspace.person("ingrid")
    with mor.held():
        for number, text in enumerate(("5 yesterday", "5 last week"), 1):
            await ingrid.types(f"/localcalls {text}")
            await mor_is_asked(mor, number)
        assert "morbot_work_in_flight 2.0" in (await get(client, settings, "/metrics")).text


def lines_of(log: list[dict[str, Any]], event: str) -> list[dict[str, Any]]:
    return [line for line in log if line["event"] == event]


async def test_one_request_id_leads_from_the_question_to_the_reply(
    workspace: Workspace, start_bot: StartBot, read_log: ReadLog
) -> None:
    await start_bot()
    read_log()
    ingrid = workspace.person("ingrid")
    at = time.monotonic()
    for text in ("5 last week", "6 last week"):
        await ingrid.types(f"/localcalls {text}")
        await answer_to(ingrid)
    took = time.monotonic() - at
    log = read_log()
    requests = list(dict.fromkeys(line["request"] for line in log if "request" in line))
    assert len(requests) == 2
    for request in requests:
        mine = [line for line in log if line.get("request") == request]
        assert [line["event"] for line in mine][:3] == [
            "question-begun",
            "mor-request",
            "question-answered",
        ]
        begun, mor_request, answered = mine[:3]
        assert begun["user"] == answered["user"] == ingrid.id
        assert mor_request["method"] == "local_calls_get"
        assert mor_request["outcome"] == answered["outcome"] == "answered"
        assert mor_request["seconds"] <= answered["seconds"] < took
        assert mor_request["rows"] == answered["rows"]
    assert lines_of(log, "question-answered")[0]["target"] == 5


async def test_the_log_holds_no_text_no_call_and_no_secret(
    workspace: Workspace, mor: MorServer, start_bot: StartBot, read_log: ReadLog, world: World
) -> None:
    settings = await start_bot(mor_timeout=0.5)
    ingrid = workspace.person("ingrid")
    faults = [None, Fault.ERROR_500, Fault.CUT, Fault.BAD_XML, Fault.PROXY_PAGE, Fault.STALL]
    for fault in faults:
        mor.options.fault = fault
        await ingrid.types("/localcalls 5 last week callerid:%secretfilter%")
        await answer_to(ingrid)
    workspace.control.lose_reply("response_url")
    mor.options.fault = None
    await ingrid.types("/localcalls user:tomford last week")
    await answer_to(ingrid)
    log = str(read_log())
    assert log.count("question-begun") == len(faults) + 1
    private = [
        settings.mor_key_admin.get_secret_value(),
        settings.slack_bot_token.get_secret_value(),
        settings.slack_signing_secret.get_secret_value(),
        *(one.parameters.get("hash", "no hash") for one in mor.received),
        "secretfilter",
        "last week",
        "tomford",
        "/response/",
        *{call.originator_caller_id for call in world.calls if len(call.originator_caller_id) > 4},
    ]
    assert [one for one in private if one in log] == []


async def test_a_bug_is_told_with_the_number_that_is_in_the_log(
    workspace: Workspace, start_bot: StartBot, read_log: ReadLog
) -> None:
    await execute(await start_bot(), "UPDATE links SET role = 'nobody'")
    ingrid = workspace.person("ingrid")
    await ingrid.types("/localcalls 5 last week")
    told = await answer_to(ingrid)
    (unforeseen,) = lines_of(read_log(), "unforeseen")
    assert unforeseen["request"] in told.text
    assert "Error" in unforeseen["exception"]


@over_both
async def test_a_database_that_is_away_is_told_and_nothing_is_asked(
    workspace: Workspace,
    mor: MorServer,
    start_bot: StartBot,
) -> None:
    settings, ingrid = await start_bot(), workspace.person("ingrid")
    form = await opened(ingrid)
    await execute(settings, "DROP TABLE expiring")
    mor.received.clear()
    ack = await ingrid.types("/localcalls 5 last week")
    assert ack.status == 200
    said = "My database can't be used now: tables of it are missing. Nothing was done."
    assert (await answer_to(ingrid)).text.startswith(said)
    await form.submits()
    assert said in str((await ingrid.sees_modal("Not done")).view)
    assert not mor.received


@over_both
async def test_a_database_that_fails_meanwhile_is_named(
    workspace: Workspace, start_bot: StartBot
) -> None:
    settings, ingrid = await start_bot(), workspace.person("ingrid")
    form = await opened(ingrid)
    await execute(settings, "DROP TABLE audit")
    said = "My database can't be used now: tables of it are missing."
    await ingrid.types("/localcalls 5 last week")
    assert (await answer_to(ingrid)).text.startswith(said)
    await form.submits()
    assert (await answer_to(ingrid)).text.startswith(said)
