"""The server: from a request through the access check to an answer."""

import asyncio
from collections import deque
from collections.abc import AsyncIterator, Callable, Collection, Iterator
from contextlib import asynccontextmanager, contextmanager
from datetime import UTC, datetime, time, timedelta
from email.utils import format_datetime

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.sandbox.company import MorUser
from bot.sandbox.mor_server import answers, transport
from bot.sandbox.mor_server.access import (
    METHODS,
    OLD_NAMES,
    AccessCheck,
    AccessRefused,
    Parameters,
)
from bot.sandbox.mor_server.database import Database
from bot.sandbox.mor_server.options import Fault, Options
from bot.sandbox.mor_server.parameters import Received, read_request, whole_number
from bot.sandbox.serving import serve
from bot.sandbox.world import World

_REMEMBERED = 1000  # requests

NO_SUCH_API = "There is no such API"
"""What MOR was seen to answer, with HTTP 200, to a method that it does not know."""


def _clock() -> datetime:
    return datetime.now(UTC)


class MorServer:
    """MOR's API over a database, as an ASGI application in `app`.

    `options` may change at any time. `received` holds the latest requests, oldest first. `clock`
    returns the present as an aware datetime, which decides what "today" is. `url` is the base
    address while the server is `running`, otherwise empty.
    """

    def __init__(
        self,
        database: Database,
        options: Options | None = None,
        clock: Callable[[], datetime] = _clock,
    ) -> None:
        self.options = options or Options()
        self.received: deque[Received] = deque(maxlen=_REMEMBERED)
        self.url = ""
        self.app = Starlette(routes=[Route("/{path:path}", self._dated, methods=["GET", "POST"])])
        self._database = database
        self._access = AccessCheck(self.options, database)
        self._clock = clock
        self._answering = asyncio.Event()
        self._answering.set()
        self._asked = asyncio.Event()
        self._held: Collection[str] = METHODS

    @contextmanager
    def held(self, *methods: str) -> Iterator[asyncio.Event]:
        """Receive requests of these methods, or all, and answer them when the block ends.

        The event is set when the first one is there.
        """
        self._held = methods or METHODS
        self._answering.clear()
        self._asked.clear()
        try:
            yield self._asked
        finally:
            self._answering.set()

    def fail(self, fault: Fault, times: int | None = None, *, after: int = 0) -> None:
        """Fail with `fault` for the next `times` requests, after `after` good ones.

        `times` None is until `options.fault` is None.
        """
        self.options.fault, self.options.fault_times = fault, times
        self.options.fault_after = after

    def change_user(self, user_id: int, **changed: str | int) -> None:
        """Change a user as MOR's admin may: another `username`, `usertype` or `owner_id`."""
        user = self._database.user_by_id(user_id)
        if user is None:
            raise ValueError(f"there is no user {user_id}")
        self._database.change_user(MorUser(**{**user._asdict(), **changed}))

    async def _dated(self, request: Request) -> Response:
        """Answer, dated by the server's own clock."""
        answer = await self._answer(request)
        answer.headers["date"] = format_datetime(self._clock().astimezone(UTC), usegmt=True)
        return answer

    async def _answer(self, request: Request) -> Response:
        received = await read_request(request)
        self.received.append(received)
        method = received.path.removeprefix(f"{self.options.prefix}/api/")
        if method not in METHODS or method in self.options.missing_methods:
            if self.options.unknown_is_404 or not self._is_api(received.path):
                return transport.not_found()
            page = answers.error_page(NO_SUCH_API, self.options.error_form_of(method))
            return transport.deliver([page], method, self.options, None)
        fault = self.options.take_fault()
        if self.options.delay:
            await asyncio.sleep(self.options.delay)
        if method in self._held:
            self._asked.set()
            await self._answering.wait()
        if fault is Fault.ERROR_500:
            return transport.error_500()
        if fault is Fault.PROXY_PAGE:
            return transport.proxy_page()
        try:
            caller = self._access.admit(received.http_method, method, received.parameters)
            pieces = self._pieces(method, caller, received.parameters, fault)
        except AccessRefused as refusal:
            form = self.options.error_form_of(method)
            pieces = iter([answers.error_page(str(refusal), form)])
        return transport.deliver(pieces, method, self.options, fault)

    def _is_api(self, path: str) -> bool:
        return path.startswith(f"{self.options.prefix}/api/")

    def _pieces(
        self, method: str, caller: MorUser, parameters: Parameters, fault: Fault | None
    ) -> Iterator[str]:
        match OLD_NAMES.get(method, method):
            case "local_calls_get":
                about = self._access.whose_calls(caller, parameters)
                return self._calls(about, parameters, fault)
            case "user_details_get":
                about = self._access.whose_details(caller, parameters)
                return iter([answers.details_page(about)])
            case _:
                return iter([answers.version_page(self.options.version)])

    def _calls(self, about: MorUser, parameters: Parameters, fault: Fault | None) -> Iterator[str]:
        now = self._clock()
        first, last = self._today(now)
        if parameters.get("from"):
            first = whole_number(parameters["from"])
        if parameters.get("till"):
            last = whole_number(parameters["till"])
        writer = answers.CallWriter(self.options, now, bad_xml=fault is Fault.BAD_XML)
        if fault is Fault.ENDLESS:
            elements = writer.synthetic(None, first, last)
        elif self.options.synthetic_calls is not None:
            elements = writer.synthetic(self.options.synthetic_calls, first, last)
        else:
            elements = map(writer.element, self._database.calls(about.id, first, last))
        return answers.calls_page(elements, self.options.absent_when_empty)

    def _today(self, now: datetime) -> tuple[int, int]:
        """Return the first and the last second of today in the server's time zone."""
        zone = self.options.timezone
        day = now.astimezone(zone).date()
        midnights = (
            datetime.combine(day, time.min, zone),
            datetime.combine(day + timedelta(days=1), time.min, zone),
        )
        return int(midnights[0].timestamp()), int(midnights[1].timestamp()) - 1


@asynccontextmanager
async def running(
    world: World | Database,
    options: Options | None = None,
    *,
    clock: Callable[[], datetime] = _clock,
    host: str = "127.0.0.1",
    port: int = 0,
) -> AsyncIterator[MorServer]:
    """Run a server on loopback while the block runs. Its address is in `url`.

    A world gets a database in memory. A database that was given stays open. Raises as `serve`.
    """
    database = Database.of(world) if isinstance(world, World) else world
    server = MorServer(database, options, clock)
    try:
        async with serve(server.app, host, port) as address:
            server.url = address + server.options.prefix
            yield server
    finally:
        if database is not world:
            database.close()
