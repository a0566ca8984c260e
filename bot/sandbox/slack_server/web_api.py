"""The Web API's frame: who calls, whether they may, the pages of lists."""

import base64
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from email.utils import formatdate
from typing import Literal, TypeVar

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from bot.sandbox.slack_server.arguments import Arguments, read_arguments
from bot.sandbox.slack_server.control import too_many
from bot.sandbox.slack_server.model import Json, Refusal
from bot.sandbox.slack_server.workspace import Workspace

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Method:
    """A Web API method. It needs one of `scopes`, or none if there are none."""

    answer: Callable[[Workspace, Arguments], Json]
    required: tuple[str, ...] = ()
    scopes: tuple[str, ...] = ()
    caller: Literal["bot", "app", "anyone"] = "bot"


async def answer_call(
    workspace: Workspace, methods: Mapping[str, Method], request: Request
) -> Response:
    """Answer one call as Slack does: nearly always with status 200, the error in the body."""
    try:
        result = _call(workspace, methods, request, await read_arguments(request))
    except Refusal as refusal:
        if refusal.code == "ratelimited":
            return too_many(1)
        return JSONResponse(refusal.as_slack())
    headers = {
        "date": formatdate(workspace.clock.now(), usegmt=True),
        "x-oauth-scopes": ",".join(sorted(workspace.scopes)),
    }
    return JSONResponse({"ok": True, **result}, headers=headers)


def _call(
    workspace: Workspace, methods: Mapping[str, Method], request: Request, arguments: Arguments
) -> Json:
    name = request.path_params["method"]
    method = methods.get(name)
    if method is None:
        raise Refusal("unknown_method", req_method=name)
    _check_token(workspace, method, arguments.text("token"))
    if method.scopes and not workspace.scopes.intersection(method.scopes):
        raise workspace.missing_scope(",".join(method.scopes))
    missing = [name for name in method.required if name not in arguments]
    if missing:
        lines = [f"[ERROR] missing required field: {name}" for name in missing]
        raise Refusal("invalid_arguments", lines)
    return method.answer(workspace, arguments)


def _check_token(workspace: Workspace, method: Method, token: str) -> None:
    if method.caller == "anyone":
        return
    if not token:
        raise Refusal("not_authed")
    kinds = {workspace.bot_token: "bot", workspace.app_token: "app"}
    if token not in kinds:
        raise Refusal("invalid_auth")
    if workspace.token_fault:
        raise Refusal(workspace.token_fault)
    if kinds[token] != method.caller:
        raise Refusal("not_allowed_token_type")


def page(
    whole: Sequence[T], arguments: Arguments, *, usual: int = 100, refusal: str = "invalid_limit"
) -> tuple[Sequence[T], Json]:
    """Return the page asked for, and the part of the answer with the next page's cursor.

    Raises Refusal. Its code is `refusal` for a limit that is not from 1 to 1000.
    """
    limit = arguments.number("limit", usual)
    if not 1 <= limit <= 1000:
        raise Refusal(refusal)
    start = _read_cursor(arguments.text("cursor"))
    if start > len(whole):
        raise Refusal("invalid_cursor")
    after = start + limit
    cursor = base64.b64encode(b"next:%d" % after).decode() if after < len(whole) else ""
    return whole[start:after], {"response_metadata": {"next_cursor": cursor}}


def _read_cursor(cursor: str) -> int:
    if not cursor:
        return 0
    try:
        name, _, start = base64.b64decode(cursor, validate=True).decode().partition(":")
        if name != "next":
            raise Refusal("invalid_cursor")
        return int(start)
    except ValueError:  # also what is not base64
        raise Refusal("invalid_cursor") from None
