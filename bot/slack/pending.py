"""Requests that were acknowledged and have no answer yet.

Each is the row that keeps it from running twice, and has what another replica needs to answer it:
see `bot/slack/recovery.py`.
"""

from collections.abc import Mapping
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any

from bot.store.expiring import ExpiringRows
from bot.store.faults import DATABASE_FAULTS
from bot.telemetry import logger

log = logger(__name__)

REQUEST, REQUEST_SECONDS = "request", 600.0  # a signature is good for five minutes, and before
# Slack repeats an event for about an hour (docs: Events API), those that were missed for a day.
EVENT, EVENT_SECONDS = "event", 25 * 3600.0
ANSWERABLE_SECONDS = 30 * 60.0  # the life of a response_url (docs: Handling user interaction)

_TYPED = ("app_mention", "message")
_OF_EVENT = (
    *("type", "channel_type", "user", "channel", "text", "thread_ts", "bot_id", "subtype"),
    "edited",
)


@dataclass(slots=True)
class Pending:
    """A request that has no answer yet. `taken` says that a task will answer it, and close it."""

    rows: ExpiringRows
    kind: str
    key: str
    taken: bool = False

    @property
    def seconds(self) -> float:
        """How long it is remembered, so that it does not run again."""
        return EVENT_SECONDS if self.kind == EVENT else REQUEST_SECONDS

    async def close(self) -> None:
        """Take note that it was answered. It is remembered, so that it does not run again."""
        try:
            await self.rows.put(self.kind, self.key, self.seconds, value=True)
        except DATABASE_FAULTS as error:  # the answer itself is on its way
            log.warning("request-not-closed", error=type(error).__name__)


current: ContextVar[Pending | None] = ContextVar("current", default=None)
"""The request that is being handled; None if it needs no answer."""


def needs_answer(body: Mapping[str, Any]) -> dict[str, Any] | None:
    """Return what is needed to answer a request later; None if nobody waits for an answer.

    It is a command, a click, a form that was filled in, or a message to the bot.
    """
    if "command" in body:
        place = {"user": body["user_id"], "response_url": body["response_url"]}
        return {"place": place, "text": body.get("text", ""), "channel": body.get("channel_id", "")}
    if body.get("type") == "block_actions" and body.get("response_url"):
        return {"place": {"user": body["user"]["id"], "response_url": body["response_url"]}}
    in_home = body.get("type") == "block_actions" and _view_type(body) == "home"
    if in_home or body.get("type") == "view_submission":  # without a response_url
        return {"place": {"user": body["user"]["id"], "channel": body["user"]["id"]}}
    event = body.get("event") or {}
    if event.get("type") in _TYPED:
        return {"event": {name: event[name] for name in _OF_EVENT if name in event}}
    return None


def _view_type(body: Mapping[str, Any]) -> Any:
    view = body.get("view")
    return view.get("type") if isinstance(view, Mapping) else None
