"""Listen to the search form and saved searches."""

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
    _register_form(app, slack, searches)
    _register_saved(app, slack, saved, searches)


def _register_form(app: AsyncApp, slack: Slack, searches: SearchForms) -> None:
    def form_for(command: Command) -> OpenForm | None:
        empty = command.subcommand is Subcommand.SEARCH and not command.rest
        return searches.open if empty else None

    slack.commands.add_form(form_for)
    slack.forms.on_submit(app, form.FORM, searches.submit, form.PERIOD)

    @app.action("answer:edit")
    async def edit(ack: AsyncAck, body: dict[str, Any], action: dict[str, Any]) -> None:
        await ack()
        searches.edit(body, str(action.get("value", "")))

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


def _register_saved(
    app: AsyncApp, slack: Slack, saved: SavedSearches, searches: SearchForms
) -> None:
    slack.forms.on_submit(app, saved_blocks.FORM, saved.submit, form.NAME)

    @app.action(saved_blocks.SAVE)
    async def save(ack: AsyncAck, body: dict[str, Any], action: dict[str, Any]) -> None:
        await ack()
        saved.ask_name(body, str(action.get("value", "")))

    @app.action(saved_blocks.RUN)
    async def run(ack: AsyncAck, body: dict[str, Any], action: dict[str, Any]) -> None:
        await ack()
        saved.run(body, str(action.get("value", "")))

    @app.action(saved_blocks.EDIT)
    async def edit(ack: AsyncAck, body: dict[str, Any], action: dict[str, Any]) -> None:
        await ack()
        searches.edit_saved(body, str(action.get("value", "")))

    @app.action(saved_blocks.DELETE)
    async def delete(ack: AsyncAck, body: dict[str, Any], action: dict[str, Any]) -> None:
        await ack()
        saved.delete(body, str(action.get("value", "")))
