"""Buttons."""

import re
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp

from bot.slack.desk import Desk

_READING = re.compile(r"reading:\d{1,2}")


def register(app: AsyncApp, desk: Desk) -> None:
    """Listen to the buttons of our messages."""

    @app.action(_READING)
    async def chose_reading(ack: AsyncAck, body: dict[str, Any], action: dict[str, Any]) -> None:
        """One of two readings was chosen. Its command is read with the rights of who pressed."""
        await ack()
        value, url = str(action.get("value", "")), body.get("response_url", "")
        desk.take(body["user"]["id"], value, url, replace=True)
