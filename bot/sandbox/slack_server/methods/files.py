"""files.*: the two calls around an upload; the bytes go to the address the first one gives."""

from bot.sandbox.slack_server.arguments import Arguments
from bot.sandbox.slack_server.methods.chat import channel_to_write_to
from bot.sandbox.slack_server.methods.method import Method
from bot.sandbox.slack_server.model import BOT_USER, File, Json, Refusal
from bot.sandbox.slack_server.workspace import Workspace


def get_upload_url(workspace: Workspace, arguments: Arguments) -> Json:
    """An address to upload one file to."""
    length = arguments.number("length", 0)
    if length <= 0:
        raise Refusal("invalid_arguments", ["[ERROR] length must be greater than 0"])
    file = File(workspace.ids.new_id("F"), arguments.text("filename"), length)
    workspace.files[file.id] = file
    return {"upload_url": f"{workspace.address}/upload/{file.id}", "file_id": file.id}


def complete_upload(workspace: Workspace, arguments: Arguments) -> Json:
    """Make uploaded files files, and share them in a channel if one is named."""
    wanted = arguments.structure("files")
    if not isinstance(wanted, list) or not all(isinstance(one, dict) for one in wanted):
        raise Refusal("invalid_arguments", ["[ERROR] files must be an array of objects"])
    files = [_uploaded(workspace, one) for one in wanted]
    channel = arguments.text("channel_id")
    if channel:
        place = channel_to_write_to(workspace, channel)
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


def _uploaded(workspace: Workspace, wanted: Json) -> File:
    file = workspace.files.get(str(wanted.get("id")))
    if file is None or file.content is None or file.completed:
        raise Refusal("file_not_found")
    file.title = str(wanted.get("title") or "")
    return file


METHODS = {
    "files.getUploadURLExternal": Method(get_upload_url, ("filename", "length"), ("files:write",)),
    "files.completeUploadExternal": Method(complete_upload, ("files",), ("files:write",)),
}
