"""How much of our own code one request runs through, in functions and in files.

This counts the functions of `bot/`, without `bot/sandbox`, that run from a request until the bot
has answered it and is idle again. Comprehensions, generator expressions, lambdas and nested
functions count too. Each counts once, however often it runs. Methods written by `dataclass` do not
count, because they are in no file. The bot has answered a request of the same kind before, so code
that only fills a cache is left out. It runs between the sandbox's MOR and Slack, in one process.
"""

import asyncio
import sqlite3
import sys
import tempfile
import threading
from collections.abc import AsyncIterator, Awaitable, Iterator
from contextlib import AsyncExitStack, asynccontextmanager, closing, contextmanager
from datetime import datetime, timedelta
from inspect import CO_OPTIMIZED
from pathlib import Path
from types import CodeType, FrameType
from typing import NamedTuple
from zoneinfo import ZoneInfo

import bot
from bot import app
from bot.sandbox.mor_server import running as mor_running
from bot.sandbox.serving import serve
from bot.sandbox.slack_server import Workspace, serve_workspace
from bot.settings import Settings
from tests.bench.measuring import apart
from tests.bench.table import Row, most
from tests.support.company import NOW, company, link_everybody, settings_between
from tests.support.databases import sqlite_in
from tests.support.digest_office import until


class Bound(NamedTuple):
    """How many are wanted, and how many `tests/meta/test_hops.py` allows."""

    goal: int
    ceiling: int


BOUNDS = {  # today's figures + 3 % are the ceilings, until each can be its goal + 10 %
    "/localcalls 5 last week": {"functions": Bound(190, 339), "files": Bound(40, 71)},
    "Next": {"functions": Bound(100, 175), "files": Bound(25, 40)},
    "a digest run": {"functions": Bound(230, 416), "files": Bound(40, 77)},
}

_OURS = Path(bot.__file__).parent
_SANDBOX = _OURS / "sandbox"
_COMMAND, _NEXT, _DIGEST = BOUNDS
_ORDER = "/localcalls digest yesterday every weekday at 12:00 in #noc"  # 14:00 where `NOW` is 14:30
_DAY = timedelta(days=1)
_LONGEST = 60  # seconds of one request, on a busy machine
_SETTLE = 0.2  # seconds for what the bot still does when it has answered


class Function(NamedTuple):
    """A function of ours. `file` is its path below `bot/`."""

    file: str
    name: str
    line: int


Trips = dict[str, list[Function]]
"""The functions that each request runs, in the order of their first calls, keyed as `BOUNDS`."""


def rows(*, quick: bool) -> Iterator[Row]:
    """A command, a click and a digest run. There is no quicker way to count them."""
    del quick
    for name, counts in counted(trips()).items():
        for unit, count in counts.items():
            yield most(f"{name}: {unit} of ours", count, BOUNDS[name][unit].goal, "{:g}".format)


def counted(found: Trips) -> dict[str, dict[str, int]]:
    """Return how many functions and files each request runs through, keyed as `BOUNDS`."""
    return {
        name: {"functions": len(functions), "files": len({one.file for one in functions})}
        for name, functions in found.items()
    }


def listing(found: Trips) -> str:
    """Return the functions of each request as text, by file, in the order of their first calls."""
    lines: list[str] = []
    for name, counts in counted(found).items():
        lines.append(f"{name}: {counts['functions']} functions in {counts['files']} files")
        by_file: dict[str, list[Function]] = {}
        for function in found[name]:
            by_file.setdefault(function.file, []).append(function)
        for file, functions in by_file.items():
            lines.append(f"  {file} ({len(functions)})")
            lines += [f"    {one.name}:{one.line}" for one in functions]
        lines.append("")
    return "\n".join(lines)


def trips() -> Trips:
    """Make each request twice in a fresh process, and return what the second runs through."""
    return apart(_measured)


def _measured() -> Trips:
    recorder = _Recorder()
    threading.setprofile(recorder)  # for threads that start from now on
    sys.setprofile(recorder)
    return asyncio.run(_requests(recorder))


class _Recorder:
    """A profile function that records which functions run."""

    def __init__(self) -> None:
        self._seen: dict[tuple[str, CodeType], None] | None = None

    def __call__(self, frame: FrameType, event: str, _argument: object) -> None:
        if self._seen is not None and event == "call":
            self._seen[frame.f_code.co_filename, frame.f_code] = None

    @contextmanager
    def recording(self) -> Iterator[list[Function]]:
        """Record within the block, and fill the list at its end."""
        functions: list[Function] = []
        seen: dict[tuple[str, CodeType], None] = {}
        self._seen = seen
        try:
            yield functions
        finally:
            self._seen = None
        functions += [_function(code) for _, code in seen if _is_ours(code)]


def _is_ours(code: CodeType) -> bool:
    path = Path(code.co_filename)
    is_function = bool(code.co_flags & CO_OPTIMIZED)  # not the body of a module or class
    return is_function and path.is_relative_to(_OURS) and not path.is_relative_to(_SANDBOX)


def _function(code: CodeType) -> Function:
    file = Path(code.co_filename).relative_to(_OURS).as_posix()
    return Function(file, code.co_qualname, code.co_firstlineno)


class _Users:
    """People who make requests to the bot. `found` is what these ran through."""

    def __init__(self, workspace: Workspace, database: Path, recorder: _Recorder) -> None:
        self._workspace = workspace
        self._database = database
        self._recorder = recorder
        self._now = NOW - 2 * _DAY
        self.found: Trips = {}

    def clock(self, zone: ZoneInfo) -> datetime:
        """The bot's clock. It starts two days before `NOW`."""
        return self._now.astimezone(zone)

    async def record(self, name: str, request: Awaitable[None]) -> None:
        """Await a request. What it runs through replaces what is there under this name."""
        async with asyncio.timeout(_LONGEST):
            with self._recorder.recording() as functions:
                await request
                await asyncio.sleep(_SETTLE)
        self.found[name] = functions

    async def type(self, person: str, text: str, button: str) -> None:
        """Type a command, and wait for an answer that has this button."""
        await self._workspace.person(person).types(text)
        await self._see(person, button)

    async def click(self, person: str, label: str, button: str) -> None:
        """Click a button, and wait for an answer that has this other button."""
        await self._workspace.person(person).clicks(label)
        await self._see(person, button)

    async def _see(self, person: str, button: str) -> None:
        while button not in (await self._workspace.person(person).sees(_LONGEST)).buttons:
            pass  # a slow machine is told first that MOR is still being asked

    async def come_due(self) -> None:
        """Let a day pass, and wait until the digest due by then is recorded as posted."""
        wanted = self._posted() + 1
        self._now += _DAY
        await until(lambda: self._posted() == wanted, _LONGEST)

    def _posted(self) -> int:
        """Ask the database without our own store, which would be recorded."""
        with closing(sqlite3.connect(self._database)) as connection:
            found = connection.execute("SELECT count(*) FROM deliveries WHERE state = 'posted'")
            return int(found.fetchone()[0])


async def _requests(recorder: _Recorder) -> Trips:
    async with AsyncExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="morbot-hops-")))
        mor = await stack.enter_async_context(mor_running(company(), clock=lambda: NOW))
        workspace = Workspace()
        await stack.enter_async_context(serve_workspace(workspace))
        settings = settings_between(mor, workspace, sqlite_in(folder), digest_tick=0)
        await link_everybody(settings, workspace, mor)
        users = _Users(workspace, folder / "morbot.db", recorder)
        async with _bot(settings, users, workspace):  # it sends no digests meanwhile
            for user in (10, 5):  # each once, so that no answer comes from a cache
                command = f"/localcalls {user} last week"
                await users.record(_COMMAND, users.type("ingrid", command, "Next"))
                await users.record(_NEXT, users.click("ingrid", "Next", "Previous"))
        async with _bot(settings.model_copy(update={"digest_tick": 1}), users, workspace):
            await users.type("tom", _ORDER, "Save")
            await users.click("tom", "Save", "Pause")
            for _ in range(2):
                await users.record(_DIGEST, users.come_due())
        return users.found


@asynccontextmanager
async def _bot(settings: Settings, users: _Users, workspace: Workspace) -> AsyncIterator[None]:
    async with app.running(settings, users.clock) as running, serve(running.web) as address:
        workspace.request_url = f"{address}/slack/events"
        yield
