"""The form to search by: its button, its shortcut, its menu of people, and what it is sent with."""

from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp

from bot.home import blocks as home
from bot.search.blocks.form import CALLBACK, PERSON
from bot.search.forms import Searches


def register(app: AsyncApp, searches: Searches) -> None:
    """Listen to them. (The subcommand that opens it comes with the other commands.)"""

    @app.action("answer:edit")
    async def edits(ack: AsyncAck, body: dict[str, Any], action: dict[str, Any]) -> None:
        """The search behind an answer is to be changed, with the rights of who pressed."""
        await ack()
        searches.edit(body, str(action.get("value", "")))

    @app.shortcut("search_calls")
    async def from_anywhere(ack: AsyncAck, body: dict[str, Any]) -> None:
        await ack()
        searches.open(body["user"]["id"], str(body.get("trigger_id", "")))

    @app.action(home.SEARCH)
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
