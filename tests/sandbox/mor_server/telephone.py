"""A tiny world with known calls, and a way to ask a MOR server about it byte by byte."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha1

import httpx

from bot.sandbox.company import MOR_USERS
from bot.sandbox.mor_server import MorServer
from bot.sandbox.world import LocalCall, World


def at(text: str) -> int:
    """Unix seconds of a time in UTC."""
    return int(datetime.fromisoformat(text).replace(tzinfo=UTC).timestamp())


FEBRUARY = at("2018-02-22 12:23:08")
OCTOBER = at("2018-10-03 14:08:52")
NOW = datetime(2018, 10, 3, 20, 0, tzinfo=UTC)

# The two calls of MOR's documentation (the first to user 5, the second from them), one between
# users of a reseller, one of another reseller's user with a label that needs escaping.
WORLD = World(
    MOR_USERS,
    (),
    (
        LocalCall(
            FEBRUARY,
            10,
            "dsadas12",
            "",
            "192.168.0.198",
            "SIP/1018-00000008",
            5,
            "2 Device Test",
            "192.168.0.167",
        ),
        LocalCall(
            OCTOBER,
            5,
            "2 Device Test",
            "8888888888",
            "",
            "Local/1003@mor_local-00000003;2",
            10,
            "2 Device Test",
            "",
        ),
        LocalCall(OCTOBER, 6, "six", "", "10.0.0.6", "SIP/6-00000001", 7, "seven", "10.0.0.7"),
        LocalCall(
            OCTOBER, 8, 'A & "B" <b>\x07', "", "", "SIP/8-00000001", 4, "harbour", "10.0.0.4"
        ),
    ),
)


def signed(*values: object, key: str = "123456") -> str:
    """The hash of values and key, as the documentation constructs it."""
    return sha1(("".join(map(str, values)) + key).encode()).hexdigest()  # noqa: S324 -- MOR's own


@dataclass(frozen=True, slots=True)
class Telephone:
    """Asks a server. Nothing is signed but by `calls`."""

    server: MorServer
    http: httpx.AsyncClient

    async def post(self, method: str, **form: object) -> httpx.Response:
        """Post a form to a method."""
        return await self.http.post(f"{self.server.url}/api/{method}", data=form)

    async def calls(
        self,
        username: str,
        s_user: object,
        first: object = "",
        last: object = "",
        *,
        key: str = "123456",
    ) -> str:
        """The answer of `local_calls_get` to a signed question."""
        form = {"u": username, "s_user": s_user, "from": first, "till": last}
        answer = await self.post(
            "local_calls_get", **form, hash=signed(first, last, s_user, key=key)
        )
        assert answer.status_code == 200
        return answer.text


def dates(page: str) -> list[str]:
    """The times of the calls on a page."""
    return re.findall(r"<date>(.*?)</date>", page)


def error(page: str) -> str:
    """The text of the error on a page, empty without one."""
    found = re.search(r"<error>(.*)</error>", page)
    return found[1] if found else ""
