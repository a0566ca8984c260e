"""Slack's rules for blocks, tables and charts, and which are allowed where."""

from typing import Any

from bot.sandbox.slack_server.referee.elements import (
    IN_ACTIONS,
    IN_CONTEXT,
    IN_INPUT,
    IN_SECTION,
    mrkdwn,
    plain,
)
from bot.sandbox.slack_server.referee.limits import MOST, TABLE_CHARACTERS
from bot.sandbox.slack_server.referee.rich_text import RICH_TEXT, characters
from bot.sandbox.slack_server.referee.rules import (
    Faults,
    Rule,
    by_type,
    choice,
    either,
    flag,
    listed,
    note,
    number,
    shape,
    string,
    unlike,
    web_address,
)

_RAW_TEXT = shape({"text": string()})
_RAW_NUMBER = shape({"value": number(whole=False), "text": string()})
_BLOCK_ID: dict[str, Rule] = {"block_id": string("block_id")}

_TABLE = shape(
    {
        "rows": listed(
            listed(
                by_type({"raw_text": _RAW_TEXT, "rich_text": shape(RICH_TEXT, _BLOCK_ID)}),
                "table.columns",
            ),
            "table.rows",
        )
    },
    {
        **_BLOCK_ID,
        "column_settings": listed(
            shape(optional={"align": choice("left", "center", "right"), "is_wrapped": flag}),
            "table.column_settings",
            least=0,
        ),
    },
)
_DATA_TABLE = shape(
    {
        "rows": listed(
            listed(
                by_type(
                    {
                        "raw_text": _RAW_TEXT,
                        "raw_number": _RAW_NUMBER,
                        "rich_text": shape(RICH_TEXT, _BLOCK_ID),
                    }
                ),
                "data_table.columns",
            ),
            "data_table.rows",
            least=2,
        ),
        "caption": string(),
    },
    {
        **_BLOCK_ID,
        "page_size": number(1, MOST["data_table.page_size"]),
        "row_header_column_index": number(0, MOST["data_table.columns"] - 1),
    },
)


def table(value: Any, place: str, faults: Faults) -> None:
    """A `table` block."""
    _TABLE(value, place, faults)
    _check_rows(value, place, faults)


def data_table(value: Any, place: str, faults: Faults) -> None:
    """A `data_table` block; its header holds plain cells only."""
    _DATA_TABLE(value, place, faults)
    rows = _check_rows(value, place, faults)
    for index, cell in enumerate(rows[0] if rows else []):
        if isinstance(cell, dict) and cell.get("type") == "rich_text":
            note(faults, "unsupported type: rich_text", f"{place}/rows/0/{index}/type")


def _check_rows(value: Any, place: str, faults: Faults) -> list[list[Any]]:
    """Every row as wide as the first, and not too much text; returns the rows that are rows."""
    rows = value.get("rows") if isinstance(value, dict) else None
    rows = [row for row in rows if isinstance(row, list)] if isinstance(rows, list) else []
    for index, row in enumerate(rows):
        if len(row) != len(rows[0]):
            note(faults, "all rows must have the same number of cells", f"{place}/rows/{index}")
    if characters(rows) > TABLE_CHARACTERS:
        note(faults, f"must be less than {TABLE_CHARACTERS + 1} characters", f"{place}/rows")
    return rows


_POINTS = listed(
    shape({"label": string("data_visualization.point_label"), "value": number(whole=False)}),
    "data_visualization.data",
)
_SERIES = listed(
    shape({"name": string("data_visualization.series_name"), "data": _POINTS}),
    "data_visualization.series",
)
_AXES = shape(
    {
        "categories": listed(
            string("data_visualization.category_label"), "data_visualization.categories"
        )
    },
    {
        "x_label": string("data_visualization.axis_label"),
        "y_label": string("data_visualization.axis_label"),
    },
)
_AXIS_CHART = shape({"series": _SERIES, "axis_config": _AXES})


def _axis_chart(value: Any, place: str, faults: Faults) -> None:
    """A chart with axes: each series has each category once, no series' name is there twice."""
    before = len(faults)
    _AXIS_CHART(value, place, faults)
    if len(faults) > before:
        return
    categories = value["axis_config"]["categories"]
    if len(set(categories)) < len(categories):
        note(faults, "categories must be unique", f"{place}/axis_config/categories")
    names = [one["name"] for one in value["series"]]
    if len(set(names)) < len(names):
        note(faults, "names must be unique", f"{place}/series")
    for index, one in enumerate(value["series"]):
        if sorted(point["label"] for point in one["data"]) != sorted(categories):
            note(faults, "labels must match the categories", f"{place}/series/{index}/data")


def _segment(value: Any, place: str, faults: Faults) -> None:
    shape({"label": string("data_visualization.segment.label"), "value": number(whole=False)})(
        value, place, faults
    )
    size = value.get("value") if isinstance(value, dict) else None
    if isinstance(size, int | float) and size <= 0:
        note(faults, "must be greater than 0", f"{place}/value")


CHART = shape(
    {
        "title": string("data_visualization.title"),
        "chart": by_type(
            {
                "pie": shape({"segments": listed(_segment, "data_visualization.segments")}),
                **dict.fromkeys(("bar", "area", "line"), _axis_chart),
            }
        ),
    },
    _BLOCK_ID,
)


_ACTIONS = shape({"elements": listed(IN_ACTIONS, "actions.elements")}, _BLOCK_ID)
_SECTION = shape(
    optional={
        **_BLOCK_ID,
        "text": mrkdwn("section.text"),
        "fields": listed(mrkdwn("section.fields.item"), "section.fields"),
        "accessory": IN_SECTION,
        "expand": flag,
    }
)
_PICTURE_BLOCK = shape(
    {"alt_text": string("image.alt_text")},
    {
        **_BLOCK_ID,
        "image_url": web_address("image.image_url"),
        "slack_file": shape(optional={"id": string(), "url": string()}),
        "title": plain("image.title"),
    },
)


def _actions(value: Any, place: str, faults: Faults) -> None:
    _ACTIONS(value, place, faults)
    elements = value.get("elements")
    unlike(elements if isinstance(elements, list) else [], f"{place}/elements", faults)


def _section(value: Any, place: str, faults: Faults) -> None:
    _SECTION(value, place, faults)
    if "text" not in value and "fields" not in value:
        note(faults, "must define either `text` or `fields`", place)


def _image(value: Any, place: str, faults: Faults) -> None:
    _PICTURE_BLOCK(value, place, faults)
    either(value, place, faults, "image_url", "slack_file")


_ANYWHERE: dict[str, Rule] = {
    "actions": _actions,
    "context": shape({"elements": listed(IN_CONTEXT, "context.elements")}, _BLOCK_ID),
    "divider": shape(optional=_BLOCK_ID),
    "header": shape({"text": plain("header.text")}, _BLOCK_ID),
    "image": _image,
    "input": shape(
        {"label": plain("input.label"), "element": IN_INPUT},
        {**_BLOCK_ID, "hint": plain("input.hint"), "optional": flag, "dispatch_action": flag},
    ),
    "rich_text": shape(RICH_TEXT, _BLOCK_ID),
    "section": _section,
}
_TABLES: dict[str, Rule] = {"table": table, "data_table": data_table, "data_visualization": CHART}

IN_MESSAGE = by_type(
    {**_ANYWHERE, **_TABLES, "markdown": shape({"text": string("markdown.text")}, _BLOCK_ID)}
)
IN_HOME = by_type({**_ANYWHERE, **_TABLES})
IN_MODAL = by_type(
    {
        **_ANYWHERE,
        "alert": shape(
            {"text": mrkdwn("alert.text")},
            {**_BLOCK_ID, "level": choice("default", "info", "warning", "error", "success")},
        ),
    }
)
"""The rule for one block of a message, of a Home tab, of a modal."""
