"""Listen to the search form and saved searches."""

from collections.abc import Awaitable, Callable
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp

from bot.ask import controls
from bot.calls.query import Subcommand
from bot.search import blocks
from bot.search.forms import SearchForms
from bot.search.saved import SavedSearches
from bot.slack.context import Slack


def register(app: AsyncApp, slack: Slack, searches: SearchForms, saved: SavedSearches) -> None:
    """Listen. A saved search is found only for its owner."""
    slack.commands.add(Subcommand.SEARCH, searches.by_command)
    slack.commands.add_form(searches.form_for)
    slack.forms.on_submit(app, blocks.SEARCH_FORM, searches.submit, blocks.PERIOD)
    slack.forms.on_submit(app, blocks.NAME_FORM, saved.submit, blocks.NAME)
    _register_opening(app, slack, searches)
    buttons = {
        controls.EDIT: searches.edit,
        blocks.RUN: saved.run,
        blocks.EDIT: searches.edit_saved,
        blocks.DELETE: saved.delete,
    }
    for action_id, begin in buttons.items():
        app.action(action_id)(_on_click(begin))

    @app.action(controls.MORE, matchers=[controls.chosen(controls.SAVE)])
    async def saves(ack: AsyncAck, body: dict[str, Any], action: dict[str, Any]) -> None:
        await ack()
        saved.ask_name(body, controls.read_more(action)[2])


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

    @app.action(blocks.SEARCH)
    async def open_by_button(ack: AsyncAck, body: dict[str, Any]) -> None:
        await ack()
        searches.open(slack.forms.opening(body))

    @app.shortcut(blocks.LOOK_UP)
    async def look_up(ack: AsyncAck, body: dict[str, Any]) -> None:
        """Search for what a message names."""
        await ack()
        searches.look_up(body)

    @app.action(blocks.MORE)
    async def show_all_fields(ack: AsyncAck, body: dict[str, Any]) -> None:
        await ack()
        searches.show_all_fields(body)

    @app.options(blocks.WHO)
    async def suggest_people(ack: AsyncAck, body: dict[str, Any]) -> None:
        found = await searches.people(body["user"]["id"], str(body.get("value") or ""))
        await ack(options=found)
