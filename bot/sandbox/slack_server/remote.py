"""People over HTTP, for a workspace that runs in a process of its own.

`POST /people/tom/types` with `{"text": "/localcalls 5", "channel": "#noc"}` is Tom typing. The
other actions are the methods of `SimulatedUser` and `Modal`. `POST /workspace` puts the clock
forward (`{"put_forward": 60}`) or sets where the app is (`{"request_url": "http://…"}`).
"""

from collections.abc import Awaitable, Callable
from dataclasses import asdict
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.sandbox.slack_server.arguments import read_json
from bot.sandbox.slack_server.modal import Modal
from bot.sandbox.slack_server.model import Json, Message, Refusal
from bot.sandbox.slack_server.person import NothingSeen, SimulatedUser
from bot.sandbox.slack_server.sockets import Ack
from bot.sandbox.slack_server.workspace import Workspace

Action = Callable[..., Awaitable[Any]]


def routes(workspace: Workspace) -> list[Route]:
    """Return the routes to people and to the workspace's own state."""

    async def people(request: Request) -> Response:
        return _from_a_page(request) or await _perform(workspace, request)

    async def state(request: Request) -> Response:
        if refused := _from_a_page(request):
            return refused
        try:
            wanted = await _read(request)
            workspace.clock.put_forward(float(wanted.get("put_forward", 0)))
        except (TypeError, ValueError) as error:
            return JSONResponse({"error": str(error)}, 400)
        workspace.request_url = str(wanted.get("request_url", workspace.request_url))
        return JSONResponse({"request_url": workspace.request_url, "now": workspace.clock.now()})

    return [
        Route("/people/{name}/{action}", people, methods=["POST"]),
        Route("/workspace", state, methods=["POST"]),
    ]


def _from_a_page(request: Request) -> Response | None:
    """Refuse browsers, because any web site could act through a visitor's browser."""
    if "origin" in request.headers:
        return JSONResponse({"error": "not from a web page"}, 403)
    return None


async def _perform(workspace: Workspace, request: Request) -> Response:
    try:
        person = workspace.person(request.path_params["name"])
        action = _actions(workspace, person)[request.path_params["action"]]
    except KeyError as error:
        return JSONResponse({"error": f"unknown: {error.args[0]}"}, 404)
    try:
        given = await _read(request)
    except ValueError as error:
        return JSONResponse({"error": str(error)}, 400)
    try:
        done = await action(**given)
    except TypeError as error:  # an argument is missing, or there is one too many
        return JSONResponse({"error": str(error)}, 400)
    except (LookupError, ValueError, NothingSeen, Refusal) as error:
        return JSONResponse({"error": str(error)}, 409)
    return JSONResponse(_as_json(done))


def _actions(workspace: Workspace, person: SimulatedUser) -> dict[str, Action]:
    """Return a person's actions by name. The last ones happen in their open modal."""

    async def messages() -> list[Message]:
        return person.visible()

    async def takes_shortcut(callback_id: str, ts: str = "") -> Ack:
        found = [one for one in person.visible() if one.ts == ts]
        if ts and not found:
            raise LookupError(f"no message {ts}")
        return await person.takes_shortcut(callback_id, found[0] if found else None)

    def in_modal(name: str) -> Action:
        async def action(**given: Any) -> Any:
            view = workspace.views.top(person.id)
            if view is None:
                raise LookupError("no modal is open")
            return await getattr(person.modal(view), name)(**given)

        return action

    return {
        "types": person.types,
        "says": person.says,
        "sees": person.sees,
        "clicks": person.clicks,
        "chooses": person.chooses,
        "searches": person.searches,
        "takes_shortcut": takes_shortcut,
        "opens_home": person.opens_home,
        "messages": messages,
        "sees_modal": person.sees_modal,
        "fills": in_modal("fills"),
        "submits": in_modal("submits"),
        "closes": in_modal("closes"),
        "clicks_in_modal": in_modal("clicks"),
        "searches_in_modal": in_modal("searches"),
    }


def _as_json(done: Any) -> Any:
    """Return an action's result as JSON."""
    if isinstance(done, list):
        return [_as_json(one) for one in done]
    if isinstance(done, Ack):
        return {**asdict(done), "headers": dict(done.headers)}
    if isinstance(done, Modal):
        return {"title": done.title, "text": done.text, "blocks": done.blocks}
    if isinstance(done, Message):
        return {
            **done.as_slack(),
            "channel": done.channel,
            "ephemeral": done.ephemeral,
            "table": done.table,
            "buttons": done.buttons,
            "files": [file.name for file in done.files],
        }
    return done


async def _read(request: Request) -> Json:
    """Return the arguments. Raises ValueError if they are not a JSON object."""
    given = read_json(await request.body() or b"{}")
    if not isinstance(given, dict):
        raise ValueError("not a JSON object")  # noqa: TRY004 -- the sender's mistake, not ours
    return given
