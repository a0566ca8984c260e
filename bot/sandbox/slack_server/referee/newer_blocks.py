"""Slack's rules for the blocks of 2025 and 2026: cards, containers, plans; and for video and file.

Source: the classes of slack_sdk and slackblocks, which follow Slack's reference of each block.
"""

from typing import Any

from bot.sandbox.slack_server.referee.elements import BUTTON, CONFIRM, mrkdwn, picture, plain
from bot.sandbox.slack_server.referee.rich_text import RICH_TEXT
from bot.sandbox.slack_server.referee.rules import (
    Faults,
    Rule,
    add_fault,
    by_type,
    flag,
    list_of,
    one_of,
    record,
    string,
    web_address,
)

_BLOCK_ID: dict[str, Rule] = {"block_id": string("block_id")}
_RICH_TEXT = by_type({"rich_text": record(RICH_TEXT, _BLOCK_ID)})
_BUTTONS = by_type({"button": BUTTON})

_CARD = record(
    optional={
        **_BLOCK_ID,
        "hero_image": picture,
        "icon": picture,
        "slack_icon": record({"name": string()}),
        "title": mrkdwn("card.title"),
        "subtitle": mrkdwn("card.subtitle"),
        "body": mrkdwn("card.body"),
        "subtext": mrkdwn("card.subtext"),
        "actions": list_of(_BUTTONS, "card.actions"),
    }
)


def card(value: Any, pointer: str, faults: Faults) -> None:
    """A `card` block."""
    _CARD(value, pointer, faults)
    content = ("hero_image", "title", "actions", "body")
    if not any(name in value for name in content):
        add_fault(faults, f"must define one of: {', '.join(content)}", pointer)
    if "icon" in value and "slack_icon" in value:
        add_fault(faults, "must define either `icon` or `slack_icon`", pointer)


CAROUSEL = record(
    {"elements": list_of(by_type({"card": card}), "carousel.elements")},
    _BLOCK_ID,
)

_SHOWN_TASK = ("in_progress", "complete", "error")


def _task(*statuses: str) -> Rule:
    return record(
        {"task_id": string(), "title": string(), "status": one_of(*statuses)},
        {
            **_BLOCK_ID,
            "details": _RICH_TEXT,
            "output": _RICH_TEXT,
            "sources": list_of(
                by_type({"url": record({"url": web_address("button.url"), "text": string()})})
            ),
        },
    )


TASK_CARD = _task(*_SHOWN_TASK)
PLAN = record(
    {"title": string()},
    {
        **_BLOCK_ID,
        "tasks": list_of(by_type({"task_card": _task("pending", *_SHOWN_TASK)}), "plan.tasks"),
    },
)

_FEEDBACK = record(
    {"text": plain("button.text"), "value": string("button.value")},
    {"accessibility_label": string("button.accessibility_label")},
)
CONTEXT_ACTIONS = record(
    {
        "elements": list_of(
            by_type(
                {
                    "feedback_buttons": record(
                        {"positive_button": _FEEDBACK, "negative_button": _FEEDBACK},
                        {"action_id": string("action_id")},
                    ),
                    "icon_button": record(
                        {"icon": string(), "text": plain("button.text")},
                        {
                            "action_id": string("action_id"),
                            "value": string("button.value"),
                            "accessibility_label": string("button.accessibility_label"),
                            "visible_to_user_ids": list_of(string(), "icon_button.visible_to"),
                            "confirm": CONFIRM,
                        },
                    ),
                }
            ),
            "context_actions.elements",
        )
    },
    _BLOCK_ID,
)

FILE = record({"external_id": string(), "source": one_of("remote")}, _BLOCK_ID)

VIDEO = record(
    {
        "alt_text": string("video.alt_text"),
        "title": plain("video.title"),
        "video_url": web_address("video.video_url"),
        "thumbnail_url": web_address("video.thumbnail_url"),
    },
    {
        **_BLOCK_ID,
        "author_name": string("video.author_name"),
        "description": plain("video.description"),
        "provider_icon_url": web_address("video.provider_icon_url"),
        "provider_name": string("video.provider_name"),
        "title_url": web_address("video.title_url"),
    },
)


def container(children: dict[str, Rule]) -> Rule:
    """A `container` block around blocks of these types."""
    of_these = record(
        {"child_blocks": list_of(by_type(children), "container.child_blocks")},
        {
            **_BLOCK_ID,
            "title": plain("container.title"),
            "rich_text_title": _RICH_TEXT,
            "subtitle": mrkdwn("container.subtitle"),
            "width": one_of("narrow", "standard", "wide", "full"),
            "icon": picture,
            "is_collapsible": flag,
            "default_collapsed": flag,
            "has_header_divider": flag,
        },
    )

    def rule(value: Any, pointer: str, faults: Faults) -> None:
        of_these(value, pointer, faults)
        if "title" not in value and "rich_text_title" not in value:
            add_fault(faults, "must define either `title` or `rich_text_title`", pointer)
        if value.get("default_collapsed") is True and value.get("is_collapsible") is not True:
            add_fault(faults, "`default_collapsed` requires `is_collapsible`", pointer)

    return rule
