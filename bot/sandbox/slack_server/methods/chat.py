"""chat.*: what the app says."""

from typing import TYPE_CHECKING

from bot.sandbox.slack_server.arguments import Arguments
from bot.sandbox.slack_server.methods.method import Method
from bot.sandbox.slack_server.model import BOT_ID, BOT_USER, Channel, Json, Message, Refusal
from bot.sandbox.slack_server.referee.surfaces import check_message

if TYPE_CHECKING:
    from bot.sandbox.slack_server.workspace import Workspace

_LONGEST_TEXT = 40_000  # more is cut off, says Slack's page of chat.postMessage


def post_message(workspace: "Workspace", arguments: Arguments) -> Json:
    """A message to all in a channel; a member's id means the direct messages with him."""
    text, blocks = _content(arguments)
    channel = _channel_to_write_to(workspace, arguments.text("channel"))
    workspace.take_turn(channel)
    message = workspace.post(
        channel.id,
        BOT_USER,
        text[:_LONGEST_TEXT],
        blocks,
        thread_ts=arguments.text("thread_ts"),
    )
    return {"channel": channel.id, "ts": message.ts, "message": _as_the_apps(message)}


def _content(arguments: Arguments) -> tuple[str, list[Json]]:
    text = arguments.text("text")
    blocks = arguments.structure("blocks", "invalid_blocks_format") or []
    check_message(text, blocks)
    return text, blocks


def _channel_to_write_to(workspace: "Workspace", name: str) -> Channel:
    if name in workspace.members:
        return workspace.direct_channel(name)
    channel = workspace.find_channel(name)
    if BOT_USER not in channel.members:
        raise Refusal("channel_not_found" if channel.private else "not_in_channel")
    if channel.archived:
        raise Refusal("is_archived")
    return channel


def _as_the_apps(message: Message) -> Json:
    return {**message.as_slack(), "bot_id": BOT_ID}


METHODS = {
    "chat.postMessage": Method(post_message, ("channel",), ("chat:write",)),
}
