"""chat.* and files.*: what the app posts. A file's bytes go to an upload address."""

from bot.sandbox.slack_server.arguments import Arguments
from bot.sandbox.slack_server.model import (
    BOT_USER,
    TEAM_DOMAIN,
    Channel,
    File,
    Json,
    Message,
    Refusal,
)
from bot.sandbox.slack_server.referee import check_message
from bot.sandbox.slack_server.referee.limits import MOST, POSTED_TEXT, UPDATE_TEXT
from bot.sandbox.slack_server.web_api import Method
from bot.sandbox.slack_server.workspace import Workspace


def post_message(workspace: Workspace, arguments: Arguments) -> Json:
    """Post in a channel. A member's id means direct messages with them."""
    text, blocks, attachments = _content(workspace, arguments, "msg_blocks_too_long")
    channel = channel_to_write_to(workspace, arguments.text("channel"))
    metadata = _metadata(arguments)
    workspace.check_rate_limit(channel)
    message = workspace.post(
        channel.id,
        BOT_USER,
        text[:POSTED_TEXT],
        blocks,
        thread_ts=arguments.text("thread_ts"),
        attachments=attachments,
        metadata=metadata,
    )
    return {"channel": channel.id, "ts": message.ts, "message": message.as_slack()}


def post_ephemeral(workspace: Workspace, arguments: Arguments) -> Json:
    """Post for one member of a channel. The app must be in the channel too.

    "Ephemeral messages in threads are only shown if there is already an active thread" (docs).
    """
    text, blocks, attachments = _content(workspace, arguments, "msg_too_long")
    _check_length(text)
    channel = channel_to_write_to(workspace, arguments.text("channel"))
    reader = arguments.text("user")
    if reader not in channel.members or workspace.members[reader].deleted:
        raise Refusal("user_not_in_channel")
    thread = arguments.text("thread_ts")
    if thread and not workspace.is_thread(channel.id, thread):
        return {"message_ts": workspace.ids.new_ts()}
    message = workspace.post(
        channel.id,
        BOT_USER,
        text,
        blocks,
        reader=reader,
        thread_ts=thread,
        attachments=attachments,
    )
    return {"message_ts": message.ts}


def update(workspace: Workspace, arguments: Arguments) -> Json:
    """Replace the content of a message of the app. What is not given is removed, but metadata."""
    text, blocks, attachments = _content(workspace, arguments, "msg_too_long")
    _check_length(text)
    message = _own(workspace, arguments, "cant_update_message")
    changed = workspace.change(message, text, blocks, attachments, _metadata(arguments))
    told = {"channel": message.channel, "ts": message.ts, "text": text}
    return {**told, "message": changed.as_slack()}


def delete(workspace: Workspace, arguments: Arguments) -> Json:
    """Delete a message of the app."""
    message = _own(workspace, arguments, "cant_delete_message")
    workspace.delete(message)
    return {"channel": message.channel, "ts": message.ts}


def get_permalink(workspace: Workspace, arguments: Arguments) -> Json:
    """Return the address at which people open a message."""
    channel = workspace.find_channel(arguments.text("channel"))
    ts = arguments.text("message_ts")
    _find(workspace, channel, ts)
    address = f"https://{TEAM_DOMAIN}.slack.com/archives/{channel.id}/p{ts.replace('.', '')}"
    return {"channel": channel.id, "permalink": address}


def channel_to_write_to(workspace: Workspace, name: str) -> Channel:
    """Return a channel with the app in it, or a member's direct messages.

    Raises Refusal.
    """
    if name in workspace.members:
        return workspace.direct_channel(name)
    channel = workspace.find_channel(name)
    if BOT_USER not in channel.members:
        raise Refusal("channel_not_found" if channel.private else "not_in_channel")
    if channel.archived:
        raise Refusal("is_archived")
    return channel


def _content(
    workspace: Workspace, arguments: Arguments, too_long: str
) -> tuple[str, list[Json], list[Json]]:
    """Return text, blocks and attachments. Standard markdown is a block of its own."""
    text = arguments.text("text")
    blocks = arguments.json_value("blocks", "invalid_blocks_format")
    attachments = arguments.json_value("attachments", "invalid_attachments")
    if "markdown_text" in arguments:
        if text or blocks:
            raise Refusal("markdown_text_conflict")
        text = arguments.text("markdown_text")
        if len(text) > MOST["markdown.text"]:
            raise Refusal("msg_too_long")
        blocks = [{"type": "markdown", "text": text}]
    blocks = [] if blocks is None else blocks
    attachments = [] if attachments is None else attachments
    check_message(text, blocks, attachments, too_long=too_long, unknown=workspace.unknown_blocks)
    return text, blocks, attachments


def _check_length(text: str) -> None:
    if len(text) > UPDATE_TEXT:
        raise Refusal("msg_too_long")


def _metadata(arguments: Arguments) -> Json | None:
    """Return what machines read beside the message. Empty means that it has none any more."""
    metadata = arguments.json_value("metadata", "invalid_metadata_format")
    if metadata is None:
        return None
    if not isinstance(metadata, dict):
        raise Refusal("invalid_metadata_format")
    if not metadata or (
        isinstance(metadata.get("event_type"), str)
        and isinstance(metadata.get("event_payload"), dict)
    ):
        return metadata
    raise Refusal("invalid_metadata_format")


def _own(workspace: Workspace, arguments: Arguments, code: str) -> Message:
    channel = workspace.find_channel(arguments.text("channel"))
    message = _find(workspace, channel, arguments.text("ts"))
    if message.author != BOT_USER:
        raise Refusal(code)
    return message


def _find(workspace: Workspace, channel: Channel, ts: str) -> Message:
    """Return a message that everybody in the channel sees. Raises Refusal for an ephemeral one."""
    message = workspace.messages.get((channel.id, ts))
    if message is None or message.ephemeral:
        raise Refusal("message_not_found")
    return message


def get_upload_url(workspace: Workspace, arguments: Arguments) -> Json:
    """Return an address to upload one file to."""
    length = arguments.number("length", 0)
    if length <= 0:
        raise Refusal("invalid_arguments", ["[ERROR] length must be greater than 0"])
    file = File(workspace.ids.new_id("F"), arguments.text("filename"), length)
    workspace.files[file.id] = file
    return {"upload_url": f"{workspace.address}/upload/{file.id}", "file_id": file.id}


def complete_upload(workspace: Workspace, arguments: Arguments) -> Json:
    """Complete uploads, and share the files in the channels that are named, if any."""
    wanted = arguments.json_value("files")
    if not isinstance(wanted, list) or not all(isinstance(one, dict) for one in wanted):
        raise Refusal("invalid_arguments", ["[ERROR] files must be an array of objects"])
    files = [_uploaded(workspace, one) for one in wanted]
    named = [arguments.text("channel_id"), *arguments.text("channels").split(",")]
    places = [channel_to_write_to(workspace, one.strip()) for one in named if one.strip()]
    for place in places:
        workspace.post(
            place.id,
            BOT_USER,
            arguments.text("initial_comment"),
            thread_ts=arguments.text("thread_ts"),
            files=files,
        )
    for file in files:
        file.completed = True
    return {"files": [file.as_slack(workspace.address) for file in files]}


def delete_file(workspace: Workspace, arguments: Arguments) -> Json:
    """Delete a file of the app, also from the messages that it is in."""
    file = workspace.files.get(arguments.text("file"))
    if file is None or not file.completed:
        raise Refusal("file_not_found")
    workspace.delete_file(file)
    return {}


def _uploaded(workspace: Workspace, wanted: Json) -> File:
    file = workspace.files.get(str(wanted.get("id")))
    if file is None or file.content is None or file.completed:
        raise Refusal("file_not_found")
    file.title = str(wanted.get("title") or "")
    return file


METHODS = {
    "chat.delete": Method(delete, ("channel", "ts"), ("chat:write",)),
    "chat.getPermalink": Method(get_permalink, ("channel", "message_ts")),
    "chat.postEphemeral": Method(post_ephemeral, ("channel", "user"), ("chat:write",)),
    "chat.postMessage": Method(post_message, ("channel",), ("chat:write",)),
    "chat.update": Method(update, ("channel", "ts"), ("chat:write",)),
    "files.delete": Method(delete_file, ("file",), ("files:write",)),
    "files.getUploadURLExternal": Method(get_upload_url, ("filename", "length"), ("files:write",)),
    "files.completeUploadExternal": Method(complete_upload, ("files",), ("files:write",)),
}
