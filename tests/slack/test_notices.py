"""Bot admins are told what happens to links."""

from bot.ids import COMMAND_LINE, Identity
from tests.support.link_office import INGRID, TOM, Office

GONE = Identity("T0HARBOR1", "U0GONE001")


async def test_each_bot_admin_is_told_in_a_direct_message(office: Office) -> None:
    await office.directory.make_admin(TOM, by=COMMAND_LINE)
    assert await office.notices.tell("ada as “adalind”: suspended (gone)") == []
    for name in ("ingrid", "tom"):
        message = await office.workspace.person(name).sees()
        assert message.channel.startswith("D")
        assert "ada as “adalind”: suspended (gone)" in message.text


async def test_a_bot_admin_of_both_kinds_is_told_once(office: Office) -> None:
    await office.directory.make_admin(INGRID, by=COMMAND_LINE)
    await office.notices.tell("news")
    assert len(office.workspace.messages) == 1


async def test_who_cannot_be_told_is_known_and_the_others_are_told(office: Office) -> None:
    await office.directory.make_admin(GONE, by=COMMAND_LINE)
    assert await office.notices.tell("news") == [GONE]
    assert "news" in (await office.workspace.person("ingrid").sees()).text


async def test_a_notice_whose_answer_was_lost_is_not_sent_again(office: Office) -> None:
    office.workspace.control.lose_reply("chat.postMessage")
    assert await office.notices.tell("news") == [INGRID]
    assert len(office.workspace.messages) == 1


async def test_a_name_from_mor_does_nothing_in_a_notice(office: Office) -> None:
    await office.notices.tell("“<!channel> <@U0TOM0001> *x*”: resumed")
    message = await office.workspace.person("ingrid").sees()
    assert "<!channel>" not in message.text
    assert "mrkdwn" not in str(message.blocks)
