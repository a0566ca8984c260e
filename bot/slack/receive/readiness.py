"""Whether the bot can answer now, for the systems that start, stop and watch it."""

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
    """Whether the app is still installed in the workspace, as far as Slack has said.

    Once it is lost, the bot needs a new token, and so a restart.
    """

    def __init__(self) -> None:
        self.lost = ""

    def lose(self, event: str) -> None:
        """Take note of an event that ends the installation. Nobody in Slack can be told."""
        self.lost = event
        log.error("slack-app-lost", told=event, hint=texts.app_lost(event))


class Readiness:
    """Runs the `checks`. MOR is none of them: while it is down, the bot answers and says so.

    The report also has the phase of the `breaker` in front of MOR.
    """

    def __init__(
        self, checks: Mapping[str, Check], breaker: Breaker, installation: Installation
    ) -> None:
        self._checks = dict(checks)
        self._breaker = breaker
        self._installation = installation
        self.stopping = False

    def add(self, name: str, check: Check) -> None:
        """Run this check too from now on."""
        self._checks[name] = check

    async def report(self) -> dict[str, Any]:
        """Return `ready`, the `reasons` if not, and the phase of the breaker in front of MOR."""
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
    """Checks whether Slack accepts the bot token, once a minute while it does."""

    def __init__(self, client: AsyncWebClient, clock: Callable[[], float] = time.monotonic) -> None:
        self._client = client
        self._clock = clock
        self._believed_until = -math.inf

    async def __call__(self) -> bool:
        """Return True. Raises what `auth.test` raises."""
        if self._clock() >= self._believed_until:
            await self._client.auth_test()
            self._believed_until = self._clock() + _BELIEVED_SECONDS
        return True
