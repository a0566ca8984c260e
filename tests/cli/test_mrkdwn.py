"""Slack's mrkdwn in the terminal."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.cli.terminal.mrkdwn import to_text


@pytest.mark.parametrize(
    ("mrkdwn", "drawn"),
    [
        ("*5 calls* and _more_, `by:day`", "5 calls and more, by:day"),
        ("2*3*4 and snake_case_name", "2*3*4 and snake_case_name"),
        ("<https://mor.example.com|MOR>", "MOR (https://mor.example.com)"),
        ("<https://mor.example.com>", "https://mor.example.com"),
        ("ask <@U0TOM0001|tom> or <@U0ADA0001>", "ask @tom or @U0ADA0001"),
        ("in <#C1|noc>, <!here>, <!subteam^S1|@ops>", "in #noc, @here, @ops"),
        ("<!date^1795500000^{date}|24 Nov 2026>", "24 Nov 2026"),
        ("Tom &lt;1018&gt; &amp; Ada", "Tom <1018> & Ada"),
        ("&amp;lt;", "&lt;"),
        ("&lt;@U1&gt;", "<@U1>"),
        ("`*not bold*`", "*not bold*"),
        ("[red]markup[/red] :smile:", "[red]markup[/red] :smile:"),
        ("\x1b[2Jgone", "�[2Jgone"),
        ("<> < >", "<> < >"),
    ],
)
def test_markup_is_drawn_and_data_is_not_obeyed(mrkdwn: str, drawn: str) -> None:
    assert to_text(mrkdwn).plain == drawn


def test_bold_is_bold() -> None:
    text = to_text("now *5 calls*")
    assert [(span.start, span.end, span.style) for span in text.spans] == [(4, 11, "bold")]


@given(st.text(alphabet=st.characters(exclude_categories=[])))
def test_any_mrkdwn_is_drawn_without_control_characters(mrkdwn: str) -> None:
    assert not any(ord(each) < 32 and each != "\n" for each in to_text(mrkdwn).plain)
