"""News for the bot admins."""

from hypothesis import given
from hypothesis import strategies as st

from bot.slack.conversation.admin_notices import notice_message
from tests.support.judges import assert_slack_takes, said

anything = st.text(alphabet=st.characters(exclude_categories=[]), max_size=400)


def test_every_change_is_a_point_of_its_own() -> None:
    message = notice_message(["ada: suspended (gone)", "tom: resumed"])
    assert_slack_takes(message)
    assert "ada: suspended (gone)" in message.text
    points = message.blocks[1]["elements"][0]["elements"]
    assert [point["elements"][0]["text"] for point in points] == [
        "ada: suspended (gone)",
        "tom: resumed",
    ]


def test_what_does_not_fit_is_counted() -> None:
    message = notice_message([f"person {number}" for number in range(500)])
    assert_slack_takes(message)
    assert "480 more: morbot link list" in said(message)
    wide = notice_message(["\N{GRINNING FACE}" * 400] * 20)
    assert_slack_takes(wide)
    assert "more: morbot link list" in said(wide)


@given(st.lists(anything, min_size=1, max_size=40))
def test_nothing_in_the_news_is_live_or_too_long(news: list[str]) -> None:
    assert_slack_takes(notice_message(news))
