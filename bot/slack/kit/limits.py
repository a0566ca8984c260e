"""Slack's limits on a message, in one place, and how near a message is to them.

From Slack's reference of Block Kit and of chat.postMessage. Slack does not say in which form
it counts a message's blocks, so the longest one counts here: JSON with spaces and with escapes.
"""

import json
from typing import Any

TEXT = 4_000  # a longer text is split into several messages
BLOCKS = 50
VIEW_BLOCKS = 100  # of a modal or the Home tab
BLOCKS_JSON = 10_000  # all blocks together; about 13,200 were seen to fail
HEADER = 150
SECTION = 3_000
CONTEXT_ELEMENTS = 10
BUTTONS = 25
BUTTON_TEXT = 75
BUTTON_VALUE = 2_000
TABLE_ROWS = 100  # the heading row included
TABLE_COLUMNS = 20
CHART_TITLE = 50
CHART_LABEL = 20
TABLE_CHARACTERS = 6_000  # Slack's own limit is 10,000, but the JSON around cells counts as well

CELL = 60  # no limit of Slack's: more of a label helps nobody


def fits(blocks: list[dict[str, Any]]) -> bool:
    """Whether Slack takes these blocks as one message, as far as their length goes."""
    return (
        len(json.dumps(blocks)) <= BLOCKS_JSON
        and sum(_cell_characters(block) for block in blocks) <= TABLE_CHARACTERS
    )


def _cell_characters(block: dict[str, Any]) -> int:
    return sum(_characters(cell) for row in block.get("rows", ()) for cell in row)


def _characters(cell: object) -> int:
    """The characters of a cell's texts, however deep; a mention counts as its id."""
    if isinstance(cell, dict):
        own = cell.get("text") or cell.get("user_id")
        return len(own) if isinstance(own, str) else sum(map(_characters, cell.values()))
    return sum(map(_characters, cell)) if isinstance(cell, list) else 0
