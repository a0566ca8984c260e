"""An answer that is shared with a channel, and the button for it."""

import re
from typing import Any

from bot.ask.blocks.files import FileFacts, words_beside
from bot.ask.texts import sharing
from bot.calls.model import Answer
from bot.slack.kit.message import Block, Message, buttons, lines, message, plain, plain_text

SHARE = "answer:share"
FILE = "shared:file"

_PERSON = re.compile(r"[UW][A-Z0-9]+")


def share_button(answer: Answer) -> Block:
    """Shares the page it stands below, once its reader has confirmed who will see it."""
    return {
        "type": "button",
        "action_id": f"{SHARE}:{answer.page_number}",
        "text": plain_text(sharing.BUTTON),
        "value": answer.id,
        "confirm": {
            "title": plain_text(sharing.QUESTION),
            "text": plain_text(sharing.WHO_WILL_READ),
            "confirm": plain_text(sharing.YES),
            "deny": plain_text(sharing.NO),
        },
    }


def shared_notice(answer: Answer) -> Message:
    """Told to who has shared an answer, with a button that posts the file of it as well."""
    row = buttons([(FILE, sharing.FILE_BUTTON, answer.id)])
    row["elements"][0]["confirm"] = {
        "title": plain_text(sharing.FILE_QUESTION),
        "text": plain_text(sharing.who_will_have(answer.report.total)),
        "confirm": plain_text(sharing.FILE_YES),
        "deny": plain_text(sharing.NO),
    }
    return message(sharing.SHARED, [lines([plain(sharing.SHARED)]), row])


def words_for_all(answer: Answer, facts: FileFacts, user_id: str) -> str:
    """The words posted with a file in a channel, as mrkdwn, with him who posted it named."""
    return f"{words_beside(answer, facts)}\n{sharing.file_by(_mention(user_id))}"


def shared_message(answer: Message, user_id: str) -> Message:
    """What its asker sees, without the button that shared it, and with him, a Slack user id, named.

    It is no longer than the answer was.
    """
    by = _by(user_id)
    blocks = []
    for block in answer.blocks:
        if block["type"] == "actions":
            blocks.append(by)
            kept = [one for one in block["elements"] if not _shares(one)]
            blocks.append({**block, "elements": kept})
        else:
            blocks.append(block)
    simpler = answer.simpler
    return Message(
        answer.text,
        blocks,
        None if simpler is None else lambda: shared_message(simpler(), user_id),
    )


def _by(user_id: str) -> Block:
    """The only mrkdwn of an answer: a mention of somebody whom Slack has named."""
    text = sharing.shared_by(_mention(user_id))
    return {"type": "context", "elements": [{"type": "mrkdwn", "text": text}]}


def _mention(user_id: str) -> str:
    if not _PERSON.fullmatch(user_id):
        raise ValueError(f"not a Slack user id: {user_id!r}")
    return f"<@{user_id}>"


def _shares(element: dict[str, Any]) -> bool:
    return str(element.get("action_id")).startswith(SHARE)
