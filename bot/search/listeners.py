"""Listen to the search form and saved searches."""

from collections.abc import Awaitable, Callable
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp

from bot.calls.query import Subcommand
from bot.search.blocks import form
from bot.search.blocks import saved as saved_blocks
from bot.search.forms import SearchForms
from bot.search.saved import SavedSearches
from bot.slack.context import Slack
from bot.slack.conversation.commands import Command, OpenForm


def register(app: AsyncApp, slack: Slack, searches: SearchForms, saved: SavedSearches) -> None:
    """Listen. A saved search is found only for its owner."""
    slack.commands.add(Subcommand.SEARCH, searches.by_command)
    slack.commands.add_form(lambda command: _form_for(command, searches))
    slack.forms.on_submit(app, form.FORM, searches.submit, form.PERIOD)
    slack.forms.on_submit(app, saved_blocks.FORM, saved.submit, form.NAME)
    _register_opening(app, slack, searches)
    buttons = {
        "answer:edit": searches.edit,
        saved_blocks.SAVE: saved.ask_name,
        saved_blocks.RUN: saved.run,
        saved_blocks.EDIT: searches.edit_saved,
        saved_blocks.DELETE: saved.delete,
    }
    for action_id, begin in buttons.items():
        app.action(action_id)(_on_click(begin))


def _form_for(command: Command, searches: SearchForms) -> OpenForm | None:
    empty = command.subcommand is Subcommand.SEARCH and not command.rest
    return searches.open if empty else None


def _on_click(begin: Callable[[dict[str, Any], str], bool]) -> Callable[..., Awaitable[None]]:
    """Return a listener that gives `begin` the clicked button's value."""

    async def clicked(ack: AsyncAck, body: dict[str, Any], action: dict[str, Any]) -> None:
        await ack()
        begin(body, str(action.get("value", "")))

    return clicked


def _register_opening(app: AsyncApp, slack: Slack, searches: SearchForms) -> None:
    @app.shortcut("search_calls")
    async def open_by_shortcut(ack: AsyncAck, body: dict[str, Any]) -> None:
        await ack()
        searches.open(slack.forms.opening(body))

    @app.action(form.SEARCH)
    async def open_by_button(ack: AsyncAck, body: dict[str, Any]) -> None:
        await ack()
        searches.open(slack.forms.opening(body))

    @app.options(form.PERSON)
    async def suggest_people(ack: AsyncAck, body: dict[str, Any]) -> None:
        found = await searches.people(body["user"]["id"], str(body.get("value") or ""))
        await ack(options=found)
