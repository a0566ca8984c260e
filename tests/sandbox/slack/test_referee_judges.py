"""What slackblocks, a judge that is not ours, builds and takes: the referee takes it, too."""

from typing import Any

import pytest
import slackblocks as sb
from slackblocks._core import resolve

from bot.sandbox.slack_server.referee import message_faults, view_faults


def options(count: int) -> list[sb.Option]:
    return [sb.Option(sb.PlainText("o" * 70 + f"{n:05d}"), f"v{n}") for n in range(count)]


def row(*cells: str) -> Any:
    return [sb.RawText(one) for one in cells]


CONFIRM = sb.ConfirmationDialogue(
    sb.PlainText("t" * 100), sb.PlainText("t" * 300), sb.PlainText("c" * 30), sb.PlainText("d" * 30)
)
AXES = sb.AxisConfig(["a" * 20, "b"], x_label="x" * 50, y_label="y")
SERIES = [
    sb.DataSeries(f"s{n}", [sb.DataPoint("a" * 20, -1.5), sb.DataPoint("b", 0)]) for n in range(6)
]
RICH = sb.RichTextBlock(
    [
        sb.RichTextSection([sb.RichText("bold", bold=True), sb.RichTextLink("https://a.example")]),
        sb.RichTextList("bullet", [sb.RichTextSection([sb.RichText("one")])]),
        sb.RichTextQuote([sb.RichText("quoted")]),
        sb.RichTextCodeBlock([sb.RichText("code")]),
    ]
)

BLOCKS: list[sb.Block] = [
    sb.SectionBlock("x" * 3000, fields=["f" * 2000] * 10),
    sb.SectionBlock("x", accessory=sb.OverflowMenu("more", options(5), confirm=CONFIRM)),
    sb.SectionBlock(
        "x", accessory=sb.StaticSelectMenu("menu", options(100), placeholder="p" * 150)
    ),
    sb.SectionBlock(
        "x", accessory=sb.StaticMultiSelectMenu("menu", options(3), max_selected_items=2)
    ),
    sb.SectionBlock(
        "x", accessory=sb.Image(alt_text="picture", image_url="https://a.example/a.png")
    ),
    sb.ActionsBlock(
        [
            sb.Button("b" * 75, "a", value="v" * 2000, style="primary", confirm=CONFIRM),
            sb.Button("link", "b", url="https://a.example/"),
            sb.DatePicker("c", initial_date="2026-11-25", placeholder="when"),
            sb.TimePicker("d", initial_time="14:30"),
            sb.DateTimePicker("e", initial_datetime=1_795_617_000),
            sb.CheckboxGroup("f", options(10), initial_options=options(1)),
            sb.RadioButtonGroup("g", options(10), initial_option=options(1)[0]),
            sb.UserSelectMenu("h", initial_user="U0TOM0001"),
            sb.ConversationSelectMenu("i", default_to_current_conversation=True),
            sb.ChannelSelectMenu("j", initial_channel="C0NOC0001"),
            sb.ExternalSelectMenu("k", min_query_length=0),
        ]
    ),
    sb.ContextBlock(
        [sb.Text("x"), sb.Image(alt_text="picture", image_url="https://a.example/a.png")]
    ),
    sb.HeaderBlock("h" * 150),
    sb.DividerBlock(),
    sb.ImageBlock("https://a.example/a.png", "picture", title="title"),
    RICH,
    sb.MarkdownBlock("# hello"),
    sb.TableBlock(
        [row("a", "b"), [sb.RawText("c"), sb.RichTextSection([sb.RichText("d")])]],
        [sb.ColumnSettings("right", is_wrapped=True)],
    ),
    sb.DataTableBlock(
        [row("a", "b"), [sb.RawText("c"), sb.RawNumber(1.5, "1.5")]], "caption", page_size=100
    ),
    sb.DataVisualizationBlock("t" * 50, sb.PieChart([sb.ChartSegment("a" * 20, 0.1)] * 6)),
    sb.DataVisualizationBlock("t", sb.BarChart(SERIES, AXES)),
    sb.DataVisualizationBlock("t", sb.LineChart(SERIES, AXES)),
    sb.DataVisualizationBlock("t", sb.AreaChart(SERIES, AXES)),
]

FIELDS: list[sb.Element] = [
    sb.PlainTextInput("a", "first", multiline=True, min_length=0, max_length=3000, placeholder="p"),
    sb.NumberInput(is_decimal_allowed=True, action_id="a", min_value="1", max_value="9"),
    sb.EmailInput("a", placeholder="p"),
    sb.URLInput("a"),
    sb.FileInput("a", ["csv"], 10),
    sb.RichTextInput("a", placeholder="p", min_lines=1, max_lines=100),
    sb.StaticSelectMenu("a", options(2), initial_option=options(2)[1]),
    sb.DatePicker("a"),
]


def built(thing: Any) -> Any:
    return resolve(thing)


@pytest.mark.parametrize("block", BLOCKS, ids=lambda block: type(block).__name__)
def test_a_block_that_slackblocks_builds_is_taken(block: sb.Block) -> None:
    assert message_faults([built(block)]) == []


@pytest.mark.parametrize("field", FIELDS, ids=lambda field: type(field).__name__)
def test_a_field_that_slackblocks_builds_is_taken(field: sb.Element) -> None:
    asked = sb.InputBlock("label", field, hint="hint", optional=True)
    view = sb.ModalView("title", [asked], submit="go", close="no", private_metadata="m")
    assert view_faults(built(view)) == []


def test_a_home_tab_that_slackblocks_builds_is_taken() -> None:
    view = sb.HomeTabView([sb.HeaderBlock("hello"), *BLOCKS[:1]], callback_id="home")
    assert view_faults(built(view)) == []


def test_an_alert_that_slackblocks_builds_is_taken() -> None:
    view = sb.ModalView("title", [sb.AlertBlock("a" * 200, level="warning")])
    assert view_faults(built(view)) == []
