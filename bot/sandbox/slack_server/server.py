"""The workspace over HTTP: the Web API and the addresses where interactions are answered."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from bot.sandbox.serving import serve
from bot.sandbox.slack_server.model import Refusal
from bot.sandbox.slack_server.responses import give_response, read_response
from bot.sandbox.slack_server.web_api import answer_call

if TYPE_CHECKING:
    from bot.sandbox.slack_server.workspace import Workspace


def create_app(workspace: "Workspace") -> Starlette:
    """The workspace as an ASGI application: `/api/<method>` and `/response/<id>`."""

    async def api(request: Request) -> Response:
        return await answer_call(workspace, request)

    async def response(request: Request) -> Response:
        return _respond(workspace, request.path_params["id"], await request.body())

    return Starlette(
        routes=[
            Route("/api/{method}", api, methods=["GET", "POST"]),
            Route("/response/{id}", response, methods=["POST"]),
        ]
    )


@asynccontextmanager
async def serve_workspace(
    workspace: "Workspace", host: str = "127.0.0.1", port: int = 0
) -> AsyncIterator[str]:
    """Open the workspace on loopback and yield its address; the Web API is under `/api`."""
    async with serve(create_app(workspace), host, port) as address:
        workspace.address = address
        try:
            yield address
        finally:
            await workspace.outbound.close()


def _respond(workspace: "Workspace", url_id: str, body: bytes) -> Response:
    """Slack answers `ok`, 404 for an address that is spent, 400 for what it cannot read."""
    try:
        response = read_response(body)
        give_response(workspace, workspace.use_response_url(url_id), response)
    except Refusal as refusal:
        spent = refusal.code in ("used_url", "expired_url", "invalid_url")
        return JSONResponse(refusal.as_slack(), 404 if spent else 400)
    return PlainTextResponse("ok")
