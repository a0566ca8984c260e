"""What people ask for access by, and what bot admins see to links and the audit log by."""

import re
from functools import partial
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp

from bot.audit.log import AuditLog
from bot.links.access_requests import Access
from bot.links.blocks import access_requests
from bot.links.blocks import import_form as link_import
from bot.links.blocks.form import CALLBACK, read_form
from bot.links.commands import LinkCommands
from bot.links.forms import LinkForms
from bot.links.import_form import LinkImport
from bot.slack.conversation.desk import Desk

_PAGE = re.compile(r"(links|audit):page:\d{1,6}")


def register(  # noqa: PLR0913, PLR0917 -- all that bot admins have before them
    app: AsyncApp,
    desk: Desk,
    commands: LinkCommands,
    audit_log: AuditLog,
    forms: LinkForms,
    imports: LinkImport,
    access: Access,
) -> None:
    """Listen to them. Whoever presses is looked up, and what he may do, before anything is done."""

    @app.action(_PAGE)
    async def turned(ack: AsyncAck, body: dict[str, Any], action: dict[str, Any]) -> None:
        await ack()
        name, _, page = action["action_id"].split(":")
        turn = commands.turn if name == "links" else audit_log.turn
        question = partial(turn, str(action.get("value", "")), int(page))
        desk.put(body["user"]["id"], question, body.get("response_url", ""), replace=True)

    @app.action(access_requests.ASK)
    async def asked(ack: AsyncAck, body: dict[str, Any]) -> None:
        await ack()
        desk.put(body["user"]["id"], access.ask, body.get("response_url", ""), replace=True)

    @app.action(access_requests.DECLINE)
    async def declined(ack: AsyncAck, body: dict[str, Any], action: dict[str, Any]) -> None:
        await ack()
        question = partial(access.decline, str(action.get("value", "")))
        desk.put(body["user"]["id"], question, body.get("response_url", ""), replace=True)

    @app.action(access_requests.LINK)
    async def wants_form(ack: AsyncAck, body: dict[str, Any], action: dict[str, Any]) -> None:
        await ack()
        trigger, url = str(body.get("trigger_id", "")), body.get("response_url", "")
        forms.open(body["user"]["id"], trigger, url, str(action.get("value", "")))

    @app.view(CALLBACK)
    async def submitted(ack: AsyncAck, body: dict[str, Any], view: dict[str, Any]) -> None:
        await ack(**forms.submit(body["user"]["id"], str(view.get("id", "")), read_form(view)))

    @app.view(link_import.CALLBACK)
    async def pasted(ack: AsyncAck, body: dict[str, Any], view: dict[str, Any]) -> None:
        await ack(**imports.submit(body["user"]["id"], view))

    @app.view(link_import.CONFIRM)
    async def confirmed(ack: AsyncAck, body: dict[str, Any], view: dict[str, Any]) -> None:
        await ack(**imports.confirm(body["user"]["id"], view))
