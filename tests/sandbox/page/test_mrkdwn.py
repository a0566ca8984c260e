"""mrkdwn as Slack parses it; nothing live comes out of a text that was not markup."""

from dataclasses import replace
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.sandbox.page.mrkdwn import mrkdwn, safe_url, short_names
from tests.sandbox.page.reading import NOON, READER, attributes, parsed, texts


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("*bold*", "<b>bold</b>"),
        ("_italic_ and ~gone~", "<i>italic</i> and <s>gone</s>"),
        ("*bold _both_ bold*", "<b>bold <i>both</i> bold</b>"),
        ("`*code*`", "<code>*code*</code>"),
        ("*a `b*c` d*", "<b>a <code>b*c</code> d</b>"),
        ("2*3*4 and snake_case_name", "2*3*4 and snake_case_name"),
        ("* no * and *no *", "* no * and *no *"),
        ("*not\nover lines*", "*not\nover lines*"),
        ("**", "**"),
        ("(*bold*), *bold*!", "(<b>bold</b>), <b>bold</b>!"),
        ("&lt;b&gt; &amp;amp; &copy;", "&lt;b&gt; &amp;amp; &amp;copy;"),
        ("<script>", "script"),
        ("a < b > c", "a &lt; b &gt; c"),
        ("```a *b* &lt;c&gt;```", "<pre>a *b* &lt;c&gt;</pre>"),
        ("before\n```\none\ntwo\n```\nafter", "before<pre>one\ntwo</pre>after"),
        ("&gt; one\n&gt;two\nthree", "<blockquote>one\ntwo</blockquote>three"),
        ("first\n&gt;&gt;&gt; one\ntwo", "first<blockquote>one\ntwo</blockquote>"),
        (":wave: :nobody_knows: 10:30:45", "👋 :nobody_knows: 10:30:45"),
        ("- one\n- two", "- one\n- two"),
    ],
)
def test_markup_becomes_html_and_the_rest_stays_text(text: str, html: str) -> None:
    assert str(mrkdwn(text, READER)) == html


@pytest.mark.parametrize(
    ("text", "classes", "shown"),
    [
        ("<@U0ADA0001>", "mention", "@ada"),
        ("<@U0TOM0001|old name>", "mention me", "@tom"),
        ("<@U9UNKNOWN|grace>", "mention", "@grace"),
        ("<#C0NOC0001|was>", "mention", "#noc"),
        ("<#C9|elsewhere>", "mention", "#elsewhere"),
        ("<!channel>", "mention live", "@channel"),
        ("<!here|here>", "mention live", "@here"),
        ("<!subteam^S1|@ops>", "mention live", "@ops"),
    ],
)
def test_mentions_are_shown_by_name(text: str, classes: str, shown: str) -> None:
    tree = parsed(str(mrkdwn(text, READER)))
    assert texts(tree, "span") == [shown]
    assert attributes(tree, "span/@class") == [classes]


def test_an_escaped_mention_is_not_alive() -> None:
    assert str(mrkdwn("&lt;!channel&gt;", READER)) == "&lt;!channel&gt;"


@pytest.mark.parametrize(
    ("text", "href", "shown"),
    [
        (
            "<https://a.example/x?y=1&amp;z=2|here *now*>",
            "https://a.example/x?y=1&z=2",
            "here *now*",
        ),
        ("<https://a.example>", "https://a.example", "https://a.example"),
        ("<mailto:a@b.example|write>", "mailto:a@b.example", "write"),
        ("see https://a.example/b.", "https://a.example/b", "https://a.example/b"),
    ],
)
def test_addresses_become_links_that_tell_nothing(text: str, href: str, shown: str) -> None:
    tree = parsed(str(mrkdwn(text, READER)))
    assert attributes(tree, "a/@href") == [href]
    assert texts(tree, "a") == [shown]
    assert attributes(tree, "a/@rel") == ["noopener noreferrer nofollow"]


def test_a_verbatim_text_keeps_bare_addresses_as_text() -> None:
    assert str(mrkdwn("https://a.example", READER, autolink=False)) == "https://a.example"


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        " javascript:x",
        "data:text/html,x",
        "JAVASCRIPT:x",
        "/page/x",
        "//a.b",
    ],
)
def test_an_unsafe_address_is_no_link(url: str) -> None:
    assert not safe_url(url)
    assert "<a" not in mrkdwn(f"<{url}|click>", READER)


@pytest.mark.parametrize(
    ("pattern", "shown"),
    [
        ("{date_num} {time_secs}", "2026-11-25 14:30:15"),
        ("{date_short_pretty} at {time}", "Today at 14:30"),
        ("on {date_short_pretty}", "on today"),
        ("{date}", "November 25th, 2026"),
        ("{date_long}", "Wednesday, November 25th, 2026"),
        ("{date_slash}", "25/11/2026"),
        ("{ago}", "now"),
        ("{nonsense}", "fallback"),
        ("no token", "fallback"),
    ],
)
def test_a_date_is_shown_in_the_readers_zone(pattern: str, shown: str) -> None:
    tree = parsed(str(mrkdwn(f"<!date^{NOON}^{pattern}|fallback>", READER)))
    assert texts(tree, "time") == [shown]
    assert attributes(tree, "time/@title") == ["2026-11-25 14:30:15 Europe/Vilnius"]


def test_days_near_and_far_are_told_apart() -> None:
    def day(seconds: int) -> str:
        text = f"<!date^{NOON + seconds}^{{date_pretty}}|?>"
        return texts(parsed(str(mrkdwn(text, READER))), "time")[0]

    shown = [day(86_400 * days) for days in (-2, -1, 0, 1, 2)]
    far = ["November 23rd, 2026", "November 27th, 2026"]
    assert shown == [far[0], "Yesterday", "Today", "Tomorrow", far[1]]


def test_what_day_it_is_depends_on_the_zone() -> None:
    text = f"<!date^{NOON}^{{date_num}} {{time}}|?>"
    auckland = replace(READER, zone=ZoneInfo("Pacific/Auckland"))
    assert "2026-11-26 01:30" in mrkdwn(text, auckland)


def test_a_date_may_be_a_link() -> None:
    text = f"<!date^{NOON}^{{date_num}}^https://a.example|?>"
    assert attributes(parsed(str(mrkdwn(text, READER))), "a/@href") == ["https://a.example"]


@pytest.mark.parametrize("moment", ["", "x", "9" * 30, "-9" * 10, "nan", "inf"])
def test_a_time_that_is_none_shows_the_fallback(moment: str) -> None:
    assert "fallback" in mrkdwn(f"<!date^{moment}^{{date}}|fallback>", READER)


def test_unknown_emoji_stay_as_they_are() -> None:
    assert short_names(":tada: :tadaa: a:tada:") == "🎉 :tadaa: a:tada:"


MARKUP = st.text(st.sampled_from("*_~`<>&|!@#^:;\n abZ1\"'{}/=."), max_size=80)


@given(MARKUP)
def test_only_known_elements_come_out_of_any_text(text: str) -> None:
    tree = parsed(str(mrkdwn(text, READER)))
    known = {"div", "b", "i", "s", "code", "pre", "blockquote", "span", "time", "a"}
    assert {str(one.tag) for one in tree.iter()} <= known
    assert all(safe_url(url) for url in attributes(tree, "//a/@href"))
    assert not attributes(tree, "//@*[starts-with(name(), 'on')]")


def test_hostile_repetition_takes_no_time() -> None:
    for piece in ("*a ", "<", "`", "_<", "*`", "<a> *", "~" * 3, "&gt;", ":a"):
        assert mrkdwn(piece * 3000, READER)
    for opened in ("*", "_", "~", "<!date^1^"):
        assert mrkdwn(opened + "<a>`b`" * 3000, READER)
