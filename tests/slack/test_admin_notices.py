"""Bot admins are told what happens to links."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.ids import COMMAND_LINE
from bot.sandbox.slack_server import NothingSeen
from bot.slack.conversation.admin_notices import notice_message
from tests.support.judges import assert_slack_takes, said
from tests.support.link_office import INGRID, TOM, Office

anything = st.text(alphabet=st.characters(exclude_categories=[]), max_size=400)


async def test_each_bot_admin_is_told_in_a_direct_message(office: Office) -> None:
    await office.linking.admins.add(TOM, by=COMMAND_LINE)
    assert await office.notices.tell("ada as “adalind”: suspended (gone)") == []
    for name in ("ingrid", "tom"):
        message = await office.workspace.person(name).sees()
        assert message.channel.startswith("D")
        assert "ada as “adalind”: suspended (gone)" in message.text


async def test_a_bot_admin_of_both_kinds_is_told_once(office: Office) -> None:
    await office.linking.admins.add(INGRID, by=COMMAND_LINE)
    await office.notices.tell("news")
    assert len(office.workspace.messages) == 1


async def test_who_cannot_be_told_is_known_and_the_others_are_told(office: Office) -> None:
    await office.linking.admins.add(TOM, by=COMMAND_LINE)
    office.workspace.control.fail("chat.postMessage")
    assert await office.notices.tell("news") == [INGRID]
    assert "news" in (await office.workspace.person("tom").sees()).text


async def test_bot_admins_who_no_longer_count_are_not_told(office: Office) -> None:
    await office.linking.admins.add(TOM, by=COMMAND_LINE)
    office.workspace.members[TOM.user].guest = True
    assert await office.notices.tell("news") == []
    await office.tasks.drain(5)
    assert "news" in (await office.workspace.person("ingrid").sees()).text
    with pytest.raises(NothingSeen):
        await office.workspace.person("tom").sees(timeout=0.2)


async def test_a_notice_whose_answer_was_lost_is_not_sent_again(office: Office) -> None:
    office.workspace.control.lose_reply("chat.postMessage")
    assert await office.notices.tell("news") == [INGRID]
    assert len(office.workspace.messages) == 1


async def test_a_name_from_mor_does_nothing_in_a_notice(office: Office) -> None:
    await office.notices.tell("“<!channel> <@U0TOM0001> *x*”: resumed")
    message = await office.workspace.person("ingrid").sees()
    assert "<!channel>" not in message.text
    assert "mrkdwn" not in str(message.blocks)


def test_every_change_is_a_point_of_its_own() -> None:
    message = notice_message(["ada: suspended (gone)", "tom: resumed"])
    assert_slack_takes(message)
    assert "ada: suspended (gone)" in message.text
    points = message.blocks[1]["elements"][0]["elements"]
    assert [point["elements"][0]["text"] for point in points] == [
        "ada: suspended (gone)",
        "tom: resumed",
    ]


def test_changes_that_do_not_fit_are_counted() -> None:
    message = notice_message([f"person {number}" for number in range(500)])
    assert_slack_takes(message)
    assert "480 more: morbot link list" in said(message)
    wide = notice_message(["\N{GRINNING FACE}" * 400] * 20)
    assert_slack_takes(wide)
    assert "more: morbot link list" in said(wide)


@given(st.lists(anything, min_size=1, max_size=40))
def test_nothing_in_the_news_is_live_or_too_long(news: list[str]) -> None:
    assert_slack_takes(notice_message(news))
