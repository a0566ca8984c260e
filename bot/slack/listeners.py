"""Listen to the slash command, mentions and direct messages, and to the app being removed."""

from collections.abc import Awaitable, Callable
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncBoltRequest
from slack_bolt.middleware.async_middleware import AsyncMiddleware
from slack_bolt.response import BoltResponse

from bot.slack import texts
from bot.slack.context import Slack
from bot.slack.conversation.commands import Command, Opening
from bot.slack.conversation.home_tab import ASKED
from bot.slack.conversation.mentions import Mentions
from bot.slack.conversation.reply import ReplyPlace
from bot.slack.kit.escape import typed_text
from bot.slack.kit.problems import READING, read_reading
from bot.slack.receive.readiness import Installation

_CLICKS = (
    "block_actions",
    "shortcut",
    "message_action",
)  # commands and forms are refused in their ack


def register(app: AsyncApp, slack: Slack, mentions: Mentions, installation: Installation) -> None:
    """Listen, and refuse clicks while the bot is full or stopping.

    Bolt asks each listener in turn whether a request is its own: the most frequent comes first.
    """
    app.use(_RefuseIfFull(slack))
    _register_commands(app, slack)
    _register_mentions(app, mentions)
    _register_removal(app, installation)


def _register_commands(app: AsyncApp, slack: Slack) -> None:
    conversation = slack.conversation

    def run(command: Command, opening: Opening) -> bool:
        """Answer a command, or open the form that it asks for. Return False if the bot is full."""
        if open_form := slack.commands.form(command):
            return open_form(opening)
        return conversation.run(command, opening.user_id, opening.target)

    @app.command(slack.command)
    async def asked(ack: AsyncAck, command: dict[str, str]) -> None:
        read = Command.read(typed_text(command.get("text", "")), command.get("channel_id", ""))
        user = command["user_id"]
        target = conversation.target(ReplyPlace(user, command["response_url"]))
        begun = run(read, Opening(user, command.get("trigger_id", ""), target))
        await (ack() if begun else ack(text=" ".join(texts.LATER)))

    @app.action(READING)
    async def chose_reading(ack: AsyncAck, body: dict[str, Any], action: dict[str, Any]) -> None:
        """Run a command that was offered. Its answer takes the offer's place."""
        await ack()
        channel = (body.get("container") or {}).get("channel_id")
        read = Command.read(read_reading(action), channel if isinstance(channel, str) else "")
        run(read, slack.forms.opening_in_place(body))
        if (body.get("view") or {}).get("type") == "home":
            slack.tasks.start(slack.home.note(body["user"]["id"], ASKED))


def _register_mentions(app: AsyncApp, mentions: Mentions) -> None:
    @app.event("app_mention")
    async def mentioned(event: dict[str, Any]) -> BoltResponse | None:
        return _taken(begun=mentions.mentioned(event))

    @app.event("message")
    async def written(event: dict[str, Any]) -> BoltResponse | None:
        return _taken(begun=mentions.written(event))


def _register_removal(app: AsyncApp, installation: Installation) -> None:
    @app.event("app_uninstalled")
    async def uninstalled() -> None:
        installation.lose("app_uninstalled")

    @app.event("tokens_revoked")
    async def revoked(event: dict[str, Any]) -> None:
        tokens = event.get("tokens")
        if isinstance(tokens, dict) and tokens.get("bot"):  # not a person's token
            installation.lose("tokens_revoked")


class _RefuseIfFull(AsyncMiddleware):  # as a function, Bolt would look its arguments up each time
    def __init__(self, slack: Slack) -> None:
        self._slack = slack

    async def async_process(
        self,
        *,
        req: AsyncBoltRequest,
        resp: BoltResponse,
        next: Callable[[], Awaitable[BoltResponse]],  # noqa: A002 -- Bolt's own name
    ) -> BoltResponse | None:
        del resp
        if req.body.get("type") in _CLICKS and not self._slack.tasks.accepts:
            self._slack.conversation.refuse(req.body)
            return BoltResponse(status=200, body="")
        return await next()


def _taken(*, begun: bool) -> BoltResponse | None:
    """Return None to acknowledge; a 503 lets Slack deliver the event again later."""
    return None if begun else BoltResponse(status=503, body="later")
