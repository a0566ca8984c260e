"""No secret comes out of a run full of faults: not in logs, errors, files, messages or output."""

import asyncio
import io
import json
import logging
import os
import secrets
import signal
import sqlite3
import sys
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import structlog
from pydantic import SecretStr

from bot import telemetry
from bot.sandbox.mor_server import Fault, MorServer
from bot.sandbox.serving import serve
from bot.sandbox.slack_server import Workspace, serve_workspace
from tests.secrets.leaky import LeakyMor
from tests.secrets.planted import Planted
from tests.support.company import StartBot


def _word() -> str:
    """Hard to guess, and other in every form it could be written in."""
    odd = 'é"<&+/%=\\ '
    return "".join(secrets.token_hex(3) + one for one in odd) + secrets.token_hex(3)


@pytest.fixture
def planted() -> Planted:
    return Planted(
        admin_key=_word(),
        wrong_key=_word(),
        reseller_key=_word(),
        signing_secret=_word(),
        bot_token=f"xoxb-{secrets.token_hex(12)}",
        sip_secret=secrets.token_hex(10),
        address_password=secrets.token_hex(10),
    )


@pytest.fixture
async def workspace(planted: Planted) -> AsyncIterator[Workspace]:
    one = Workspace(bot_token=planted["bot_token"], signing_secret=planted["signing_secret"])
    async with serve_workspace(one):
        yield one


@dataclass
class Company:
    """Where the secrets are. `address` is MOR's, with a password in it."""

    planted: Planted
    mor: MorServer
    leaky: LeakyMor
    address: str
    workspace: Workspace

    def leaks(self, *found: str | bytes) -> set[str]:
        """The secrets in `found` and in all messages, those included that were computed."""
        self.planted.add("hash", self.leaky.hashes)
        urls = self.workspace.grants._response_urls
        self.planted.add("response url", (one.rpartition("/")[2] for one in urls))
        said = (repr(one) + json.dumps(one.blocks) for one in self.workspace.messages.values())
        return set().union(*map(self.planted.leaks, (*found, *said)))

    async def ask(self, name: str, text: str) -> None:
        """Ask, and wait for the answer."""
        person = self.workspace.person(name)
        ack = await person.types(f"/localcalls {text}")
        assert ack.status == 200, ack
        answer = await person.sees(20)
        while "Still asking" in answer.text:
            answer = await person.sees(20)


@pytest.fixture
async def company(mor: MorServer, workspace: Workspace, planted: Planted) -> AsyncIterator[Company]:
    mor.options.secret_key = planted["admin_key"]
    mor.options.reseller_keys[3] = planted["reseller_key"]
    app = LeakyMor(mor, planted["sip_secret"])
    async with serve(app) as address:
        host = address.removeprefix("http://")
        base = f"http://morbot:{planted['address_password']}@{host}{mor.options.prefix}"
        yield Company(planted, mor, app, base, workspace)


@pytest.fixture
def logged() -> Iterator[io.StringIO]:
    """All that anybody logs, at the lowest level, through the bot's own pipe."""
    root = logging.getLogger()
    names = [name for name in logging.root.manager.loggerDict if not name.startswith("bot")]
    levels = {name: logging.getLogger(name).level for name in names}
    handlers, level, before = root.handlers[:], root.level, structlog.get_config()
    telemetry.configure("DEBUG")
    for name in names:
        logging.getLogger(name).setLevel(logging.DEBUG)
    (handler,) = root.handlers
    assert isinstance(handler, logging.StreamHandler)
    stream = io.StringIO()
    handler.setStream(stream)
    yield stream
    root.handlers[:] = handlers
    root.setLevel(level)
    for name, own in levels.items():
        logging.getLogger(name).setLevel(own)
    structlog.configure(**before)


def _files(directory: Path) -> bytes:
    """Every byte of every file, journals included."""
    return b"\n".join(path.read_bytes() for path in directory.rglob("*") if path.is_file())


def _break(database: Path) -> None:
    """From now on every question ends in an error that nobody foresaw."""
    with sqlite3.connect(database, timeout=30) as connection:
        connection.execute("UPDATE links SET role = 'nobody'")


class _Printed:
    """What a process prints, read all the time: a full pipe would hold it up."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        assert process.stdout is not None
        self._stream = process.stdout
        self._lines: list[bytes] = []
        self._more = asyncio.Condition()
        self._reading = asyncio.create_task(self._read())

    async def line_with(self, word: bytes) -> bytes:
        """The first line with a word, as soon as it is there."""

        def found() -> bytes | None:
            return next((line for line in self._lines if word in line), None)

        async with self._more:
            await self._more.wait_for(lambda: found() or self._stream.at_eof())
        line = found()
        assert line is not None, b"".join(self._lines)
        return line

    async def to_the_end(self) -> bytes:
        """Everything, once the process has ended."""
        await self._reading
        return b"".join(self._lines)

    async def _read(self) -> None:
        while not self._stream.at_eof():
            self._lines.append(await self._stream.readline())
            async with self._more:
                self._more.notify_all()


def test_the_search_finds_what_was_planted(planted: Planted) -> None:
    key = planted["admin_key"]
    assert planted.leaks("nothing") == set()
    for leak in (key, key[3:20], json.dumps([key]), repr(key), key.encode().hex()):
        assert planted.leaks(f"so it says {leak}!") == {"admin_key"}
    planted.add("hash", ["0123456789abcdef0123456789abcdef01234567"])
    assert planted.leaks(b"hash=0123456789abcdef") == {"hash 0"}


async def test_the_search_sees_what_libraries_log(
    planted: Planted, logged: io.StringIO, tmp_path: Path
) -> None:
    logging.getLogger("httpx").debug("key %s", planted["admin_key"])
    (tmp_path / "file-wal").write_text(planted["reseller_key"])
    assert planted.leaks(logged.getvalue()) == {"admin_key"}
    assert planted.leaks(_files(tmp_path)) == {"reseller_key"}


@pytest.mark.slow
async def test_no_secret_comes_out_of_a_bot_among_faults(
    company: Company,
    start_bot: StartBot,
    logged: io.StringIO,
    tmp_path: Path,
) -> None:
    asyncio.get_running_loop().set_debug(True)
    mor, workspace, planted = company.mor, company.workspace, company.planted
    settings = await start_bot(
        mor_url=company.address,
        mor_timeout=1,
        stop_timeout=1,
        questions_per_minute=1000,
        mor_breaker_failures=100,
        reseller_keys={3: SecretStr(planted["reseller_key"]), 4: SecretStr("444444")},
    )
    company.leaky.echoes = True
    for fault in set(Fault) - {Fault.ENDLESS}:
        mor.fail(fault)
        await company.ask("ingrid", "5 last week by:day")
    mor.options.fault = None
    await company.ask("ingrid", "user:tomford last week")
    await company.ask("nils", "yesterday")
    mor.options.secret_key = "another"
    await company.ask("ingrid", "5 yesterday")
    mor.options.secret_key = planted["admin_key"]
    for denied in ("Neleidžiama", "Access Denied", ""):
        mor.options.access_denied, mor.options.api_enabled = denied, denied != ""
        mor.options.resellers_without_api = {3}
        await company.ask("nils", "today")
    mor.options.api_enabled = True
    for status in (500, 404, 302):
        workspace.control.fail("response_url", status)
        await workspace.person("ingrid").types("/localcalls 5 today")
        workspace.control.fail("users.info", status)
        await workspace.person("ada").types("/localcalls today")
    workspace.control.lose_reply("response_url")
    await workspace.person("ingrid").types("/localcalls help")
    await asyncio.to_thread(_break, tmp_path / "morbot.db")
    await company.ask("ingrid", "5 yesterday")

    assert company.leaky.hashes
    assert "unforeseen" in logged.getvalue()
    assert "DEBUG".lower() in logged.getvalue()
    assert company.leaks(logged.getvalue()) == set()
    assert company.leaks(_files(tmp_path)) == set()
    assert company.leaks(repr(settings)) == set()


async def _morbot(*words: str, **environment: str) -> bytes:
    """All that a command prints."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", *words),
        env={**os.environ, **environment},
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    async with asyncio.timeout(60):
        return (await process.communicate())[0]


def _environment(company: Company, at: Path) -> dict[str, str]:
    planted = company.planted
    return {
        "MOR_URL": company.address,
        "MOR_KEY_ADMIN": planted["admin_key"],
        "MOR_KEY_RESELLER_3": planted["reseller_key"],
        "MOR_TIMEOUT": "2",
        "SLACK_API_URL": f"{company.workspace.address}/api",
        "SLACK_BOT_TOKEN": planted["bot_token"],
        "SLACK_SIGNING_SECRET": planted["signing_secret"],
        "DATABASE_URL": f"sqlite+aiosqlite:///{at / 'morbot.db'}",
        "PORT": "0",
        "WATCH_PORT": "0",
        "STOP_TIMEOUT": "1",
        "PYTHONPATH": str(Path(__file__).parents[2]),
        "PYTHONASYNCIODEBUG": "1",
    }


@pytest.mark.slow
async def test_no_secret_is_in_what_commands_print(
    company: Company,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    mor, planted = company.mor, company.planted
    right = _environment(company, tmp_path)
    wrong = {**right, "MOR_KEY_ADMIN": planted["wrong_key"]}
    broken = {**right, "MOR_RECIPE": planted["wrong_key"], "PORT": planted["wrong_key"]}
    elsewhere = {**right, "MOR_URL": f"http://u:{planted['address_password']}@127.0.0.1:9/billing"}
    store = f"postgresql+asyncpg://u:{planted['address_password']}@127.0.0.1:9/x"
    add = ("link", "add", "U0INGRID1", "admin", "--role", "admin")
    printed = await _morbot(*add, **right)
    printed += await _morbot("ask", "--as", "admin", "5 last week", **right)
    company.leaky.echoes = True
    for line in ("doctor", "link check", "ask --as admin 5 today"):
        printed += await _morbot(*line.split(), **wrong)
    for given in (elsewhere, {**right, "DATABASE_URL": store}):
        printed += await _morbot("doctor", "--json", **given)
        printed += await _morbot("ask", "--as", "admin", "5 today", **given)
    printed += await _morbot("run", **broken)
    mor.fail(Fault.ERROR_500)
    printed += await _morbot("ask", "--as", "admin", "5 today", "--json", **right)

    assert company.leaky.hashes
    assert b"is linked" in printed
    assert company.leaks(printed, _files(tmp_path)) == set()


async def test_no_secret_is_in_what_the_running_bot_prints(
    company: Company,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    mor, workspace, planted = company.mor, company.workspace, company.planted
    environment = _environment(company, tmp_path)
    await _morbot("link", "add", "U0INGRID1", "admin", "--role", "admin", **environment)
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", "run"),
        env={**os.environ, **environment},
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    printed = _Printed(process)
    async with asyncio.timeout(120):
        line = (await printed.line_with(b"/slack/events")).decode()
        workspace.request_url = next(word for word in line.split() if "/slack/events" in word)
        workspace.request_url = workspace.request_url.rstrip(".")
        await company.ask("ingrid", "5 last week")
        for fault in (Fault.ERROR_500, Fault.CUT, Fault.PROXY_PAGE):
            mor.fail(fault)
            await company.ask("ingrid", "5 yesterday")
        mor.options.fault = None
        mor.options.secret_key = "another"
        await company.ask("ingrid", "5 yesterday")
        workspace.control.fail("response_url", 500)
        await workspace.person("ingrid").types("/localcalls help")
        await asyncio.to_thread(_break, tmp_path / "morbot.db")
        await workspace.person("ingrid").types("/localcalls 5 today")
        await printed.line_with(b"unforeseen")
        running = _files(tmp_path)
        mor.options.secret_key = planted["admin_key"]
        mor.fail(Fault.ENDLESS)
        await workspace.person("ingrid").types("/localcalls 5 yesterday")
        process.send_signal(signal.SIGTERM)
        everything = await printed.to_the_end()

    assert company.leaks(everything, running, _files(tmp_path)) == set()
