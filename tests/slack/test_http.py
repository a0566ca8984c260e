"""The request URL in front of a Bolt app that counts what runs."""

import asyncio
import hashlib
import hmac
import json
import time
from collections.abc import AsyncIterator
from typing import Any
from urllib.parse import urlencode

import httpx
import pytest
from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_bolt.authorization import AuthorizeResult
from sqlalchemy import func, select
from sqlalchemy.schema import DropTable
from starlette.applications import Starlette
from starlette.routing import Route
from starlette.types import Message

from bot.slack.conversation.background_tasks import BackgroundTasks
from bot.slack.receive.dispatch import Dispatch, reply_addresses
from bot.slack.receive.http import SlackEndpoint
from bot.store import tables
from bot.store.database import Database, open_database
from bot.store.expiring import ExpiringRows
from bot.telemetry import Metrics
from tests.support.logs import ReadLog

SECRET = "a signing secret"
URL = "http://bot/slack/events"
REPLY_URL = "https://hooks.slack.com/commands/T0HARBOR1/1/x"
FORM = "application/x-www-form-urlencoded"
COMMAND = {
    "command": "/localcalls",
    "text": "5",
    "user_id": "U0INGRID1",
    "team_id": "T0HARBOR1",
    "response_url": REPLY_URL,
}
CLICK: dict[str, Any] = {
    "type": "block_actions",
    "user": {"id": "U0INGRID1", "team_id": "T0HARBOR1"},
    "team": {"id": "T0HARBOR1"},
    "actions": [{"type": "button", "action_id": "press", "block_id": "b", "value": "5"}],
    "response_url": REPLY_URL,
}
SUBMISSION: dict[str, Any] = {
    "type": "view_submission",
    "user": {"id": "U0INGRID1", "team_id": "T0HARBOR1"},
    "team": {"id": "T0HARBOR1"},
    "view": {"type": "modal", "callback_id": "form"},
}
RESPONSE_URL = {"block_id": "b", "action_id": "a", "channel_id": "C1", "response_url": REPLY_URL}
EVENT: dict[str, Any] = {
    "type": "event_callback",
    "event_id": "Ev1",
    "team_id": "T0HARBOR1",
    "event": {"type": "user_change", "user": {"id": "U0INGRID1"}},
}


class Front:
    """Sends signed requests; `ran` lists the listeners that ran."""

    def __init__(self, rows: ExpiringRows, api_url: str = "https://slack.com/api") -> None:
        self.ran: list[str] = []
        self.failing = False
        self.works = False
        self.slow: asyncio.Event | None = None
        self.metrics = Metrics()
        self.tasks = BackgroundTasks()
        self.now = 0.0
        self.endpoint = SlackEndpoint(
            Dispatch(self._bolt(), rows, self.tasks, api_url, "own"),
            SECRET,
            self.metrics,
            lambda: self.now,
        )
        web = Starlette(routes=[Route("/slack/events", self.endpoint, methods=["POST"])])
        self.client = httpx.AsyncClient(transport=httpx.ASGITransport(web))

    def _bolt(self) -> AsyncApp:
        async def authorize() -> AuthorizeResult:
            return AuthorizeResult(enterprise_id=None, team_id="T0HARBOR1", bot_user_id="U0BOT")

        bolt = AsyncApp(
            name="app", signing_secret=SECRET, authorize=authorize, process_before_response=True
        )

        @bolt.command("/localcalls")
        async def command(ack: AsyncAck) -> None:
            self.ran.append("command")
            if self.slow is not None:
                await self.slow.wait()
            if self.works:
                self.tasks.start(self._work())
            await ack()

        @bolt.action("press")
        async def action(ack: AsyncAck) -> None:
            self.ran.append("action")
            await ack()

        @bolt.view("form")
        async def form(ack: AsyncAck) -> None:
            self.ran.append("form")
            await ack()

        @bolt.event("user_change")
        async def event() -> None:
            self.ran.append("event")
            if self.failing:
                raise RuntimeError("a fault of ours")

        return bolt

    async def _work(self) -> None:
        self.ran.append("work")

    async def post(
        self,
        body: bytes,
        content_type: str = FORM,
        headers: dict[str, str] | None = None,
        at: float | None = None,
    ) -> int:
        given = signed(body, content_type, at) | (headers or {})
        return (await self.client.post(URL, content=body, headers=given)).status_code


def signed(body: bytes, content_type: str = FORM, at: float | None = None) -> dict[str, str]:
    stamp = str(int(time.time() if at is None else at))
    digest = hmac.new(SECRET.encode(), b"v0:" + stamp.encode() + b":" + body, hashlib.sha256)
    return {
        "X-Slack-Request-Timestamp": stamp,
        "X-Slack-Signature": f"v0={digest.hexdigest()}",
        "Content-Type": content_type,
    }


def form(fields: dict[str, str]) -> bytes:
    return urlencode(fields).encode()


def payload(content: object) -> bytes:
    return form({"payload": json.dumps(content)})


@pytest.fixture
def rows(database: Database) -> ExpiringRows:
    return ExpiringRows(database, "a secret")


@pytest.fixture
async def front(rows: ExpiringRows) -> AsyncIterator[Front]:
    one = Front(rows)
    async with one.client:
        yield one


@pytest.fixture
async def other_front(rows: ExpiringRows) -> AsyncIterator[Front]:
    """The request URL of another replica."""
    one = Front(rows)
    async with one.client:
        yield one


async def test_commands_clicks_and_events_get_through(front: Front) -> None:
    assert await front.post(form(COMMAND)) == 200
    assert await front.post(payload(CLICK)) == 200
    assert await front.post(json.dumps(EVENT).encode(), "application/json") == 200
    assert front.ran == ["command", "action", "event"]


async def test_the_work_begins_after_its_ack_was_sent(front: Front) -> None:
    front.works, request = True, form(COMMAND)
    scope = {
        "type": "http",
        "method": "POST",
        "headers": [(k.lower().encode(), v.encode()) for k, v in signed(request).items()],
    }

    async def receive() -> Message:
        return {"type": "http.request", "body": request}

    async def send(message: Message) -> None:
        await asyncio.sleep(0)  # a network may make it wait, and other tasks run meanwhile
        await asyncio.sleep(0)
        front.ran.append(message["type"])

    await front.endpoint(scope, receive, send)
    await front.tasks.drain(5)
    assert front.ran == ["command", "http.response.start", "http.response.body", "work"]


async def test_two_same_requests_at_one_instant_run_once(front: Front) -> None:
    front.slow = asyncio.Event()
    body, now = form(COMMAND), time.time()
    both = [asyncio.create_task(front.post(body, at=now)) for _ in range(2)]
    done, _ = await asyncio.wait(both, timeout=5, return_when=asyncio.FIRST_COMPLETED)
    front.slow.set()
    assert [task.result() for task in done] == [409]
    assert sorted(await asyncio.gather(*both)) == [200, 409]
    assert front.ran == ["command"]


async def test_a_replay_with_other_unsigned_headers_is_still_a_replay(front: Front) -> None:
    body, now = form(COMMAND), time.time()
    await front.post(body, at=now)
    assert await front.post(body, "application/json", at=now) == 400
    assert await front.post(body, at=now, headers={"X-Slack-Retry-Num": "1"}) == 409
    assert front.ran == ["command"]


async def test_unsigned_garbage_is_not_remembered(front: Front, database: Database) -> None:
    body, now = form(COMMAND), time.time()
    assert await front.post(body, at=now) == 200
    for number in range(20):
        forged = {"X-Slack-Signature": f"v0={number:064x}"}
        assert await front.post(b"garbage", at=now, headers=forged) == 401
    async with database.reading() as connection:
        counted = select(func.count()).select_from(tables.expiring)
        assert (await connection.execute(counted)).scalar() == 1


async def test_unsigned_requests_are_counted_and_have_a_line_a_minute(
    front: Front, read_log: ReadLog
) -> None:
    forged = {"X-Slack-Signature": "v0=" + "0" * 64}
    for _ in range(5):
        assert await front.post(b"garbage", headers=forged) == 401
    front.now += 60
    assert await front.post(b"garbage", headers=forged) == 401
    lines = [one for one in read_log() if one["event"] == "slack-requests-refused"]
    assert [one["since_last_line"] for one in lines] == [1, 5]
    counted = 'morbot_slack_requests_refused_total{why="not signed by Slack"} 6.0'
    assert counted in front.metrics.page().decode()


async def test_a_forged_copy_of_a_signature_does_not_keep_the_real_request_out(
    front: Front,
) -> None:
    body, now = form(COMMAND), time.time()
    stolen = {"X-Slack-Signature": signed(body, at=now)["X-Slack-Signature"]}
    assert await front.post(b"another body", at=now, headers=stolen) == 401
    assert await front.post(body, at=now) == 200


async def test_a_replay_to_another_replica_is_a_replay(front: Front, other_front: Front) -> None:
    body, now = form(COMMAND), time.time()
    assert await front.post(body, at=now) == 200
    assert await other_front.post(body, at=now) == 409
    assert (front.ran, other_front.ran) == (["command"], [])


async def test_a_request_that_cannot_be_claimed_does_not_run(
    front: Front, database: Database
) -> None:
    async with database.writing() as connection:
        await connection.execute(DropTable(tables.expiring))
    assert await front.post(json.dumps(EVENT).encode(), "application/json") == 503
    assert await front.post(form(COMMAND)) == 200  # with a sentence for the person
    assert front.ran == []


async def test_a_command_that_is_claimed_too_late_may_come_again(each_database: str) -> None:
    body, at = form(COMMAND), time.time() - 10
    async with open_database(each_database) as database, open_database(each_database) as other:
        front = Front(ExpiringRows(database, "a secret"))
        async with front.client:
            async with other.writing() as connection:
                if other.file is None:
                    await connection.exec_driver_sql("LOCK TABLE expiring IN EXCLUSIVE MODE")
                assert await front.post(body, at=at) == 200  # with a sentence for the person
            await database_is_written(database)
            await front.tasks.drain(20)
            assert front.ran == []
            assert await front.post(body, at=at) == 200
    assert front.ran == ["command"]


@pytest.mark.parametrize("meanwhile", [True, False])
async def test_an_event_that_is_claimed_too_late_runs_once_however_often_it_comes(
    meanwhile: bool, each_database: str
) -> None:
    body, at = json.dumps(EVENT).encode(), time.time() - 10
    async with open_database(each_database) as database, open_database(each_database) as other:
        front = Front(ExpiringRows(database, "a secret"))
        async with front.client:
            again = None
            async with other.writing() as connection:
                if other.file is None:
                    await connection.exec_driver_sql("LOCK TABLE expiring IN EXCLUSIVE MODE")
                assert await front.post(body, "application/json", at=at) == 503
                if meanwhile:  # as Slack does: at once
                    again = asyncio.create_task(front.post(body, "application/json", at=at + 1))
                    for _ in range(100):
                        await asyncio.sleep(0)  # until it waits for the database, too
            if again is not None:
                assert await again in {200, 503}
            await database_is_written(database)
            await front.tasks.drain(20)
            assert front.ran == ["event"]
            assert await front.post(body, "application/json", at=at + 2) == 200
    assert front.ran == ["event"]


async def database_is_written(database: Database) -> None:
    """Wait for what SQLite's thread still has to write: it takes one after another."""
    await ExpiringRows(database, "a secret").prune()


async def test_an_event_delivered_again_is_acknowledged_and_does_not_run(front: Front) -> None:
    body = json.dumps(EVENT).encode()
    for number in range(3):
        again = {"X-Slack-Retry-Num": str(number)} if number else {}
        at = time.time() - number
        assert await front.post(body, "application/json", at=at, headers=again) == 200
    assert front.ran == ["event"]


async def test_an_event_delivered_to_two_replicas_runs_once(
    front: Front, other_front: Front
) -> None:
    body, now = json.dumps(EVENT).encode(), time.time()
    deliveries = [
        one.post(body, "application/json", at=now - number)
        for number, one in enumerate((front, other_front) * 3)
    ]
    assert set(await asyncio.gather(*deliveries)) == {200}
    assert [*front.ran, *other_front.ran] == ["event"]


async def test_an_event_that_failed_may_come_again(front: Front) -> None:
    body = json.dumps(EVENT).encode()
    front.failing = True
    assert await front.post(body, "application/json", at=time.time() - 1) == 500
    front.failing = False
    assert await front.post(body, "application/json") == 200
    assert front.ran == ["event", "event"]


async def test_an_unsigned_event_is_not_remembered(front: Front) -> None:
    body = json.dumps(EVENT).encode()
    forged = {"X-Slack-Signature": "v0=" + "0" * 64}
    assert await front.post(body, "application/json", headers=forged) == 401
    assert await front.post(body, "application/json") == 200
    assert front.ran == ["event"]


async def test_bolts_own_headers_are_not_let_in(front: Front) -> None:
    lazy = {"x-slack-bolt-lazy-only": "1", "x-slack-bolt-lazy-function-name": "command"}
    assert await front.post(form(COMMAND), headers=lazy) == 200
    assert front.ran == ["command"]


async def test_a_body_that_never_ends_is_given_up(
    front: Front, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.slack.receive.http._SLOWEST_BODY", 0.05)

    async def stalls() -> AsyncIterator[bytes]:
        yield b"command="
        await asyncio.Event().wait()

    answer = await front.client.post(URL, content=stalls(), headers=signed(b""))
    assert answer.status_code == 408


FOREIGN_ADDRESSES = [
    "http://hooks.slack.com/x",
    "https://hooks.slack.com",
    "https://hooks.slack.com.example.com/x",
    "https://hooks.slack.com:8443/x",
    "https://hooks.slack.com@example.com/x",
    "https://user:password@hooks.slack.com/x",
    "https://hooks.slack.com\\@example.com/x",
    "https://hooks.slack.com#/x",
    "https://example.com/https://hooks.slack.com/",
    "https:///hooks.slack.com/x",
    "//hooks.slack.com/x",
    " https://hooks.slack.com/x",
    "https://slack.com/x",
    "https://127.0.0.1/x",
    "file:///etc/passwd",
]


@pytest.mark.parametrize("address", FOREIGN_ADDRESSES)
async def test_a_reply_to_another_place_than_slack_is_refused(address: str, front: Front) -> None:
    assert await front.post(form({**COMMAND, "response_url": address})) == 400
    assert await front.post(payload({**CLICK, "response_url": address})) == 400
    sent = {
        **SUBMISSION,
        "response_urls": [RESPONSE_URL, {**RESPONSE_URL, "response_url": address}],
    }
    assert await front.post(payload(sent)) == 400
    assert front.ran == []


async def test_a_form_with_addresses_of_slack_is_taken(front: Front) -> None:
    assert await front.post(payload({**SUBMISSION, "response_urls": [RESPONSE_URL]})) == 200
    assert await front.post(payload({**SUBMISSION, "response_urls": []})) == 200
    assert front.ran == ["form", "form"]


@pytest.mark.parametrize(
    ("api_url", "begins"),
    [
        ("https://slack.com/api", ("https://hooks.slack.com/",)),
        ("https://www.slack.com/api", ("https://hooks.slack.com/",)),
        (
            "https://slack-gov.com/api",
            ("https://slack-gov.com/", "https://hooks.slack-gov.com/"),
        ),
        ("http://127.0.0.1:8065/api", ("http://127.0.0.1:8065/", "https://hooks.127.0.0.1/")),
    ],
)
def test_another_web_api_takes_replies_itself(api_url: str, begins: tuple[str, ...]) -> None:
    assert reply_addresses(api_url) == begins


DEEP = "[" * 50_000 + "]" * 50_000
ODD: list[tuple[str, bytes, str]] = [
    ("no JSON", b"{", "application/json"),
    ("a list", b"[]", "application/json"),
    ("a number", b"7", "application/json"),
    ("null", b"null", "application/json"),
    ("a huge number", b'{"type":' + b"9" * 5000 + b"}", "application/json"),
    ("too deep", b'{"type":' + DEEP.encode() + b"}", "application/json"),
    ("too deep, in a form", form({"payload": DEEP}), FORM),
    ("payload no JSON", form({"payload": "{"}), FORM),
    ("payload a text", payload("text"), FORM),
    ("payload empty", form({"payload": ""}), FORM),
    ("payload null", payload(None), FORM),
    ("command without person", form({"command": "/localcalls", "text": "5"}), FORM),
    ("command with empty person", form({**COMMAND, "user_id": ""}), FORM),
    ("command a list", json.dumps({**COMMAND, "command": ["/localcalls"]}).encode(), FORM),
    ("person a list", json.dumps({**COMMAND, "user_id": ["U1"]}).encode(), FORM),
    ("text a number", json.dumps({**COMMAND, "text": 5}).encode(), FORM),
    ("click by nobody", payload({**CLICK, "user": None}), FORM),
    ("click by a text", payload({**CLICK, "user": "U0INGRID1"}), FORM),
    ("click by a list", payload({**CLICK, "user": {"id": ["U0INGRID1"]}}), FORM),
    ("no actions", payload({**CLICK, "actions": None}), FORM),
    ("empty actions", payload({**CLICK, "actions": []}), FORM),
    ("actions of texts", payload({**CLICK, "actions": ["press"]}), FORM),
    ("action without id", payload({**CLICK, "actions": [{"type": "button"}]}), FORM),
    ("value a dict", payload({**CLICK, "actions": [{**CLICK["actions"][0], "value": {}}]}), FORM),
    ("team a number", payload({**CLICK, "team": 7}), FORM),
    ("type a list", payload({**CLICK, "type": []}), FORM),
    ("type a dict", payload({**CLICK, "type": {"block_actions": 1}}), FORM),
    ("event without id", json.dumps({**EVENT, "event_id": None}).encode(), "application/json"),
    ("event id a dict", json.dumps({**EVENT, "event_id": {}}).encode(), "application/json"),
    ("event id of odd signs", json.dumps({**EVENT, "event_id": "Ev\0"}).encode(), FORM),
    ("event id endless", json.dumps({**EVENT, "event_id": "E" * 201}).encode(), FORM),
    ("addresses a text", payload({**SUBMISSION, "response_urls": REPLY_URL}), FORM),
    ("addresses a dict", payload({**SUBMISSION, "response_urls": RESPONSE_URL}), FORM),
    ("addresses of texts", payload({**SUBMISSION, "response_urls": [REPLY_URL]}), FORM),
    ("event a text", json.dumps({**EVENT, "event": "user_change"}).encode(), "application/json"),
    ("event a list", json.dumps({**EVENT, "event": []}).encode(), "application/json"),
    ("authorizations a number", json.dumps({**EVENT, "authorizations": 1}).encode(), FORM),
]


@pytest.mark.parametrize(("body", "content_type"), [o[1:] for o in ODD], ids=[o[0] for o in ODD])
async def test_a_signed_payload_that_slack_would_not_send_is_refused(
    body: bytes, content_type: str, front: Front
) -> None:
    assert await front.post(body, content_type) == 400
    assert front.ran == []


@pytest.mark.parametrize(
    "content",
    [
        {},
        {"type": "view_submission"},
        {"type": "shortcut", "user": {"id": "U1"}},
        {"ssl_check": "1"},
        {**CLICK, "actions": [{**CLICK["actions"][0], "action_id": "other\x00"}]},
    ],
    ids=str,
)
async def test_a_request_that_nobody_listens_to_is_no_fault_of_ours(
    content: dict[str, Any], front: Front
) -> None:
    assert await front.post(payload(content)) < 500
    assert front.ran == []


async def test_the_challenge_of_a_new_request_url_is_answered(front: Front) -> None:
    body = json.dumps({"type": "url_verification", "challenge": "abc", "token": "x"}).encode()
    headers = signed(body, "application/json")
    answer = await front.client.post(URL, content=body, headers=headers)
    assert answer.json() == {"challenge": "abc"}
