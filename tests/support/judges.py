"""What Slack asks of a message, checked by others' code and by none of `bot.blocks`."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

import slackblocks as sb
from slack_sdk.models.blocks import Block as SdkBlock
from slackblocks._core import resolve

from bot.ids import Identity
from bot.sandbox.slack_server.referee import message_faults
from bot.slack.kit import limits
from bot.slack.kit.message import Message

_TABLES = ("table", "data_table")
_NO_MARKUP = {"raw_number", "plain_text", "raw_text", "text"}


def assert_slack_takes(message: Message) -> None:
    """Assert the limits of Block Kit and that nothing in the message is live."""
    assert 1 <= len(message.text) <= 4_000
    assert not any(mark in message.text for mark in ("<", ">"))
    assert json.loads(json.dumps(message.payload())) == message.payload()
    assert len(message.blocks) <= 50
    assert limits.fits(message.blocks)
    tables = [block for block in message.blocks if block["type"] in _TABLES]
    assert len(tables) <= 1
    for table in tables:
        _assert_table(table)
    charts = [block for block in message.blocks if block["type"] == "data_visualization"]
    assert len(charts) <= 2
    for chart in charts:
        _assert_chart(chart)
    for block in message.blocks:
        if block["type"] in ("data_visualization", "data_table"):
            continue  # slack_sdk does not know them
        parsed = SdkBlock.parse(block)
        assert parsed is not None
        parsed.to_dict()
        if block["type"] == "context":
            assert 1 <= len(block["elements"]) <= 10
    for text in texts(message.blocks):
        assert text["type"] in _NO_MARKUP, "mrkdwn is alive"
        assert text["text"], "an empty text"
        assert not any(ord(character) < 32 for character in text["text"].replace("\n", ""))
        text["text"].encode()  # no lone half of a surrogate pair


def _assert_table(table: Mapping[str, Any]) -> None:
    rows = table["rows"]
    cells = [cell for row in rows for cell in row]
    assert 2 <= len(rows) <= 100
    assert all(len(row) == len(rows[0]) <= 20 for row in rows)
    assert all(cell["text"].strip() for cell in cells)
    if table["type"] == "table":
        assert all(cell["type"] == "raw_text" for cell in cells)
        assert sum(len(cell["text"]) for cell in cells) <= 6_000
        assert len(table["column_settings"]) <= 20
    else:
        assert all(isinstance(cell["value"], int) for (cell, *_) in rows[1:])
        assert sum(len(cell["text"]) for cell in cells) <= 10_000


def _assert_chart(block: Mapping[str, Any]) -> None:
    drawn = block["chart"]
    (series,) = drawn["series"]
    labels = [point["label"] for point in series["data"]]
    assert drawn["axis_config"]["categories"] == labels
    assert len(set(labels)) == len(labels)
    for text in (block["title"], *labels):
        assert text.strip(), "an empty text"
        assert not any(ord(character) < 32 for character in text)
        text.encode()  # no lone half of a surrogate pair
    points = [sb.DataPoint(point["label"], point["value"]) for point in series["data"]]
    axes = drawn["axis_config"]
    kind = sb.LineChart if drawn["type"] == "line" else sb.BarChart
    judged = kind(
        [sb.DataSeries(series["name"], points)],
        sb.AxisConfig(labels, x_label=axes["x_label"], y_label=axes["y_label"]),
    )
    told = resolve(sb.DataVisualizationBlock(block["title"], judged))
    assert {name: told[name] for name in block} == block


def charted(message: Message) -> dict[str, list[tuple[str, int]]]:
    """The points of a message's charts, by their titles."""
    return {
        block["title"]: [
            (point["label"], point["value"]) for point in block["chart"]["series"][0]["data"]
        ]
        for block in message.blocks
        if block["type"] == "data_visualization"
    }


def texts(part: object) -> Iterator[dict[str, Any]]:
    """Every object with a text of its own, however deep."""
    if isinstance(part, Mapping):
        if isinstance(part.get("text"), str):
            yield dict(part)
        for inner in part.values():
            yield from texts(inner)
    elif isinstance(part, list):
        for inner in part:
            yield from texts(inner)


def said(message: Message) -> str:
    """All the words of a message's blocks, tables left out."""
    blocks = [block for block in message.blocks if block["type"] not in _TABLES]
    return "".join(text["text"] for text in texts(blocks))


def rows(message: Message) -> list[list[str]]:
    """The cells of a message's table, the heading first."""
    table = next(block for block in message.blocks if block["type"] in _TABLES)
    return [[cell["text"] for cell in row] for row in table["rows"]]


def people_named(part: object) -> set[str]:
    """The user ids of all live mentions."""
    if isinstance(part, dict):
        own = {part["user_id"]} if part.get("type") == "user" else set()
        return own.union(*map(people_named, part.values()))
    return set().union(*map(people_named, part)) if isinstance(part, list) else set()


def assert_names_only(person: Identity, message: Message) -> None:
    """Assert that Slack takes the message, and that only mentions of one person are live."""
    assert 1 <= len(message.text) <= limits.TEXT
    assert not set("<>") & set(message.text)
    assert limits.fits(message.blocks)
    assert not message_faults(message.blocks)
    assert people_named(message.blocks) <= {person.user}
    for text in texts(message.blocks):
        assert text["type"] in _NO_MARKUP, "mrkdwn is alive"
