"""The Slack app: its manifest, the client of Slack's Web API, and how calls of that fail."""

import asyncio
import random
import time
from collections.abc import Awaitable, Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from itertools import chain, repeat
from pathlib import Path
from typing import Any

import yaml
from aiohttp import (
    ClientError,
    ClientSession,
    ClientTimeout,
    TraceConfig,
    TraceRequestRedirectParams,
)
from slack_bolt.authorization import AuthorizeResult
from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.http_retry.builtin_async_handlers import AsyncRateLimitErrorRetryHandler
from slack_sdk.http_retry.request import HttpRequest
from slack_sdk.http_retry.response import HttpResponse
from slack_sdk.http_retry.state import RetryState
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from bot.errors import ErrorCode, SlackError
from bot.settings import Settings
from bot.slack import texts
from bot.telemetry import logger

log = logger(__name__)

CALL_FAULTS = (SlackClientError, ClientError, OSError, ValueError, AttributeError)
"""All that slack_sdk raises for a call. AttributeError is for a body that is no JSON object."""

Check = Callable[[], Awaitable[None]]
"""Checks just before something is sent that it still may be. Raises MorbotError if not."""

_check: ContextVar[Check | None] = ContextVar("check", default=None)
_PACKAGE = Path(__file__).parents[2]
_CALL_TIMEOUT = ClientTimeout(total=10.0)
_FIRST_PAUSES = (0.5, 1, 2, 4, 8)  # seconds between calls at the start
_PASSING = {"ratelimited", "internal_error", "fatal_error", "service_unavailable"}
_LONGEST_WAIT = 30  # seconds that a 429 may ask for


def slack_says(fault: Exception) -> str:
    """Return Slack's error, for example `user_not_found`; empty if the answer was not Slack's."""
    return _told(fault, "error")


def slack_needs(fault: Exception) -> str:
    """Return the scope that a call lacks, in Slack's words; empty if Slack named none."""
    return _told(fault, "needed")


def _told(fault: Exception, name: str) -> str:
    response = fault.response if isinstance(fault, SlackApiError) else None
    answer = getattr(response, "data", None)
    word = answer.get(name) if isinstance(answer, Mapping) else None
    return word if isinstance(word, str) else ""


@contextmanager
def checked_again(check: Check | None) -> Iterator[None]:
    """Run `check` before each retry of a call in the block, which a 429 may delay by a minute.

    What it raises is raised by the call, and nothing is sent. None keeps the check of the
    surrounding block.
    """
    token = _check.set(check or _check.get())
    try:
        yield
    finally:
        _check.reset(token)


class ShortWaits(AsyncRateLimitErrorRetryHandler):
    """Retries after a 429, unless Slack asks for a wait of more than 30 seconds."""

    async def prepare_for_next_attempt_async(
        self,
        *,
        state: RetryState,
        request: HttpRequest,
        response: HttpResponse | None = None,
        error: Exception | None = None,
    ) -> None:
        """Wait as Slack asks, and check once more that the call is still allowed."""
        await super().prepare_for_next_attempt_async(
            state=state, request=request, response=response, error=error
        )
        if check := _check.get():
            try:
                await check()
            except BaseException:
                state.next_attempt_requested = False  # else slack_sdk would go on
                raise

    async def _can_retry_async(
        self,
        *,
        state: RetryState,
        request: HttpRequest,
        response: HttpResponse | None = None,
        error: Exception | None = None,
    ) -> bool:
        del state, request
        # With an error, the response is that of an earlier attempt.
        if error is not None or response is None or response.status_code != 429:
            return False
        headers = {name.lower(): value for name, value in response.headers.items()}
        asked = str((headers.get("retry-after") or ["1"])[0])
        return asked.isascii() and asked.isdigit() and int(asked) <= _LONGEST_WAIT


def slack_session() -> ClientSession:
    """Return a session for everything that is sent to Slack. It follows no redirects.

    Slack sends none, and one could lead what is sent to another host.
    """
    no_redirects = TraceConfig()
    no_redirects.on_request_redirect.append(_refuse_redirect)
    return ClientSession(timeout=_CALL_TIMEOUT, trace_configs=[no_redirects])


async def _refuse_redirect(
    _session: ClientSession, _context: object, _redirect: TraceRequestRedirectParams
) -> None:
    raise ClientError("redirected")


def slack_client(
    settings: Settings, session: ClientSession, *, patient: bool = True
) -> AsyncWebClient:
    """Return the client for Slack's Web API.

    It never retries a call whose answer was lost. A `patient` client retries after a 429.
    """
    return AsyncWebClient(
        token=settings.slack_bot_token.get_secret_value(),
        base_url=settings.slack_api_url + "/",
        session=session,
        retry_handlers=[ShortWaits(max_retry_count=2)] if patient else [],
    )


async def introduce(client: AsyncWebClient, patience: float = 0.0) -> AuthorizeResult:
    """Ask Slack who the bot is. Raises SlackError as `patiently` does."""
    answer = await patiently(client.auth_test, texts.slack_refused, patience)
    return AuthorizeResult.from_auth_test_response(
        auth_test_response=answer, bot_token=client.token
    )


async def patiently(
    call: Callable[[], Awaitable[AsyncSlackResponse]],
    refused: Callable[[str], texts.Words],
    patience: float,
) -> AsyncSlackResponse:
    """Return the answer to a first call, which is repeated for `patience` seconds if Slack is away.

    Raises SlackError: what `refused` says if Slack refuses the token, else that Slack is away.
    """
    end = time.monotonic() + patience
    for pause in chain(_FIRST_PAUSES, repeat(_FIRST_PAUSES[-1])):
        try:
            return await call()
        except CALL_FAULTS as error:
            word = slack_says(error)
            reason = word or type(error).__name__
            if word and word not in _PASSING:
                raise SlackError(*refused(word), code="slack-refused") from None
        if time.monotonic() + pause > end:
            break
        log.warning("slack-awaited", reason=reason)
        await asyncio.sleep(pause * random.uniform(0.5, 1))  # noqa: S311 -- no secret
    raise SlackError(*texts.slack_unreachable(reason), code=ErrorCode.SLACK_UNREACHABLE)


def load_manifest() -> dict[str, Any]:
    """Return manifest.yml, as installed with the package or in the top folder of a checkout."""
    installed = _PACKAGE / "manifest.yml"
    path = installed if installed.exists() else _PACKAGE.parent / "manifest.yml"
    manifest: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return manifest


def bot_scopes() -> frozenset[str]:
    """Return the scopes that the bot token needs."""
    return frozenset(load_manifest()["oauth_config"]["scopes"]["bot"])
