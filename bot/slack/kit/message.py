"""What is sent to Slack: a message, and the blocks it is built from.

Every block is made of plain_text, raw_text or rich_text, in which Slack reads no markup. All text
passes `escape.defuse`: data cannot become a mention, a link or a new line.
"""

from collections.abc import Awaitable, Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal, NamedTuple

from bot.ids import is_slack_user
from bot.slack.kit import limits
from bot.slack.kit.escape import cut, defuse, escape, label

Block = dict[str, Any]
Part = dict[str, Any]  # a run of text inside a rich_text block


class Number(NamedTuple):
    """A cell of a data table that is sorted by its value."""

    value: int
    text: str


NEW_LINE: Part = {"type": "text", "text": "\n"}


@dataclass(frozen=True, slots=True)
class Message:
    """A message for Slack. `text` is mrkdwn for notifications and screen readers.

    `simpler` draws the message in blocks that every workspace knows. It is only called where
    Slack refuses the blocks. `check` is run just before a reply shows it, and before each retry:
    it raises MorbotError if the person may not see the message any more.
    """

    text: str
    blocks: list[Block]
    simpler: "Callable[[], Message] | None" = field(default=None, compare=False)
    check: Callable[[], Awaitable[None]] | None = field(default=None, compare=False, repr=False)

    def payload(self) -> dict[str, Any]:
        """Return the fields for chat.postMessage or a response_url."""
        return {"text": self.text, "blocks": self.blocks}

    def forms(self) -> "Iterator[Message]":
        """Yield the message, then its ever simpler forms, then the text alone."""
        drawn = self
        yield drawn
        while drawn.simpler is not None:
            before, drawn = drawn, drawn.simpler()
            if drawn != before:
                yield drawn
        if self.blocks:
            yield Message(self.text, [])


def message(
    text: str, blocks: Iterable[Block], simpler: Callable[[], Message] | None = None
) -> Message:
    """Build a message whose fallback is the plain `text`, escaped and within Slack's limit."""
    return Message(cut(escape(defuse(text)), limits.TEXT), list(blocks), simpler)


def plain(text: str) -> Part:
    """Return text without a style."""
    return {"type": "text", "text": defuse(text)}


def bold(text: str) -> Part:
    """Return bold text."""
    return {**plain(text), "style": {"bold": True}}


def code(text: str) -> Part:
    """Return text to type."""
    return {**plain(text), "style": {"code": True}}


def mention(user_id: str) -> list[Part]:
    """Return a mention, which notifies the person; nothing if this is no Slack user id."""
    return [{"type": "user", "user_id": user_id}] if is_slack_user(user_id) else []


def header(text: str) -> Block:
    """Return a title."""
    return {"type": "header", "text": plain_text(label(text, limits.HEADER))}


def lines(*content: Sequence[Part]) -> Block:
    """Return a paragraph of rich text: one sequence of parts a line. Empty lines are left out."""
    parts: list[Part] = []
    for line in filter(None, content):
        parts += [NEW_LINE, *line] if parts else line
    return {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": parts}]}


def bullets(items: Iterable[Sequence[Part]]) -> Block:
    """Return a list of rich text."""
    elements = [{"type": "rich_text_section", "elements": list(item)} for item in items]
    return {
        "type": "rich_text",
        "elements": [{"type": "rich_text_list", "style": "bullet", "elements": elements}],
    }


def monospace(content: Iterable[str]) -> Block:
    """Return lines in a monospace font."""
    text = "\n".join(map(defuse, content))
    preformatted = {"type": "rich_text_preformatted", "elements": [{"type": "text", "text": text}]}
    return {"type": "rich_text", "elements": [preformatted]}


def context(content: Iterable[str]) -> Block:
    """Return small print, one sentence an element."""
    return {
        "type": "context",
        "elements": [plain_text(label(sentence, limits.SECTION)) for sentence in content],
    }


def table(rows: Iterable[Sequence[str]], alignment: Sequence[Literal["left", "right"]]) -> Block:
    """Return a table. The first row is its heading. Cells are labels already."""
    return {
        "type": "table",
        "column_settings": [{"align": side} for side in alignment],
        "rows": [[{"type": "raw_text", "text": cell} for cell in row] for row in rows],
    }


def data_table(rows: Sequence[Sequence[str | Number]], caption: str) -> Block:
    """Return a table that people can sort, one page long. The first row is its heading, the first
    column names each row. Cells are labels already.
    """
    return {
        "type": "data_table",
        "caption": label(caption, limits.HEADER),
        "page_size": len(rows) - 1,
        "row_header_column_index": 0,
        "rows": [[_cell(cell) for cell in row] for row in rows],
    }


def _cell(cell: str | Number) -> dict[str, Any]:
    if isinstance(cell, str):
        return {"type": "raw_text", "text": cell}
    return {"type": "raw_number", "value": cell.value, "text": cell.text}


def buttons(choices: Iterable[tuple[str, str, str]]) -> Block:
    """Return a row of buttons, each (action id, label, value)."""
    return {
        "type": "actions",
        "elements": [
            {
                "type": "button",
                "action_id": action_id,
                "text": plain_text(label(text, limits.BUTTON_TEXT)),
                "value": value,
            }
            for action_id, text, value in choices
        ],
    }


def menu(action_id: str, options: Sequence[tuple[str, str]], chosen: int) -> Block:
    """Return a menu for a row of buttons, with options of (label, value)."""
    offered = [
        {"text": {"type": "plain_text", "text": text}, "value": value} for text, value in options
    ]
    return {
        "type": "static_select",
        "action_id": action_id,
        "options": offered,
        "initial_option": offered[chosen],
    }


def overflow(action_id: str, options: Sequence[tuple[str, str]]) -> Block:
    """Return a menu behind three dots, with options of (label, value)."""
    offered = [{"text": plain_text(text), "value": value} for text, value in options]
    return {"type": "overflow", "action_id": action_id, "options": offered}


def plain_text(text: str) -> dict[str, Any]:
    """Return a text object in which Slack reads no markup. The text is a label already."""
    return {"type": "plain_text", "text": text, "emoji": False}
