"""Slack's rules for blocks: what each holds, and where it may stand."""

from typing import Any

from bot.sandbox.slack_server.referee.elements import (
    IN_ACTIONS,
    IN_CONTEXT,
    IN_INPUT,
    IN_SECTION,
    mrkdwn,
    plain,
)
from bot.sandbox.slack_server.referee.rich_text import RICH_TEXT
from bot.sandbox.slack_server.referee.rules import (
    Faults,
    Rule,
    by_type,
    choice,
    either,
    flag,
    listed,
    note,
    shape,
    string,
    unlike,
    web_address,
)
from bot.sandbox.slack_server.referee.tables import CHART, data_table, table

_BLOCK_ID: dict[str, Rule] = {"block_id": string("block_id")}
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
        {
            **_BLOCK_ID,
            "hint": plain("input.hint"),
            "optional": flag,
            "dispatch_action": flag,
        },
    ),
    "rich_text": shape(RICH_TEXT, _BLOCK_ID),
    "section": _section,
}
_TABLES: dict[str, Rule] = {"table": table, "data_table": data_table, "data_visualization": CHART}

IN_MESSAGE = by_type(
    {
        **_ANYWHERE,
        **_TABLES,
        "markdown": shape({"text": string("markdown.text")}, _BLOCK_ID),
    }
)
IN_HOME = by_type({**_ANYWHERE, **_TABLES})
IN_MODAL = by_type(
    {
        **_ANYWHERE,
        "alert": shape(
            {"text": mrkdwn("alert.text")},
            {
                **_BLOCK_ID,
                "level": choice("default", "info", "warning", "error", "success"),
            },
        ),
    }
)
"""The rule for one block of a message, of a Home tab, of a modal."""
