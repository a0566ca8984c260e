"""A company with its bot. Everything that is shown to anybody in it is looked at by an oracle."""

import asyncio
import json
import sqlite3
import zipfile
from collections.abc import AsyncIterator, Callable, Collection
from contextlib import AsyncExitStack, asynccontextmanager, closing
from dataclasses import dataclass, field
from datetime import UTC, datetime, tzinfo
from io import BytesIO
from pathlib import Path
from typing import Any

from bot import app
from bot.digests.engine.rounds import Parts
from bot.digests.pacing import ChannelPacer
from bot.sandbox.company import SLACK_PEOPLE, TEAM_ID
from bot.sandbox.mor_server import Database, MorServer
from bot.sandbox.mor_server import running as mor_running
from bot.sandbox.serving import serve
from bot.sandbox.slack_server import SimulatedUser, Workspace, serve_workspace
from bot.sandbox.slack_server.model import BOT_USER, File, Json, Message
from bot.sandbox.slack_server.views import OpenViews, View
from bot.settings import Settings
from tests.access import marks
from tests.access.oracle import Oracle
from tests.support.company import link_everybody, settings_between
from tests.support.databases import sqlite_in

INGRID, NEWTON = "U0INGRID1", "U0NEWTON1"
NAMES = {one.id: one.name for one in SLACK_PEOPLE}


@dataclass
class Clock:
    """The time of the bot and of MOR."""

    now: datetime = marks.NOW

    def __call__(self, zone: tzinfo = UTC) -> datetime:
        """Return the time in a zone."""
        return self.now.astimezone(zone)


@dataclass(frozen=True)
class Shown:
    """Something that was shown: to one person, or to everybody in a channel."""

    reader: str
    channel: str
    text: str


class WatchedWorkspace(Workspace):
    """A workspace that tells of every message and view at the moment when it is shown."""

    def __post_init__(self) -> None:
        super().__post_init__()
        self.watch: Callable[[Shown], None] = lambda _: None
        self.views = _WatchedViews(self)

    def post(self, *args: Any, **kwargs: Any) -> Message:
        return self._told(super().post(*args, **kwargs))

    def change(self, *args: Any, **kwargs: Any) -> Message:
        return self._told(super().change(*args, **kwargs))

    def _told(self, message: Message) -> Message:
        if message.author == BOT_USER:
            reader = message.reader or self.channels[message.channel].user
            files = "\n".join(map(content_of, message.files))
            text = f"{message.text}\n{as_text(message.blocks)}\n{files}"
            self.watch(Shown(reader, message.channel, text))
        return message


class _WatchedViews(OpenViews):
    def __init__(self, workspace: WatchedWorkspace) -> None:
        super().__init__(workspace.clock, workspace.ids, workspace.feed, workspace.design)
        self._workspace = workspace

    def _fill(self, view: View, content: Json) -> None:
        super()._fill(view, content)
        self._workspace.watch(Shown(view.user, "", as_text(content)))


def as_text(value: object) -> str:
    """Return all that stands in blocks or a view, with its values."""
    return json.dumps(value, ensure_ascii=False)


def content_of(file: File) -> str:
    """Return what stands in a CSV or Excel file."""
    content = file.content or b""
    if not file.name.endswith(".xlsx"):
        return content.decode("utf-8", "replace")
    with zipfile.ZipFile(BytesIO(content)) as parts:
        return "\n".join(parts.read(name).decode() for name in parts.namelist())


@dataclass
class Scene:
    """The company in the middle of a conversation.

    `acting` are the Slack users whose steps are under way, and `wrong` what the oracle has seen.
    """

    settings: Settings
    mor: MorServer
    mor_users: Database
    workspace: WatchedWorkspace
    oracle: Oracle
    store: sqlite3.Connection
    bot: app.Bot
    stack: AsyncExitStack
    clock: "Clock"
    acting: set[str] = field(default_factory=set)
    shown: list[Shown] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    _known_questions: set[tuple[str, str]] = field(default_factory=set)
    _elsewhere: tuple[app.Core, app.Workspace] | None = None

    def person(self, name: str) -> SimulatedUser:
        """Return somebody by name."""
        return self.workspace.person(name)

    async def settle(self) -> None:
        """Return when the bot has nothing left to do."""
        for _ in range(2):  # a listener that has just acknowledged starts its work in a moment
            await asyncio.sleep(0.001)
            while self._is_busy():  # noqa: ASYNC110 -- nobody is told when it becomes idle
                await asyncio.sleep(0.001)

    async def until_set_or_idle(self, asked: asyncio.Event) -> None:
        """Return when a held MOR was asked, or the bot has nothing to do."""
        while self._is_busy() and not asked.is_set():  # noqa: ASYNC110 -- as above
            await asyncio.sleep(0.001)

    def _is_busy(self) -> bool:
        tasks = [self.bot.tasks, *([self._elsewhere[1].tasks] if self._elsewhere else [])]
        return any(map(len, tasks))

    async def elsewhere(self) -> tuple[app.Core, app.Workspace]:
        """Return what a command line beside the bot has."""
        if self._elsewhere is None:
            core = await self.stack.enter_async_context(app.opened(self.settings))
            connected = app.connected(core)
            self._elsewhere = core, await self.stack.enter_async_context(connected)
        return self._elsewhere

    async def digest_parts(self) -> Parts:
        """Return what `morbot digest run-due` has."""
        core, workspace = await self.elsewhere()
        for user in NAMES:  # a command line remembers nobody from the last time
            workspace.people.forget(user)
        pacer = ChannelPacer(core.database, 1.0, self.workspace.clock.now, self._hurry)
        channel = app.digest_channel(workspace, pacer)
        return app.digest_parts(core, channel, self.clock)

    async def _hurry(self, seconds: float) -> None:
        self.workspace.clock.put_forward(seconds)

    def watch(self, shown: Shown) -> None:
        """Judge what is shown, at this moment."""
        self.shown.append(shown)
        if shown.reader:
            self._judge_private(shown)
        else:
            self._judge_public(shown)

    def _judge_private(self, shown: Shown) -> None:
        reader, oracle = shown.reader, self.oracle
        name = NAMES.get(reader, reader)
        users, admin = marks.users_in(shown.text), oracle.is_bot_admin(reader)
        counted = set() if admin else marks.counted_in(shown.text)  # the audit log has counts
        for user_id in sorted(users | counted):
            if not oracle.may_see(reader, user_id):
                self._report(f"{name} was shown calls of MOR user {user_id}", shown)
        about = marks.titled(shown.text)
        if users and about and users - about and not oracle.is_in_grace(reader):
            self._report(f"{name} was shown calls of {users} as those of {about}", shown)
        if not admin:
            if marks.AUDIT_MARK in shown.text:
                self._report(f"{name} was shown the audit log", shown)
            if marks.LINK_MARK in shown.text and not oracle.may_see(reader, 77):
                self._report(f"{name} was shown a link of another person", shown)
            for owner in marks.owners_in(shown.text) - {name}:
                if (owner, reader) not in self._known_questions:
                    self._report(f"{name} was shown a question of {owner}", shown)

    def _judge_public(self, shown: Shown) -> None:
        """A message in a channel needs somebody with the right to it who wanted it there."""
        wanted_by = self.acting | self._digest_owners(shown.channel)
        for user_id in sorted(marks.users_in(shown.text) | marks.counted_in(shown.text)):
            if not any(self.oracle.may_see(one, user_id) for one in wanted_by):
                self._report(f"{shown.channel} was shown calls of MOR user {user_id}", shown)
        members = self.workspace.channels[shown.channel].members
        for owner in marks.owners_in(shown.text):
            self._known_questions |= {(owner, member) for member in members}

    def _digest_owners(self, channel: str) -> set[str]:
        found = self.store.execute("SELECT slack_user FROM digests WHERE place = ?", (channel,))
        return {str(one) for (one,) in found}

    def _report(self, what: str, shown: Shown) -> None:
        self.wrong.append(f"{what}: {shown.text[:300]!r}")


def _plant(store: sqlite3.Connection) -> None:
    """Write an entry of the audit log and a link that only bot admins may read."""
    at = f"{datetime.now(UTC):%Y-%m-%d %H:%M:%S.%f}"
    with store:
        store.execute(
            "INSERT INTO audit (at, org, slack_user, mor_username, outcome, kind, about)"
            " VALUES (?, ?, 'U0OLD0001', ?, '', 'link', ?)",
            (at, TEAM_ID, marks.AUDIT_MARK, f"{TEAM_ID}/U0OLD0002"),
        )
        columns = [one[1] for one in store.execute("PRAGMA table_info(links)")]
        row = dict.fromkeys(columns, "") | {
            "org": TEAM_ID,
            "slack_user": "U0OLD0002",
            "mor_username": marks.LINK_MARK,
            "mor_user_id": 77,
            "role": "user",
            "owner_id": 0,
            "foreign_refused": 0,
            "external": 0,
            "created_at": at,
            "checked_at": at,
        }
        store.execute(
            f"INSERT INTO links ({', '.join(row)}) VALUES ({', '.join('?' * len(row))})",  # noqa: S608 -- columns of our own
            list(row.values()),
        )


@asynccontextmanager
async def scene_open(
    folder: Path, admins: Collection[str] = (INGRID, NEWTON)
) -> AsyncIterator[Scene]:
    """A fresh company with everybody linked, watched."""
    async with AsyncExitStack() as stack:
        mor_users = stack.enter_context(closing(Database.of(marks.marked_world())))
        clock = Clock()
        server = mor_running(mor_users, clock=clock)
        mor = await stack.enter_async_context(server)
        workspace = WatchedWorkspace()
        await stack.enter_async_context(serve_workspace(workspace))
        settings = settings_between(
            mor,
            workspace,
            sqlite_in(folder),
            bot_admins=",".join(admins),
            digest_tick=0,
            questions_per_minute=1000,
        )
        await link_everybody(settings, workspace, mor)
        path = folder / "morbot.db"
        with closing(sqlite3.connect(path)) as writing:
            _plant(writing)
        store = stack.enter_context(closing(sqlite3.connect(path, isolation_level=None)))
        oracle = Oracle(workspace, mor_users, mor.options, store, frozenset(admins))
        bot = await stack.enter_async_context(app.running(settings, clock))
        address = await stack.enter_async_context(serve(bot.web))
        workspace.request_url = f"{address}/slack/events"
        scene = Scene(settings, mor, mor_users, workspace, oracle, store, bot, stack, clock)
        workspace.watch = scene.watch
        yield scene
