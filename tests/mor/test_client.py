"""The client against real sockets that answer well, badly, slowly or not at all."""

import asyncio
import gzip
import hashlib
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import aclosing, asynccontextmanager
from datetime import UTC, datetime
from urllib.parse import parse_qs

import pytest
from pydantic import SecretStr

from bot.calls.model import Account, Call, Period, Role
from bot.errors import ConfigError, Garbled, MorbotError, MorError, Refused, Unavailable
from bot.mor.client import MorClient, UserDetails
from bot.mor.transport import Limits, Transport
from tests.support.wire import CALL, ROW, page

ADMIN = Account("admin", 0, Role.ADMIN)
PERIOD = Period(
    datetime.fromtimestamp(1514851199, tz=UTC), datetime.fromtimestamp(1546300801, tz=UTC)
)
KEYS = {0: SecretStr("123456"), 3: SecretStr("nord-key")}
SECRETS = ("123456", "nord-key", "6cd8345cf58b1772d69c0d951e6003bacd48cfcf")

Reply = bytes | Callable[[asyncio.StreamWriter], Awaitable[None]]


def ok(body: bytes, *headers: str) -> bytes:
    return status(200, body, *headers)


def status(code: int, body: bytes = b"", *headers: str) -> bytes:
    lines = [f"HTTP/1.1 {code} Reason", f"Content-Length: {len(body)}", *headers, "", ""]
    return "\r\n".join(lines).encode() + body


class Mor:
    """A server on loopback that gives the prepared replies in turn, the last one for ever."""

    def __init__(self, *replies: Reply) -> None:
        self.replies = list(replies)
        self.requests: list[tuple[str, dict[str, list[str]]]] = []
        self.heads: list[str] = []
        self.connections = 0
        self.url = ""

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        try:
            while True:
                head = (await reader.readuntil(b"\r\n\r\n")).decode()
                length = int(head.lower().split("content-length: ")[1].split("\r\n")[0])
                form = parse_qs((await reader.readexactly(length)).decode())
                self.heads.append(head)
                self.requests.append((head.split("\r\n")[0], form))
                reply = self.replies.pop(0) if len(self.replies) > 1 else self.replies[0]
                if callable(reply):
                    await reply(writer)
                    return
                writer.write(reply)
                await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError, asyncio.CancelledError):
            pass  # the client or the test is done
        finally:
            writer.close()


@asynccontextmanager
async def mor(*replies: Reply) -> AsyncIterator[Mor]:
    server = Mor(*replies)
    listening = await asyncio.start_server(server.serve, "127.0.0.1", 0)
    server.url = f"http://127.0.0.1:{listening.sockets[0].getsockname()[1]}/billing"
    try:
        yield server
    finally:
        listening.close()


async def ask(client: MorClient, account: Account = ADMIN, person: str = "") -> list[Call]:
    async with aclosing(client.local_calls(account, 5, PERIOD, person)) as batches:
        return [call async for batch in batches for call in batch]


async def fault(client: MorClient, account: Account = ADMIN) -> MorbotError:
    with pytest.raises(MorError) as caught:
        await ask(client, account)
    return caught.value


async def test_a_question_is_a_signed_form_with_inclusive_bounds() -> None:
    async with mor(ok(page(ROW))) as server, MorClient(Transport(server.url + "/"), KEYS) as client:
        assert await ask(client) == [CALL]
        assert server.requests == [
            (
                "POST /billing/api/local_calls_get HTTP/1.1",
                {
                    "u": ["admin"],
                    "from": ["1514851199"],
                    "till": ["1546300800"],
                    "s_user": ["5"],
                    "hash": ["6cd8345cf58b1772d69c0d951e6003bacd48cfcf"],
                },
            )
        ]


@pytest.mark.parametrize(
    ("recipe", "expected"),
    [("key-only", ["7c4a8d09ca3762af61e59520943dc26494f8941b"]), ("disabled", None)],
)
async def test_the_recipe_decides_the_hash(recipe: str, expected: list[str] | None) -> None:
    keys = {} if recipe == "disabled" else KEYS
    async with (
        mor(ok(page())) as server,
        MorClient(Transport(server.url), keys, recipe=recipe) as client,
    ):
        await ask(client)
        assert server.requests[0][1].get("hash") == expected


async def test_each_owner_signs_with_their_key_and_a_missing_one_is_named() -> None:
    reseller = Account("nordvoice", 3, Role.RESELLER)
    his_user = Account("adalind", 6, Role.USER, owner_id=3)
    other = Account("rcosta", 8, Role.USER, owner_id=4)
    async with mor(ok(page())) as server, MorClient(Transport(server.url), KEYS) as client:
        await ask(client, reseller)
        await ask(client, his_user)
        own = hashlib.sha1(b"151485119915463008005nord-key").hexdigest()  # noqa: S324 -- MOR's choice
        assert [form["hash"] for _, form in server.requests] == [[own], [own]]
        error = await fault(client, other)
        assert (error.code, "MOR_KEY_RESELLER_4" in error.details) == ("no-key", True)
        assert len(server.requests) == 2


async def test_connections_are_kept_and_cookies_are_not() -> None:
    reply = ok(page(ROW), "Set-Cookie: _session_id=abc; path=/")
    async with mor(reply) as server, MorClient(Transport(server.url), KEYS) as client:
        for _ in range(3):
            await ask(client)
        assert server.connections == 1
        assert "cookie" not in "".join(server.heads).lower()


@pytest.mark.parametrize("header", ["X-None: x", "Content-Encoding: gzip"])
async def test_gzip_is_unpacked_whether_announced_or_not(header: str) -> None:
    reply = ok(gzip.compress(page(ROW)), header)
    async with mor(reply) as server, MorClient(Transport(server.url), KEYS) as client:
        assert await ask(client) == [CALL]


async def test_many_calls_come_in_batches_and_can_be_left_early() -> None:
    async with (
        mor(ok(page(ROW * 3000))) as server,
        MorClient(Transport(server.url), KEYS) as client,
    ):
        async with aclosing(client.local_calls(ADMIN, 5, PERIOD)) as batches:
            first = await anext(batches)
        assert 0 < len(first) < 3000
        assert len(await ask(client)) == 3000


async def test_mor_time_zone_is_used() -> None:
    async with (
        mor(ok(page(ROW))) as server,
        MorClient(Transport(server.url), KEYS, timezone="Europe/Vilnius") as client,
    ):
        (call,) = await ask(client)
        assert call.at == datetime(2018, 2, 22, 10, 23, 8, tzinfo=UTC)


async def test_details_and_version_are_read() -> None:
    details = (
        b"<page><userid>5</userid><details><other_details><username>tomford</username>"
        b"<first_name>Tom</first_name><surname>Ford</surname></other_details></details></page>"
    )
    unknown = b"<page><status><error>User was not found</error></status></page>"
    replies = ok(details), ok(unknown), ok(b"<page/>"), ok(b"<page><version>X13</version></page>")
    async with mor(*replies) as server, MorClient(Transport(server.url), KEYS) as client:
        found = await client.user_details(ADMIN, username="tomford", user_id=5)
        assert found == UserDetails(5, "tomford", "Tom", "Ford")
        with pytest.raises(Refused) as refused:
            await client.user_details(ADMIN, username="nobody")
        assert refused.value.code == "user-not-found"
        with pytest.raises(Garbled):
            await client.user_details(ADMIN, user_id=5)
        assert await client.system_version(ADMIN) == "X13"
        forms = [form for _, form in server.requests]
        assert forms[1]["username"] == ["nobody"]
        assert "user_id" not in forms[1]
        assert forms[3]["hash"] == ["7c4a8d09ca3762af61e59520943dc26494f8941b"]


@pytest.mark.parametrize(
    ("reply", "code", "kind"),
    [
        (status(404), "mor-no-method", Unavailable),
        (ok(b"<error>There is no such API.</error>"), "mor-no-method", Unavailable),
        (status(401), "forbidden", Refused),
        (status(403, b"<html>no</html>"), "forbidden", Refused),
        (status(403, b"<error>Incorrect hash</error>"), "wrong-hash", Refused),
        (status(500), "mor-failing", Unavailable),
        (status(429), "mor-busy", Unavailable),
        (status(302, b"", "Location: https://other.example.com/"), "mor-redirect", Unavailable),
        (status(204), "mor-garbled", Garbled),
        (ok(b"<html>proxy</html>"), "mor-garbled", Garbled),
        (b"220 ftp ready\r\n\r\n", "mor-unreachable", Unavailable),
    ],
)
async def test_each_bad_reply_has_its_own_error(
    reply: bytes, code: str, kind: type[MorError]
) -> None:
    async with mor(reply) as server, MorClient(Transport(server.url), KEYS) as client:
        error = await fault(client)
        assert (error.code, type(error)) == (code, kind)
        assert error.hint


async def test_a_redirect_names_the_address_to_set_and_is_not_followed() -> None:
    to = "Location: https://u:p@mor.example.com:8443/billing/api/local_calls_get?hash=abc"
    async with (
        mor(status(301, b"", to)) as server,
        MorClient(Transport(server.url), KEYS) as client,
    ):
        error = await fault(client)
        assert "MOR_URL=https://mor.example.com:8443/billing" in error.details
        assert "abc" not in error.details
        assert "mor.example.com" not in error.text + error.hint
        assert len(server.requests) == 1


async def test_passing_failures_are_asked_again() -> None:
    async def hang_up(writer: asyncio.StreamWriter) -> None:
        writer.close()

    for first in (status(503), status(429)):
        replies = first, hang_up, ok(page(ROW))
        async with mor(*replies) as server, MorClient(Transport(server.url), KEYS) as client:
            assert await ask(client) == [CALL]
            assert len(server.requests) == 3


async def test_a_proxy_in_the_environment_sees_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    async with mor(ok(page())) as proxy, mor(ok(page(ROW))) as server:
        for name in ("http_proxy", "all_proxy"):
            monkeypatch.setenv(name, proxy.url)
        for name in ("no_proxy", "NO_PROXY"):
            monkeypatch.delenv(name, raising=False)
        async with MorClient(Transport(server.url), KEYS) as client:
            assert await ask(client) == [CALL]
        assert not proxy.requests


async def test_repeating_has_an_end_and_refusals_are_not_repeated() -> None:
    async with mor(status(503)) as server, MorClient(Transport(server.url), KEYS) as client:
        assert (await fault(client)).code == "mor-failing"
        assert len(server.requests) == 3
    async with (
        mor(ok(b"<error>Bad login</error>")) as server,
        MorClient(Transport(server.url), KEYS) as client,
    ):
        assert (await fault(client)).code == "bad-login"
        assert len(server.requests) == 1


async def test_a_cut_connection_is_garbled() -> None:
    async def cut(writer: asyncio.StreamWriter) -> None:
        writer.write(ok(page(ROW * 10))[:-10])
        await writer.drain()

    async with mor(cut) as server, MorClient(Transport(server.url), KEYS) as client:
        error = await fault(client)
        assert isinstance(error, Garbled)
        assert len(server.requests) == 1


async def silent(_writer: asyncio.StreamWriter) -> None:
    await asyncio.sleep(3600)  # known to the event loop, so not cleared away as garbage meanwhile


async def trickle(writer: asyncio.StreamWriter) -> None:
    writer.write(b"HTTP/1.1 200 OK\r\n\r\n<page><local_calls>")
    while True:
        writer.write(b" ")
        await writer.drain()
        await asyncio.sleep(0.01)


async def test_silence_and_an_answer_that_only_trickles_are_too_slow() -> None:
    async with mor(silent) as server:
        async with MorClient(Transport(server.url, Limits(timeout=0.1)), KEYS) as client:
            assert (await fault(client)).code == "mor-slow"
        async with MorClient(Transport(server.url, Limits(patience=0.1)), KEYS) as client:
            assert (await fault(client)).code == "mor-slow"
    for limits in (Limits(longest_seconds=0.2), Limits(timeout=0.1)):
        async with (
            mor(trickle) as server,
            MorClient(Transport(server.url, limits), KEYS) as client,
        ):
            assert (await fault(client)).code == "mor-slow"


async def test_no_more_than_the_allowed_requests_run_at_once() -> None:
    running = most = 0

    async def slow(writer: asyncio.StreamWriter) -> None:
        nonlocal running, most
        running += 1
        most = max(most, running)
        await asyncio.sleep(0.02)
        running -= 1
        writer.write(ok(page(ROW), "Connection: close"))
        await writer.drain()

    async with (
        mor(slow) as server,
        MorClient(Transport(server.url, Limits(parallel=2)), KEYS) as client,
    ):
        answers = await asyncio.gather(*(ask(client, person=str(one)) for one in range(6)))
        assert answers == [[CALL]] * 6
        assert most == 2


async def test_waiting_in_the_queue_is_bounded() -> None:
    async def half(writer: asyncio.StreamWriter) -> None:
        writer.write(ok(page(ROW * 1000))[:-10])
        await silent(writer)

    async with (
        mor(half) as server,
        MorClient(
            Transport(server.url, Limits(parallel=1, timeout=5, patience=0.5)), KEYS
        ) as client,
        aclosing(client.local_calls(ADMIN, 5, PERIOD)) as batches,
    ):
        assert await anext(batches)
        assert (await fault(client)).code == "mor-busy"


async def test_each_way_not_to_reach_mor_is_told_apart() -> None:
    async with mor(ok(b"")) as server:
        gone = server.url
    async with MorClient(Transport(gone), KEYS) as client:
        assert (await fault(client)).code == "mor-unreachable"
    async with MorClient(Transport("http://mor.invalid/billing"), KEYS) as client:
        error = await fault(client)
        assert (error.code, "mor.invalid" in error.details) == ("mor-unreachable", True)


@pytest.mark.parametrize("url", ["http://mor:99999999", "http://[::1", "http://xn--/x", "http:///"])
def test_an_address_that_cannot_be_one_is_a_fault_of_the_settings(url: str) -> None:
    with pytest.raises(ConfigError, match="MOR_URL"):
        Transport(url)


@pytest.mark.parametrize("to", ["", "ftp://x/", "/login?hash=1", "://"])
async def test_any_redirect_is_told(to: str) -> None:
    reply = status(302, b"", f"Location: {to}")
    async with mor(reply) as server, MorClient(Transport(server.url), KEYS) as client:
        error = await fault(client)
        assert (error.code, "hash" in error.hint) == ("mor-redirect", False)


@pytest.mark.parametrize("to", ["http://[", "http://xn--/", "http://x:99999999/"])
async def test_a_redirect_to_nonsense_is_a_known_error(to: str) -> None:
    reply = status(302, b"", f"Location: {to}")
    async with mor(reply) as server, MorClient(Transport(server.url), KEYS) as client:
        assert isinstance(await fault(client), Unavailable)


async def test_a_plain_server_asked_by_tls_is_a_tls_fault() -> None:
    async def no_tls(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 400 Bad Request\r\n\r\n")
        await writer.drain()
        writer.close()

    server = await asyncio.start_server(no_tls, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    async with server, MorClient(Transport(f"https://127.0.0.1:{port}/billing"), KEYS) as client:
        assert (await fault(client)).code == "mor-tls"


async def test_no_secret_is_in_an_error_its_causes_or_the_log(
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.DEBUG)
    replies = status(503), ok(b"<page>"), ok(b"<error>Incorrect hash</error>"), status(404), silent
    async with (
        mor(*replies) as server,
        MorClient(Transport(server.url, Limits(timeout=0.2)), KEYS) as client,
    ):
        for _ in range(4):
            error: BaseException | None = await fault(client)
            while error is not None:
                shown = repr(error) + str(vars(error))
                assert not any(secret in shown for secret in SECRETS)
                assert not type(error).__module__.startswith("http")
                error = error.__cause__ or error.__context__
        held = repr(vars(client)) + repr(vars(client._transport))
        assert not any(secret in held for secret in SECRETS)
    assert not any(secret in caplog.text for secret in SECRETS)
