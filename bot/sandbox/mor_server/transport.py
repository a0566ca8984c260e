"""How an answer is sent: headers, wrapper, compression, and faults of the connection."""

import asyncio
import zlib
from collections.abc import AsyncIterator, Iterable, Iterator
from itertools import chain

from starlette.responses import HTMLResponse, Response, StreamingResponse
from starlette.types import Message, Send

from bot.sandbox.mor_server.options import ContentType, Fault, Gzip, Options

_PROXY_PAGE = (
    "<!DOCTYPE html>\n<html><head><title>Network login</title></head>\n"
    "<body><h1>Please sign in</h1><p>This network wants to know you first.<br></p></body></html>\n"
)
_ERROR_PAGE = (
    "<!DOCTYPE html>\n<html><head><title>500</title></head>\n"
    "<body><h1>We're sorry, but something went wrong.</h1></body></html>\n"
)
_MISSING_PAGE = (
    "<!DOCTYPE html>\n<html><head><title>404</title></head>\n"
    "<body><h1>The page you were looking for doesn't exist.</h1></body></html>\n"
)
_BREAKS_OFF = {Fault.CUT, Fault.TRUNCATED, Fault.STALL}


def not_found() -> Response:
    """Return Rails' page for an unknown path."""
    return HTMLResponse(_MISSING_PAGE, 404)


def error_500() -> Response:
    """Return Rails' page for a failure."""
    return HTMLResponse(_ERROR_PAGE, 500)


def proxy_page() -> Response:
    """Return the page of a proxy in between, with status 200."""
    return HTMLResponse(_PROXY_PAGE)


def deliver(pieces: Iterable[str], method: str, options: Options, fault: Fault | None) -> Response:
    """Return the answer to a method in the form that the options ask for."""
    if options.html_wrapper:
        pieces = chain(("<html><body>\n",), pieces, ("</body></html>\n",))
    if options.leading_space:
        pieces = chain(("\n  ",), pieces)
    body: Iterator[bytes] = (piece.encode() for piece in pieces)
    if options.gzip is not Gzip.OFF:
        body = _compressed(body)
    if fault in _BREAKS_OFF:
        body = _first_half(body)
    return _StreamedAnswer(body, _headers(method, options), fault)


def _headers(method: str, options: Options) -> dict[str, str]:
    headers = {"content-type": "text/xml; charset=utf-8"}
    if options.content is ContentType.ATTACHMENT:
        headers["content-type"] = "text/html; charset=utf-8"
        headers["content-disposition"] = f'attachment; filename="{method}.xml"'
    if options.gzip is Gzip.DECLARED:
        headers["content-encoding"] = "gzip"
    return headers


def _compressed(body: Iterable[bytes]) -> Iterator[bytes]:
    packer = zlib.compressobj(wbits=31)
    for piece in body:
        yield packer.compress(piece)
    yield packer.flush()


def _first_half(body: Iterator[bytes]) -> Iterator[bytes]:
    """Yield the first half of an answer. Of a long answer, yield the beginning."""
    begin = b""
    for piece in body:
        begin += piece
        if len(begin) > 32 * 1024:
            break
    yield begin[: len(begin) // 2]


class _StreamedAnswer(StreamingResponse):
    """A body sent in pieces. A fault decides how it ends."""

    def __init__(self, body: Iterator[bytes], headers: dict[str, str], fault: Fault | None) -> None:
        super().__init__(_yielding(body), headers=headers)
        self._fault = fault

    async def stream_response(self, send: Send) -> None:
        if self._fault in (Fault.CUT, Fault.STALL):
            await super().stream_response(_without_end(send))
            if self._fault is Fault.STALL:
                await asyncio.Event().wait()  # until the client hangs up and this is cancelled
        else:
            await super().stream_response(send)


async def _yielding(body: Iterator[bytes]) -> AsyncIterator[bytes]:
    for piece in body:
        yield piece
        await asyncio.sleep(0)


def _without_end(send: Send) -> Send:
    async def all_but_the_end(message: Message) -> None:
        if message.get("more_body", True):
            await send(message)

    return all_but_the_end
