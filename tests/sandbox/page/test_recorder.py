"""What an app asked a server can be looked at afterwards, and the server answers as ever."""

import gzip
from collections.abc import Awaitable, Callable

import httpx
import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from bot.sandbox.page import Recorder
from bot.sandbox.serving import serve


async def test_requests_and_answers_are_remembered_as_text() -> None:
    async def echo(request: Request) -> Response:
        return PlainTextResponse(b"heard " + await request.body())

    recorder = Recorder(_as_app(echo))
    async with serve(recorder) as address, httpx.AsyncClient(base_url=address) as client:
        answer = await client.post("/api/x?u=tom", data={"hash": "abc"})
    assert answer.text == "heard hash=abc"
    (exchange,) = recorder.exchanges()
    assert exchange.request == (
        "POST /api/x?u=tom\nContent-Type: application/x-www-form-urlencoded\n\nhash=abc"
    )
    assert exchange.answer == "200 text/plain; charset=utf-8\n\nheard hash=abc"


@pytest.mark.parametrize(
    ("body", "shown"),
    [
        (gzip.compress(b"<page/>"), "<page/>"),
        (b"\x1f\x8bnonsense", "(compressed, and not readable)"),
        (b"\xff<", "\N{REPLACEMENT CHARACTER}<"),
        (b"x" * 100_000, "x" * 65_536),
    ],
    ids=["compressed", "badly compressed", "no UTF-8", "long"],
)
async def test_any_answer_is_made_readable_and_its_beginning_kept(body: bytes, shown: str) -> None:
    async def answers(_: Request) -> Response:
        return Response(body)

    recorder = Recorder(_as_app(answers))
    async with serve(recorder) as address, httpx.AsyncClient(base_url=address) as client:
        assert (await client.get("/")).content == body
    assert recorder.exchanges()[0].answer.partition("\n\n")[2] == shown


def _as_app(answer: Callable[[Request], Awaitable[Response]]) -> Starlette:
    return Starlette(routes=[Route("/{path:path}", answer, methods=["GET", "POST"])])
