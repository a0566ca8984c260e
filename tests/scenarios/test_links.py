"""A link counts only as long as it is true: people are looked up in Slack each time they ask."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from pydantic import SecretStr
from sqlalchemy import update

from bot import app
from bot.calls.model import Role
from bot.ids import COMMAND_LINE, Identity
from bot.links.daily_check import Pause
from bot.links.directory import Directory
from bot.links.model import Link, LinkRequest
from bot.sandbox.company import SlackPerson
from bot.sandbox.mor_server import MorServer
from bot.sandbox.serving import serve
from bot.sandbox.slack_server import NothingSeen, Workspace
from bot.sandbox.slack_server.model import Message
from bot.settings import Settings
from bot.store.audit import Audit
from bot.store.database import open_database
from bot.store.tables import links
from tests.support.company import NOW, StartBot, over_both
from tests.support.logs import ReadLog
from tests.support.talking import answer_to, news_for

TOM = Identity("T0HARBOR1", "U0TOM0001")
VERA = SlackPerson("U0VERA001", "vera", "Vera (of a partner)", "Europe/Vilnius")


async def asks(workspace: Workspace, name: str, text: str = "/localcalls last week") -> Message:
    person = workspace.person(name)
    assert (await person.types(text)).status == 200
    return await answer_to(person)


async def make_link(
    settings: Settings, identity: Identity, username: str, *, external: bool = False
) -> None:
    """As the command line does where it cannot look people up in Slack."""
    async with app.opened(settings) as core:
        linking = core.linking()
        request = LinkRequest(identity, username, Role.USER, external=external)
        await linking.link(request, by=COMMAND_LINE)


async def remove_link(settings: Settings, identity: Identity) -> None:
    async with open_database(settings.database_url) as database:
        await Directory(database).remove(identity, by=COMMAND_LINE)


async def link_of(settings: Settings, identity: Identity) -> Link:
    async with open_database(settings.database_url) as database:
        link = await Directory(database).find(identity)
    assert link is not None
    return link


async def last_change(settings: Settings) -> tuple[str, str, str]:
    async with open_database(settings.database_url) as database:
        entries = await Audit(database).page(10)
    entry = next(one for one in entries if one.kind != "question")
    return entry.kind, entry.slack_user, entry.about


@asynccontextmanager
async def bot_again(
    settings: Settings,
    workspace: Workspace,
    changed: Mapping[str, object],
    pause: Pause = asyncio.sleep,
) -> AsyncIterator[None]:
    """The bot started once more, with some settings changed since."""
    settings = settings.model_copy(update=changed)
    async with app.running(settings, NOW.astimezone, pause) as bot, serve(bot.web) as address:
        workspace.request_url = f"{address}/slack/events"
        yield


async def test_somebody_who_becomes_a_guest_asks_no_more(
    workspace: Workspace, mor: MorServer, start_bot: StartBot
) -> None:
    settings = await start_bot(bot_admins="U0INGRID1")
    assert (await asks(workspace, "tom")).table
    mor.received.clear()
    await workspace.admin.make_guest("tom")
    refusal = await asks(workspace, "tom")
    assert "suspended: its person is a guest in Slack" in refusal.text
    assert not mor.received
    assert (await link_of(settings, TOM)).suspended
    assert await last_change(settings) == ("suspend", "check on asking", str(TOM))
    told = await news_for(workspace.person("ingrid"))
    assert told.channel.startswith("D")
    assert f"{TOM} as “tomford”: suspended (its person is a guest" in told.text
    await asks(workspace, "tom")
    assert len([one for one in workspace.messages.values() if one.channel.startswith("D")]) == 1


async def test_without_the_event_it_is_seen_once_slack_is_asked(
    workspace: Workspace, mor: MorServer, start_bot: StartBot
) -> None:
    settings = await start_bot()
    workspace.subscriptions = frozenset()
    await workspace.admin.make_guest("tom")
    assert "guest" in (await asks(workspace, "tom")).text
    assert (await link_of(settings, TOM)).suspended
    assert not mor.received


async def test_two_questions_at_once_are_one_piece_of_news(
    workspace: Workspace, start_bot: StartBot
) -> None:
    await start_bot(bot_admins="U0INGRID1")
    workspace.subscriptions = frozenset()
    await workspace.admin.make_guest("tom")
    tom, ingrid = workspace.person("tom"), workspace.person("ingrid")
    await asyncio.gather(*[tom.types("/localcalls last week") for _ in range(5)])
    for _ in range(5):
        assert "is a guest in Slack" in (await answer_to(tom)).text
    assert "is a guest in Slack" in (await news_for(ingrid)).text
    workspace.clock.put_forward(2)
    with pytest.raises(NothingSeen):
        await ingrid.sees(timeout=1.5)


@over_both
async def test_somebody_who_leaves_is_unlinked_at_once(
    workspace: Workspace, start_bot: StartBot
) -> None:
    settings = await start_bot(bot_admins="T0HARBOR1/U0INGRID1")
    await workspace.admin.deactivate("tom")
    told = (await news_for(workspace.person("ingrid"))).text
    assert f"{TOM} as “tomford”: unlinked (its person is deactivated in Slack)" in told
    async with open_database(settings.database_url) as database:
        assert await Directory(database).find(TOM) is None
    assert await last_change(settings) == ("unlink", "check on asking", str(TOM))


async def test_somebody_who_comes_back_is_linked_again_before_they_ask(
    workspace: Workspace, mor: MorServer, start_bot: StartBot
) -> None:
    await start_bot(bot_admins="U0INGRID1")
    await workspace.admin.deactivate("tom")
    await news_for(workspace.person("ingrid"))
    workspace.members[TOM.user].deleted = False
    await workspace.events.tell(
        "user_change", {"type": "user_change", "user": {"id": TOM.user, "deleted": False}}
    )
    assert "not linked" in (await asks(workspace, "tom")).text
    assert not mor.received


async def test_a_guest_linked_as_one_asks(workspace: Workspace, start_bot: StartBot) -> None:
    settings = await start_bot()
    guest = Identity("T0HARBOR1", "U0GUEST01")
    await make_link(settings, guest, "frontdesk", external=True)
    assert "suspended" not in (await asks(workspace, "guest")).text
    assert not (await link_of(settings, guest)).suspended


async def test_in_a_shared_channel_people_belong_to_their_own_workspace(
    workspace: Workspace, mor: MorServer, start_bot: StartBot
) -> None:
    settings = await start_bot()
    workspace.admin.share_externally("#noc", VERA, team_id="T0PARTNER")
    # A link of the host's workspace is not hers, even with her user id.
    await make_link(settings, Identity("T0HARBOR1", VERA.id), "tomford", external=True)
    assert "not linked" in (await asks(workspace, "vera")).text

    vera = Identity("T0PARTNER", VERA.id)
    await make_link(settings, vera, "tomford")
    mor.received.clear()
    assert "is from another Slack workspace" in (await asks(workspace, "vera")).text
    assert not mor.received

    await remove_link(settings, vera)
    await make_link(settings, vera, "tomford", external=True)
    assert (await asks(workspace, "vera")).table


async def test_on_enterprise_grid_the_enterprise_is_who_somebody_is(
    workspace: Workspace, start_bot: StartBot
) -> None:
    settings = await start_bot()
    tom = workspace.members[TOM.user]
    tom.enterprise_id = "E0NORDIC1"
    assert "not linked" in (await asks(workspace, "tom")).text
    await make_link(settings, Identity("E0NORDIC1", TOM.user), "tomford")
    assert (await asks(workspace, "tom")).table


@pytest.mark.parametrize("text", ["/localcalls last week", "/localcalls whoami"])
async def test_an_asker_whom_slack_does_not_identify_is_refused(
    workspace: Workspace, mor: MorServer, start_bot: StartBot, text: str
) -> None:
    await start_bot()
    workspace.control.fail("users.info")
    answer = await asks(workspace, "tom", text)
    assert "Slack didn't say who you are" in answer.text
    assert not answer.table
    assert not mor.received


async def test_a_click_counts_for_the_person_who_clicks_with_their_current_permissions(
    workspace: Workspace, mor: MorServer, start_bot: StartBot
) -> None:
    await start_bot()
    question = await asks(workspace, "ingrid", "/localcalls 5 nov")
    await workspace.admin.make_guest("ingrid")
    await workspace.person("ingrid").clicks(question.buttons[0])
    assert "is a guest in Slack" in (await answer_to(workspace.person("ingrid"))).text
    assert not mor.received


@pytest.mark.parametrize(
    ("name", "lost", "setting"),
    [
        ("ingrid", "mor_key_admin", "MOR_KEY_ADMIN"),
        ("tom", "mor_key_admin", "MOR_KEY_ADMIN"),
        ("nils", "reseller_keys", "MOR_KEY_RESELLER_3"),
        ("ada", "reseller_keys", "MOR_KEY_RESELLER_3"),
    ],
)
async def test_a_key_taken_away_is_named_in_the_log_when_its_people_ask(  # noqa: PLR0917 -- the table's
    workspace: Workspace,
    mor: MorServer,
    start_bot: StartBot,
    name: str,
    lost: str,
    setting: str,
    read_log: ReadLog,
) -> None:
    settings = await start_bot()
    without = {"mor_key_admin": SecretStr(""), "reseller_keys": {}}
    async with bot_again(settings, workspace, {lost: without[lost]}):
        answer = await asks(workspace, name)
    assert "secret key is missing" in answer.text
    assert setting not in answer.text
    assert setting in str(read_log())
    assert not answer.table
    assert not mor.received


async def test_the_running_bot_checks_its_links_daily(
    workspace: Workspace, start_bot: StartBot
) -> None:
    settings = await start_bot()
    async with open_database(settings.database_url) as database:
        directory = Directory(database)
        link = await directory.find(TOM)
        assert link is not None
        await directory.remove(TOM, by=COMMAND_LINE)
        await directory.add(replace(link, account=replace(link.account, user_id=11)))
        async with database.writing() as connection:
            long_ago = datetime.now(UTC) - timedelta(days=2)
            await connection.execute(update(links).values(checked_at=long_ago))
    admins = {"bot_admins": "U0INGRID1"}
    async with bot_again(settings, workspace, admins, workspace.clock.sleep):
        async with asyncio.timeout(60):
            while not workspace.messages:
                workspace.clock.put_forward(600)
                await asyncio.sleep(0.01)
        told = await news_for(workspace.person("ingrid"))
    assert f"{TOM} as “tomford”: suspended (its username belongs to another" in told.text
