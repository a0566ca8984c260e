"""Listen to questions, and to the controls under an answer."""

from collections.abc import Awaitable, Callable
from functools import partial
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp

from bot.ask import controls
from bot.ask.blocks import answer_message, share_question
from bot.ask.commands import QuestionCommands
from bot.ask.sharing import ClickOrigin, Sharing
from bot.calls.asker import Asker
from bot.calls.model import Output
from bot.slack.context import Slack
from bot.slack.conversation.conversation import Conversation
from bot.slack.conversation.reply import Progress
from bot.slack.kit.message import Message

Look = Callable[[str, controls.View, Asker], Awaitable[Message]]


def register(app: AsyncApp, slack: Slack, questions: QuestionCommands, sharing: Sharing) -> None:
    """Listen. Each click is answered with the rights of the person who clicks."""
    conversation = slack.conversation
    slack.commands.add_questions(questions.answer)

    async def look(answer_id: str, view: controls.View, asker: Asker) -> Message:
        return answer_message(await questions.questions.look(answer_id, view, asker))

    _register_more(app, conversation, questions, look)

    @app.action(controls.VIEW)
    async def viewed(ack: AsyncAck, body: dict[str, Any], action: dict[str, Any]) -> None:
        await ack()
        answer_id, view = controls.answer_id_of(action), controls.read_view(action)
        conversation.click(body, partial(look, answer_id, view))

    @app.action(controls.MENU)
    async def chose_view(ack: AsyncAck, body: dict[str, Any], action: dict[str, Any]) -> None:
        await ack()
        answer_id, view = controls.read_menu(action)
        conversation.click(body, partial(look, answer_id, view))

    @app.action(controls.SHARE)
    async def shares(ack: AsyncAck, body: dict[str, Any], action: dict[str, Any]) -> None:
        """Post a page of an answer for everybody in the conversation."""
        await ack()
        answer_id, page = controls.answer_id_of(action), controls.read_share(action)
        share = partial(sharing.share, answer_id, page, ClickOrigin.of(body))
        conversation.click(body, share)

    @app.action(controls.REMOVE)
    async def removes(ack: AsyncAck, body: dict[str, Any]) -> None:
        """Delete a shared answer."""
        await ack()
        conversation.click_beside(body, partial(sharing.remove, ClickOrigin.of(body)))

    @app.action(controls.SHARED_FILE)
    async def posts_file(ack: AsyncAck, body: dict[str, Any], action: dict[str, Any]) -> None:
        """Post all calls of a shared answer as a file."""
        await ack()
        answer_id, progress = controls.answer_id_of(action), Progress()
        post = partial(sharing.post_file, answer_id, ClickOrigin.of(body), progress)
        conversation.click_beside(body, post, progress)


def _register_more(
    app: AsyncApp, conversation: Conversation, questions: QuestionCommands, look: Look
) -> None:
    """Listen to the options behind the three dots."""

    @app.action(controls.MORE, matchers=[controls.chosen(controls.ORDER, controls.REFRESH)])
    async def chose_other(ack: AsyncAck, body: dict[str, Any], action: dict[str, Any]) -> None:
        await ack()
        name, first, answer_id = controls.read_more(action)
        order = first == "oldest" if name == controls.ORDER else None
        view = controls.View(oldest_first=order, refresh=name == controls.REFRESH)
        conversation.click(body, partial(look, answer_id, view))

    @app.action(controls.MORE, matchers=[controls.chosen(controls.FILE)])
    async def wants_file(ack: AsyncAck, body: dict[str, Any], action: dict[str, Any]) -> None:
        await ack()
        _, form, answer_id = controls.read_more(action)
        progress = Progress()
        make = partial(questions.file, answer_id, Output(form), progress)
        conversation.click_beside(body, make, progress)

    @app.action(controls.MORE, matchers=[controls.chosen(controls.ASK_TO_SHARE)])
    async def asks_to_share(ack: AsyncAck, body: dict[str, Any], action: dict[str, Any]) -> None:
        """Say who would read the answer, and ask. Rights count when that is answered."""
        await ack()
        _, page, answer_id = controls.read_more(action)

        async def ask(_asker: Asker) -> Message:
            return share_question(answer_id, int(page))

        conversation.click_beside(body, ask)
