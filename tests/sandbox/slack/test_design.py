"""Slack's design rules: each is broken once, and kept once."""

from typing import Any

import pytest

from bot.sandbox.slack_server import Workspace
from bot.sandbox.slack_server.referee.design import message_remarks, view_remarks
from tests.sandbox.slack.building import (
    QUESTION,
    Json,
    actions,
    bars,
    button,
    data_table,
    mrkdwn,
    option,
    pie,
    plain,
    raw,
    section,
    table,
)


def header(text: str) -> Json:
    return {"type": "header", "text": plain(text)}


def labelled(text: str, **more: Any) -> Json:
    return button(**{"text": plain(text), "action_id": text, **more})


def asked(title: str, **more: Any) -> Json:
    texts = {"title": title, "text": "It is gone then.", "confirm": "Delete", "deny": "Keep it"}
    return {name: plain(text) for name, text in texts.items()} | more


def chart(kind: str, *values: int, **axes: str) -> Json:
    block = bars(points=len(values), x_label="Device", y_label="Calls")
    block["chart"]["type"] = kind
    labels = [*"abcdefghijk"[: len(values)]]
    block["chart"]["axis_config"] |= {"categories": labels, **axes}
    block["chart"]["series"][0]["data"] = [
        {"label": label, "value": value} for label, value in zip(labels, values, strict=True)
    ]
    return block


def modal(*fields: Json, title: str = "Search calls", **more: Any) -> Json:
    view = {"type": "modal", "title": plain(title), "close": plain("Cancel"), "blocks": [*fields]}
    return view | {"submit": plain("Search")} | more


DELETE = labelled("Delete", confirm=asked("Delete this search", style="danger"))

KEPT: list[list[Json]] = [
    [header("Local calls of Tom Ford (user 5)"), section(), {"type": "divider"}, section()],
    [header("Tom Ford")],
    [header("Is this the digest you want?")],
    [header("Digest 2: My Mondays")],
    [actions(labelled("Save", style="primary"), labelled("Keep it"), DELETE)],
    [actions(labelled("Delete", confirm=asked("Delete it", style="danger"), style="danger"))],
    [
        actions(labelled("Run", accessibility_label="Run one", action_id="a")),
        actions(labelled("Run", accessibility_label="Run two", action_id="b")),
    ],
    [actions(labelled("Save as CSV"), labelled("Search Slack"))],
    [chart("bar", 3, 2, 1), chart("line", 1, 3, 2, 5)],
    [data_table()],
]
BROKEN: list[tuple[list[Json], str]] = [
    ([section(), header("Calls")], "the title is not first"),
    ([header("Calls of today.")], "a heading ends without punctuation: 'Calls of today.'"),
    ([header("Local Calls Of Today")], "not in sentence case: 'Local Calls Of Today'"),
    ([actions(labelled("Save Search"))], "not in sentence case: 'Save Search'"),
    ([actions(labelled("\N{BAR CHART} Chart"))], "an emoji: '\N{BAR CHART} Chart'"),
    ([actions(labelled(":tada: Chart"))], "an emoji: ':tada: Chart'"),
    ([actions(*map(labelled, "abcd"))], "more than 3 buttons: a, b, c, d"),
    (
        [actions(labelled("A", style="primary")), actions(labelled("B", style="primary"))],
        "more than one loud button: A, B",
    ),
    (
        [actions(labelled("Run", action_id="a"), labelled("Run", action_id="b"))],
        "'Run' needs an accessibility_label of its own",
    ),
    ([actions(labelled("Show"))], "'Show' needs an accessibility_label of its own"),
    ([actions(labelled("Delete"))], "'Delete' needs a confirmation in the style `danger`"),
    (
        [actions(labelled("Delete", confirm=asked("Delete it")))],
        "'Delete' needs a confirmation in the style `danger`",
    ),
    (
        [actions({**DELETE, "style": "danger"}, labelled("Edit"))],
        "'Delete' destroys and is the loudest of several",
    ),
    (
        [actions(labelled("Save", confirm=asked("Save this?")))],
        "a heading ends without punctuation: 'Save this?'",
    ),
    ([actions(labelled("Click here"))], "'Click here' does not say what it does"),
    (
        [actions({"type": "overflow", "action_id": "o", "options": [option(text=plain("Do It"))]})],
        "not in sentence case: 'Do It'",
    ),
    ([section(), {"type": "divider"}], "a divider that divides nothing"),
    ([section(text=mrkdwn("Use the buttons below"))], "a direction: 'buttons below'"),
    ([chart("bar", 2, 1, x_label="")], "an axis without a title: x_label"),
    ([chart("bar", 1, 2, 1)], "the largest is not first"),
    ([chart("bar", *range(7, 0, -1))], "more than 6 bars: 7"),
    ([chart("line", 1, 2, 3)], "a line of fewer than 4 points"),
    ([chart("line", 0, 0, 0, 0)], "a chart of nothing but zeros"),
    ([pie(6)], "more than 5 slices: 6"),
    ([data_table(102)], "more than an older Slack takes: 102 rows"),
    ([data_table([[raw("x" * 5001)]] * 2)], "more than an older Slack takes: 10002 characters"),
]
BROKEN_VIEWS: list[tuple[Json, str]] = [
    (modal(*[QUESTION] * 9), "more than 8 fields: 9"),
    (modal(QUESTION, title="Search!"), "a heading ends without punctuation: 'Search!'"),
    (modal(QUESTION, title="Search Calls"), "not in sentence case: 'Search Calls'"),
    (modal(QUESTION, submit=plain("Submit")), "'Submit' does not say what it does"),
    (modal(QUESTION, close=plain("Save")), "'Save' does not say what closing does"),
    (
        modal(QUESTION, actions(labelled("Look", style="primary"))),
        "a loud button beside the modal's own",
    ),
    (
        modal({**QUESTION, "label": plain("Which period?")}),
        "a field's label names the value: 'Which period?'",
    ),
    ({"type": "home", "blocks": [{"type": "divider"}]}, "a divider that divides nothing"),
]


def words(remarks: list[str]) -> list[str]:
    return [*dict.fromkeys(one.rpartition(" [json-pointer:")[0] for one in remarks)]


@pytest.mark.parametrize("blocks", KEPT)
def test_what_keeps_the_rules_gets_no_remark(blocks: list[Json]) -> None:
    assert message_remarks("a", blocks) == []


@pytest.mark.parametrize(("blocks", "remark"), BROKEN)
def test_a_message_that_breaks_one_is_told(blocks: list[Json], remark: str) -> None:
    assert words(message_remarks("a", blocks)) == [remark]


@pytest.mark.parametrize(("view", "remark"), BROKEN_VIEWS)
def test_a_view_that_breaks_one_is_told(view: Json, remark: str) -> None:
    assert words(view_remarks(view)) == [remark]


def test_a_message_without_words_for_those_who_see_no_blocks() -> None:
    remark = "a message with blocks needs a text that says the point"
    assert words(message_remarks(" ", [table()])) == [remark]


def test_the_workspace_looks_only_if_it_is_told_to() -> None:
    workspace = Workspace()
    for awake in (False, True):
        workspace.design.awake = awake
        workspace.post("C0NOC0001", "U0MORBOT1", "a", [header("Calls!")])
        workspace.post("C0NOC0001", "U0TOM0001", "a", [header("Calls!")])
        workspace.views.publish("U0TOM0001", {"type": "home", "blocks": [header("Home!")]})
        assert len(workspace.design.remarks) == 2 * awake
