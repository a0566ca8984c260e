"""What the bot is measured against: Bolt that does nothing, the same path without Bolt, and the
bot that one would write in an afternoon.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from hashlib import sha1
from urllib.parse import parse_qs

import httpx
from aiohttp import ClientSession
from dateparser.search import search_dates
from lxml import etree
from slack_bolt.adapter.starlette.async_handler import AsyncSlackRequestHandler
from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncRespond
from slack_sdk.signature import SignatureVerifier
from slack_sdk.web.async_client import AsyncWebClient
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot import app
from bot.app.core import without_link
from bot.ask.answers import TypedQuestion
from bot.ask.blocks import answer_message
from bot.calls.asker import Asker
from bot.ids import Identity
from bot.sandbox.company import TEAM_ID
from bot.sandbox.serving import serve
from tests.bench.office import SECRET, TOKEN, Office


@asynccontextmanager
async def no_op_bolt(office: Office) -> AsyncIterator[str]:
    """Bolt with one command that is acknowledged, and that is all; its address."""
    bolt = _bolt(office, process_before_response=True)

    @bolt.command("/localcalls")
    async def asked(ack: AsyncAck) -> None:
        await ack()

    async with serve(_served(bolt)) as address:
        yield address


@asynccontextmanager
async def without_bolt(office: Office) -> AsyncIterator[str]:
    """Our own path behind a bare endpoint: signature, form, link, MOR, message, reply."""
    verifier = SignatureVerifier(SECRET)
    tasks: set[asyncio.Task[None]] = set()
    async with app.opened(office.settings) as core, ClientSession() as session:
        questions, _ = core.asking(without_link)

        async def answer(user: str, text: str, url: str) -> None:
            identity = Identity(TEAM_ID, user)
            link = await core.directory.find(identity)
            asker = Asker(
                identity=identity,
                account=link.account if link else None,
                now=app.wall_clock(office.zone),
                zone=office.zone.key,
                locale="en-GB",
            )
            message = answer_message(await questions.ask(TypedQuestion(text), asker))
            async with session.post(url, json=message.payload()) as response:
                await response.read()

        async def handle(request: Request) -> Response:
            body = await request.body()
            if not verifier.is_valid_request(body, dict(request.headers)):
                return Response(status_code=401)
            form = {name: values[0] for name, values in parse_qs(body.decode()).items()}
            task = asyncio.create_task(
                answer(form["user_id"], form.get("text", ""), form["response_url"])
            )
            tasks.add(task)
            task.add_done_callback(tasks.discard)
            return Response()

        web = Starlette(routes=[Route("/slack/events", handle, methods=["POST"])])
        async with serve(web) as address:
            yield address


@asynccontextmanager
async def naive_bot(office: Office) -> AsyncIterator[str]:
    """Bolt as it comes, dateparser as it comes, a client for each request, and a DOM.

    It takes the first and the last date that dateparser, in all its languages, finds in the text.
    It knows everybody by heart, and neither checks nor records anything.
    """
    bolt = _bolt(office)

    @bolt.command("/localcalls")
    async def asked(ack: AsyncAck, command: dict[str, str], respond: AsyncRespond) -> None:
        await ack()
        now = datetime.now(UTC)
        found = [moment for _, moment in search_dates(command["text"]) or []]
        start, end = (found[0], found[-1]) if len(found) > 1 else ((found or [now])[0], now)
        form = {
            "u": "user1000",
            "from": str(int(start.timestamp())),
            "till": str(int(end.timestamp())),
            "s_user": "1000",
        }
        signed = form["from"] + form["till"] + form["s_user"] + "bench-key"
        form["hash"] = sha1(signed.encode(), usedforsecurity=False).hexdigest()
        async with httpx.AsyncClient() as client:
            response = await client.post(f"{office.mor_url}/api/local_calls_get", data=form)
        calls = etree.fromstring(response.content).findall("local_calls/call")
        lines = [f"{c.findtext('calldate/date')} {c.findtext('originator_device')}" for c in calls]
        await respond(text=f"Local calls: {len(calls)}", blocks=_section("\n".join(lines[:20])))

    async with serve(_served(bolt)) as address:
        yield address


def _bolt(office: Office, *, process_before_response: bool = False) -> AsyncApp:
    client = AsyncWebClient(token=TOKEN, base_url=f"{office.slack_address}/api/")
    return AsyncApp(
        name="rival",
        client=client,
        signing_secret=SECRET,
        process_before_response=process_before_response,
    )


def _served(bolt: AsyncApp) -> Starlette:
    handler = AsyncSlackRequestHandler(bolt)

    async def handle(request: Request) -> Response:
        return await handler.handle(request)

    return Starlette(routes=[Route("/slack/events", handle, methods=["POST"])])


def _section(text: str) -> list[dict[str, object]]:
    return [{"type": "section", "text": {"type": "plain_text", "text": text}}]
