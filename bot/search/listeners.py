"""Listen to the search form and saved searches."""

from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp

from bot.calls.query import Subcommand
from bot.search.blocks import saved as saved_blocks
from bot.search.blocks.form import CALLBACK, PERSON, SEARCH
from bot.search.forms import SearchForms
from bot.search.saved import SavedSearches
from bot.slack.context import Slack
from bot.slack.conversation.commands import Command, OpenForm


def register(app: AsyncApp, slack: Slack, searches: SearchForms, saved: SavedSearches) -> None:
    """Listen. A saved search is found only for its owner."""
    slack.commands.add(Subcommand.SEARCH, searches.by_command)
    _register_form(app, slack, searches)
    _register_saved(app, saved, searches)


def _register_form(app: AsyncApp, slack: Slack, searches: SearchForms) -> None:
    def form_for(command: Command) -> OpenForm | None:
        empty = command.subcommand is Subcommand.SEARCH and not command.rest
        return searches.open if empty else None

    slack.commands.add_form(form_for)

    @app.action("answer:edit")
    async def edits(ack: AsyncAck, body: dict[str, Any], action: dict[str, Any]) -> None:
        """The question behind an answer is to be changed."""
        await ack()
        searches.edit(body, str(action.get("value", "")))

    @app.shortcut("search_calls")
    async def from_anywhere(ack: AsyncAck, body: dict[str, Any]) -> None:
        await ack()
        searches.open(body["user"]["id"], str(body.get("trigger_id", "")))

    @app.action(SEARCH)
    async def from_home(ack: AsyncAck, body: dict[str, Any]) -> None:
        await ack()
        searches.open(body["user"]["id"], str(body.get("trigger_id", "")))

    @app.options(PERSON)
    async def looks_for_somebody(ack: AsyncAck, body: dict[str, Any]) -> None:
        found = await searches.people(body["user"]["id"], str(body.get("value") or ""))
        await ack(options=found)

    @app.view(CALLBACK)
    async def sent(ack: AsyncAck, body: dict[str, Any], view: dict[str, Any]) -> None:
        mistakes = await searches.submit(body["user"]["id"], view)
        await (ack(response_action="errors", errors=mistakes) if mistakes else ack())


def _register_saved(app: AsyncApp, saved: SavedSearches, searches: SearchForms) -> None:
    @app.action(saved_blocks.SAVE)
    async def saves(ack: AsyncAck, body: dict[str, Any], action: dict[str, Any]) -> None:
        await ack()
        saved.ask_name(body, str(action.get("value", "")))

    @app.view(saved_blocks.CALLBACK)
    async def named(ack: AsyncAck, body: dict[str, Any], view: dict[str, Any]) -> None:
        await ack(**await saved.submit(body["user"]["id"], view))

    @app.action(saved_blocks.RUN)
    async def runs(ack: AsyncAck, body: dict[str, Any], action: dict[str, Any]) -> None:
        await ack()
        saved.run(body, str(action.get("value", "")))

    @app.action(saved_blocks.EDIT)
    async def changes(ack: AsyncAck, body: dict[str, Any], action: dict[str, Any]) -> None:
        await ack()
        searches.edit_saved(body, str(action.get("value", "")))

    @app.action(saved_blocks.DELETE)
    async def deletes(ack: AsyncAck, body: dict[str, Any], action: dict[str, Any]) -> None:
        await ack()
        saved.delete(body, str(action.get("value", "")))
