"""chat.*: what the app says."""

from bot.sandbox.slack_server.arguments import Arguments
from bot.sandbox.slack_server.methods.method import Method
from bot.sandbox.slack_server.model import (
    BOT_USER,
    TEAM_DOMAIN,
    Channel,
    Json,
    Message,
    Refusal,
)
from bot.sandbox.slack_server.referee.limits import POSTED_TEXT, UPDATE_TEXT
from bot.sandbox.slack_server.referee.surfaces import check_message
from bot.sandbox.slack_server.workspace import Workspace


def post_message(workspace: Workspace, arguments: Arguments) -> Json:
    """A message to all in a channel; a member's id means the direct messages with him."""
    text, blocks = _content(workspace, arguments, "msg_blocks_too_long")
    channel = channel_to_write_to(workspace, arguments.text("channel"))
    _check_metadata(arguments)
    workspace.take_turn(channel)
    thread = arguments.text("thread_ts")
    message = workspace.post(channel.id, BOT_USER, text[:POSTED_TEXT], blocks, thread_ts=thread)
    return {"channel": channel.id, "ts": message.ts, "message": message.as_slack()}


def post_ephemeral(workspace: Workspace, arguments: Arguments) -> Json:
    """A message that one member of a channel sees; the app must be in the channel as well.

    "Ephemeral messages in threads are only shown if there is already an active thread" (docs).
    """
    text, blocks = _content(workspace, arguments, "msg_too_long")
    _check_length(text)
    channel = channel_to_write_to(workspace, arguments.text("channel"))
    reader = arguments.text("user")
    if reader not in channel.members or workspace.members[reader].deleted:
        raise Refusal("user_not_in_channel")
    thread = arguments.text("thread_ts")
    if thread and not workspace.is_thread(channel.id, thread):
        return {"message_ts": workspace.ids.new_ts()}
    message = workspace.post(channel.id, BOT_USER, text, blocks, reader=reader, thread_ts=thread)
    return {"message_ts": message.ts}


def update(workspace: Workspace, arguments: Arguments) -> Json:
    """Another text and other blocks for a message of the app; what is not given stays away."""
    text, blocks = _content(workspace, arguments, "msg_too_long")
    _check_length(text)
    message = _own(workspace, arguments, "cant_update_message")
    changed = workspace.change(message, text, blocks)
    told = {"channel": message.channel, "ts": message.ts, "text": text}
    return {**told, "message": changed.as_slack()}


def delete(workspace: Workspace, arguments: Arguments) -> Json:
    """Take a message of the app away."""
    message = _own(workspace, arguments, "cant_delete_message")
    workspace.delete(message)
    return {"channel": message.channel, "ts": message.ts}


def get_permalink(workspace: Workspace, arguments: Arguments) -> Json:
    """The address people open a message by."""
    channel = workspace.find_channel(arguments.text("channel"))
    ts = arguments.text("message_ts")
    _find(workspace, channel, ts)
    place = f"https://{TEAM_DOMAIN}.slack.com/archives/{channel.id}/p{ts.replace('.', '')}"
    return {"channel": channel.id, "permalink": place}


def channel_to_write_to(workspace: Workspace, name: str) -> Channel:
    """A channel the app is in, by id or name, or a member's direct messages. Raises Refusal."""
    if name in workspace.members:
        return workspace.direct_channel(name)
    channel = workspace.find_channel(name)
    if BOT_USER not in channel.members:
        raise Refusal("channel_not_found" if channel.private else "not_in_channel")
    if channel.archived:
        raise Refusal("is_archived")
    return channel


def _content(workspace: Workspace, arguments: Arguments, too_long: str) -> tuple[str, list[Json]]:
    text = arguments.text("text")
    blocks = arguments.structure("blocks", "invalid_blocks_format")
    blocks = [] if blocks is None else blocks
    check_message(text, blocks, too_long=too_long, unknown=workspace.unknown_blocks)
    return text, blocks


def _check_length(text: str) -> None:
    if len(text) > UPDATE_TEXT:
        raise Refusal("msg_too_long")


def _check_metadata(arguments: Arguments) -> None:
    metadata = arguments.structure("metadata", "invalid_metadata_format")
    if metadata is not None and not (
        isinstance(metadata, dict)
        and isinstance(metadata.get("event_type"), str)
        and isinstance(metadata.get("event_payload"), dict)
    ):
        raise Refusal("invalid_metadata_format")


def _own(workspace: Workspace, arguments: Arguments, code: str) -> Message:
    channel = workspace.find_channel(arguments.text("channel"))
    message = _find(workspace, channel, arguments.text("ts"))
    if message.author != BOT_USER:
        raise Refusal(code)
    return message


def _find(workspace: Workspace, channel: Channel, ts: str) -> Message:
    """A message everybody in the channel sees; ephemeral ones cannot be named. Raises Refusal."""
    message = workspace.messages.get((channel.id, ts))
    if message is None or message.ephemeral:
        raise Refusal("message_not_found")
    return message


METHODS = {
    "chat.delete": Method(delete, ("channel", "ts"), ("chat:write",)),
    "chat.getPermalink": Method(get_permalink, ("channel", "message_ts")),
    "chat.postEphemeral": Method(post_ephemeral, ("channel", "user"), ("chat:write",)),
    "chat.postMessage": Method(post_message, ("channel",), ("chat:write",)),
    "chat.update": Method(update, ("channel", "ts"), ("chat:write",)),
}
