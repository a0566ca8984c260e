"""Slack's rules for rich text, alone or in a table's cell."""

from typing import Any

from bot.sandbox.slack_server.referee.limits import MOST
from bot.sandbox.slack_server.referee.rules import (
    Rule,
    by_type,
    flag,
    list_of,
    number,
    one_of,
    record,
    string,
    web_address,
)

_STYLE: dict[str, Rule] = {
    "style": record(
        optional=dict.fromkeys(
            (
                "bold",
                "italic",
                "strike",
                "code",
                "underline",
                "highlight",
                "client_highlight",
                "unlink",
            ),
            flag,
        )
    )
}


def _part(required: dict[str, Rule], **more: Rule) -> Rule:
    return record(required, {**_STYLE, **more})


_PARTS = by_type(
    {
        "text": _part({"text": string()}),
        "link": _part({"url": web_address("button.url")}, text=string(), unsafe=flag),
        "emoji": _part({"name": string()}, unicode=string(), skin_tone=number(1, 6)),
        "user": _part({"user_id": string()}),
        "usergroup": _part({"usergroup_id": string()}),
        "channel": _part({"channel_id": string()}),
        "team": _part({"team_id": string()}),
        "broadcast": _part({"range": one_of("here", "channel", "everyone")}),
        "color": _part({"value": string()}),
        "date": _part(
            {"timestamp": number(), "format": string()},
            fallback=string(),
            url=web_address("button.url"),
        ),
    }
)
_ELEMENTS: dict[str, Rule] = {"elements": list_of(_PARTS, least=0)}
_BORDER: dict[str, Rule] = {"border": number(0, 1)}
_SECTION = record(_ELEMENTS)

RICH_TEXT: dict[str, Rule] = {
    "elements": list_of(
        by_type(
            {
                "rich_text_section": _SECTION,
                "rich_text_preformatted": record(_ELEMENTS, {**_BORDER, "language": string()}),
                "rich_text_quote": record(_ELEMENTS, _BORDER),
                "rich_text_list": record(
                    {
                        "elements": list_of(by_type({"rich_text_section": _SECTION})),
                        "style": one_of("bullet", "ordered"),
                    },
                    {
                        **_BORDER,
                        "indent": number(0, MOST["rich_text_list.indent"]),
                        "offset": number(0),
                    },
                ),
            }
        )
    )
}


def characters(value: Any) -> int:
    """Return the number of characters in a cell of any kind."""
    if isinstance(value, list):
        return sum(map(characters, value))
    if isinstance(value, dict):
        own = value.get("text") or value.get("url") or value.get("name") or ""
        return (len(own) if isinstance(own, str) else 0) + characters(value.get("elements", []))
    return 0
