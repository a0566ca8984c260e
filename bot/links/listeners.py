"""Listen to links and requests for access: commands, clicks, forms, and changes of people."""

from dataclasses import dataclass
from functools import partial
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp

from bot.calls.query import Subcommand
from bot.links import form_blocks as form
from bot.links.access_requests import AccessRequests
from bot.links.blocks import DECLINE, LINK, PAGE_NAME
from bot.links.bot_admins import BotAdmins
from bot.links.commands import IMPORT, LinkCommands
from bot.links.forms import LinkForms, LinkImport
from bot.links.identities import Identities
from bot.slack.context import Slack
from bot.slack.conversation.commands import Command, OpenForm
from bot.slack.conversation.paged_lists import page_action, read_page
from bot.slack.kit.problems import ASK_FOR_ACCESS


def register_people(app: AsyncApp, slack: Slack, identities: Identities, admins: BotAdmins) -> None:
    """Check the link and the rights of somebody whose profile has changed: they may be a guest
    now, or gone.
    """

    async def look_again(user_id: str) -> None:
        await identities.look_again(user_id)
        await admins.look_again(user_id)

    @app.event("user_change")
    async def changed(event: dict[str, Any]) -> None:
        user = event.get("user")
        user_id = user.get("id") if isinstance(user, dict) else None
        if isinstance(user_id, str) and user_id:
            slack.tasks.start(look_again(user_id))


@dataclass(frozen=True, slots=True)
class LinkFeature:
    """What bot admins do with links, and how people ask for access."""

    commands: LinkCommands
    forms: LinkForms
    imports: LinkImport
    access: AccessRequests


def register(app: AsyncApp, slack: Slack, links: LinkFeature) -> None:
    """Listen. Everybody who clicks is looked up, with their rights, before anything is done."""
    _register_commands(app, slack, links)
    _register_access(app, slack, links)
    slack.forms.on_submit(app, form.FORM, links.forms.submit, form.USERNAME)
    slack.forms.on_submit(app, form.DECLINING, links.forms.submit_decline)
    slack.forms.on_submit(app, form.PASTE, links.imports.submit, form.LINES)
    slack.forms.on_submit(app, form.CONFIRM, links.imports.confirm)


def _register_commands(app: AsyncApp, slack: Slack, links: LinkFeature) -> None:
    commands = links.commands
    slack.commands.add(Subcommand.LINK, commands.link)
    slack.commands.add(Subcommand.UNLINK, commands.unlink)
    slack.commands.add(Subcommand.LINKS, commands.links)

    def form_for(command: Command) -> OpenForm | None:
        match command.subcommand, command.rest.casefold():
            case Subcommand.LINK, "":
                return links.forms.open
            case Subcommand.LINKS, words if words == IMPORT:
                return links.imports.open
        return None

    slack.commands.add_form(form_for)

    @app.action(page_action(PAGE_NAME))
    async def turn(ack: AsyncAck, body: dict[str, Any], action: dict[str, Any]) -> None:
        await ack()
        slack.conversation.replace(body, partial(commands.turn, *read_page(action)))


def _register_access(app: AsyncApp, slack: Slack, links: LinkFeature) -> None:
    conversation, access = slack.conversation, links.access

    @app.action(ASK_FOR_ACCESS)
    async def ask(ack: AsyncAck, body: dict[str, Any]) -> None:
        await ack()
        conversation.replace(body, access.ask)

    @app.action(DECLINE)
    async def decline(ack: AsyncAck, body: dict[str, Any], action: dict[str, Any]) -> None:
        await ack()
        opening = slack.forms.opening_in_place(body)
        links.forms.open_decline(opening, str(action.get("value", "")))

    @app.action(LINK)
    async def open_form(ack: AsyncAck, body: dict[str, Any], action: dict[str, Any]) -> None:
        await ack()
        opening = slack.forms.opening(body, str(body.get("response_url", "")))
        links.forms.open(opening, str(action.get("value", "")))
