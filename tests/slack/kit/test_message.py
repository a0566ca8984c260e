"""The blocks that messages are built from."""

from collections.abc import Callable
from typing import Any

import pytest

from bot.slack.kit import message as building
from bot.slack.kit.escape import label
from bot.slack.kit.message import Message
from tests.support.judges import assert_slack_takes, texts

EVIL = "\x1b[31m<!channel>\u202e"


@pytest.mark.parametrize(
    "build",
    [
        lambda: building.header(EVIL),
        lambda: building.context([EVIL]),
        lambda: building.monospace([EVIL]),
        lambda: building.lines([building.plain(EVIL), building.bold(EVIL)], [building.code(EVIL)]),
        lambda: building.bullets([[building.plain(EVIL)]]),
        lambda: building.buttons([("reading:0", EVIL, "me today")]),
        lambda: building.table([["When"], [label(EVIL, 60)]], ["left"]),
    ],
)
def test_no_block_lets_anything_live_or_unseen_through(build: Callable[[], dict[str, Any]]) -> None:
    block = build()
    assert_slack_takes(building.message("fallback", [block]))
    assert any("<!channel>" in text["text"] for text in texts(block))


def test_the_fallback_is_escaped_and_one_message_long() -> None:
    assert building.message("<@U1> & co", []).text == "&lt;@U1&gt; &amp; co"
    assert len(building.message("&" * 4_000, []).text) == 4_000


def test_a_payload_is_what_slack_gets() -> None:
    block = building.header("Title")
    assert Message("text", [block]).payload() == {"text": "text", "blocks": [block]}


def test_an_empty_line_takes_no_room() -> None:
    block = building.lines([], [building.plain("one")], [], [building.plain("two")])
    assert "".join(text["text"] for text in texts(block)) == "one\ntwo"
