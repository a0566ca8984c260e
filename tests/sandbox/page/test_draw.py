"""Each block as its reader sees it, and nothing alive in any of them."""

import re
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.sandbox.page.draw import draw_attachment, draw_blocks
from tests.sandbox.page.reading import NOON, READER, attributes, drawn, parsed, texts
from tests.sandbox.slack.newer import NEWER
from tests.support.plain_app import (
    DATA_TABLE,
    WORDS,
    calls,
    chart,
    field,
    option,
    plain,
    search_modal,
)

Json = dict[str, Any]


def section(text: str, kind: str = "mrkdwn", **more: Any) -> Json:
    return {"type": "section", "text": {"type": kind, "text": text}, **more}


def rich(*elements: Json) -> Json:
    return {"type": "rich_text", "elements": list(elements)}


def line(*parts: Json) -> Json:
    return {"type": "rich_text_section", "elements": list(parts)}


def test_headers_and_plain_texts_know_no_markup_but_emoji() -> None:
    header: Json = {"type": "header", "text": plain("*Calls* :wave: <b>")}
    assert texts(drawn(header), ".//h3") == ["*Calls* 👋 <b>"]
    header["text"]["emoji"] = False
    assert texts(drawn(header), ".//h3") == ["*Calls* :wave: <b>"]


def test_a_section_has_text_fields_and_an_accessory() -> None:
    tree = drawn(WORDS)
    assert texts(tree, ".//b") == ["bold", "Role", "Zone"]
    assert texts(tree, ".//div[@class='fields']/div") == ["Role\nadmin", "Zone\nUTC"]
    assert texts(tree, ".//div[@class='accessory']//option") == ["Pick a day", "Monday", "Tuesday"]


def test_a_context_and_a_divider_and_an_image() -> None:
    context: Json = {
        "type": "context",
        "elements": [
            {"type": "image", "image_url": "https://a.example/x.png", "alt_text": "logo"},
            {"type": "mrkdwn", "text": "_small_"},
        ],
    }
    image: Json = {"type": "image", "image_url": "https://a.example/x.png", "alt_text": "a map"}
    tree = drawn(context, {"type": "divider"}, image)
    assert texts(tree, ".//i") == ["small"]
    assert len(texts(tree, ".//hr")) == 1
    assert attributes(tree, ".//*[@role='img']/@aria-label") == ["logo", "a map"]
    assert not attributes(tree, ".//@src"), "nothing is fetched from elsewhere"


def test_rich_text_keeps_its_parts_and_their_styles() -> None:
    style = {"bold": True, "italic": True, "code": False}
    tree = drawn(
        rich(
            line(
                {"type": "text", "text": "*raw* <b>", "style": style},
                {"type": "link", "url": "https://a.example", "text": "there"},
                {"type": "user", "user_id": "U0TOM0001"},
                {"type": "channel", "channel_id": "C0NOC0001"},
                {"type": "broadcast", "range": "here"},
                {"type": "emoji", "name": "tada"},
                {"type": "date", "timestamp": NOON, "format": "{time}", "fallback": "?"},
            ),
            {"type": "rich_text_quote", "elements": [{"type": "text", "text": "said"}]},
            {"type": "rich_text_preformatted", "elements": [{"type": "text", "text": "a\n b"}]},
            {
                "type": "rich_text_list",
                "style": "ordered",
                "offset": 2,
                "indent": 1,
                "elements": [line({"type": "text", "text": "three"})],
            },
        )
    )
    assert texts(tree, ".//span[@class='bold italic']") == ["*raw* <b>"]
    assert texts(tree, ".//div[@class='text']") == ["*raw* <b>there@tom#noc@here🎉14:30"]
    assert texts(tree, ".//blockquote") == ["said"]
    assert texts(tree, ".//pre") == ["a\n b"]
    assert attributes(tree, ".//ol/@start") == ["3"]
    assert texts(tree, ".//ol/li") == ["three"]


def test_a_table_has_a_head_and_aligned_cells() -> None:
    table: Json = {
        "type": "table",
        "column_settings": [{}, {"align": "right", "is_wrapped": True}],
        "rows": [
            [{"type": "raw_text", "text": "Device"}, {"type": "raw_text", "text": "Calls"}],
            [rich(line({"type": "text", "text": "hall"})), {"type": "raw_text", "text": "3"}],
        ],
    }
    tree = drawn(table)
    assert texts(tree, ".//thead//th") == ["Device", "Calls"]
    assert texts(tree, ".//tbody//td") == ["hall", "3"]
    assert attributes(tree, ".//tbody//td/@class") == ["left", "right wrapped"]


def test_a_data_table_shows_its_first_page_and_names_its_rows() -> None:
    tree = drawn(DATA_TABLE)
    assert texts(tree, ".//caption") == ["Calls by device"]
    assert texts(tree, ".//tbody/tr[not(@hidden)]/th[@scope='row']") == [
        f"Device {place:02}" for place in range(1, 5)
    ]
    assert texts(tree, ".//span[@class='pages']") == ["1–4 of 10"]
    assert attributes(tree, ".//tbody/tr[1]/td/@data-number") == ["4.0"]


@pytest.mark.parametrize(
    ("kind", "shape", "shapes"), [("bar", "bar", 15), ("line", "dot", 15), ("area", "area", 3)]
)
def test_a_chart_has_a_shape_for_each_value_and_says_it_in_words(
    kind: str, shape: str, shapes: int
) -> None:
    tree = drawn(chart(kind))
    assert len(attributes(tree, f".//*[contains(@class, '{shape} ')]/@d")) == shapes
    assert texts(tree, ".//ul[@class='legend']/li") == ["Front desk", "Warehouse", "Office"]
    assert texts(tree, ".//div[@class='unseen']//tr[1]/*") == ["Front desk Mon", "9"]


def test_labels_that_have_no_room_beside_each_other_are_turned_and_all_there() -> None:
    short, long = chart("bar"), chart("bar")
    points = [f"a long label {number}" for number in range(20)]
    data = [{"label": point, "value": 1} for point in points]
    long["chart"] |= {"series": [{"name": "s", "data": data}]}
    long["chart"]["axis_config"] = {"categories": points}
    turned = ".//*[@class='tick' and contains(@transform, '-50')]"
    assert texts(drawn(short), turned) == []
    assert texts(drawn(long), turned) == points


def test_a_pie_has_a_slice_for_each_part() -> None:
    tree = drawn(chart("pie"))
    assert texts(tree, ".//*[contains(@class, 'slice ')]")[0] == "Mon: 3 (12%)"


def test_a_pie_of_one_part_is_whole() -> None:
    one: Json = chart("pie")
    del one["chart"]["segments"][1:]
    (path,) = attributes(drawn(one), ".//*[contains(@class, 'slice ')]/@d")
    numbers = re.findall(r"[-\d.]+", path)
    begun, ended = numbers[2:4], numbers[-2:]
    assert begun != ended, "an arc from a point to itself is none"


@pytest.mark.parametrize("value", [0, -5, 1e300, float("nan"), "9", None, True])
def test_a_chart_of_strange_values_is_drawn(value: object) -> None:
    one: Json = chart("bar")
    one["chart"]["series"][0]["data"][0]["value"] = value
    drawing = str(draw_blocks([one], READER))
    assert "<svg" in drawing
    assert "nan" not in drawing


def test_buttons_carry_their_style_address_and_question() -> None:
    tree = drawn(*calls(1))
    assert texts(tree, ".//span[@data-element='button']/button") == ["Previous", "Next", "Share"]
    assert attributes(tree, ".//span[@data-action='next']/button/@class") == ["button primary"]
    assert texts(tree, ".//template//h2") == ["Share with everybody?"]
    assert texts(tree, ".//div[@class='popover-items']/button") == ["As CSV", "As chart"]
    assert attributes(tree, ".//div[@data-block='pages']//span/@data-action") == [
        "previous",
        "next",
        "share",
        "more",
    ]


def test_a_button_opens_safe_addresses_only() -> None:
    def addresses(url: str) -> list[str]:
        one = {"type": "button", "text": plain("Go"), "url": url, "action_id": "go"}
        return attributes(drawn({"type": "actions", "elements": [one]}), ".//button/@data-url")

    assert addresses("https://a.example") == ["https://a.example"]
    assert addresses("javascript:alert(1)") == []


def test_a_modal_has_a_labelled_field_for_each_input() -> None:
    tree = drawn(*search_modal()["blocks"])
    labels = texts(tree, ".//*[contains(@class, 'field')]/span[@class='label']/text()/..")
    assert [one.split("(")[0].strip() for one in labels] == [
        "Whose calls",
        "Days",
        "From",
        "At",
        "Shown as",
        "Sides",
        "Who may see it",
        "Note",
    ]
    kinds = attributes(tree, ".//input/@type")
    assert kinds[:4] == ["text", "text", "date", "datetime-local"]
    assert attributes(tree, ".//*[@role='note']/@class") == ["alert-box info"]
    assert texts(tree, ".//*[contains(@class, 'hint')]") == ["For yourself alone."]


def test_an_error_is_shown_at_its_field() -> None:
    blocks = search_modal()["blocks"]
    tree = drawn(*blocks, errors={"days": "At most <92> days."})
    assert texts(tree, ".//*[@data-block='days']//*[@role='alert']") == ["At most <92> days."]
    assert len(texts(tree, ".//*[@role='alert']")) == 1


def test_fields_hold_what_is_chosen_at_first() -> None:
    chosen = option("Tuesday", "tue")
    days = [option("Monday", "mon"), chosen]
    tree = drawn(
        field("Day", {"type": "static_select", "options": days, "initial_option": chosen}),
        field("Days", {"type": "checkboxes", "options": days, "initial_options": [chosen]}),
        field("Person", {"type": "users_select", "initial_user": "U0ADA0001"}),
        field("Place", {"type": "conversations_select", "initial_conversation": "C0NOC0001"}),
        field("Text", {"type": "plain_text_input", "initial_value": 'a "b" <c>'}),
        field("Date", {"type": "datepicker", "initial_date": "2026-11-25"}),
        field("Moment", {"type": "datetimepicker", "initial_date_time": NOON}),
        field("User", {"type": "external_select", "initial_option": chosen}),
    )
    assert texts(tree, ".//option[@selected]") == ["Tuesday", "ada", "# noc"]
    assert attributes(tree, ".//input[@checked]/@value") == ["tue"]
    assert attributes(tree, ".//input[@type='date']/@value") == ["2026-11-25"]
    assert attributes(tree, ".//input[@type='datetime-local']/@value") == ["2026-11-25T14:30"]
    assert attributes(tree, ".//input[@aria-label='Text']/@value") == ['a "b" <c>']
    assert texts(tree, ".//span[@class='pick']") == ["Tuesday"]


def test_options_stand_under_their_group() -> None:
    groups = [{"label": plain("Week"), "options": [option("Monday", "mon")]}]
    tree = drawn(field("Day", {"type": "static_select", "option_groups": groups}))
    assert attributes(tree, ".//optgroup/@label") == ["Week"]
    assert texts(tree, ".//optgroup/option") == ["Monday"]


@pytest.mark.parametrize("block", [{"type": "call"}, {"type": ["x"]}, {}])
def test_an_unknown_block_is_named_and_does_no_harm(block: Json) -> None:
    assert len(texts(drawn(block), ".//div[@class='unknown']")) == 1


ATTACK = "\"><script>alert(1)</script><img src=x onerror=alert(1)>'{{7*7}}"


def attacked(value: Any) -> Any:
    """The same structure with every text that is shown turned into an attack."""
    if isinstance(value, dict):
        kept = ("type", "style", "align", "level", "range", "initial_date")
        return {
            name: one if name in kept and isinstance(one, str) else attacked(one)
            for name, one in value.items()
        }
    if isinstance(value, list):
        return [attacked(one) for one in value]
    return ATTACK if isinstance(value, str) else value


@pytest.mark.parametrize(
    "blocks",
    [
        calls(1),
        [WORDS],
        [DATA_TABLE],
        [chart("bar"), chart("pie")],
        search_modal()["blocks"],
        NEWER,
    ],
    ids=["calls", "plain_text", "data table", "charts", "modal", "newer blocks"],
)
def test_an_attack_in_every_text_comes_out_as_text(blocks: list[Json]) -> None:
    hostile = attacked(blocks)
    drawing = str(draw_blocks(hostile, READER, {ATTACK: ATTACK}))
    tree = parsed(drawing)
    assert texts(tree, ".//script") == []
    assert texts(tree, ".//img") == []
    assert not attributes(tree, ".//@*[starts-with(name(), 'on') or name() = 'style']")
    assert "alert(1)" in drawing
    assert "49" not in drawing


KINDS = st.sampled_from(
    (
        *("section", "header", "context", "actions", "input", "rich_text", "table", "data_table"),
        *("card", "carousel", "container", "context_actions", "plan", "task_card", "video"),
        *("data_visualization", "image", "alert", "markdown", "divider", "file", "button"),
        *("static_select", "multi_users_select", "external_select", "checkboxes", "overflow"),
        *("plain_text_input", "datetimepicker", "rich_text_section", "rich_text_list", "text"),
        *("date", "link", "mrkdwn", "plain_text", "raw_text", "raw_number", "bar", "pie"),
    )
)
NAMES = st.sampled_from(
    (
        *("type", "text", "elements", "element", "accessory", "fields", "rows", "options", "hint"),
        *("option_groups", "label", "placeholder", "initial_option", "initial_options", "title"),
        *("initial_value", "initial_date_time", "confirm", "url", "style", "chart", "series"),
        *("data", "segments", "value", "axis_config", "categories", "caption", "page_size"),
        *("child_blocks", "tasks", "sources", "actions", "hero_image", "positive_button", "output"),
        *("column_settings", "block_id", "action_id", "timestamp", "format"),
    )
)
ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8) | KINDS,
    lambda child: st.lists(child, max_size=4) | st.dictionaries(NAMES, child, max_size=6),
    max_leaves=25,
)


@settings(max_examples=300, deadline=None)
@given(
    st.lists(ANYTHING | st.fixed_dictionaries({"type": KINDS, "elements": ANYTHING}), max_size=4)
)
def test_no_shape_of_a_block_makes_drawing_fail(blocks: list[Any]) -> None:
    tree = parsed(str(draw_blocks(blocks, READER)))
    assert texts(tree, ".//script") == []


def test_the_newer_blocks_show_their_texts() -> None:
    drawing = str(draw_blocks(NEWER, READER))
    for text in ("Night shift", "in a container", "Good", "Forget", "calls-7", "A tour", "Ask MOR"):
        assert text in drawing
    buttons = texts(parsed(drawing), ".//span[@data-element]/button")
    assert buttons == ["Next", "Next", "Next", "Next", "Forget"]


def test_an_attachment_shows_its_texts_and_blocks() -> None:
    attachment: dict[str, Any] = {
        "pretext": "<!channel>",
        "title": "A & B",
        "fields": [{"title": "Role", "value": "user"}, 5],
        "blocks": [{"type": "header", "text": {"type": "plain_text", "text": "Calls"}}],
    }
    drawing = str(draw_attachment(attachment, READER))
    assert next(iter(parsed(drawing).itertext())) == "@channel"
    assert "A &amp; B" in drawing
    assert "Role" in drawing
    assert "Calls" in drawing
    assert "gone" in str(draw_attachment({"fallback": "gone"}, READER))
