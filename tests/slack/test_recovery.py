"""What a replica does for one that was killed, while Slack is slow or a row is odd."""

import asyncio
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import Any

import pytest
from sqlalchemy import Row, select
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.app.workspace import Workspace as Connected
from bot.sandbox.mor_server import MorServer
from bot.sandbox.serving import serve
from bot.sandbox.slack_server import Workspace
from bot.slack.conversation.commands import CommandRouter
from bot.slack.conversation.conversation import Conversation
from bot.slack.conversation.mentions import Mentions
from bot.slack.pending import REQUEST, Pending, needs_answer
from bot.slack.recovery import Recovery
from bot.store.database import Database
from bot.store.expiring import ExpiringRows
from bot.store.tables import TAKEN_NOTE, expiring
from bot.telemetry import Metrics
from tests.support.company import NOW, connected_between, settings_between
from tests.support.digest_office import until
from tests.support.logs import ReadLog

SILENCE = 0.6


class Replies:
    """Addresses for replies, as Slack's; `told` are those that got one. `slow` holds them up."""

    def __init__(self) -> None:
        self.told: list[str] = []
        self.go_on = asyncio.Event()
        self.go_on.set()
        self.address = ""

    async def take(self, request: Request) -> Response:
        self.told.append(request.path_params["name"])
        await self.go_on.wait()
        return Response("ok")


class Scene:
    """One replica of the bot that recovers, and the rows that others left."""

    def __init__(self, connected: Connected, replies: Replies) -> None:
        self.replies = replies
        self.database: Database = connected.core.database
        self.rows: ExpiringRows = connected.core.expiring
        identities = connected.identities(NOW.astimezone)
        conversation = Conversation(
            CommandRouter("/localcalls"),
            identities.asker,
            identities.confirm_unchanged,
            identities.fill_in,
            connected.tasks,
            session=connected.session,
            poster=connected.reply_poster,
            metrics=Metrics(),
        )
        self.recovery = Recovery(self.rows, conversation, Mentions(conversation, "U0BOT"), SILENCE)

    async def leave(self, name: str, **place: Any) -> None:
        """Leave a click behind, as a replica that was killed."""
        url = f"{self.replies.address}/{name}"
        value = {
            "place": {"user": "U0TOM0001", "response_url": url, **place},
            "owner": "killed",
            "at": int(time.time()),
        }
        await self.rows.put(REQUEST, name, 1800, value)

    async def closed(self, name: str) -> None:
        """Wait until a row is remembered as answered."""
        async with asyncio.timeout(60):
            while not any(row.key == name and row.value == TAKEN_NOTE for row in await self.all()):
                pass

    async def sign_renewed(self) -> None:
        """Wait until this replica has given another sign of life."""
        before = await self._sign()
        async with asyncio.timeout(60):
            while await self._sign() == before:
                pass

    async def _sign(self) -> object:
        return [row.ends_at for row in await self.all() if row.key == self.recovery.own_id]

    async def all(self) -> Sequence[Row[Any]]:
        """All rows that are stored."""
        async with self.database.reading() as connection:
            return (await connection.execute(select(expiring))).all()


@asynccontextmanager
async def opened(mor: MorServer, workspace: Workspace, url: str) -> AsyncIterator[Scene]:
    replies = Replies()
    web = Starlette(routes=[Route("/{name}", replies.take, methods=["POST"])])
    settings = settings_between(mor, workspace, url)
    async with serve(web) as replies.address, connected_between(mor, workspace, settings) as one:
        yield Scene(one, replies)


@pytest.fixture
async def scene(mor: MorServer, workspace: Workspace, each_database: str) -> AsyncIterator[Scene]:
    async with opened(mor, workspace, each_database) as one:
        yield one


async def test_signs_of_life_go_on_while_slack_is_slow(scene: Scene) -> None:
    scene.replies.go_on.clear()
    await scene.leave("slow")
    async with scene.recovery.running():
        await until(lambda: scene.replies.told)
        for _ in range(3):
            await scene.sign_renewed()
        scene.replies.go_on.set()
        await scene.closed("slow")
    assert scene.replies.told == ["slow"]


@pytest.mark.parametrize("odd", [{"place": {"new_field": 1}}, {"at": "noon"}, "no row at all"])
async def test_a_row_that_cannot_be_read_is_closed_and_the_others_are_answered(
    odd: Any, scene: Scene, read_log: ReadLog
) -> None:
    row = odd if isinstance(odd, str) else {"owner": "killed", "at": int(time.time()), **odd}
    await scene.rows.put(REQUEST, "odd", 1800, row)
    async with scene.recovery.running():
        await scene.closed("odd")
        await scene.leave("later")
        await scene.closed("later")
    assert scene.replies.told == ["later"]
    assert [one["event"] for one in read_log()].count("request-not-recovered") == 1


async def test_a_request_that_was_answered_meanwhile_is_not_recovered(scene: Scene) -> None:
    scene.replies.go_on.clear()
    for name in ("one", "two"):
        await scene.leave(name)
    async with scene.recovery.running():
        await until(lambda: scene.replies.told)
        [first] = scene.replies.told
        other = "two" if first == "one" else "one"
        await Pending(scene.rows, REQUEST, other).close()  # by another replica
        scene.replies.go_on.set()
        await scene.closed(first)
        await scene.leave("later")
        await scene.closed("later")
    assert scene.replies.told == [first, "later"]


@pytest.mark.parametrize(
    "sent",
    [
        {"type": "view_submission", "view": {"type": "modal", "state": {}}},
        {"type": "block_actions", "view": {"type": "home"}},
    ],
)
async def test_a_form_or_a_click_in_the_home_tab_is_told_of_in_direct_messages(
    sent: dict[str, Any], scene: Scene, workspace: Workspace
) -> None:
    needed = needs_answer({**sent, "user": {"id": "U0TOM0001"}})
    assert needed is not None
    row = {**needed, "owner": "killed", "at": int(time.time())}
    await scene.rows.put(REQUEST, "form", 1800, row)
    async with scene.recovery.running():
        told = await workspace.person("tom").sees()
        await scene.closed("form")
    assert told.channel == "D0TOM0001"
    assert "was restarted" in told.text
