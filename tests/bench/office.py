"""The bot between its two ends, people who are linked, and how they type a command."""

import asyncio
import gc
import tempfile
import time
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlencode, urlsplit
from zoneinfo import ZoneInfo

from pydantic import SecretStr

from bot import app
from bot.calls.model import Account, Role
from bot.ids import COMMAND_LINE, Identity
from bot.links.directory import Directory
from bot.links.model import Link
from bot.sandbox.company import TEAM_ID
from bot.sandbox.serving import serve
from bot.sandbox.slack_server.outbound import signed_headers
from bot.settings import Settings
from tests.bench.ends import Answer, Slack, end

TOKEN = "xoxb-bench"
SECRET = "bench-signing-secret"
PEOPLE = [f"U0BENCH{number:02}" for number in range(50)]
NO_LIMIT = 10_000  # the most that the setting takes


@dataclass
class Caller:
    """Slack's way to an app: signed commands over a connection that stays open."""

    slack: Slack
    slack_address: str
    address: str
    _connection: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None
    _number: int = 0

    async def types(self, text: str, person: str = PEOPLE[0]) -> tuple[float, float, str]:
        """One command; the seconds to its ack, to its answer, and the answer's text."""
        url, coming = self.slack.response_url(self.slack_address)
        request = self._request(text, person, url)
        await self._connected()
        begun = time.perf_counter()
        refusal = await self._send(request)
        acked = time.perf_counter() - begun
        if refusal:  # no other answer comes
            return acked, acked, refusal
        reply = await coming
        return acked, reply.came_at - begun, reply.text

    async def acked(self, text: str) -> float:
        """One command to an app that only acknowledges; the seconds."""
        request = self._request(text, PEOPLE[0], f"{self.slack_address}/reply/none")
        await self._connected()
        begun = time.perf_counter()
        await self._send(request)
        return time.perf_counter() - begun

    def _request(self, text: str, person: str, response_url: str) -> bytes:
        self._number += 1
        form = {
            "command": "/localcalls",
            "text": text,
            "team_id": TEAM_ID,
            "team_domain": "harbour",
            "channel_id": "C0GENERAL",
            "channel_name": "general",
            "user_id": person,
            "user_name": person.lower(),
            "api_app_id": "A0MORBOT1",
            "is_enterprise_install": "false",
            "response_url": response_url,
            "trigger_id": f"{id(self)}.{self._number}",  # no two requests are signed alike
        }
        body = urlencode(form).encode()
        headers = {
            "Host": "localhost",
            "Content-Type": "application/x-www-form-urlencoded",
            "Content-Length": str(len(body)),
            **signed_headers(SECRET, int(time.time()), body),
        }
        head = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
        return f"POST /slack/events HTTP/1.1\r\n{head}\r\n".encode() + body

    async def _send(self, request: bytes) -> str:
        """Send a request. Return what its ack says, which is nothing if all is well."""
        reader, writer = await self._connected()
        writer.write(request)
        head = (await reader.readuntil(b"\r\n\r\n")).lower()
        length = head.partition(b"content-length:")[2].split(b"\r\n", 1)[0]
        body = await reader.readexactly(int(length or 0))
        if not head.startswith(b"http/1.1 200 "):
            raise RuntimeError(f"not acknowledged: {head.decode()}{body.decode()}")
        return body.decode()

    async def _connected(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        if self._connection is None or self._connection[0].at_eof():
            self.hang_up()
            where = urlsplit(self.address)
            self._connection = await asyncio.open_connection(where.hostname, where.port)
        return self._connection

    def hang_up(self) -> None:
        """Close the connection; the next command opens another."""
        if self._connection is not None:
            self._connection[1].close()
            self._connection = None


@dataclass(frozen=True)
class Office:
    """A Slack end, a MOR end, and settings for a bot between them. Everybody is linked."""

    slack: Slack
    slack_address: str
    mor_url: str
    settings: Settings
    stack: AsyncExitStack
    zone = ZoneInfo("Europe/Vilnius")  # of everybody

    async def bot(self) -> str:
        """Start the bot; its address."""
        bot = await self.stack.enter_async_context(app.running(self.settings))
        gc.collect()
        gc.freeze()  # as `morbot run` does
        return await self.stack.enter_async_context(serve(bot.web))

    def caller(self, address: str) -> Caller:
        """Slack's way to an app at this address."""
        caller = Caller(self.slack, self.slack_address, address)
        self.stack.callback(caller.hang_up)
        return caller


@asynccontextmanager
async def office(
    mor_answer: bytes, *, mor_seconds: float = 0.0, mor_url: str = "", **given: object
) -> AsyncIterator[Office]:
    """An office whose MOR gives always the same answer, after some seconds; or another MOR."""
    slack = Slack()
    async with AsyncExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="morbot-bench-"))
        slack_address = await stack.enter_async_context(end(slack.answer))
        mor = mor_url or await stack.enter_async_context(end(_always(mor_answer, mor_seconds)))
        settings = Settings.load(
            env_file=None,
            **{
                "mor_url": f"{mor}/billing",
                "mor_key_admin": SecretStr("bench-key"),
                "slack_api_url": f"{slack_address}/api",
                "slack_bot_token": SecretStr(TOKEN),
                "slack_signing_secret": SecretStr(SECRET),
                "database_url": f"sqlite+aiosqlite:///{Path(folder) / 'morbot.db'}",
                "questions_per_minute": NO_LIMIT,  # one person stands for many
                **given,
            },
        )
        async with app.opened(settings) as core:
            await link_everybody(core.directory)
        yield Office(slack, slack_address, f"{mor}/billing", settings, stack)


async def link_everybody(directory: Directory) -> None:
    """A link for each of the people, as users of the admin's own."""
    now = datetime.now(UTC)
    await directory.add(
        *(
            Link(
                Identity(TEAM_ID, person),
                Account(f"user{number}", number, Role.USER),
                external=False,
                suspended="",
                created_at=now,
                created_by=COMMAND_LINE,
                checked_at=now,
            )
            for number, person in enumerate(PEOPLE, start=1000)
        )
    )


def _always(answer: bytes, seconds: float) -> Answer:
    async def later() -> bytes:
        await asyncio.sleep(seconds)
        return answer

    return lambda _path, _body: later() if seconds else answer
