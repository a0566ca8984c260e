"""Protects the page from other sites: they can neither read it nor act through it."""

from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.sandbox.serving import is_loopback

_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
        "img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-FaultControl": "no-store",
}


class LoopbackGuard:
    """Answers requests to a loopback host name only, and lets only its own page act.

    A site whose name points to 127.0.0.1 is recognised by its Host header, a form or script of
    another site by its Origin.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Refuse with 421 or 403, or pass the request on."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        host = headers.get("host", "")
        if not _is_loopback(host):
            await PlainTextResponse("This page is for loopback names only.", 421)(
                scope, receive, send
            )
        elif scope["method"] not in ("GET", "HEAD") and not _is_own(headers, host):
            await PlainTextResponse("Requests from another site are refused.", 403)(
                scope, receive, send
            )
        else:
            await self._app(scope, receive, _with_headers(send))


def _with_headers(send: Send) -> Send:
    async def sends(message: Message) -> None:
        if message["type"] == "http.response.start":
            MutableHeaders(scope=message).update(_HEADERS)
        await send(message)

    return sends


def _is_loopback(host: str) -> bool:
    try:
        return is_loopback(urlsplit(f"//{host}").hostname or "")
    except ValueError:
        return False


def _is_own(headers: Headers, host: str) -> bool:
    kind = headers.get("content-type", "").partition(";")[0].strip()
    return headers.get("origin") == f"http://{host}" and kind == "application/json"
