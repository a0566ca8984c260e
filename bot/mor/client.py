"""Asks MOR. The only file that knows httpx.

A request goes out as a form by POST, so that neither hash nor names stand in the access logs of
proxies, and its answer is read while it arrives.
"""

import asyncio
import random
import ssl
from collections.abc import AsyncGenerator, AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from socket import gaierror
from types import TracebackType
from typing import Self
from zoneinfo import ZoneInfo

import httpx
from lxml import etree
from pydantic import SecretStr

from bot.calls.model import MOR_ADMIN_ID, Account, Call, Period
from bot.errors import ConfigError, Garbled, MorError, Refused, Unavailable
from bot.mor import texts as say
from bot.mor.breaker import Breaker
from bot.mor.envelope import PIECE
from bot.mor.signing import METHODS, Recipe, sign
from bot.mor.watch import Asked, watched
from bot.mor.wire import LONGEST_ANSWER, AnswerReader
from bot.settings import Settings
from bot.telemetry import Numbers

_PAUSES = (0.2, 0.8)  # seconds before the second and the third attempt
_WORTH_REPEATING = {"mor-unreachable", "mor-failing", "mor-busy"}
_LONGEST_CONNECT = 10.0
_HEADERS = {"Accept": "text/xml, */*", "Accept-Encoding": "gzip", "User-Agent": "morbot"}


@dataclass(frozen=True, slots=True)
class UserDetails:
    """A MOR user as `user_details_get` tells of him; names are MOR's, possibly empty.

    For plain users sibling methods of MOR are known to answer with the caller's own data whatever
    id was asked for, so whoever asks compares `user_id` or `username` with what was meant.
    """

    user_id: int
    username: str
    first_name: str
    surname: str


class MorClient:
    """One MOR server, asked over a pool of connections. Used as an async context manager.

    `keys` are the secret keys by owner: 0 the admin's, else that reseller's MOR id. `timezone` is
    the IANA zone of MOR's clock; None believes the offset beside each call. `timeout` is how many
    seconds MOR may stay silent, `patience` how many may pass before the answer begins, queue and
    repeated attempts included (None: a little more than `timeout`), and `longest_seconds` and
    `longest_bytes` bound the reading. At most `parallel` requests run at a time. Its certificate
    must come from an authority that the machine trusts, or from the one in `ca_file` (PEM).
    `breaker` decides whether MOR is asked at all, and shows how it stands.

    Every method raises Unavailable, Refused or Garbled.
    """

    def __init__(  # noqa: PLR0913 -- each is a setting of its own
        self,
        base_url: str,
        keys: Mapping[int, SecretStr],
        *,
        recipe: str | Recipe = Recipe.DOCUMENTED,
        timezone: str | None = None,
        timeout: float = 30.0,
        parallel: int = 4,
        ca_file: str = "",
        patience: float | None = None,
        longest_seconds: float = 600.0,
        longest_bytes: int = LONGEST_ANSWER,
        breaker: Breaker | None = None,
        numbers: Numbers | None = None,
        transport: httpx.AsyncBaseTransport | None = None,
    ) -> None:
        self._base = _address(base_url.rstrip("/") + "/api/")
        self._addresses = {method: self._base.join(method) for method in METHODS}
        try:
            trusted = ssl.create_default_context(cafile=ca_file or None)
        except (OSError, ssl.SSLError):
            raise ConfigError([say.bad_ca_file(ca_file)]) from None
        self._keys = dict(keys)
        self._recipe = Recipe(recipe)
        self._zone = ZoneInfo(timezone) if timezone else None
        self._timeout = timeout
        self._timeouts = httpx.Timeout(timeout, connect=min(timeout, _LONGEST_CONNECT)).as_dict()
        self._patience = timeout + 15 if patience is None else patience
        self._longest_seconds = longest_seconds
        self._longest_bytes = longest_bytes
        self._slots = asyncio.Semaphore(parallel)
        self.breaker = breaker or Breaker()
        self._numbers = numbers or Numbers()
        # The transport alone. A client around it would only add what must not be: one person's
        # session cookies sent with another's questions, redirects that a signed form follows, a
        # proxy that merely stands in the environment.
        self._http = transport or httpx.AsyncHTTPTransport(
            verify=trusted,
            limits=httpx.Limits(max_connections=parallel, max_keepalive_connections=parallel),
            trust_env=False,
        )

    async def __aenter__(self) -> Self:
        await self._http.__aenter__()
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None = None,
        error: BaseException | None = None,
        trace: TracebackType | None = None,
    ) -> None:
        await self._http.__aexit__(kind, error, trace)

    async def local_calls(
        self, account: Account, user_id: int, period: Period
    ) -> AsyncGenerator[list[Call], None]:
        """Yield the calls of one MOR user within `period`, in MOR's order, in batches as they are
        read. Nothing of it is to be believed before the end: an answer that breaks off raises.

        To be closed when left early (`contextlib.aclosing`).
        """
        hashed = {
            "from": str(int(period.start.timestamp())),
            "till": str(int(period.end.timestamp()) - 1),  # both bounds are inclusive for MOR
            "s_user": str(user_id),
        }
        reader = AnswerReader(self._zone, longest=self._longest_bytes)
        async with self._answer("local_calls_get", account, hashed) as (response, asked):
            async for calls in self._read(response, reader):
                asked.rows += len(calls)
                if calls:
                    yield calls

    async def user_details(
        self, account: Account, *, username: str | None = None, user_id: int | None = None
    ) -> UserDetails:
        """Look a MOR user up by name, by id, or by both. Raises Refused (`user-not-found`)."""
        hashed = {} if user_id is None else {"user_id": str(user_id)}
        if username is not None:
            hashed["username"] = username
        page = await self._page("user_details_get", account, hashed)
        found = _text(page, "{*}userid")
        if not (found.isascii() and found.isdigit() and len(found) <= 18):
            raise Garbled(*say.without("userid"), code="mor-garbled")
        names = "{*}details/{*}other_details/{*}"
        return UserDetails(
            user_id=int(found),
            username=_text(page, names + "username"),
            first_name=_text(page, names + "first_name"),
            surname=_text(page, names + "surname"),
        )

    async def system_version(self, account: Account) -> str:
        """MOR's version, such as `X13`. Proves address, key and user, but not the recipe."""
        version = _text(await self._page("system_version_get", account, {}), "{*}version")
        if not version:
            raise Garbled(*say.without("version"), code="mor-garbled")
        return version[:100]

    async def _page(
        self, method: str, account: Account, hashed: Mapping[str, str]
    ) -> etree._Element:
        reader = AnswerReader(longest=self._longest_bytes)
        async with self._answer(method, account, hashed) as (response, _):
            async for _ in self._read(response, reader):
                pass
            return reader.page

    def _form(self, method: str, account: Account, hashed: Mapping[str, str]) -> dict[str, str]:
        form = {"u": account.username, **hashed}
        key = self._keys.get(account.key_id)
        if key is None and self._recipe is not Recipe.DISABLED:
            owner = account.key_id
            setting = "MOR_KEY_ADMIN" if owner == MOR_ADMIN_ID else f"MOR_KEY_RESELLER_{owner}"
            raise Refused(*say.no_key(setting), code="no-key")
        secret = key.get_secret_value() if key else ""
        if signature := sign(method, hashed, secret, self._recipe):
            form["hash"] = signature
        return form

    @asynccontextmanager
    async def _answer(
        self, method: str, account: Account, hashed: Mapping[str, str]
    ) -> AsyncIterator[tuple[httpx.Response, Asked]]:
        """An answer whose body is still to be read. A slot is held until it is left."""
        form = self._form(method, account, hashed)
        self.breaker.check()
        deadline = asyncio.get_running_loop().time() + self._patience
        try:
            async with asyncio.timeout_at(deadline):
                await self._slots.acquire()
        except TimeoutError:
            raise Unavailable(*say.BUSY, code="mor-busy") from None
        try:
            with self.breaker.request(), watched(method, self._numbers) as asked:
                response = await self._begin(method, form, deadline)
                try:
                    yield response, asked
                finally:
                    await response.aclose()
        finally:
            self._slots.release()

    async def _begin(self, method: str, form: Mapping[str, str], deadline: float) -> httpx.Response:
        """Ask, and again where that is of use. Reading may be repeated, since it changes nothing;
        once an answer has begun it is not asked for again.
        """
        try:
            async with asyncio.timeout_at(deadline):
                for pause in _PAUSES:
                    try:
                        return await self._send(method, form)
                    except Unavailable as error:
                        if error.code not in _WORTH_REPEATING:
                            raise
                    # Jitter, so that many waiting questions do not come back at the same moment.
                    await asyncio.sleep(pause * random.uniform(0.5, 1.5))  # noqa: S311 -- no secret
                return await self._send(method, form)
        except TimeoutError:
            pass
        raise Unavailable(*say.too_slow(self._patience), code="mor-slow")

    async def _send(self, method: str, form: Mapping[str, str]) -> httpx.Response:
        request = httpx.Request(
            "POST",
            self._addresses[method],
            data=form,
            headers=_HEADERS,
            extensions={"timeout": self._timeouts},
        )
        try:
            response = await self._http.handle_async_request(request)
        except (httpx.HTTPError, ValueError) as error:  # ValueError: a host name no resolver takes
            fault: MorError = self._not_reached(error)
        else:
            if response.is_success:
                return response
            try:
                fault = await self._not_answered(method, response)
            finally:
                await response.aclose()
        # Raised out here, the error does not drag httpx's along, which knows the signed form.
        raise fault

    async def _read(
        self, response: httpx.Response, reader: AnswerReader
    ) -> AsyncIterator[list[Call]]:
        """Feed the reader until the answer ends, letting others in after each piece."""
        deadline = asyncio.get_running_loop().time() + self._longest_seconds
        body = response.aiter_raw(PIECE)
        fault: MorError | None = None
        while fault is None:
            try:
                async with asyncio.timeout_at(deadline):
                    data = await anext(body, None)
            except TimeoutError:
                fault = Unavailable(*say.too_slow(self._longest_seconds), code="mor-slow")
            except httpx.TimeoutException:
                fault = Unavailable(*say.too_slow(self._timeout), code="mor-slow")
            except httpx.HTTPError:
                fault = Garbled(*say.CUT_SHORT, code="mor-garbled")
            else:
                if data is None:
                    yield reader.close()
                    return
                for calls in reader.feed(data):
                    yield calls
                    await asyncio.sleep(0)
        raise fault

    def _not_reached(self, error: Exception) -> Unavailable:
        host = self._base.host
        causes = _causes(error)
        if any(isinstance(cause, ssl.SSLError) for cause in causes):
            reason = next(
                (c.verify_message for c in causes if isinstance(c, ssl.SSLCertVerificationError)),
                "the TLS handshake failed",
            )
            return Unavailable(*say.not_secure(host, reason), code="mor-tls")
        if any(isinstance(cause, gaierror) for cause in causes):
            return Unavailable(*say.name_unknown(host), code="mor-unreachable")
        if isinstance(error, httpx.TimeoutException) and not isinstance(
            error, httpx.ConnectTimeout
        ):
            return Unavailable(*say.too_slow(self._timeout), code="mor-slow")
        return Unavailable(*say.unreachable(host), code="mor-unreachable")

    async def _not_answered(self, method: str, response: httpx.Response) -> MorError:
        """What a status other than 2xx means."""
        status = response.status_code
        if status >= 500:
            return Unavailable(*say.failing(status), code="mor-failing")
        if status == 429:
            return Unavailable(*say.BUSY, code="mor-busy")
        if status < 400:
            base = _base_of(response.headers.get("Location", ""), self._base, method)
            return Unavailable(*say.redirected(base), code="mor-redirect")
        try:  # MOR's own words, if it chose to send them with such a status
            async for _ in self._read(response, AnswerReader(longest=PIECE)):
                pass
        except Refused as refusal:
            return refusal
        except MorError:
            pass
        if status == 404:
            return Unavailable(*say.no_method(method), code="mor-no-method")
        return Refused(*say.forbidden(status), code="forbidden")


def _address(text: str) -> httpx.URL:
    try:
        address = httpx.URL(text)
        if address.host and (address.port or 0) < 65536:
            return address
    except (httpx.InvalidURL, ValueError):  # ValueError: a host name that IDNA forbids
        pass
    raise ConfigError([say.BAD_ADDRESS])


def _text(page: etree._Element, path: str) -> str:
    return (page.findtext(path) or "").strip()


def _causes(error: BaseException) -> list[BaseException]:
    """The error and everything that led to it, members of groups included."""
    found: list[BaseException] = []
    waiting: list[BaseException | None] = [error]
    while waiting:
        cause = waiting.pop()
        if cause is None or cause in found:
            continue
        found.append(cause)
        waiting += [cause.__cause__, cause.__context__]
        if isinstance(cause, BaseExceptionGroup):
            waiting += cause.exceptions
    return found


def _base_of(location: str, asked: httpx.URL, method: str) -> str:
    """The base URL that a redirect to `location` would call for; "" where it names none."""
    try:
        target = asked.join(location)
        host = target.host
    except (httpx.InvalidURL, ValueError):  # ValueError: a host name that IDNA forbids
        return ""
    if not location or target.scheme not in {"http", "https"} or not host:
        return ""
    # Without user, password and query: they may hold what was sent.
    path = target.path.removesuffix("/").removesuffix(f"/api/{method}")
    return str(httpx.URL(scheme=target.scheme, host=host, port=target.port, path=path))[:200]


def mor_client(settings: Settings, numbers: Numbers | None = None) -> MorClient:
    """Return the client for the MOR that the settings name; an async context manager."""
    return MorClient(
        settings.mor_url,
        settings.mor_keys,
        recipe=settings.mor_recipe,
        timezone=settings.mor_timezone,
        timeout=settings.mor_timeout,
        parallel=settings.mor_parallel,
        ca_file=settings.mor_ca_file,
        breaker=Breaker(settings.mor_breaker_failures, settings.mor_breaker_seconds),
        numbers=numbers,
    )
