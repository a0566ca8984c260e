"""Listen to the controls under an answer."""

import re
from functools import partial
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp

from bot.ask import views
from bot.ask.blocks.share import FILE, SHARE
from bot.ask.commands import QuestionCommands
from bot.ask.sharing import Place, Sharing
from bot.calls.model import Output
from bot.slack.context import Slack
from bot.slack.conversation.commands import Command
from bot.slack.conversation.reply import Progress

_READING = re.compile(r"reading:\d{1,2}")
_FILE = re.compile(r"answer:file:(?:csv|xlsx)")
_SHARE = re.compile(rf"{SHARE}:\d{{1,4}}")


def register(app: AsyncApp, slack: Slack, questions: QuestionCommands, sharing: Sharing) -> None:
    """Listen. Each click is answered with the rights of the person who clicks."""
    conversation = slack.conversation
    slack.commands.add_questions(questions.answer)

    @app.action(views.ACTION)
    async def viewed(ack: AsyncAck, body: dict[str, Any], action: dict[str, Any]) -> None:
        await ack()
        view, answer_id = views.read_button(action)
        conversation.click(body, partial(questions.view, answer_id, view))

    @app.action(views.MENU)
    async def chose_view(ack: AsyncAck, body: dict[str, Any], action: dict[str, Any]) -> None:
        await ack()
        view, answer_id = views.read_menu(action)
        conversation.click(body, partial(questions.view, answer_id, view))

    @app.action(_READING)
    async def chose_reading(ack: AsyncAck, body: dict[str, Any], action: dict[str, Any]) -> None:
        """One of two readings of a command was chosen."""
        await ack()
        command = Command.read(str(action.get("value", "")), Place.of_click(body).channel)
        conversation.run(command, body["user"]["id"], conversation.target_of(body))

    @app.action(_FILE)
    async def wants_file(ack: AsyncAck, body: dict[str, Any], action: dict[str, Any]) -> None:
        await ack()
        form = Output(action["action_id"].rpartition(":")[2])
        progress = Progress()
        make = partial(questions.file, str(action.get("value", "")), form, progress)
        conversation.click_beside(body, make, progress)

    @app.action(_SHARE)
    async def shares(ack: AsyncAck, body: dict[str, Any], action: dict[str, Any]) -> None:
        """A page of an answer is posted for everybody in the conversation."""
        await ack()
        page = int(action["action_id"].rpartition(":")[2])
        share = partial(sharing.share, str(action.get("value", "")), page, Place.of_click(body))
        conversation.click_beside(body, share)

    @app.action(FILE)
    async def posts_file(ack: AsyncAck, body: dict[str, Any], action: dict[str, Any]) -> None:
        """All calls of a shared answer are posted as a file."""
        await ack()
        progress, place = Progress(), Place.of_click(body)
        post = partial(sharing.post_file, str(action.get("value", "")), place, progress)
        conversation.click_beside(body, post, progress)
