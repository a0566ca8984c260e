"""The buttons by which bot admins look after links."""

import re
from functools import partial
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp

from bot.slack.desk import Desk
from bot.slack.link_commands import LinkCommands

_PAGE = re.compile(r"links:page:(\d{1,6})")


def register(app: AsyncApp, desk: Desk, commands: LinkCommands) -> None:
    """Listen to them. Whoever presses is looked up, and what he may do, before anything is done."""

    @app.action(_PAGE)
    async def turned(ack: AsyncAck, body: dict[str, Any], action: dict[str, Any]) -> None:
        await ack()
        page, list_id = int(action["action_id"].rpartition(":")[2]), str(action.get("value", ""))
        question = partial(commands.turn, list_id, page)
        desk.put(body["user"]["id"], question, body.get("response_url", ""), replace=True)
