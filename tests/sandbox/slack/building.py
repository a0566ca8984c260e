"""Blocks and views to be judged, and how Slack words what is too long or too many."""

from typing import Any

Json = dict[str, Any]


def plain(text: str) -> Json:
    return {"type": "plain_text", "text": text}


def mrkdwn(text: str) -> Json:
    return {"type": "mrkdwn", "text": text}


def section(**more: Any) -> Json:
    return {"type": "section", "text": mrkdwn("hello"), **more}


def button(**more: Any) -> Json:
    return {"type": "button", "text": plain("Next"), "action_id": "next", **more}


def actions(*elements: Json) -> Json:
    return {"type": "actions", "elements": list(elements)}


def option(number: int = 1, **more: Any) -> Json:
    return {"text": plain(f"option {number}"), "value": f"o{number}", **more}


def menu(**more: Any) -> Json:
    return {"type": "static_select", "action_id": "menu", "options": [option()], **more}


def confirm(**more: Any) -> Json:
    fields = {name: plain("Sure") for name in ("title", "text", "confirm", "deny")}
    return button(confirm={**fields, **more})


def raw(text: str) -> Json:
    return {"type": "raw_text", "text": text}


def table(rows: int | list[list[Json]] = 2, columns: int = 2, cell: str = "x", **more: Any) -> Json:
    alike = rows if isinstance(rows, list) else [[raw(cell)] * columns for _ in range(rows)]
    return {"type": "table", "rows": alike, **more}


def data_table(rows: int | list[list[Json]] = 2, columns: int = 2, **more: Any) -> Json:
    return {**table(rows, columns), "type": "data_table", "caption": "Calls", **more}


def bars(series: int = 1, points: int = 2, name: str = "calls", **axes: Any) -> Json:
    labels = [f"p{number}" for number in range(points)]
    data = [{"label": label, "value": 1} for label in labels]
    return {
        "type": "data_visualization",
        "title": "Calls",
        "chart": {
            "type": "bar",
            "series": [{"name": f"{name}{n or ''}", "data": data} for n in range(series)],
            "axis_config": {"categories": labels, **axes},
        },
    }


def pie(segments: int = 2, label: str = "a", value: float = 1) -> Json:
    parts = [{"label": label, "value": value} for _ in range(segments)]
    return {
        "type": "data_visualization",
        "title": "Calls",
        "chart": {"type": "pie", "segments": parts},
    }


QUESTION = {
    "type": "input",
    "label": plain("Period"),
    "element": {"type": "plain_text_input", "action_id": "period"},
}

LONG = "must be less than {} characters"
MANY = "no more than {} items allowed"
