"""A browser before the page of a workspace in which a plain Bolt app answers.

It is Debian's chromium; on a machine without one these tests are skipped.
"""

import shutil
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page, async_playwright
from slack_bolt.adapter.starlette.async_handler import AsyncSlackRequestHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.sandbox.page import Exchange, SlashCommand, Suggestion, page_app
from bot.sandbox.serving import serve
from bot.sandbox.slack_server import Workspace, serve_workspace
from bot.sandbox.slack_server.model import Shortcut
from tests.support.plain_app import Demo, teach

CHROMIUM = shutil.which("chromium")
ARGUMENTS = (
    *("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-quic"),
    *("--disable-component-update", "--disable-sync", "--no-first-run"),
)

SUGGESTIONS = (
    Suggestion("a week of calls", "tom", "/localcalls 5 last week"),
    Suggestion("what one can ask", "tom", "/localcalls blocks"),
    Suggestion("refused", "ada", "/localcalls 6 last week"),
    Suggestion("reports and status", "tom"),
)


@pytest_asyncio.fixture(loop_scope="session")
async def demo() -> AsyncIterator[Demo]:
    workspace = Workspace(
        commands={"/localcalls": True},
        shortcuts=[
            Shortcut("search_calls", "Search calls", on_messages=False),
            Shortcut("look_up_calls", "Look up calls", on_messages=True),
        ],
    )
    exchanges: list[Exchange] = []
    page = page_app(
        workspace,
        [SlashCommand("/localcalls", "Local calls of your MOR switch", "[who] [period] [filters]")],
        SUGGESTIONS,
        lambda: exchanges,
    )
    async with serve_workspace(workspace, page=page) as address:
        client = AsyncWebClient(workspace.bot_token, base_url=f"{address}/api/")
        bolt = AsyncApp(name="app", client=client, signing_secret=workspace.signing_secret)
        teach(bolt)
        handler = AsyncSlackRequestHandler(bolt)

        async def events(request: Request) -> Response:
            return await handler.handle(request)

        route = Route("/slack/events", events, methods=["POST"])
        async with serve(Starlette(routes=[route])) as app:
            workspace.request_url = f"{app}/slack/events"
            yield Demo(workspace, address, exchanges)


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def browser() -> AsyncIterator[Browser]:
    if CHROMIUM is None:
        pytest.skip("chromium is not installed")
    async with async_playwright() as playwright:
        one = await playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield one
        await one.close()


@pytest_asyncio.fixture(loop_scope="session")
async def page(browser: Browser, demo: Demo) -> AsyncIterator[Page]:
    """The page as Tom sees it in #noc. No error of a script and no breach of its policy."""
    context = await browser.new_context(viewport={"width": 1280, "height": 860})
    one = await context.new_page()
    problems: list[str] = []
    one.on("pageerror", lambda error: problems.append(str(error)))
    one.on(
        "console",
        lambda said: problems.append(said.text) if said.type == "error" else None,
    )
    await one.goto(f"{demo.address}/#tom/C0NOC0001")
    await one.get_by_role("heading", name="# noc").wait_for()
    yield one
    await context.close()
    assert problems == []
