"""The referee: Slack's rules for messages and views, with limits of its own. No I/O."""

import json
from collections import Counter
from collections.abc import Container
from typing import Any

from bot.sandbox.slack_server.model import Refusal
from bot.sandbox.slack_server.referee.blocks import IN_HOME, IN_MESSAGE, IN_MODAL
from bot.sandbox.slack_server.referee.elements import plain
from bot.sandbox.slack_server.referee.limits import (
    ATTACHMENTS,
    BLOCKS_CHARACTERS,
    MOST,
    TABLES_IN_A_MESSAGE,
    VIEW_BYTES,
)
from bot.sandbox.slack_server.referee.rules import (
    Faults,
    Rule,
    add_fault,
    check_unique_ids,
    flag,
    list_of,
    record,
    string,
)

_MESSAGE_BLOCKS = list_of(IN_MESSAGE, "message.blocks", least=0)
_VIEW: dict[str, Rule] = {
    "private_metadata": string("view.private_metadata", least=0),
    "callback_id": string("view.callback_id", least=0),
    "external_id": string("view.external_id", least=0),
}
_HOME = record({"blocks": list_of(IN_HOME, "view.blocks", least=0)}, _VIEW)
_MODAL = record(
    {"title": plain("view.title"), "blocks": list_of(IN_MODAL, "view.blocks", least=0)},
    {
        **_VIEW,
        "close": plain("view.close"),
        "submit": plain("view.submit"),
        "clear_on_close": flag,
        "notify_on_close": flag,
        "submit_disabled": flag,
    },
)


def message_faults(blocks: list[Any]) -> Faults:
    """Return all faults in the blocks of a message, in Slack's words."""
    faults: Faults = []
    _MESSAGE_BLOCKS(blocks, "/blocks", faults)
    check_unique_ids(blocks, "/blocks", faults)
    kinds = Counter(one["type"] for one in blocks if _has_type(one))
    for kind, most in (
        ("table", TABLES_IN_A_MESSAGE),
        ("data_table", TABLES_IN_A_MESSAGE),
        ("data_visualization", MOST["message.data_visualizations"]),
    ):
        if kinds[kind] > most:
            word = "only_one_table_allowed" if most == 1 else f"no more than {most} {kind} blocks"
            add_fault(faults, word, "/blocks")
    return faults


def unknown_faults(blocks: list[Any], unknown: Container[str]) -> Faults:
    """Return a fault for each block of a type that exists, but not yet in this workspace."""
    faults: Faults = []
    for index, block in enumerate(blocks):
        if _has_type(block) and block["type"] in unknown:
            add_fault(faults, f"unsupported type: {block['type']}", f"/blocks/{index}/type")
    return faults


def check_message(
    text: str,
    blocks: Any,
    attachments: Any = (),
    *,
    too_long: str = "msg_blocks_too_long",
    unknown: Container[str] = (),
) -> None:
    """Raise Refusal if Slack would refuse the message. `too_long` is its code for size.

    `unknown` are block types that exist, but not yet in this workspace.
    """
    _check_attachments(attachments)
    if not isinstance(blocks, list) or not all(isinstance(one, dict) for one in blocks):
        raise Refusal("invalid_blocks_format")
    if not text and not blocks and not attachments:
        raise Refusal("no_text")
    faults = message_faults(blocks) + unknown_faults(blocks, unknown)
    if faults:
        raise Refusal("invalid_blocks", [f"[ERROR] {one}" for one in faults], errors=faults)
    counted = [{**one, "rows": []} if one["type"] == "data_table" else one for one in blocks]
    if len(_compact(counted)) > BLOCKS_CHARACTERS:
        raise Refusal(too_long)


def _check_attachments(attachments: Any) -> None:
    """Check the older form of rich messages, and blocks in it. Raises Refusal."""
    if not isinstance(attachments, list | tuple):
        raise Refusal("invalid_attachments")
    if len(attachments) > ATTACHMENTS:
        raise Refusal("too_many_attachments")
    for one in attachments:
        if not isinstance(one, dict) or not one:
            raise Refusal("invalid_attachments")
        if "blocks" in one:
            check_message("a", one["blocks"])


def view_faults(view: dict[str, Any]) -> Faults:
    """Return all faults in a view, in Slack's words."""
    faults: Faults = []
    if view.get("type") not in ("modal", "home"):
        add_fault(faults, f"unsupported type: {view.get('type')}", "/view/type")
        return faults
    (_MODAL if view["type"] == "modal" else _HOME)(view, "/view", faults)
    blocks = view.get("blocks")
    blocks = blocks if isinstance(blocks, list) else []
    check_unique_ids(blocks, "/view/blocks", faults)
    asks = any(one["type"] == "input" for one in blocks if _has_type(one))
    if asks and view["type"] == "modal" and "submit" not in view:
        add_fault(faults, "missing required field: submit", "/view")
    return faults


def check_view(view: Any, *kinds: str) -> None:
    """Raise Refusal if Slack would refuse this view as one of those kinds."""
    if not isinstance(view, dict):
        raise Refusal("invalid_arguments", ["[ERROR] must provide an object [json-pointer:/view]"])
    if len(_compact(view).encode()) > VIEW_BYTES:
        raise Refusal("view_too_large")
    faults = view_faults(view)
    if not faults and view["type"] not in kinds:
        add_fault(faults, f"unsupported type: {view['type']}", "/view/type")
    if faults:
        raise Refusal("invalid_arguments", [f"[ERROR] {one}" for one in faults])


def _has_type(block: Any) -> bool:
    return isinstance(block, dict) and isinstance(block.get("type"), str)


def _compact(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
