"""What is pressed while the bot is full or being stopped: whoever pressed is told to try again."""

from collections.abc import Awaitable, Callable
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_bolt.response import BoltResponse

from bot.slack.conversation.desk import Desk
from bot.slack.conversation.work import Work

_PRESSED = ("block_actions", "shortcut")  # commands and forms are told by their ack


def register(app: AsyncApp, desk: Desk, work: Work) -> None:
    """Stand in front of the other listeners."""

    @app.middleware
    async def accepted(
        body: dict[str, Any], ack: AsyncAck, next_: Callable[[], Awaitable[None]]
    ) -> BoltResponse | None:
        if body.get("type") in _PRESSED and not work.accepts:
            desk.refuse(body)
            return await ack()
        await next_()
        return None
