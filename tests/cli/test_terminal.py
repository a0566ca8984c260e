"""Slack messages drawn in the terminal."""

from datetime import datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from syrupy.assertion import SnapshotAssertion

from bot.ask.blocks import answer_message
from bot.calls.model import Call, Count, Filter, FilterKey, Group, Output
from bot.errors import AskError, Place, Reading
from bot.home.blocks import help_message
from bot.slack.kit.message import Message, table
from bot.slack.kit.problems import problem_message
from tests.support.examples import ADMIN, NOW, VILNIUS, answer, asker, call
from tests.support.terminal import drawn

WIDTHS = pytest.mark.parametrize("width", [100, 60])


def block(kind: str, **fields: object) -> dict[str, Any]:
    return {"text": "", "blocks": [{"type": kind, **fields}]}


@WIDTHS
def test_calls(width: int, snapshot: SnapshotAssertion) -> None:
    message = answer_message(
        answer(
            [call(number) for number in range(4)],
            total=1234,
            unfiltered=9999,
            filters=(Filter(FilterKey.DEVICE, "2 Device%"),),
        )
    )
    assert drawn(message, width) == snapshot


@WIDTHS
def test_counts(width: int, snapshot: SnapshotAssertion) -> None:
    days = [Count(datetime(2026, 11, 16 + n, tzinfo=VILNIUS), 370 * n + 5) for n in range(7)]
    assert drawn(answer_message(answer(group=Group.DAY, groups=days)), width) == snapshot


@WIDTHS
def test_charts(width: int, snapshot: SnapshotAssertion) -> None:
    assert drawn(answer_message(answer(output=Output.CHART)), width) == snapshot


def test_charts_of_every_kind_are_bars() -> None:
    points = [{"label": "Mon", "value": 3}, {"label": "Tue", "value": 1.5}]
    series = [{"name": name, "data": points} for name in ("In", "Out")]
    lines = drawn(block("data_visualization", title="T", chart={"type": "line", "series": series}))
    assert lines.split("\n")[:3] == ["T", "In", f"Mon    3  {'█' * 90}"]
    pie = block("data_visualization", title="T", chart={"type": "pie", "segments": points})
    assert len(drawn(pie).strip().split("\n")) == 3


def test_an_empty_chart_is_its_title_and_control_characters_have_no_effect() -> None:
    charts: list[object] = [None, {}, {"series": []}]
    for nothing in charts:
        shown = drawn(block("data_visualization", title="\x1b[31mT", chart=nothing))
        assert shown == "�[31mT\n"
    points = [{"label": "\x1b[31m[red]x", "value": 1}]
    chart = {"type": "bar", "series": [{"name": "\x1b", "data": points}]}
    assert "\x1b" not in drawn(block("data_visualization", title="T", chart=chart))


@WIDTHS
def test_help(width: int, snapshot: SnapshotAssertion) -> None:
    assert drawn(help_message("/localcalls", asker(ADMIN), 92), width) == snapshot


@WIDTHS
def test_a_mistake(width: int, snapshot: SnapshotAssertion) -> None:
    error = AskError(
        "“20 nov” can be read in two ways.",
        "Choose one of them.",
        code="ambiguous",
        place=Place("20 nov by:day", 0, 6),
        readings=[Reading("the 20th of November", "me 20 nov"), Reading("user 20", "user:20 nov")],
    )
    assert drawn(problem_message(error, "/localcalls"), width) == snapshot


def test_every_kind_of_block(snapshot: SnapshotAssertion) -> None:
    def runs(*parts: object) -> dict[str, object]:
        return {"type": "rich_text_section", "elements": list(parts)}

    def text(words: str, **style: bool) -> dict[str, object]:
        return {"type": "text", "text": words, "style": style}

    plain = {"type": "plain_text", "text": "Next ▸"}
    rich_text = [
        runs(
            text("bold", bold=True),
            text(" and "),
            {"type": "link", "url": "https://mor.example.com", "text": "MOR"},
            text(" "),
            {"type": "user", "user_id": "U0TOM0001"},
            text(" "),
            {"type": "emoji", "name": "phone"},
        ),
        {"type": "rich_text_quote", "elements": [text("said\nin two lines")]},
        {
            "type": "rich_text_list",
            "style": "ordered",
            "offset": 8,
            "elements": [runs(text("nine")), runs(text("ten " * 12))],
        },
        {"type": "rich_text_list", "style": "bullet", "indent": 1, "elements": [runs(text("in"))]},
        {"type": "rich_text_preformatted", "elements": [text("as  it\n  is")]},
    ]
    message = {
        "text": "fallback",
        "blocks": [
            {"type": "header", "text": {"type": "plain_text", "text": "A title"}},
            {
                "type": "section",
                "text": {"type": "mrkdwn", "text": "*Bold* &amp; <https://mor.example.com|MOR>"},
                "fields": [
                    {"type": "mrkdwn", "text": f"*{name}*\n{number} of them and some more words"}
                    for number, name in enumerate(("One", "Two", "Three"))
                ],
                "accessory": {"type": "overflow", "options": []},
            },
            {"type": "divider"},
            {"type": "context", "elements": [{"type": "mrkdwn", "text": "_small_"}]},
            {"type": "rich_text", "elements": rich_text},
            {"type": "image", "alt_text": "a chart", "image_url": "https://x"},
            {
                "type": "actions",
                "elements": [
                    {"type": "button", "text": plain},
                    {"type": "button", "style": "danger", "text": {**plain, "text": "Remove it"}},
                    {"type": "static_select", "placeholder": {**plain, "text": "Choose"}},
                    {"type": "button", "text": {**plain, "text": "A button of a certain length"}},
                ],
            },
            {"type": "data_table", "caption": "unknown here"},
            {"type": "alert", "text": {"type": "mrkdwn", "text": "*unknown*, with a text"}},
        ],
    }
    assert drawn(message, 60) == snapshot


def test_a_menu_shows_what_is_chosen() -> None:
    chosen = {"text": {"type": "plain_text", "text": "By hour"}, "value": "hour"}
    menu = {"type": "static_select", "options": [chosen], "initial_option": chosen}
    assert drawn(block("actions", elements=[menu])) == "[ By hour ▾ ]\n"


def test_a_message_without_blocks_is_its_text() -> None:
    assert drawn({"text": "Still asking MOR…"}) == "Still asking MOR…\n"
    assert drawn(Message("Tom &lt;1018&gt;", [])) == "Tom <1018>\n"


def test_colours_are_only_for_terminals() -> None:
    message = answer_message(answer())
    assert "\x1b" not in drawn(message)
    assert "\x1b[1m" in drawn(message, colour=True)


@pytest.mark.parametrize("width", [100, 40])
def test_control_characters_and_markup_in_data_have_no_effect(width: int) -> None:
    evil = "\x1b]0;title\x07[bold]x[/bold] \x9b2J\u202e:smile:"
    shown = drawn(answer_message(answer([Call(NOW, *[evil] * 7)], name=evil)), width)
    assert not any(ord(each) < 32 and each != "\n" for each in shown)
    assert "\x9b" not in shown
    assert "\u202e" not in shown
    for kind in ("header", "section", "alert"):
        shown = drawn(block(kind, text={"type": "mrkdwn", "text": evil}), width)
        assert "\x1b" not in shown
        assert "[bold]x[/bold]" in shown
        assert ":smile:" in shown
    cell = {"type": "raw_text", "text": evil}
    part = {"type": "text", "text": evil}
    section = {"type": "rich_text_section", "elements": [part]}
    for foreign in (
        block(evil),
        block("table", rows=[[cell, {"type": "rich_text", "elements": [section]}]]),
        block("rich_text", elements=[section]),
        block("context", elements=[{"type": "image", "alt_text": evil}]),
        block("actions", elements=[{"type": evil}, {"type": "button", "text": evil}]),
        block("image", alt_text=evil),
    ):
        assert not set(drawn(foreign, width)) & set("\x1b\x07\x9b\u202e")


def test_a_call_is_one_line_and_the_last_columns_are_left_out_where_they_do_not_fit() -> None:
    message = answer_message(answer())
    (rows,) = [block["rows"] for block in message.blocks if "rows" in block]
    headings = [cell["text"] for cell in rows[0]]
    for width in (150, 80, 72):
        lines = drawn(message, width).splitlines()
        assert max(map(cell_len, lines)) <= width
        (head,) = [number for number, line in enumerate(lines) if line.startswith(headings[0])]
        shown = [heading for heading in headings if heading in lines[head]]
        for row, line in zip(rows[1:], lines[head + 2 :], strict=False):
            assert all(cell["text"] in line for cell in row[: len(shown)])
        left_out = f"Columns left out, as the window is narrow: {', '.join(headings[len(shown) :])}"
        assert (left_out[:60] in "\n".join(lines)) is (shown != headings)
        assert (width == 150) is (shown == headings)


def test_a_narrow_terminal_lists_each_row() -> None:
    shown = drawn(answer_message(answer([call(1)])), 30)
    assert "20 Nov 17:05\n  From       Reception\n" in shown
    assert max(map(cell_len, shown.splitlines())) <= 30


def test_a_data_table_has_its_caption_and_numbers_to_the_right() -> None:
    def text(words: str) -> dict[str, object]:
        return {"type": "raw_text", "text": words}

    rows = [[text("Day"), text("Calls")], *([text(f"{n}"), number(n)] for n in (5, 1234))]
    shown = drawn(block("data_table", caption="Calls per day", rows=rows))
    assert shown == "Calls per day\nDay   Calls\n───────────\n5         5\n1234   1234\n"


def number(value: int) -> dict[str, object]:
    return {"type": "raw_number", "value": value}


def test_rows_of_unequal_length_are_drawn() -> None:
    ragged = table([["one"], ["two", "three", "four"], []], ["left"])
    assert "two  three  four" in drawn({"blocks": [ragged]})
    assert drawn({"blocks": [table([], [])]}) == ""


def test_numbers_are_aligned_to_the_right() -> None:
    counts = table([["Day", "Calls"], ["Mon", "5"], ["Tue", "1,234"]], ["left", "right"])
    assert "Mon      5\nTue  1,234\n" in drawn({"blocks": [counts]})


@given(st.text(max_size=80), st.integers(20, 120))
def test_nothing_is_wider_than_the_terminal(label: str, width: int) -> None:
    page = [Call(NOW, *[label] * 7)] * 2
    shown = drawn(answer_message(answer(page, name=label)), width)
    assert max(map(cell_len, shown.splitlines())) <= width
