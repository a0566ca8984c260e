"""The Events API: what happened, told to the app, and told again until it listens."""

import asyncio

from bot.sandbox.slack_server.model import APP_ID, BOT_USER, Json
from bot.sandbox.slack_server.outbound import Outbound
from bot.sandbox.slack_server.sockets import Ack
from bot.sandbox.slack_server.state import WorkspaceState

RETRIES = (0, 60, 300)
"""Seconds from the event to its first, second and third retry, as Slack's Events API page says."""

_REASONS = {"operation_timeout": "http_timeout"}

SCOPES = {
    "app_mention": "app_mentions:read",
    "message.im": "im:history",
    "user_change": "users:read",
}
"""The scope an event needs; the others need none."""


class Events:
    """Tells the app what it subscribed to and may know."""

    def __init__(self, state: WorkspaceState, outbound: Outbound) -> None:
        self._state = state
        self._outbound = outbound
        self._retrying: set[asyncio.Task[None]] = set()

    async def tell(self, name: str, event: Json) -> Ack | None:
        """Deliver an event once; retries go on by themselves. None if the app is not to know.

        `name` is the subscription's, such as `message.im`.
        """
        wanted = self._state.subscriptions
        if wanted is not None and name not in wanted:
            return None
        if name in SCOPES and SCOPES[name] not in self._state.scopes:
            return None
        envelope = self._envelope(event)
        ack = await self._outbound.send("events_api", envelope)
        if _again(ack):
            task = asyncio.create_task(self._retry(envelope, ack))
            self._retrying.add(task)
            task.add_done_callback(self._retrying.discard)
        return ack

    async def close(self) -> None:
        """Give up on retries that are still to come."""
        for task in self._retrying:
            task.cancel()
        await asyncio.gather(*self._retrying, return_exceptions=True)

    async def _retry(self, envelope: Json, failed: Ack) -> None:
        for number, pause in enumerate(RETRIES, 1):
            await self._state.clock.until(envelope["event_time"] + pause)
            reason = _REASONS.get(failed.problem) or (
                "http_error" if failed.status else "connection_failed"
            )
            failed = await self._outbound.send("events_api", envelope, retry=(number, reason))
            if not _again(failed):
                return

    def _envelope(self, event: Json) -> Json:
        state = self._state
        now = state.clock.now()
        return {
            "token": state.verification_token,
            "team_id": state.team_id,
            "api_app_id": APP_ID,
            "event": {"event_ts": f"{now:.6f}", **event},
            "type": "event_callback",
            "event_id": state.ids.new_id("Ev"),
            "event_time": int(now),
            "authorizations": [
                {
                    "enterprise_id": None,
                    "team_id": state.team_id,
                    "user_id": BOT_USER,
                    "is_bot": True,
                    "is_enterprise_install": False,
                }
            ],
            "is_ext_shared_channel": state.is_shared(event.get("channel")),
        }


def _again(ack: Ack) -> bool:
    """Whether Slack tries once more: not after a 2xx, nor where the app asks it not to."""
    answered = 200 <= ack.status < 300
    return not answered and ack.headers.get("x-slack-no-retry") != "1"
