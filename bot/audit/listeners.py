"""Listen to the audit log: the command and its pages."""

from functools import partial
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp

from bot.audit.blocks import PAGE_NAME
from bot.audit.log import AuditLog
from bot.calls.query import Subcommand
from bot.slack.context import Slack
from bot.slack.conversation.paged_lists import page_action, read_page


def register(app: AsyncApp, slack: Slack, audit_log: AuditLog) -> None:
    """Listen. Only bot admins get an answer."""
    slack.commands.add(Subcommand.AUDIT, audit_log.read)

    @app.action(page_action(PAGE_NAME))
    async def turned(ack: AsyncAck, body: dict[str, Any], action: dict[str, Any]) -> None:
        await ack()
        slack.conversation.replace(body, partial(audit_log.turn, *read_page(action)))
