"""Whether the bot can answer now, for whoever starts, stops and watches it."""

import asyncio
import math
import time
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from slack_sdk.web.async_client import AsyncWebClient

from bot.mor.breaker import Breaker
from bot.slack import texts
from bot.telemetry import logger

log = logger(__name__)

Check = Callable[[], Awaitable[bool]]

_CHECK_SECONDS = 2.0
_BELIEVED_SECONDS = 60.0


class Installation:
    """Whether the app still has its place in the workspace, as far as Slack has told.

    Once it is lost, only a new token helps, which needs a new start.
    """

    def __init__(self) -> None:
        self.lost = ""

    def lose(self, event: str) -> None:
        """Slack has told so, by this event. There is no way left to tell anybody in Slack."""
        self.lost = event
        log.error("slack-app-lost", told=event, hint=texts.app_lost(event))


class Readiness:
    """Asks each of `checks`. MOR is none of them: while it is down, the bot answers and says so.

    How the `breaker` in front of MOR stands is told beside.
    """

    def __init__(
        self, checks: Mapping[str, Check], breaker: Breaker, installation: Installation
    ) -> None:
        self._checks = dict(checks)
        self._breaker = breaker
        self._installation = installation
        self.stopping = False

    def add(self, name: str, check: Check) -> None:
        """Ask this one from now on, too."""
        self._checks[name] = check

    async def report(self) -> dict[str, Any]:
        """`ready`, the `reasons` why not, and the phase of the breaker in front of MOR."""
        failed = await asyncio.gather(*(self._fails(name) for name in self._checks))
        reasons = [
            f"{name} failed" for name, fails in zip(self._checks, failed, strict=True) if fails
        ]
        if self._installation.lost:
            reasons.append(self._installation.lost)
        if self.stopping:
            reasons.append("stopping")
        phase = self._breaker.state.phase
        return {"ready": not reasons, "reasons": reasons, "mor_breaker": phase}

    async def _fails(self, name: str) -> bool:
        try:
            async with asyncio.timeout(_CHECK_SECONDS):
                return not await self._checks[name]()
        except Exception as error:  # noqa: BLE001 -- whatever it is, the bot is not ready
            log.warning("not-ready", check=name, error=type(error).__name__)
            return True


class Authorised:
    """The check whether Slack accepts the bot token; asked once a minute while it does."""

    def __init__(self, client: AsyncWebClient, clock: Callable[[], float] = time.monotonic) -> None:
        self._client = client
        self._clock = clock
        self._believed_until = -math.inf

    async def __call__(self) -> bool:
        """True, or whatever `auth.test` raises."""
        if self._clock() >= self._believed_until:
            await self._client.auth_test()
            self._believed_until = self._clock() + _BELIEVED_SECONDS
        return True
