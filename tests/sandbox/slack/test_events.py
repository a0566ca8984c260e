"""Events: told once if the app listens, four times if it does not, and only what it may know."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest
from slack_bolt.async_app import AsyncApp, AsyncSay
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.sandbox.serving import serve
from bot.sandbox.slack_server import Workspace, read_manifest

Json = dict[str, Any]


class Deaf:
    """An app that notes what it is told and answers as it is ordered to."""

    def __init__(self) -> None:
        self.told: list[tuple[Json, str, str]] = []
        self.status = 500
        self.headers: dict[str, str] = {}
        self.came = asyncio.Event()

    async def hear(self, request: Request) -> Response:
        headers = request.headers
        self.told.append(
            (
                await request.json(),
                headers.get("x-slack-retry-num", ""),
                headers.get("x-slack-retry-reason", ""),
            )
        )
        self.came.set()
        return Response(status_code=self.status, headers=self.headers)

    async def heard(self, times: int) -> None:
        while len(self.told) < times:
            self.came.clear()
            async with asyncio.timeout(60):
                await self.came.wait()


@pytest.fixture
async def deaf(workspace: Workspace) -> AsyncIterator[Deaf]:
    one = Deaf()
    routes = [Route("/slack/events", one.hear, methods=["POST"])]
    async with serve(Starlette(routes=routes)) as address:
        workspace.request_url = f"{address}/slack/events"
        yield one


async def test_a_mention_is_answered_in_the_channel(workspace: Workspace, app: AsyncApp) -> None:
    @app.event("app_mention")
    async def mentioned(event: Json, say: AsyncSay) -> None:
        await say(f"you said {event['text']}")

    await workspace.person("tom").says("@morbot 5 & @ada")
    ada = workspace.person("ada")
    said = "<@U0MORBOT1> 5 &amp; <@U0ADA0001>"
    assert [(await ada.sees()).text for _ in range(2)] == [said, f"you said {said}"]


async def test_a_direct_message_is_told(workspace: Workspace, app: AsyncApp) -> None:
    @app.event("message")
    async def said(event: Json, say: AsyncSay) -> None:
        assert event["channel_type"] == "im"
        await say(f"{event['user']} said {event['text']}")

    tom = workspace.person("tom")
    await tom.says("last week", "@morbot")
    assert (await tom.sees()).text == "U0TOM0001 said last week"


async def test_an_event_is_told_three_times_more(workspace: Workspace, deaf: Deaf) -> None:
    await workspace.person("tom").says("@morbot hello")
    await deaf.heard(2)
    workspace.clock.put_forward(60)
    await deaf.heard(3)
    workspace.clock.put_forward(300)
    await deaf.heard(4)
    numbers = [(number, reason) for _, number, reason in deaf.told]
    assert numbers == [("", ""), *((str(n), "http_error") for n in (1, 2, 3))]
    assert len({envelope["event_id"] for envelope, _, _ in deaf.told}) == 1


async def test_the_retries_wait_for_their_time(workspace: Workspace, deaf: Deaf) -> None:
    tom = workspace.person("tom")
    await tom.says("@morbot hello")
    await deaf.heard(2)
    deaf.status = 200
    workspace.clock.put_forward(30)
    await tom.says("@morbot in between")
    workspace.clock.put_forward(30)
    await deaf.heard(4)
    workspace.clock.put_forward(300)
    await tom.says("@morbot at the end")
    assert [number for _, number, _ in deaf.told] == ["", "1", "", "2", ""]


async def test_an_app_may_decline_retries(workspace: Workspace, deaf: Deaf) -> None:
    deaf.headers = {"X-Slack-No-Retry": "1"}
    await workspace.person("tom").says("@morbot hello")
    await workspace.person("tom").says("@morbot again")
    await deaf.heard(2)
    assert [number for _, number, _ in deaf.told] == ["", ""]


async def test_an_event_can_be_told_twice(workspace: Workspace, deaf: Deaf) -> None:
    deaf.status = 200
    await workspace.person("tom").says("@morbot hello")
    await workspace.outbound.repeat()
    assert deaf.told[0] == deaf.told[1]


async def test_an_app_hears_that_somebody_is_gone_and_that_it_is(
    workspace: Workspace, deaf: Deaf
) -> None:
    deaf.status = 200
    await workspace.admin.deactivate("tom")
    await workspace.admin.uninstall()
    events = [envelope["event"] for envelope, _, _ in deaf.told]
    assert [one["type"] for one in events] == ["user_change", "tokens_revoked", "app_uninstalled"]
    assert events[0]["user"]["deleted"]


async def test_an_app_hears_only_what_it_subscribed_to_and_may_know(
    workspace: Workspace, deaf: Deaf
) -> None:
    deaf.status = 200
    manifest = {
        "oauth_config": {"scopes": {"bot": ["app_mentions:read"]}},
        "settings": {"event_subscriptions": {"bot_events": ["app_mention", "message.im"]}},
    }
    wishes = read_manifest(manifest)
    workspace.scopes, workspace.subscriptions = wishes["scopes"], wishes["subscriptions"]
    tom = workspace.person("tom")
    await tom.says("hello", "@morbot")  # no im:history
    await tom.opens_home()  # not subscribed
    await tom.says("@morbot hello", "#support")  # not in there
    await tom.says("@morbot hello", "#noc")
    assert [envelope["event"]["type"] for envelope, _, _ in deaf.told] == ["app_mention"]
