"""Listen to the audit log: the command and its pages."""

import re
from functools import partial
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp

from bot.audit.log import AuditLog
from bot.calls.query import Subcommand
from bot.slack.context import Slack

_PAGE = re.compile(r"audit:page:\d{1,6}")


def register(app: AsyncApp, slack: Slack, audit_log: AuditLog) -> None:
    """Listen. Only bot admins get an answer."""
    slack.commands.add(Subcommand.AUDIT, audit_log.read)

    @app.action(_PAGE)
    async def turned(ack: AsyncAck, body: dict[str, Any], action: dict[str, Any]) -> None:
        await ack()
        page = int(action["action_id"].rpartition(":")[2])
        question = partial(audit_log.turn, str(action.get("value", "")), page)
        slack.conversation.replace(body, question)
