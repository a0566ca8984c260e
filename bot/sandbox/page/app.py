"""The page's routes: the page itself, a person's live screen, and their actions."""

import json
from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import asdict, dataclass
from urllib.parse import quote

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response, StreamingResponse
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from bot.sandbox.page.draw import render
from bot.sandbox.page.guard import LoopbackGuard
from bot.sandbox.page.screen import Screen, profile
from bot.sandbox.page.user_actions import Fields, UserActions
from bot.sandbox.page.wire import Exchange, wire_sections
from bot.sandbox.slack_server.model import TEAM_NAME, Json, Refusal, text_of
from bot.sandbox.slack_server.person import SimulatedUser
from bot.sandbox.slack_server.workspace import Workspace

_HEARTBEAT = 20.0  # seconds of silence after which the stream sends a comment
_LONGEST_BODY = 256 * 1024


@dataclass(frozen=True, slots=True)
class SlashCommand:
    """A slash command as its manifest describes it."""

    name: str
    description: str = ""
    usage_hint: str = ""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Something to try as `person`: type `text`, or without a text open the Home tab."""

    label: str
    person: str
    text: str = ""


def page_app(
    workspace: Workspace,
    commands: Sequence[SlashCommand] = (),
    suggestions: Sequence[Suggestion] = (),
    mor_exchanges: Callable[[], Sequence[Exchange]] = tuple,
) -> Starlette:
    """Return the workspace's page as an ASGI application, for `serve_workspace(…, page=…)`.

    `mor_exchanges` returns the app's latest requests to MOR, oldest first.
    """
    routes = _Routes(workspace, commands, suggestions, mor_exchanges)
    return Starlette(
        routes=[
            Route("/", routes.page),
            Route("/page/{user}/screen", routes.screen),
            Route("/page/{user}/wire/{channel}/{ts}", routes.wire),
            Route("/page/{user}/files/{id}", routes.file),
            Route("/page/{user}/{action}", routes.action, methods=["POST"]),
            Mount("/static", StaticFiles(packages=[("bot.sandbox.page", "static")])),
        ],
        middleware=[Middleware(LoopbackGuard)],
    )


class _Routes:
    """The handlers of the page's routes."""

    def __init__(
        self,
        workspace: Workspace,
        commands: Sequence[SlashCommand],
        suggestions: Sequence[Suggestion],
        mor_exchanges: Callable[[], Sequence[Exchange]],
    ) -> None:
        self._workspace = workspace
        self._commands = commands
        self._suggestions = suggestions
        self._mor_exchanges = mor_exchanges
        self._actions: dict[str, UserActions] = {}

    async def page(self, _: Request) -> Response:
        """The page, with what it needs before a person is chosen."""
        people = [profile(one.person) for one in self._workspace.members.values()]
        handles = {one["handle"]: one["id"] for one in people}
        begin: Json = {
            "people": people,
            "shortcuts": [
                asdict(one) for one in self._workspace.shortcuts or () if not one.on_messages
            ],
            "commands": [asdict(one) for one in self._commands],
            "suggestions": [
                {**asdict(one), "person": handles[one.person]} for one in self._suggestions
            ],
        }
        return HTMLResponse(
            render("page.html", begin=json.dumps(begin), people=people, team=TEAM_NAME)
        )

    async def screen(self, request: Request) -> Response:
        """A person's screen as server-sent events: all of it first, then each change."""
        user = request.path_params["user"]
        if user not in self._workspace.members:
            return _problem("There is no such person.", 404)
        return StreamingResponse(self._live(user), media_type="text/event-stream")

    async def wire(self, request: Request) -> Response:
        """What went over the wire for a message."""
        where = request.path_params
        message = self._workspace.messages.get((where["channel"], where["ts"]))
        somebody = where["user"] in self._workspace.members
        if message is None or not somebody or not self._person(where["user"]).may_see(message):
            return _problem("That message no longer exists.", 404)
        sections = wire_sections(self._workspace, message, self._mor_exchanges())
        return HTMLResponse(render("wire.html", sections=sections))

    async def file(self, request: Request) -> Response:
        """A file in a message that the person can see."""
        user = request.path_params["user"]
        visible = self._person(user).visible() if user in self._workspace.members else []
        files = {file.id: file for message in visible for file in message.files}
        file = files.get(request.path_params["id"])
        if file is None:
            return _problem("That file does not exist.", 404)
        headers = {"Content-Disposition": f"attachment; filename*=UTF-8''{quote(file.name)}"}
        return Response(file.content, headers=headers, media_type="application/octet-stream")

    async def action(self, request: Request) -> Response:
        """Perform a person's action. They see its effect on their screen."""
        user = request.path_params["user"]
        if user not in self._workspace.members:
            return _problem("There is no such person.", 404)
        try:
            given = await _read(request)
            done = await _perform(self._actions_of(user), request.path_params["action"], given)
        except (LookupError, TypeError, ValueError, Refusal):
            return _problem("That is not possible here, or no longer.", 400)
        return JSONResponse(done)

    async def _live(self, user: str) -> AsyncIterator[str]:
        feed = self._workspace.feed
        screen = Screen(self._workspace, self._person(user), self._actions_of(user))
        shown, index = _overview(screen), len(feed)
        yield _event({"all": True, "messages": screen.messages(), **shown})
        while self._workspace.address:

            def moved(index: int = index, shown: Json = shown) -> bool:
                gone = not self._workspace.address
                return gone or len(feed) > index or _overview(screen) != shown

            if not await feed.until(moved, _HEARTBEAT):
                yield ": still here\n\n"
                continue
            messages, index = screen.changes(index), len(feed)
            now = _overview(screen)
            news = {name: value for name, value in now.items() if shown[name] != value}
            shown = now
            if messages or news:
                yield _event({"messages": messages, **news})

    def _person(self, user: str) -> SimulatedUser:
        return self._workspace.person(self._workspace.members[user].person.name)

    def _actions_of(self, user: str) -> UserActions:
        return self._actions.setdefault(user, UserActions(self._workspace, self._person(user)))


async def _perform(actions: UserActions, action: str, given: Json) -> Json:
    """Perform an action and return what only its author sees. Raises as UserActions does."""
    match action:
        case "says":
            await actions.says(*(str(given.get(one, "")) for one in ("text", "channel", "thread")))
        case "uses":
            await actions.uses(_element_address(given), _texts(given["given"]), _fields(given))
        case "searches":
            offered = await actions.searches(_element_address(given), str(given["typed"]))
            return {"options": [{"value": one["value"], "label": text_of(one)} for one in offered]}
        case "submits":
            await actions.submits(str(given["view_id"]), _fields(given))
        case "closes":
            await actions.closes(str(given["view_id"]))
        case "takes-shortcut":
            await actions.takes_shortcut(str(given["shortcut"]), _element_address(given))
        case "opens-home":
            await actions.opens_home()
        case _:
            raise LookupError(action)
    return {}


def _overview(screen: Screen) -> Json:
    """The parts of a screen that are sent whole when they change."""
    return {"channels": screen.channels(), "modal": screen.modal(), "home": screen.home()}


def _event(data: Json) -> str:
    return f"data: {json.dumps(data)}\n\n"


def _problem(said: str, status: int) -> Response:
    return JSONResponse({"problem": said}, status)


async def _read(request: Request) -> Json:
    """Return the JSON object of a request. Raises ValueError or TypeError."""
    body = b""
    async for piece in request.stream():
        body += piece
        if len(body) > _LONGEST_BODY:
            raise ValueError("too long")
    value = json.loads(body)
    if not isinstance(value, dict):
        raise TypeError("not an object")
    return value


def _element_address(given: Json) -> Json:
    """Return where an element is, in a view or a message. Raises TypeError."""
    where = given["where"]
    if not isinstance(where, dict) or not all(isinstance(one, str) for one in where.values()):
        raise TypeError("no address")
    return where


def _texts(value: object) -> list[str]:
    if not isinstance(value, list):
        raise TypeError("no list")
    return [str(one) for one in value]


def _fields(given: Json) -> Fields:
    """Return the contents of the fields. Raises TypeError."""
    fields = given.get("fields", {})
    if not isinstance(fields, dict) or not all(isinstance(one, dict) for one in fields.values()):
        raise TypeError("no fields")
    return {
        block: {action: _texts(texts) for action, texts in actions.items()}
        for block, actions in fields.items()
    }
