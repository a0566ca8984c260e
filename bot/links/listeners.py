"""Listen to links and requests for access: commands, clicks, forms, and changes of people."""

import re
from dataclasses import dataclass
from functools import partial
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp

from bot.calls.query import Subcommand
from bot.links.access_requests import AccessRequests
from bot.links.blocks import access_requests, import_form
from bot.links.blocks.form import CALLBACK, read_form
from bot.links.commands import IMPORT, LinkCommands
from bot.links.forms import LinkForms
from bot.links.identities import Identities
from bot.links.import_form import LinkImport
from bot.slack.context import Slack
from bot.slack.conversation.commands import Command, OpenForm
from bot.slack.kit.problems import ASK_FOR_ACCESS

_PAGE = re.compile(r"links:page:\d{1,6}")


def register_people(app: AsyncApp, slack: Slack, identities: Identities) -> None:
    """Look again at somebody who may have become a guest, or left."""

    @app.event("user_change")
    async def changed(event: dict[str, Any]) -> None:
        user = event.get("user")
        user_id = user.get("id") if isinstance(user, dict) else None
        if isinstance(user_id, str) and user_id:
            slack.tasks.start(identities.look_again(user_id))


@dataclass(frozen=True, slots=True)
class LinkFeature:
    """What bot admins do with links, and how people ask for access."""

    commands: LinkCommands
    forms: LinkForms
    imports: LinkImport
    access: AccessRequests


def register(app: AsyncApp, slack: Slack, links: LinkFeature) -> None:
    """Listen. Whoever clicks is looked up, with their rights, before anything is done."""
    _register_commands(app, slack, links)
    _register_access(app, slack, links)
    _register_forms(app, links.forms, links.imports)


def _register_commands(app: AsyncApp, slack: Slack, links: LinkFeature) -> None:
    commands, forms, imports = links.commands, links.forms, links.imports
    slack.commands.add(Subcommand.LINK, commands.link)
    slack.commands.add(Subcommand.UNLINK, commands.unlink)
    slack.commands.add(Subcommand.LINKS, commands.links)

    def form_for(command: Command) -> OpenForm | None:
        match command.subcommand, command.rest.casefold():
            case Subcommand.LINK, "":
                return forms.open
            case Subcommand.LINKS, words if words == IMPORT:
                return imports.open
        return None

    slack.commands.add_form(form_for)

    @app.action(_PAGE)
    async def turned(ack: AsyncAck, body: dict[str, Any], action: dict[str, Any]) -> None:
        await ack()
        page = int(action["action_id"].rpartition(":")[2])
        turn = partial(commands.turn, str(action.get("value", "")), page)
        slack.conversation.replace(body, turn)


def _register_access(app: AsyncApp, slack: Slack, links: LinkFeature) -> None:
    conversation, access = slack.conversation, links.access

    @app.action(ASK_FOR_ACCESS)
    async def asked(ack: AsyncAck, body: dict[str, Any]) -> None:
        await ack()
        conversation.replace(body, access.ask)

    @app.action(access_requests.DECLINE)
    async def declined(ack: AsyncAck, body: dict[str, Any], action: dict[str, Any]) -> None:
        await ack()
        conversation.replace(body, partial(access.decline, str(action.get("value", ""))))

    @app.action(access_requests.LINK)
    async def wants_form(ack: AsyncAck, body: dict[str, Any], action: dict[str, Any]) -> None:
        await ack()
        trigger, url = str(body.get("trigger_id", "")), body.get("response_url", "")
        links.forms.open(body["user"]["id"], trigger, url, str(action.get("value", "")))


def _register_forms(app: AsyncApp, forms: LinkForms, imports: LinkImport) -> None:
    @app.view(CALLBACK)
    async def submitted(ack: AsyncAck, body: dict[str, Any], view: dict[str, Any]) -> None:
        await ack(**forms.submit(body["user"]["id"], str(view.get("id", "")), read_form(view)))

    @app.view(import_form.CALLBACK)
    async def pasted(ack: AsyncAck, body: dict[str, Any], view: dict[str, Any]) -> None:
        await ack(**imports.submit(body["user"]["id"], view))

    @app.view(import_form.CONFIRM)
    async def confirmed(ack: AsyncAck, body: dict[str, Any], view: dict[str, Any]) -> None:
        await ack(**imports.confirm(body["user"]["id"], view))
