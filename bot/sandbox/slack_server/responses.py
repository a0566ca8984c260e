"""An app's replies to an interaction: in the acknowledgement, or to its `response_url`."""

from collections.abc import Container
from dataclasses import dataclass

from bot.sandbox.slack_server.arguments import read_json
from bot.sandbox.slack_server.grants import ResponseUrl
from bot.sandbox.slack_server.model import BOT_USER, Json, Refusal
from bot.sandbox.slack_server.referee import check_message
from bot.sandbox.slack_server.state import WorkspaceState


@dataclass(frozen=True, slots=True)
class InteractionReply:
    """What an app replies. `replace` and `delete` are about the clicked message."""

    text: str
    blocks: tuple[Json, ...]
    attachments: tuple[Json, ...]
    in_channel: bool
    replace: bool
    delete: bool
    thread_ts: str

    @property
    def has_content(self) -> bool:
        """Whether there is anything to show."""
        return bool(self.text or self.blocks or self.attachments)


def read_reply(body: bytes, unknown: Container[str]) -> InteractionReply:
    """Read the JSON of a reply. `unknown` are block types not in this workspace yet.

    Raises Refusal.
    """
    try:
        value = read_json(body)
    except ValueError:
        raise Refusal("invalid_payload") from None
    if not isinstance(value, dict):
        raise Refusal("invalid_payload")
    kind = value.get("response_type", "ephemeral")
    if kind not in ("ephemeral", "in_channel"):
        raise Refusal("invalid_payload", ["[ERROR] unknown response_type"])
    delete = _flag(value, "delete_original")
    text, blocks = value.get("text") or "", value.get("blocks")
    blocks = [] if blocks is None else blocks
    attachments = value.get("attachments") or []
    if not isinstance(text, str):
        raise Refusal("invalid_payload", ["[ERROR] text must be a string"])
    if not delete or text or blocks or attachments:
        check_message(text, blocks, attachments, unknown=unknown)
    return InteractionReply(
        text,
        tuple(blocks),
        tuple(attachments),
        kind == "in_channel",
        _flag(value, "replace_original"),
        delete,
        str(value.get("thread_ts") or ""),
    )


def apply_reply(state: WorkspaceState, url: ResponseUrl, reply: InteractionReply) -> None:
    """Do what the reply asks for. A slash command has no original to replace."""
    original = url.original and state.messages.get((url.channel, url.original.ts))
    if original and reply.delete:
        state.delete(original)
        if not reply.has_content:
            return
    elif original and reply.replace:
        state.change(original, reply.text, reply.blocks, reply.attachments)
        return
    if reply.has_content:
        state.post(
            url.channel,
            BOT_USER,
            reply.text,
            reply.blocks,
            reader="" if reply.in_channel else url.user,
            thread_ts=reply.thread_ts,
            attachments=reply.attachments,
        )


def _flag(value: Json, name: str) -> bool:
    """Return a boolean. Slack's examples write it as a string too. Raises Refusal."""
    given = value.get(name, False)
    if given is True or given == "true":
        return True
    if given is False or given == "false":
        return False
    raise Refusal("invalid_payload", [f"[ERROR] {name} must be a boolean"])
