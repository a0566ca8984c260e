"""The workspace over HTTP: the Web API, response URLs, uploads and downloads."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from starlette.applications import Starlette
from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Mount, Route
from starlette.types import ASGIApp

from bot.sandbox.serving import serve
from bot.sandbox.slack_server import remote
from bot.sandbox.slack_server.control import HeldReply, LostReply, OddReply
from bot.sandbox.slack_server.methods import METHODS
from bot.sandbox.slack_server.model import Refusal
from bot.sandbox.slack_server.responses import apply_reply, read_reply
from bot.sandbox.slack_server.web_api import answer_call
from bot.sandbox.slack_server.workspace import Workspace

RESPONSE_URL = "response_url"


def create_app(workspace: Workspace, page: ASGIApp | None = None) -> Starlette:
    """Return the workspace as an ASGI application. `page` answers all other addresses."""
    routes = _Routes(workspace)
    return Starlette(
        routes=[
            Route("/api/{method}", routes.api, methods=["GET", "POST"]),
            Route("/response/{id}", routes.response, methods=["POST"]),
            Route("/upload/{id}", routes.upload, methods=["POST"]),
            Route("/files/{id}/{name}", routes.download),
            *remote.routes(workspace),
            *([Mount("/", page)] if page else []),
        ]
    )


@asynccontextmanager
async def serve_workspace(
    workspace: Workspace, host: str = "127.0.0.1", port: int = 0, page: ASGIApp | None = None
) -> AsyncIterator[str]:
    """Serve the workspace on loopback and yield its address. The Web API is under `/api`.

    Raises as `serving.serve` does.
    """
    async with serve(create_app(workspace, page), host, port) as address:
        workspace.address = address
        await workspace.sockets.start(host)
        try:
            yield address
        finally:
            workspace.address = ""
            workspace.feed.wake()  # ends the event streams of the page
            await workspace.events.close()
            await workspace.sockets.close()
            await workspace.outbound.close()


class _Routes:
    """The handlers of the workspace's addresses."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    async def api(self, request: Request) -> Response | LostReply:
        """Answer a Web API call, or fail as ordered."""
        return await self._as_ordered(request.path_params["method"], request)

    async def response(self, request: Request) -> Response | LostReply:
        """Answer a reply to an interaction, or fail as ordered."""
        return await self._as_ordered(RESPONSE_URL, request)

    async def upload(self, request: Request) -> Response:
        """Take the bytes of a file, as they are or as a form."""
        file = self._workspace.files.get(request.path_params["id"])
        if file is None or file.content is not None:
            return PlainTextResponse("not found", 404)
        content = await _uploaded(request)
        if len(content) != file.length:
            return PlainTextResponse("length mismatch", 400)
        file.content = content
        return PlainTextResponse(f"OK - {len(content)}")

    async def download(self, request: Request) -> Response:
        """Return a file, if the request has the token."""
        file = self._workspace.files.get(request.path_params["id"])
        if request.headers.get("authorization") != f"Bearer {self._workspace.bot_token}":
            return PlainTextResponse("forbidden", 403)
        if file is None or not file.completed:
            return PlainTextResponse("not found", 404)
        return Response(file.content, media_type="application/octet-stream")

    async def _as_ordered(self, name: str, request: Request) -> Response | LostReply:
        order = self._workspace.control.take(name)
        if isinstance(order, Response):
            return order
        if name == RESPONSE_URL:
            answer = _respond(self._workspace, request.path_params["id"], await request.body())
        else:
            answer = await answer_call(self._workspace, METHODS, request)
        if isinstance(order, HeldReply):
            await order.wait()
        if isinstance(order, OddReply):
            return order.response
        return order if isinstance(order, LostReply) else answer


def _respond(workspace: Workspace, url_id: str, body: bytes) -> Response:
    """Answer `ok`, 404 for an expired or used address, or 400 for an invalid reply."""
    try:
        url = workspace.grants.use_response(url_id)
        apply_reply(workspace, url, read_reply(body, workspace.unknown_blocks))
    except Refusal as refusal:
        spent = refusal.code in ("used_url", "expired_url", "invalid_url")
        return JSONResponse(refusal.as_slack(), 404 if spent else 400)
    return PlainTextResponse("ok")


async def _uploaded(request: Request) -> bytes:
    if not request.headers.get("content-type", "").startswith("multipart/form-data"):
        return await request.body()
    form = await request.form()
    files = [one for one in form.values() if isinstance(one, UploadFile)]
    return await files[0].read() if files else b""
