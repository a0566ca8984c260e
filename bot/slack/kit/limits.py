"""Slack's limits on a message, and what fits into them.

From Slack's reference of Block Kit and of chat.postMessage. Slack does not say in which form it
counts a message's blocks, so this module counts the longest form: JSON with spaces and escapes.
"""

import json
from collections.abc import Iterable
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
DATA_TABLE_CHARACTERS = 10_000  # of cells; newer copies of the reference say 20,000
AXIS_LABEL = 50

CELL = 60  # no limit of Slack's: more of a label helps nobody
LABEL_WIDTHS = (CELL, 30, 15, 5)  # ever shorter labels, until a message fits


def fitting(drawings: Iterable[list[dict[str, Any]]], spare: int = 0) -> list[dict[str, Any]]:
    """Return the first of ever smaller drawings that fits, or else the last one.

    `spare` characters stay free for blocks that are added later.
    The last one is sent even if it is too large by this module's count, because that count is
    strict: Slack may take it, and if not, the poster sends the text alone.
    Raises ValueError if there are no drawings.
    """
    blocks = None
    for blocks in drawings:
        if fits(blocks, spare):
            break
    if blocks is None:
        raise ValueError("nothing was drawn")
    return blocks


def fits(blocks: list[dict[str, Any]], spare: int = 0) -> bool:
    """Return whether the blocks are short enough for one message.

    The rows of a data table have a limit of their own, and count for nothing else.
    """
    others = [{**one, "rows": []} if one["type"] == "data_table" else one for one in blocks]
    return len(json.dumps(others)) <= BLOCKS_JSON - spare and all(
        _cell_characters(one)
        <= (DATA_TABLE_CHARACTERS if one["type"] == "data_table" else TABLE_CHARACTERS)
        for one in blocks
    )


def _cell_characters(block: dict[str, Any]) -> int:
    return sum(_characters(cell) for row in block.get("rows", ()) for cell in row)


def _characters(cell: object) -> int:
    """Count the characters of a cell's texts at any depth. A mention counts as its id."""
    if isinstance(cell, dict):
        own = cell.get("text") or cell.get("user_id")
        return len(own) if isinstance(own, str) else sum(map(_characters, cell.values()))
    return sum(map(_characters, cell)) if isinstance(cell, list) else 0
