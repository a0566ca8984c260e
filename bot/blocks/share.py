"""An answer that is shared with a channel, and the button for it."""

import re
from typing import Any

from bot.blocks.message import Block, Message, plain_text
from bot.calls.model import Answer
from bot.messages import sharing

SHARE = "answer:share"

_PERSON = re.compile(r"[UW][A-Z0-9]+")


def share_button(answer: Answer) -> Block:
    """Shares the page it stands below, once its reader has confirmed who will see it."""
    return {
        "type": "button",
        "action_id": f"{SHARE}:{answer.page_number}",
        "text": plain_text(sharing.button()),
        "value": answer.id,
        "confirm": {
            "title": plain_text(sharing.question()),
            "text": plain_text(sharing.who_will_read()),
            "confirm": plain_text(sharing.yes()),
            "deny": plain_text(sharing.no()),
        },
    }


def shared_message(answer: Message, user_id: str) -> Message:
    """What its asker sees, without the button that shared it, and with him, a Slack user id, named.

    It is no longer than the answer was.
    """
    if not _PERSON.fullmatch(user_id):
        raise ValueError(f"not a Slack user id: {user_id!r}")
    blocks = []
    for block in answer.blocks:
        if block["type"] == "actions":
            blocks.append(_by(user_id))
            kept = [one for one in block["elements"] if not _shares(one)]
            blocks.append({**block, "elements": kept})
        else:
            blocks.append(block)
    return Message(answer.text, blocks)


def _by(user_id: str) -> Block:
    """The only mrkdwn of an answer: a mention of somebody whom Slack has named."""
    text = sharing.shared_by(f"<@{user_id}>")
    return {"type": "context", "elements": [{"type": "mrkdwn", "text": text}]}


def _shares(element: dict[str, Any]) -> bool:
    return str(element.get("action_id")).startswith(SHARE)
