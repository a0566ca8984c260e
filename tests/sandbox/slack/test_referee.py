"""The referee: each limit is broken first, by as little as possible, and then just kept."""

import contextlib
import copy
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from slack_sdk.models.blocks import Block
from slackblocks import _limits

from bot.sandbox.slack_server.model import Refusal
from bot.sandbox.slack_server.referee import (
    check_message,
    check_view,
    message_faults,
)
from bot.sandbox.slack_server.referee.limits import MOST
from tests.sandbox.slack.building import (
    LONG,
    MANY,
    QUESTION,
    Json,
    actions,
    bars,
    button,
    confirm,
    data_table,
    menu,
    mrkdwn,
    option,
    pie,
    plain,
    raw,
    section,
    table,
)

# a block by a number, the most of it that is allowed, the words when it is one more, and where
LIMITS: list[tuple[Callable[[int], Json], int, str, str]] = [
    (lambda n: section(text=mrkdwn("x" * n)), 3000, LONG, "/text/text"),
    (lambda n: section(fields=[plain("f")] * n), 10, MANY, "/fields"),
    (lambda n: section(fields=[plain("f" * n)]), 2000, LONG, "/fields/0/text"),
    (lambda n: section(block_id="b" * n), 255, LONG, "/block_id"),
    (lambda n: {"type": "header", "text": plain("h" * n)}, 150, LONG, "/text/text"),
    (lambda n: {"type": "context", "elements": [plain("c")] * n}, 10, MANY, "/elements"),
    (lambda n: actions(*(button(action_id=f"a{i}") for i in range(n))), 25, MANY, "/elements"),
    (lambda n: actions(button(text=plain("b" * n))), 75, LONG, "/elements/0/text/text"),
    (lambda n: actions(button(value="v" * n)), 2000, LONG, "/elements/0/value"),
    (lambda n: actions(button(action_id="a" * n)), 255, LONG, "/elements/0/action_id"),
    (lambda n: actions(button(url="https://x/" + "u" * (n - 10))), 3000, LONG, "/elements/0/url"),
    (
        lambda n: actions(button(accessibility_label="l" * n)),
        75,
        LONG,
        "/elements/0/accessibility_label",
    ),
    (lambda n: actions(confirm(title=plain("t" * n))), 100, LONG, "/elements/0/confirm/title/text"),
    (lambda n: actions(confirm(text=plain("t" * n))), 300, LONG, "/elements/0/confirm/text/text"),
    (
        lambda n: actions(confirm(confirm=plain("t" * n))),
        30,
        LONG,
        "/elements/0/confirm/confirm/text",
    ),
    (lambda n: actions(confirm(deny=plain("t" * n))), 30, LONG, "/elements/0/confirm/deny/text"),
    (
        lambda n: actions({"type": "overflow", "options": [option(i) for i in range(n)]}),
        5,
        MANY,
        "/elements/0/options",
    ),
    (
        lambda n: section(accessory=menu(options=[option(i) for i in range(n)])),
        100,
        MANY,
        "/accessory/options",
    ),
    (
        lambda n: section(accessory=menu(options=[option(text=plain("o" * n))])),
        75,
        LONG,
        "/accessory/options/0/text/text",
    ),
    (
        lambda n: section(accessory=menu(options=[option(value="o" * n)])),
        150,
        LONG,
        "/accessory/options/0/value",
    ),
    (
        lambda n: section(accessory=menu(placeholder=plain("o" * n))),
        150,
        LONG,
        "/accessory/placeholder/text",
    ),
    (lambda n: table(rows=n, columns=1), 100, MANY, "/rows"),
    (lambda n: table(columns=n), 20, MANY, "/rows/0"),
    (lambda n: table(1, 1, "x" * n), 10_000, LONG, "/rows"),
    (lambda n: table(column_settings=[{}] * n), 20, MANY, "/column_settings"),
    (lambda n: data_table(rows=n, columns=1), 201, MANY, "/rows"),
    (lambda n: data_table(columns=n), 20, MANY, "/rows/0"),
    (lambda n: data_table(rows=[[raw("x")], [raw("x" * (n - 1))]]), 20_000, LONG, "/rows"),
    (lambda n: {**bars(), "title": "t" * n}, 50, LONG, "/title"),
    (lambda n: bars(series=n), 12, MANY, "/chart/series"),
    (lambda n: bars(name="s" * n), 20, LONG, "/chart/series/0/name"),
    (lambda n: bars(x_label="s" * n), 50, LONG, "/chart/axis_config/x_label"),
    (pie, 12, MANY, "/chart/segments"),
    (lambda n: pie(label="l" * n), 20, LONG, "/chart/segments/0/label"),
]


@pytest.mark.parametrize(("block", "most", "words", "place"), LIMITS)
def test_a_limit_is_kept_to_the_last_one(
    block: Callable[[int], Json], most: int, words: str, place: str
) -> None:
    number = most + 1 if words is LONG else most
    fault = f"{words.format(number)} [json-pointer:/blocks/0{place}]"
    assert fault in message_faults([block(most + 1)])
    assert message_faults([block(most)]) == []


NOT_ALLOWED: list[tuple[list[Json], str]] = [
    (
        [{"type": "header", "text": mrkdwn("h")}],
        "unsupported type: mrkdwn [json-pointer:/blocks/0/text/type]",
    ),
    (
        [{"type": "alert", "text": plain("a")}],
        "unsupported type: alert [json-pointer:/blocks/0/type]",
    ),
    ([{"type": "nonsense"}], "unsupported type: nonsense [json-pointer:/blocks/0/type]"),
    ([{}], "missing required field: type [json-pointer:/blocks/0/type]"),
    (
        [section(text=mrkdwn(""))],
        "must be more than 0 characters [json-pointer:/blocks/0/text/text]",
    ),
    ([section(text="hello")], "must provide an object [json-pointer:/blocks/0/text]"),
    ([{"type": "section"}], "must define either `text` or `fields` [json-pointer:/blocks/0]"),
    ([section(colour="red")], "invalid additional property: colour [json-pointer:/blocks/0]"),
    ([actions()], "no fewer than 1 items allowed [json-pointer:/blocks/0/elements]"),
    (
        [actions(button(style="blue"))],
        "must be one of: primary, danger [json-pointer:/blocks/0/elements/0/style]",
    ),
    ([actions(button(url="mor"))], "invalid url [json-pointer:/blocks/0/elements/0/url]"),
    (
        [actions(button(), button())],
        '`action_id` "next" already exists [json-pointer:/blocks/0/elements/1/action_id]',
    ),
    (
        [section(block_id="a"), section(block_id="a")],
        '`block_id` "a" already exists [json-pointer:/blocks/1/block_id]',
    ),
    ([table(cell="")], "must be more than 0 characters [json-pointer:/blocks/0/rows/0/0/text]"),
    ([table(), table()], "only_one_table_allowed [json-pointer:/blocks]"),
    (
        [{"type": "table", "rows": [[raw("a")], [raw("b"), raw("c")]]}],
        "all rows must have the same number of cells [json-pointer:/blocks/0/rows/1]",
    ),
    ([data_table(rows=1)], "no fewer than 2 items allowed [json-pointer:/blocks/0/rows]"),
    (
        [data_table(page_size=0)],
        "must be greater than or equal to 1 [json-pointer:/blocks/0/page_size]",
    ),
    ([data_table(caption="")], "must be more than 0 characters [json-pointer:/blocks/0/caption]"),
    ([pie(value=0)], "must be greater than 0 [json-pointer:/blocks/0/chart/segments/0/value]"),
    ([bars(), bars(), bars()], "no more than 2 data_visualization blocks [json-pointer:/blocks]"),
    (
        [bars(points=21)],
        "no more than 20 items allowed [json-pointer:/blocks/0/chart/axis_config/categories]",
    ),
    (
        [section(accessory=menu(initial_option=option(2)))],
        "must be one of the options [json-pointer:/blocks/0/accessory/initial_option]",
    ),
    (
        [section(accessory=menu(option_groups=[{"label": plain("g"), "options": [option()]}]))],
        "must define either `options` or `option_groups` [json-pointer:/blocks/0/accessory]",
    ),
    ([{"type": "divider"}] * 51, "no more than 50 items allowed [json-pointer:/blocks]"),
]


@pytest.mark.parametrize(("blocks", "fault"), NOT_ALLOWED)
def test_what_slack_does_not_take_is_named_with_its_place(blocks: list[Json], fault: str) -> None:
    assert fault in message_faults(blocks)


def test_a_table_of_either_kind_takes_numbers() -> None:
    count: Json = {"type": "raw_number", "value": 1.5, "text": "1½"}
    rows = [[raw("a")], [count]]
    assert message_faults([table(rows=rows)]) == message_faults([data_table(rows=rows)]) == []


def test_the_rows_of_a_data_table_have_a_limit_of_their_own() -> None:
    check_message("", [data_table(rows=[[raw("a")], [raw("x" * 15_000)]])])


def test_blocks_that_are_too_much_together_are_refused() -> None:
    blocks = [section(text=mrkdwn("x" * 2400)) for _ in range(4)]
    check_message("", blocks)
    with pytest.raises(Refusal, match="msg_blocks_too_long"):
        check_message("", [*blocks, section(text=mrkdwn("x" * 300))])


@pytest.mark.parametrize(
    ("text", "blocks", "code"),
    [
        ("", [], "no_text"),
        ("a", {}, "invalid_blocks_format"),
        ("a", ["x"], "invalid_blocks_format"),
    ],
)
def test_a_message_is_a_text_or_a_list_of_blocks(text: str, blocks: Any, code: str) -> None:
    with pytest.raises(Refusal, match=code):
        check_message(text, blocks)


def test_no_limit_is_wider_than_slackblocks_knows_it() -> None:
    wider = []
    compared = 0
    for name, most in MOST.items():
        stem = name.upper().replace(".", "_")
        for ending in ("_MAX_LENGTH", "_MAX_ITEMS", "_MAX"):
            known = getattr(_limits, stem + ending, None)
            if known is not None:
                compared += 1
                if most > known:
                    wider.append((name, most, known))
    assert wider == []
    assert compared >= 55


GOOD = [
    section(fields=[plain("a"), mrkdwn("*b*")], accessory=button()),
    {"type": "header", "text": plain("Local calls")},
    {"type": "divider"},
    {"type": "context", "elements": [mrkdwn("in Vilnius")]},
    actions(button(style="primary", value="1"), menu(initial_option=option())),
    table(column_settings=[{"align": "right", "is_wrapped": True}]),
    {
        "type": "rich_text",
        "elements": [
            {"type": "rich_text_section", "elements": [{"type": "text", "text": "a"}]},
            {"type": "rich_text_preformatted", "elements": [{"type": "text", "text": "b"}]},
        ],
    },
    {"type": "image", "image_url": "https://mor.example/a.png", "alt_text": "a"},
    QUESTION,
]


@pytest.mark.parametrize("block", GOOD, ids=lambda block: str(block["type"]))
def test_a_good_block_is_good_to_slacks_own_sdk_too(block: Json) -> None:
    assert message_faults([block]) == []
    parsed = Block.parse(copy.deepcopy(block))
    assert parsed is not None
    parsed.validate_json()


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["type", "text", "elements", "rows", "chart", "options", "blocks"]),
            inner
            | st.sampled_from(
                ["section", "table", "actions", "rich_text", "modal", "static_select"]
            ),
            max_size=4,
        )
    ),
    max_leaves=12,
)


@given(JSON)
def test_whatever_is_sent_gets_a_verdict(value: Any) -> None:
    with contextlib.suppress(Refusal):
        check_message("a", value)
    with contextlib.suppress(Refusal):
        check_view(value, "modal")
