"""What Slack sends for what a person typed."""

import pytest

from bot.slack.kit.escape import typed_text


@pytest.mark.parametrize(
    ("sent", "typed"),
    [
        ("5 last week", "5 last week"),
        ("device:Ada &amp; Co", "device:Ada & Co"),
        ("to:&lt;b&gt;", "to:<b>"),
        ("&amp;lt;", "&lt;"),
        ("<@U123|tom> yesterday", "<@U123|tom> yesterday"),
        ("ip:<http://10.0.0.1|10.0.0.1>", "ip:10.0.0.1"),
        ("device:<https://pbx.example.com>", "device:https://pbx.example.com"),
        ("callerid:<tel:+37060000000|+37060000000>", "callerid:+37060000000"),
    ],
)
def test_text_is_what_was_typed(sent: str, typed: str) -> None:
    assert typed_text(sent) == typed
