"""Saved searches: the button below an answer, the form that asks for a name, those in Home."""

from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp

from bot.search.blocks.saved import CALLBACK, DELETE, EDIT, RUN, SAVE
from bot.search.forms import Searches
from bot.search.saved import Saved


def register(app: AsyncApp, saved: Saved, searches: Searches) -> None:
    """Listen to them. Whoever presses is looked up, and a search found only if it is his."""

    @app.action(SAVE)
    async def saves(ack: AsyncAck, body: dict[str, Any], action: dict[str, Any]) -> None:
        await ack()
        saved.ask_name(body, str(action.get("value", "")))

    @app.view(CALLBACK)
    async def named(ack: AsyncAck, body: dict[str, Any], view: dict[str, Any]) -> None:
        await ack(**await saved.submit(body["user"]["id"], view))

    @app.action(RUN)
    async def runs(ack: AsyncAck, body: dict[str, Any], action: dict[str, Any]) -> None:
        await ack()
        saved.run(body, str(action.get("value", "")))

    @app.action(EDIT)
    async def edits(ack: AsyncAck, body: dict[str, Any], action: dict[str, Any]) -> None:
        await ack()
        searches.edit_saved(body, str(action.get("value", "")))

    @app.action(DELETE)
    async def deletes(ack: AsyncAck, body: dict[str, Any], action: dict[str, Any]) -> None:
        await ack()
        saved.delete(body, str(action.get("value", "")))
