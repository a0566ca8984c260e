"""Slack's rules for blocks, tables and charts, and which are allowed where."""

from typing import Any

from bot.sandbox.slack_server.referee import newer_blocks
from bot.sandbox.slack_server.referee.elements import (
    IN_ACTIONS,
    IN_CONTEXT,
    IN_INPUT,
    IN_SECTION,
    mrkdwn,
    plain,
)
from bot.sandbox.slack_server.referee.limits import MOST
from bot.sandbox.slack_server.referee.rich_text import RICH_TEXT, characters
from bot.sandbox.slack_server.referee.rules import (
    Faults,
    Rule,
    add_fault,
    by_type,
    check_exactly_one,
    check_unique_ids,
    flag,
    list_of,
    number,
    one_of,
    record,
    string,
    web_address,
)

_RAW_TEXT = record({"text": string()})
_RAW_NUMBER = record({"value": number(whole=False), "text": string()})
_BLOCK_ID: dict[str, Rule] = {"block_id": string("block_id")}

_CELL = by_type(
    {
        "raw_text": _RAW_TEXT,
        "raw_number": _RAW_NUMBER,
        "rich_text": record(RICH_TEXT, _BLOCK_ID),
    }
)

_TABLE = record(
    {"rows": list_of(list_of(_CELL, "table.columns"), "table.rows")},
    {
        **_BLOCK_ID,
        "column_settings": list_of(
            record(optional={"align": one_of("left", "center", "right"), "is_wrapped": flag}),
            "table.column_settings",
            least=0,
        ),
    },
)
_DATA_TABLE = record(
    {
        "rows": list_of(list_of(_CELL, "data_table.columns"), "data_table.rows", least=2),
        "caption": string(),
    },
    {
        **_BLOCK_ID,
        "page_size": number(1, MOST["data_table.page_size"]),
        "row_header_column_index": number(0, MOST["data_table.columns"] - 1),
    },
)


def table(value: Any, pointer: str, faults: Faults) -> None:
    """A `table` block."""
    _TABLE(value, pointer, faults)
    _check_rows(value, pointer, faults, MOST["table.total_content"])


def data_table(value: Any, pointer: str, faults: Faults) -> None:
    """A `data_table` block. Its header has plain cells only."""
    _DATA_TABLE(value, pointer, faults)
    rows = _check_rows(value, pointer, faults, MOST["data_table.total_content"])
    for index, cell in enumerate(rows[0] if rows else []):
        if isinstance(cell, dict) and cell.get("type") == "rich_text":
            add_fault(faults, "unsupported type: rich_text", f"{pointer}/rows/0/{index}/type")


def _check_rows(value: Any, pointer: str, faults: Faults, most: int) -> list[list[Any]]:
    """Check the width of rows and the amount of text. Return the rows that are lists."""
    rows = value.get("rows") if isinstance(value, dict) else None
    rows = [row for row in rows if isinstance(row, list)] if isinstance(rows, list) else []
    for index, row in enumerate(rows):
        if len(row) != len(rows[0]):
            add_fault(
                faults, "all rows must have the same number of cells", f"{pointer}/rows/{index}"
            )
    if characters(rows) > most:
        add_fault(faults, f"must be less than {most + 1} characters", f"{pointer}/rows")
    return rows


_POINTS = list_of(
    record({"label": string("data_visualization.point_label"), "value": number(whole=False)}),
    "data_visualization.data",
)
_SERIES = list_of(
    record({"name": string("data_visualization.series_name"), "data": _POINTS}),
    "data_visualization.series",
)
_AXES = record(
    {
        "categories": list_of(
            string("data_visualization.category_label"), "data_visualization.categories"
        )
    },
    {
        "x_label": string("data_visualization.axis_label"),
        "y_label": string("data_visualization.axis_label"),
    },
)
_AXIS_CHART = record({"series": _SERIES, "axis_config": _AXES})


def _axis_chart(value: Any, pointer: str, faults: Faults) -> None:
    """A chart with axes. Each series has each category once; series' names are unique."""
    before = len(faults)
    _AXIS_CHART(value, pointer, faults)
    if len(faults) > before:
        return
    categories = value["axis_config"]["categories"]
    if len(set(categories)) < len(categories):
        add_fault(faults, "categories must be unique", f"{pointer}/axis_config/categories")
    names = [one["name"] for one in value["series"]]
    if len(set(names)) < len(names):
        add_fault(faults, "names must be unique", f"{pointer}/series")
    for index, one in enumerate(value["series"]):
        if sorted(point["label"] for point in one["data"]) != sorted(categories):
            add_fault(faults, "labels must match the categories", f"{pointer}/series/{index}/data")


def _segment(value: Any, pointer: str, faults: Faults) -> None:
    record({"label": string("data_visualization.segment.label"), "value": number(whole=False)})(
        value, pointer, faults
    )
    size = value.get("value") if isinstance(value, dict) else None
    if isinstance(size, int | float) and size <= 0:
        add_fault(faults, "must be greater than 0", f"{pointer}/value")


CHART = record(
    {
        "title": string("data_visualization.title"),
        "chart": by_type(
            {
                "pie": record({"segments": list_of(_segment, "data_visualization.segments")}),
                **dict.fromkeys(("bar", "area", "line"), _axis_chart),
            }
        ),
    },
    _BLOCK_ID,
)


_ACTIONS = record({"elements": list_of(IN_ACTIONS, "actions.elements")}, _BLOCK_ID)
_SECTION = record(
    optional={
        **_BLOCK_ID,
        "text": mrkdwn("section.text"),
        "fields": list_of(mrkdwn("section.fields.item"), "section.fields"),
        "accessory": IN_SECTION,
        "expand": flag,
    }
)
_PICTURE_BLOCK = record(
    {"alt_text": string("image.alt_text")},
    {
        **_BLOCK_ID,
        "image_url": web_address("image.image_url"),
        "slack_file": record(optional={"id": string(), "url": string()}),
        "title": plain("image.title"),
    },
)


def _actions(value: Any, pointer: str, faults: Faults) -> None:
    _ACTIONS(value, pointer, faults)
    elements = value.get("elements")
    check_unique_ids(elements if isinstance(elements, list) else [], f"{pointer}/elements", faults)


def _section(value: Any, pointer: str, faults: Faults) -> None:
    _SECTION(value, pointer, faults)
    if "text" not in value and "fields" not in value:
        add_fault(faults, "must define either `text` or `fields`", pointer)


def _image(value: Any, pointer: str, faults: Faults) -> None:
    _PICTURE_BLOCK(value, pointer, faults)
    check_exactly_one(value, pointer, faults, "image_url", "slack_file")


_ANYWHERE: dict[str, Rule] = {
    "actions": _actions,
    "context": record({"elements": list_of(IN_CONTEXT, "context.elements")}, _BLOCK_ID),
    "divider": record(optional=_BLOCK_ID),
    "header": record({"text": plain("header.text")}, _BLOCK_ID),
    "image": _image,
    "input": record(
        {"label": plain("input.label"), "element": IN_INPUT},
        {**_BLOCK_ID, "hint": plain("input.hint"), "optional": flag, "dispatch_action": flag},
    ),
    "rich_text": record(RICH_TEXT, _BLOCK_ID),
    "section": _section,
}
_ANYWHERE |= {"card": newer_blocks.card, "video": newer_blocks.VIDEO}
_WIDE: dict[str, Rule] = {
    "table": table,
    "data_table": data_table,
    "data_visualization": CHART,
    "carousel": newer_blocks.CAROUSEL,
    "container": newer_blocks.container(
        {
            **{kind: rule for kind, rule in _ANYWHERE.items() if kind != "card"},
            "file": newer_blocks.FILE,
            "table": table,
        }
    ),
}

IN_MESSAGE = by_type(
    {
        **_ANYWHERE,
        **_WIDE,
        "context_actions": newer_blocks.CONTEXT_ACTIONS,
        "file": newer_blocks.FILE,
        "markdown": record({"text": string("markdown.text")}, _BLOCK_ID),
        "plan": newer_blocks.PLAN,
        "task_card": newer_blocks.TASK_CARD,
    }
)
IN_HOME = by_type({**_ANYWHERE, **_WIDE})
IN_MODAL = by_type(
    {
        **_ANYWHERE,
        "alert": record(
            {"text": mrkdwn("alert.text")},
            {**_BLOCK_ID, "level": one_of("default", "info", "warning", "error", "success")},
        ),
    }
)
"""The rule for one block of a message, of a Home tab, of a modal."""
