"""Buttons."""

import re
from functools import partial
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp

from bot.ask.blocks.share import FILE
from bot.ask.exports import Progress
from bot.ask.sharing import Place, Sharing
from bot.calls.model import Output
from bot.slack.conversation.desk import Desk

_READING = re.compile(r"reading:\d{1,2}")
_LOOK = re.compile(r"answer:(page:\d{1,4}|order:(?:oldest|newest)|refresh)")
_GROUP = "answer:group"
_FILE = re.compile(r"answer:file:(?:csv|xlsx)")
_SHARE = re.compile(r"answer:share:\d{1,4}")


def register(app: AsyncApp, desk: Desk, sharing: Sharing) -> None:
    """Listen to the buttons of our messages."""

    @app.action(_READING)
    async def chose_reading(ack: AsyncAck, body: dict[str, Any], action: dict[str, Any]) -> None:
        """One of two readings was chosen. Its command is read with the rights of who pressed."""
        await ack()
        where = Place.of_click(body).channel
        desk.talk(body["user"]["id"], str(action.get("value", "")), desk.road_of(body), where)

    @app.action(_LOOK)
    async def looked_again(ack: AsyncAck, body: dict[str, Any], action: dict[str, Any]) -> None:
        """A page was turned, or another view of an answer asked for, with the rights of who did."""
        await ack()
        wish = action["action_id"].removeprefix("answer:")
        desk.click(body, wish, str(action.get("value", "")))

    @app.action(_FILE)
    async def wants_file(ack: AsyncAck, body: dict[str, Any], action: dict[str, Any]) -> None:
        """All calls of an answer as a file, with the rights of who pressed."""
        await ack()
        form = Output(action["action_id"].removeprefix("answer:file:"))
        desk.file(body, form, str(action.get("value", "")))

    @app.action(_SHARE)
    async def shares(ack: AsyncAck, body: dict[str, Any], action: dict[str, Any]) -> None:
        """A page of an answer is to be shown to all who read where it stands."""
        await ack()
        page = int(action["action_id"].rpartition(":")[2])
        share = partial(sharing.share, str(action.get("value", "")), page, Place.of_click(body))
        desk.beside(body, share)

    @app.action(FILE)
    async def posts_file(ack: AsyncAck, body: dict[str, Any], action: dict[str, Any]) -> None:
        """All calls of an answer are to be had by all who read where it was shared."""
        await ack()
        progress, place = Progress(), Place.of_click(body)
        post = partial(sharing.post_file, str(action.get("value", "")), place, progress)
        desk.beside(body, post, progress.__str__)

    @app.action(_GROUP)
    async def chose_view(ack: AsyncAck, body: dict[str, Any], action: dict[str, Any]) -> None:
        """The same by a menu, whose options hold the view and the answer's id."""
        await ack()
        option = action.get("selected_option") or {}
        view, _, answer_id = str(option.get("value", "")).partition(":")
        desk.click(body, f"group:{view}", answer_id)
