"""People are told the outcome of their question, and nothing is posted to Slack twice."""

import asyncio
from collections.abc import AsyncIterator

import pytest
from aiohttp import ClientError, ClientSession
from slack_sdk.web.async_client import AsyncWebClient
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from bot.errors import AskError, SlackError
from bot.sandbox.serving import serve
from bot.sandbox.slack_server import SimulatedUser, Workspace
from bot.sandbox.slack_server.model import BOT_USER
from bot.slack.api.client import slack_session
from bot.slack.conversation.background_tasks import BackgroundTasks
from bot.slack.conversation.reply import Progress, Reply, ReplyKind, ReplyPlace, ResponseUrlTarget
from bot.slack.kit.message import Message, context, message
from bot.telemetry import Metrics, begin_request
from tests.support.logs import ReadLog

HELLO = message("hello", [context(["hello"])])
UNKNOWN = Message("hello", [{"type": "of_tomorrow"}], lambda: HELLO)
PLACE = "response_url"


async def answered(rich: Message = HELLO) -> Message:
    return rich


async def failing(error: Exception) -> Message:
    raise error


async def waiting(event: asyncio.Event) -> Message:
    await event.wait()
    return await answered()


@pytest.fixture
def metrics() -> Metrics:
    return Metrics()


@pytest.fixture
def tom(workspace: Workspace) -> SimulatedUser:
    return workspace.person("tom")


@pytest.fixture
async def reply(workspace: Workspace, tom: SimulatedUser, metrics: Metrics) -> AsyncIterator[Reply]:
    """The answer to a command that Tom has typed."""
    url = workspace.new_response_url(tom.id, workspace.find_channel("#noc").id)
    async with ClientSession() as session:
        yield Reply(ResponseUrlTarget(session, ReplyPlace(tom.id, url)), "/localcalls", metrics)


def texts(person: SimulatedUser) -> list[str]:
    return [one.text for one in person.visible()]


def errors(metrics: Metrics) -> list[str]:
    page = metrics.page().decode().splitlines()
    return [line for line in page if line.startswith("morbot_slack_errors_total")]


async def test_nothing_is_sent_to_where_a_redirect_leads() -> None:
    asked: list[str] = []

    async def elsewhere(request: Request) -> Response:
        asked.append(request.url.path)
        return RedirectResponse("/elsewhere", 307)

    web = Starlette(routes=[Route("/{path:path}", elsewhere, methods=["POST"])])
    async with serve(web) as address, slack_session() as session:
        place = ReplyPlace("U0TOM0001", f"{address}/slack")
        with pytest.raises(SlackError) as caught:
            await ResponseUrlTarget(session, place).send(ReplyKind.ANSWER, HELLO)
        with pytest.raises(ClientError):
            await AsyncWebClient("xoxb-1", base_url=f"{address}/", session=session).auth_test()
    assert caught.value.code == "slack-lost"
    assert asked == ["/slack", "/auth.test"]


async def test_the_answer_is_for_who_asked_only(reply: Reply, tom: SimulatedUser) -> None:
    await reply.answer(answered(), Progress())
    seen = await tom.sees()
    assert (seen.text, seen.ephemeral) == ("hello", True)


async def test_an_answer_that_has_to_wait_is_checked_again_before_it_is_retried(
    workspace: Workspace, tom: SimulatedUser, metrics: Metrics
) -> None:
    checks = iter([True, False])

    async def check() -> None:
        if not next(checks):
            raise AskError("No longer.", "", code="any")

    noc = workspace.find_channel("#noc").id
    workspace.control.limit("response_url")
    async with ClientSession() as session:
        place = ReplyPlace(tom.id, workspace.new_response_url(tom.id, noc))
        reply = Reply(ResponseUrlTarget(session, place), "/localcalls", metrics, check)
        await reply.answer(answered(), Progress())
    assert texts(tom) == ["No longer."]


async def test_the_word_of_patience_leaves_what_was_clicked_and_the_answer_takes_its_place(
    workspace: Workspace, tom: SimulatedUser, metrics: Metrics
) -> None:
    noc = workspace.find_channel("#noc").id
    clicked = workspace.post(noc, BOT_USER, "two readings", reader=tom.id)
    soon = asyncio.Event()
    async with ClientSession() as session:
        url = workspace.new_response_url(tom.id, noc, clicked)
        reply = Reply(
            ResponseUrlTarget(session, ReplyPlace(tom.id, url, replace=True)),
            "/localcalls",
            metrics,
        )
        answering = asyncio.create_task(reply.answer(waiting(soon), Progress()))
        seen = [await tom.sees(), await tom.sees()]
        assert [one.text for one in seen] == ["two readings", "Still asking MOR…"]
        assert texts(tom) == ["two readings", "Still asking MOR…"]
        soon.set()
        await answering
    assert texts(tom) == ["hello", "Still asking MOR…"]


async def test_a_block_that_slack_does_not_know_yet_is_done_without(
    reply: Reply, tom: SimulatedUser
) -> None:
    await reply.answer(answered(UNKNOWN), Progress())
    assert texts(tom) == ["hello"]


async def test_the_plain_form_is_not_drawn_where_slack_knows_all_blocks(
    reply: Reply, tom: SimulatedUser
) -> None:
    drawn = []

    def draw() -> Message:
        drawn.append(1)
        return HELLO

    await reply.answer(answered(Message("hello", HELLO.blocks, draw)), Progress())
    assert texts(tom) == ["hello"]
    assert drawn == []


async def test_where_no_block_is_known_the_text_is_all_there_is(
    workspace: Workspace, reply: Reply, tom: SimulatedUser, metrics: Metrics
) -> None:
    workspace.unknown_blocks.add("context")
    await reply.answer(answered(UNKNOWN), Progress())
    (seen,) = tom.visible()
    assert (seen.text, seen.blocks) == ("hello", ())
    assert not errors(metrics)


async def test_an_answer_whose_receipt_was_lost_is_not_sent_again(
    workspace: Workspace, reply: Reply, tom: SimulatedUser, metrics: Metrics
) -> None:
    workspace.control.lose_reply(PLACE)
    await reply.answer(answered(), Progress())
    assert texts(tom)[0] == "hello"
    assert texts(tom).count("hello") == 1
    assert "it may or may not have arrived" in texts(tom)[1]
    assert errors(metrics) == ['morbot_slack_errors_total{code="slack-lost"} 1.0']


async def test_too_many_requests_is_waited_for(
    workspace: Workspace, reply: Reply, tom: SimulatedUser, metrics: Metrics
) -> None:
    workspace.control.limit(PLACE, 1)
    await reply.answer(answered(), Progress())
    assert texts(tom) == ["hello"]
    assert not errors(metrics)


async def test_a_wait_longer_than_anybody_would_wait_is_none(
    workspace: Workspace, reply: Reply, tom: SimulatedUser, metrics: Metrics
) -> None:
    for _ in range(2):
        workspace.control.limit(PLACE, 3600)
    async with asyncio.timeout(60):
        await reply.answer(answered(), Progress())
    assert not texts(tom)
    assert errors(metrics) == ['morbot_slack_errors_total{code="slack-refused"} 2.0']


async def test_a_slack_that_takes_nothing_is_counted_and_does_no_harm(
    workspace: Workspace, reply: Reply, tom: SimulatedUser, metrics: Metrics, read_log: ReadLog
) -> None:
    for _ in range(2):
        workspace.control.fail(PLACE)
    await reply.answer(answered(), Progress())
    assert not texts(tom)
    assert errors(metrics) == ['morbot_slack_errors_total{code="slack-refused"} 2.0']
    assert [line["code"] for line in read_log() if line["event"] == "slack-error"]


async def test_a_fault_with_a_sentence_is_told(reply: Reply, tom: SimulatedUser) -> None:
    await reply.answer(failing(AskError("What happened.", "What to do.", code="any")), Progress())
    assert texts(tom) == ["What happened. What to do."]


async def test_a_fault_of_slack_elsewhere_is_told_and_counted(
    reply: Reply, tom: SimulatedUser, metrics: Metrics
) -> None:
    await reply.answer(failing(SlackError("Slack did not say.", code="person-untold")), Progress())
    assert "Slack did not say." in texts(tom)[0]
    assert errors(metrics) == ['morbot_slack_errors_total{code="person-untold"} 1.0']


async def test_a_bug_is_told_by_its_number_and_not_by_its_words(
    reply: Reply, tom: SimulatedUser, read_log: ReadLog
) -> None:
    async def serve() -> str:
        number = begin_request()
        await reply.answer(failing(ValueError("caller id 37061234567")), Progress())
        return number

    number = await asyncio.create_task(serve())
    assert number in texts(tom)[0]
    assert "37061234567" not in texts(tom)[0]
    log = read_log()
    assert "37061234567" not in str(log)
    assert [line["request"] for line in log if line["event"] == "unforeseen"] == [number]


async def test_an_answer_that_the_bots_end_cuts_off_is_told_so(
    reply: Reply, tom: SimulatedUser
) -> None:
    work, never = BackgroundTasks(), asyncio.Event()
    work.start(reply.answer(waiting(never), Progress()))
    await asyncio.sleep(0)
    await work.drain(0)
    assert len(work) == 0
    assert "is restarting" in texts(tom)[0]


async def test_who_is_cut_off_while_the_answer_is_sent_is_told_so() -> None:
    told: list[str] = []
    sending = asyncio.Event()

    async def take(request: Request) -> Response:
        told.append((await request.json())["text"])
        if len(told) == 1:
            sending.set()
            await asyncio.Event().wait()
        return Response("ok")

    work = BackgroundTasks()
    web = Starlette(routes=[Route("/slack", take, methods=["POST"])])
    async with serve(web) as address, slack_session() as session:
        target = ResponseUrlTarget(session, ReplyPlace("U0TOM0001", f"{address}/slack"))
        work.start(Reply(target, "/localcalls", Metrics()).answer(answered(), Progress()))
        await sending.wait()
        await work.drain(0)
    assert told[0] == "hello"
    assert "your answer was just being sent" in told[1]


async def test_a_question_that_ends_in_time_is_answered_before_the_bot_ends(
    reply: Reply, tom: SimulatedUser
) -> None:
    work, soon = BackgroundTasks(), asyncio.Event()
    work.start(reply.answer(waiting(soon), Progress()))
    asyncio.get_running_loop().call_later(0.2, soon.set)
    await work.drain(5)
    assert texts(tom) == ["hello"]


async def test_a_bot_that_is_full_or_ends_begins_nothing() -> None:
    begun = []

    async def task() -> None:
        begun.append(1)
        await asyncio.Event().wait()

    work = BackgroundTasks(limit=1)
    assert work.start(task())
    assert not work.start(task())
    await asyncio.sleep(0)
    await work.drain(0)
    assert not work.start(task())
    assert begun == [1]


async def test_a_task_that_fails_is_logged_and_leaves_room(read_log: ReadLog) -> None:
    async def task() -> None:
        raise ValueError

    work = BackgroundTasks(limit=1)
    assert work.start(task())
    await work.drain(1)
    assert len(work) == 0
    assert [line["event"] for line in read_log()] == ["work-failed"]
