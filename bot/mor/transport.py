"""Posts requests to MOR: the queue, the circuit breaker, retries and faults of the network.

The only file that knows httpx. A request is a form sent by POST, so that the access logs of
proxies show neither hash nor names.
"""

import asyncio
import random
import ssl
import time
from collections.abc import AsyncIterator, Hashable, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from socket import gaierror

import httpx

from bot.errors import ConfigError, ErrorCode, MorError, Refused, Unavailable
from bot.mor import texts as say
from bot.mor.breaker import Breaker
from bot.mor.envelope import PIECE
from bot.mor.places import Places
from bot.mor.signing import METHODS
from bot.mor.wire import AnswerReader
from bot.telemetry import Metrics, logger

log = logger(__name__)

_PAUSES = (0.2, 0.8)  # seconds before the second and the third attempt
_WORTH_RETRYING = {ErrorCode.MOR_UNREACHABLE, ErrorCode.MOR_FAILING, ErrorCode.MOR_BUSY}
_LONGEST_CONNECT = 10.0
_HEADERS = {"Accept": "text/xml, */*", "Accept-Encoding": "gzip", "User-Agent": "morbot"}


@dataclass(frozen=True, slots=True)
class Limits:
    """How long MOR may take, in seconds, and how many requests run at a time (`parallel`).

    `timeout` bounds each silence. Twice of it bounds each 64 KB, so that an answer that trickles
    gives its place back. `patience` bounds the time until the answer begins, with the
    queue and the retries; None means a little more than `timeout`. `longest_seconds` bounds the
    reading of an answer.
    """

    timeout: float = 30.0
    patience: float | None = None
    longest_seconds: float = 600.0
    parallel: int = 4


@dataclass(slots=True)
class RequestRecord:
    """What is logged about a request: how many calls were read."""

    rows: int = 0


@contextmanager
def recorded(method: str, metrics: Metrics) -> Iterator[RequestRecord]:
    """Log and count one request when the block ends, however it ends."""
    record, begun = RequestRecord(), time.perf_counter()
    outcome, error = "given-up", ""
    try:
        yield record
        outcome = "answered"
    except MorError as fault:
        outcome = error = fault.code
        if fault.details:
            log.warning("mor-fault", code=fault.code, details=fault.details)
        raise
    finally:
        seconds = time.perf_counter() - begun
        metrics.mor_request(method, seconds, error)
        log.info(
            "mor-request",
            method=method,
            outcome=outcome,
            rows=record.rows,
            seconds=round(seconds, 3),
        )


class Transport:
    """A pool of connections to the MOR at `base_url`, to be closed.

    MOR's certificate must come from an authority that the machine trusts, or from the one in
    `ca_file` (PEM). Raises ConfigError for an address or a file that cannot be used.
    """

    def __init__(
        self,
        base_url: str,
        limits: Limits = Limits(),
        *,
        ca_file: str = "",
        breaker: Breaker | None = None,
        metrics: Metrics | None = None,
    ) -> None:
        self._base = _address(base_url.rstrip("/") + "/api/")
        self._addresses = {method: self._base.join(method) for method in METHODS}
        trusted = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)  # trusts nobody
        if self._base.scheme == "https" or ca_file:
            trusted = _trusting(ca_file)  # some 50 ms
        self._limits = limits
        connect = min(limits.timeout, _LONGEST_CONNECT)
        self._timeouts = httpx.Timeout(limits.timeout, connect=connect).as_dict()
        self._patience = limits.timeout + 15 if limits.patience is None else limits.patience
        self.places = Places(limits.parallel)
        self.breaker = breaker or Breaker()
        self._metrics = metrics or Metrics()
        # The transport alone. A client around it would only add what must not be: one person's
        # session cookies sent with another's questions, redirects that a signed form follows, a
        # proxy that is merely set in the environment.
        self._http = httpx.AsyncHTTPTransport(
            verify=trusted,
            limits=httpx.Limits(
                max_connections=limits.parallel, max_keepalive_connections=limits.parallel
            ),
            trust_env=False,
        )

    async def aclose(self) -> None:
        """Close all connections."""
        await self._http.aclose()

    @asynccontextmanager
    async def post(
        self, method: str, form: Mapping[str, str], person: Hashable, *, long: bool = False
    ) -> AsyncIterator[tuple[AsyncIterator[bytes], RequestRecord]]:
        """Send `form` and yield the answer's body, to be read within the block, and its record.

        `person` is who wants to know, `long` whether the question itself may be why MOR is slow.
        Raises Unavailable or Refused; reading the body raises Unavailable or Garbled.
        """
        await self.breaker.learn()
        self.breaker.check()
        deadline = asyncio.get_running_loop().time() + self._patience
        try:
            async with self.places.place(person, deadline):
                watched = self.breaker.request(person if long else None)
                with watched, recorded(method, self._metrics) as record:
                    response = await self._send_with_retries(method, form, deadline)
                    try:
                        yield self._body(response), record
                    finally:
                        await response.aclose()
        finally:
            await self.breaker.tell()

    async def _send_with_retries(
        self, method: str, form: Mapping[str, str], deadline: float
    ) -> httpx.Response:
        """Return a response that has begun. All methods only read, so each may be retried."""
        try:
            async with asyncio.timeout_at(deadline):
                for pause in _PAUSES:
                    try:
                        return await self._send(method, form)
                    except Unavailable as error:
                        if error.code not in _WORTH_RETRYING:
                            raise
                    # Jitter, so that many waiting questions do not come back at the same moment.
                    await asyncio.sleep(pause * random.uniform(0.5, 1.5))  # noqa: S311 -- no secret
                return await self._send(method, form)
        except TimeoutError:
            pass
        raise say.too_slow(self._patience)

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
        # Raised out here, so that its context is not httpx's error, which holds the signed form.
        raise fault

    async def _body(self, response: httpx.Response) -> AsyncIterator[bytes]:
        clock = asyncio.get_running_loop().time
        begun, slowest = clock(), 2 * self._limits.timeout
        deadline = begun + self._limits.longest_seconds
        pieces = response.aiter_raw(PIECE)
        fault: MorError | None = None
        while fault is None:
            try:
                async with asyncio.timeout_at(min(deadline, clock() + slowest)):
                    data = await anext(pieces, None)
            except TimeoutError:
                fault = say.too_slow(round(clock() - begun, 1))
            except httpx.TimeoutException:
                fault = say.too_slow(self._limits.timeout)
            except httpx.HTTPError:
                fault = say.cut_short()
            else:
                if data is None:
                    return
                yield data
        raise fault

    def _not_reached(self, error: Exception) -> Unavailable:
        host = self._base.host
        causes = _causes(error)
        if any(isinstance(cause, ssl.SSLError) for cause in causes):
            reason = next(
                (c.verify_message for c in causes if isinstance(c, ssl.SSLCertVerificationError)),
                "the TLS handshake failed",
            )
            return say.not_secure(host, reason)
        if any(isinstance(cause, gaierror) for cause in causes):
            return say.name_unknown(host)
        if isinstance(error, httpx.TimeoutException) and not isinstance(
            error, httpx.ConnectTimeout
        ):
            return say.too_slow(self._limits.timeout)
        return say.unreachable(host)

    async def _not_answered(self, method: str, response: httpx.Response) -> MorError:
        """Return what a status other than 2xx means."""
        status = response.status_code
        if status >= 500:
            return say.failing(status)
        if status == 429:
            return say.busy()
        if status < 400:
            return say.redirected(
                _base_of(response.headers.get("Location", ""), self._base, method)
            )
        try:  # MOR's own words, if it sent them with such a status
            async for _ in AnswerReader(longest=PIECE).read(self._body(response)):
                pass
        except Refused as refusal:
            return refusal
        except MorError:
            pass
        return say.no_method(method) if status == 404 else say.forbidden(status)


def _address(text: str) -> httpx.URL:
    try:
        address = httpx.URL(text)
        if address.host and (address.port or 0) < 65536:
            return address
    except (httpx.InvalidURL, ValueError):  # ValueError: a host name that IDNA forbids
        pass
    raise ConfigError([say.BAD_ADDRESS])


def _trusting(ca_file: str) -> ssl.SSLContext:
    """Return a TLS context for the authorities of the file, or else those of the machine."""
    try:
        return ssl.create_default_context(cafile=ca_file or None)
    except (OSError, ssl.SSLError):
        raise say.bad_ca_file(ca_file) from None


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


def _base_of(location: str, requested: httpx.URL, method: str) -> str:
    """The base URL that a redirect to `location` would call for; "" if it names none."""
    try:
        target = requested.join(location)
        host = target.host
    except (httpx.InvalidURL, ValueError):  # ValueError: a host name that IDNA forbids
        return ""
    if not location or target.scheme not in {"http", "https"} or not host:
        return ""
    # Without user, password and query: they may hold what was sent.
    path = target.path.removesuffix("/").removesuffix(f"/api/{method}")
    return str(httpx.URL(scheme=target.scheme, host=host, port=target.port, path=path))[:200]
