"""People ask some twenty times a second while replicas are restarted, or killed, one by one."""

import asyncio
import json
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

import pytest
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.sandbox.company import SLACK_PEOPLE
from bot.sandbox.mor_server import MorServer
from bot.sandbox.serving import serve
from bot.sandbox.slack_server import SimulatedUser, Workspace, create_app
from bot.settings import Settings
from bot.slack import texts
from tests.support.balancer import CUT_OFF, Balancer, Passed
from tests.support.company import link_everybody, settings_between
from tests.support.databases import postgresql_on
from tests.support.processes import Replica

pytestmark = [pytest.mark.postgres, pytest.mark.slow]

_BETWEEN_REQUESTS = 0.05  # seconds
_AT_ONCE = 6  # requests on their way: a busy machine gets fewer than twenty a second
_PATIENCE = 90  # seconds for the last answers
_TYPED = ("help", "yesterday", "whoami", "last 2 days", "yesterday by day", "digest list")
_CLICKED = ("Refresh", "Next", "Edit search")
_PEOPLE = [one.name for one in SLACK_PEOPLE if one.mor_username]


@dataclass(slots=True)
class Replies:
    """The workspace, as an ASGI application. `said` has all replies, by their addresses."""

    slack: ASGIApp
    said: dict[str, list[str]] = field(default_factory=dict)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Take note of a reply."""
        body = bytearray()

        async def read() -> Message:
            message = await receive()
            body.extend(message.get("body", b""))
            return message

        await self.slack(scope, read, send)
        if scope.get("path", "").startswith("/response/"):
            self.said.setdefault(scope["path"], []).append(json.loads(body)["text"])

    def answered(self, path: str) -> bool:
        """Whether somebody was told more there than to be patient."""
        return any(text != texts.STILL_ASKING for text in self.said.get(path, ()))


@dataclass(slots=True)
class Service:
    """Three replicas that people reach through a balancer."""

    workspace: Workspace
    balancer: Balancer
    replicas: list[Replica]
    replies: Replies

    async def restart_while_people_ask(self, number: int, *, killed: bool) -> list[Passed]:
        """Restart so many replicas, each when all are ready. Return what people sent meanwhile.

        A person types and clicks what is there to be clicked. When this returns, everything that
        was acknowledged has been answered, or has waited for long.
        """
        asking = asyncio.create_task(self._ask_for_ever())
        for turn in range(number):
            replica = self.replicas[turn % len(self.replicas)]
            await self._after(60)
            await (replica.kill() if killed else replica.end())
            await self._after(20)  # others are asked meanwhile
            await replica.start()
            await self.balancer.until_ready(len(self.replicas))
        await self._after(60)
        asking.cancel()
        await asyncio.wait({asking})
        with suppress(TimeoutError):
            async with asyncio.timeout(_PATIENCE):
                while self.unanswered():  # noqa: ASYNC110 -- other processes have no event
                    await asyncio.sleep(0.1)
        return self.balancer.passed

    def unanswered(self) -> list[Passed]:
        """Commands and clicks that were acknowledged, and nobody has said a word."""
        open_ = [one for one in self.balancer.passed if one.status == 200 and _waits(one)]
        return [one for one in open_ if not (one.reply or self.replies.answered(_path(one)))]

    async def _after(self, requests: int) -> None:
        """Wait until people have sent so many more."""
        enough = len(self.balancer.passed) + requests
        while len(self.balancer.passed) < enough:  # noqa: ASYNC110 -- people have no event
            await asyncio.sleep(_BETWEEN_REQUESTS)

    async def _ask_for_ever(self) -> None:
        free = asyncio.Semaphore(_AT_ONCE)
        async with asyncio.TaskGroup() as sending:
            for number in range(10**6):
                await free.acquire()
                person = self.workspace.person(_PEOPLE[number % len(_PEOPLE)])
                task = sending.create_task(_request(person, number // len(_PEOPLE)))
                task.add_done_callback(lambda _: free.release())
                await asyncio.sleep(_BETWEEN_REQUESTS)


async def _request(person: SimulatedUser, number: int) -> None:
    """Type, or after each two commands click."""
    turn, click = divmod(number, 3)
    if click == 2:
        with suppress(LookupError):
            await person.clicks(_CLICKED[turn % len(_CLICKED)])
            return
    await person.types(f"/localcalls {_TYPED[number % len(_TYPED)]}", "@morbot")


def _fields(one: Passed) -> dict[str, Any]:
    form = {name: values[0] for name, values in parse_qs(one.body.decode()).items()}
    fields: dict[str, Any] = json.loads(form["payload"]) if "payload" in form else form
    return fields


def _path(one: Passed) -> str:
    return f"/response/{_fields(one)['response_url'].rpartition('/')[2]}"


def _waits(one: Passed) -> bool:
    """Whether its answer goes to its address: a click that opens a form has none."""
    return "Edit search" not in json.dumps(_fields(one).get("actions"))


@asynccontextmanager
async def _replica(name: str, folder: Path, settings: dict[str, str]) -> AsyncIterator[Replica]:
    replica = Replica(name, folder / name, settings)
    try:
        yield replica
    finally:
        await replica.kill()


def _environment(mor: MorServer, workspace: Workspace, settings: Settings) -> dict[str, str]:
    return {
        "MOR_URL": mor.url,
        "MOR_KEY_ADMIN": mor.options.secret_key,
        **{f"MOR_KEY_RESELLER_{id_}": key for id_, key in mor.options.reseller_keys.items()},
        "SLACK_API_URL": f"{workspace.address}/api",
        "SLACK_BOT_TOKEN": workspace.bot_token,
        "SLACK_SIGNING_SECRET": workspace.signing_secret,
        "DATABASE_URL": settings.database_url,
        "QUESTIONS_PER_MINUTE": "10000",
        "QUESTIONS_AT_ONCE": "64",
        "DIGEST_TICK": "0",
        "REPLICA_SILENCE": "10",
        "STOP_GRACE": "5",
    }


@pytest.fixture
def database_url(postgresql: str, postgresql_template: str) -> Iterator[str]:
    with postgresql_on(postgresql, postgresql_template) as address:
        yield address


@pytest.fixture
async def service(
    mor: MorServer, workspace: Workspace, database_url: str, tmp_path: Path
) -> AsyncIterator[Service]:
    """A service with everybody linked. MOR takes a moment, so that there is work to be cut off."""
    settings = settings_between(mor, workspace, database_url)
    await link_everybody(settings, workspace, mor)
    mor.options.delay = 0.3
    replies = Replies(create_app(workspace))
    async with AsyncExitStack() as stack:
        workspace.address = await stack.enter_async_context(serve(replies))
        environment = _environment(mor, workspace, settings)
        replicas = [
            await stack.enter_async_context(_replica(f"replica-{n}", tmp_path, environment))
            for n in range(3)
        ]
        await asyncio.gather(*(one.start() for one in replicas))
        balancer = Balancer(replicas)
        await stack.enter_async_context(balancer.looking())
        address = await stack.enter_async_context(serve(balancer))
        workspace.request_url = f"{address}/slack/events"
        await balancer.until_ready(len(replicas))
        yield Service(workspace, balancer, replicas, replies)


def _refused(passed: list[Passed]) -> Counter[tuple[int, bytes]]:
    return Counter((one.status, one.reply) for one in passed if one.status != 200)


def _told(service: Service) -> Counter[str]:
    """How often which sentence that is no answer was said."""
    sentences = {one[0]: one[0] for one in (texts.LOST, texts.LATER, texts.CUT_OFF)}
    every = [text for said in service.replies.said.values() for text in said]
    every += [one.reply.decode() for one in service.balancer.passed if one.status == 200]
    return Counter(name for text in every for name in sentences if name in text)


async def test_in_a_rolling_restart_nobody_is_refused_and_everybody_is_answered(
    service: Service, pytestconfig: pytest.Config
) -> None:
    number = pytestconfig.getoption("--restarts")
    passed = await service.restart_while_people_ask(number, killed=False)
    assert _refused(passed) == {}
    assert service.unanswered() == []
    assert _told(service) == {}


async def test_when_replicas_are_killed_nobody_is_left_without_a_word(
    service: Service, pytestconfig: pytest.Config
) -> None:
    number = pytestconfig.getoption("--restarts")
    passed = await service.restart_while_people_ask(number, killed=True)
    assert set(_refused(passed)) <= {CUT_OFF}  # not acknowledged: Slack itself tells them
    assert service.unanswered() == []
    assert set(_told(service)) <= {texts.LOST[0]}
