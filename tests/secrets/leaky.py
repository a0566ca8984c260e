"""A MOR that tells more than it was asked: passwords in every answer, and the hash it was sent."""

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.sandbox.mor_server import MorServer


class LeakyMor:
    """In front of a MOR, as an ASGI application. `sip_secret` is what it gives away.

    `echoes`: whether it repeats in its refusals the hash that it was sent.
    """

    def __init__(self, mor: MorServer, sip_secret: str) -> None:
        self._mor = mor
        self._app: ASGIApp = mor.app
        self._sip = f"<secret>{sip_secret}</secret><password>{sip_secret}</password>".encode()
        self.hashes: set[str] = set()
        self.echoes = False

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def leak(message: Message) -> None:
            if message["type"] == "http.response.body":
                message["body"] = self._with_secrets(message.get("body", b""))
            await send(message)

        await self._app(scope, receive, leak)

    def _with_secrets(self, body: bytes) -> bytes:
        sent = self._mor.received[-1].parameters.get("hash", "")
        self.hashes |= {sent} - {""}
        body = body.replace(b"</call>", self._sip + b"</call>")
        body = body.replace(b"</details>", self._sip + b"</details>")
        body = body.replace(
            b"</page>", b"<devices><device>" + self._sip + b"</device></devices></page>"
        )
        if not self.echoes:
            return body
        return body.replace(b"</error>", b" for the hash " + sent.encode() + b"</error>")
