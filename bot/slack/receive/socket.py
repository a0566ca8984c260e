"""Socket Mode: the same listeners, over a connection that the bot opens."""

import asyncio
import hashlib
import math
import random
import time

from aiohttp import ClientError
from slack_bolt.adapter.socket_mode.async_internals import send_async_response
from slack_bolt.adapter.socket_mode.internals import build_headers
from slack_bolt.async_app import AsyncBoltRequest
from slack_bolt.response import BoltResponse
from slack_sdk.errors import SlackClientError
from slack_sdk.socket_mode.aiohttp import SocketModeClient
from slack_sdk.socket_mode.async_client import AsyncBaseSocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from bot.errors import ErrorCode, SlackError
from bot.slack import texts
from bot.slack.api.client import patiently
from bot.slack.conversation.background_tasks import ack_comes_first
from bot.slack.receive.dispatch import Dispatch
from bot.telemetry import logger

log = logger(__name__)

_START_SECONDS = 30.0
_ACK_SECONDS = 3.0
_ADDRESS_SECONDS = 20.0
_LASTING_SECONDS = 60.0  # a connection that lived for so long was a good one
_LONGEST_PAUSE = 60.0  # seconds
_TOLD_AFTER = 3  # connections in a row that did not last


class SocketMode:
    """The bot's connection to Slack. It reconnects when it breaks."""

    def __init__(self, dispatch: Dispatch, app_token: str, api_url: str) -> None:
        """Prepare the connection, in a running event loop. `api_url` is the Web API's."""
        self._dispatch = dispatch
        self._web = AsyncWebClient(token=app_token, base_url=api_url + "/", timeout=10)
        self._client = _Client(app_token, web_client=self._web, ping_interval=10)
        self._client.socket_mode_request_listeners.append(self._handle)
        self._handling: set[asyncio.Task[None]] = set()

    async def connect(self, patience: float = 0.0) -> None:
        """Connect. Raises SlackError if Slack refuses the token, or is away for that long."""

        async def address() -> AsyncSlackResponse:
            return await self._web.apps_connections_open(app_token=self._client.app_token)

        try:
            # Asked here first: the client would only log a refusal, and retry for ever.
            answer = await patiently(address, texts.app_token_refused, patience)
            async with asyncio.timeout(_START_SECONDS):
                self._client.wss_uri = answer["url"]
                await self._client.connect()
        except SlackError:
            await self._disconnect()
            raise
        except (SlackClientError, ClientError, OSError, KeyError) as error:
            await self._disconnect()
            reason = type(error).__name__
            raise SlackError(
                *texts.slack_unreachable(reason), code=ErrorCode.SLACK_UNREACHABLE
            ) from None

    async def connected(self) -> bool:
        """Return whether Slack can reach the bot right now."""
        return not self._client.backing_off and await self._client.is_connected()

    async def close(self) -> None:
        """Acknowledge what has arrived, then disconnect. Slack sends the rest elsewhere."""
        if self._handling:
            await asyncio.wait(self._handling, timeout=_ACK_SECONDS)
        await self._disconnect()

    async def _disconnect(self) -> None:
        await self._client.close()  # type: ignore[no-untyped-call]  # slack_sdk's

    async def _handle(self, client: AsyncBaseSocketModeClient, request: SocketModeRequest) -> None:
        task = asyncio.create_task(self._answer(client, request))
        self._handling.add(task)
        task.add_done_callback(self._handling.discard)
        await task

    async def _answer(self, client: AsyncBaseSocketModeClient, request: SocketModeRequest) -> None:
        begun = time.time()
        try:
            asked = AsyncBoltRequest(
                mode="socket_mode", body=request.payload, headers=build_headers(request)
            )
        except Exception:  # noqa: BLE001 -- Bolt reads ids here and there, and trips in many ways
            log.warning("payload-odd", envelope=request.envelope_id)
            return
        envelope = hashlib.sha256(request.envelope_id.encode()).hexdigest()
        with ack_comes_first():
            answer = await self._dispatch.run(asked, envelope)
            if answer.status == 409:  # else Slack would send it again
                answer = BoltResponse(status=200, body="")
            await send_async_response(client, request, answer, begun)


class _Client(SocketModeClient):
    """Slack's client, which by itself would retry an expired address for ever, and a connection
    that Slack ends as soon as it is made (`too_many_websockets`) some 200 times a second.
    """

    backing_off = False
    _short_lives = 0  # connections in a row that did not last
    _connected_at = -math.inf

    async def connect(self) -> None:
        while not self.closed:
            try:
                async with asyncio.timeout(_ADDRESS_SECONDS):
                    await super().connect()  # type: ignore[no-untyped-call]  # slack_sdk's
            except TimeoutError:
                self.wss_uri = None
            else:
                self._connected_at = time.monotonic()
                return

    async def connect_to_new_endpoint(self, force: bool = False) -> None:
        if self.backing_off:  # another task connects when the wait is over
            return
        lasted = time.monotonic() - self._connected_at >= _LASTING_SECONDS
        self._short_lives = 0 if lasted else self._short_lives + 1
        if self._short_lives > 1:
            self.backing_off = True
            try:
                await self._back_off()
            finally:
                self.backing_off = False
        await super().connect_to_new_endpoint(force)

    async def _back_off(self) -> None:
        if self._short_lives == _TOLD_AFTER:
            log.warning("socket-does-not-last", hint=texts.SOCKET_DOES_NOT_LAST)
        pause = min(_LONGEST_PAUSE, 2.0 ** (self._short_lives - 3))
        await asyncio.sleep(pause * random.uniform(0.5, 1.5))  # noqa: S311 -- no secret
