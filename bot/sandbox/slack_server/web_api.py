"""The Web API's door: who calls, may he, what does he want; the methods are elsewhere."""

from collections.abc import Mapping
from email.utils import formatdate

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from bot.sandbox.slack_server.arguments import Arguments, read_arguments
from bot.sandbox.slack_server.control import too_many
from bot.sandbox.slack_server.methods import chat, conversations, files, installing, people, views
from bot.sandbox.slack_server.methods.method import Method
from bot.sandbox.slack_server.model import Json, Refusal
from bot.sandbox.slack_server.workspace import Workspace

METHODS: Mapping[str, Method] = {
    **chat.METHODS,
    **conversations.METHODS,
    **files.METHODS,
    **installing.METHODS,
    **people.METHODS,
    **views.METHODS,
}


async def answer_call(workspace: Workspace, request: Request) -> Response:
    """Answer one Web API call, as Slack does: nearly always 200, the fault in the body."""
    try:
        result = _call(workspace, request, await read_arguments(request))
    except Refusal as refusal:
        return _refused(refusal)
    headers = {
        "date": formatdate(workspace.clock.now(), usegmt=True),
        "x-oauth-scopes": ",".join(sorted(workspace.scopes)),
    }
    return JSONResponse({"ok": True, **result}, headers=headers)


def _call(workspace: Workspace, request: Request, arguments: Arguments) -> Json:
    method = METHODS.get(request.path_params["method"])
    if method is None:
        raise Refusal("unknown_method", req_method=request.path_params["method"])
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


def _refused(refusal: Refusal) -> Response:
    if refusal.code == "ratelimited":
        return too_many(1)
    return JSONResponse(refusal.as_slack())
