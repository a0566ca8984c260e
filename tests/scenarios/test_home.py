"""The Home tab shows people their MOR user and what they may ask, and is updated after changes."""

import asyncio

import pytest

from bot.ids import COMMAND_LINE, Identity
from bot.links.directory import Directory
from bot.sandbox.mor_server import Fault, MorServer
from bot.sandbox.slack_server import Workspace
from bot.store.audit import Audit
from bot.store.database import open_database
from tests.support.company import StartBot, over_both, over_replicas
from tests.support.homes import PATIENCE, becomes, home_of, text_of_home
from tests.support.searching import loaded
from tests.support.talking import answer_to, execute, news_for, outcome, told, words

INGRID = "U0INGRID1"


@over_both
@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("ingrid", "admin"),
        ("nils", "nordvoice"),
        ("tom", "tomford"),
        ("newton", "not linked"),
    ],
)
async def test_it_tells_who_one_is(
    name: str, told: str, workspace: Workspace, start_bot: StartBot
) -> None:
    await start_bot()
    assert told in (await home_of(workspace, name)).text


async def test_it_follows_the_link(workspace: Workspace, start_bot: StartBot) -> None:
    await start_bot()
    assert "tomford" in (await home_of(workspace, "tom")).text
    assert "tomford" not in (await home_of(workspace, "ada")).text


@over_replicas
@over_both
async def test_it_is_drawn_again_when_the_link_changes(
    workspace: Workspace, start_bot: StartBot
) -> None:
    await start_bot(bot_admins=INGRID)
    await home_of(workspace, "newton")
    await told(workspace, "ingrid", "/localcalls link @newton frontdesk user")
    await becomes(workspace, "newton", "frontdesk (user 10), user")
    await told(workspace, "ingrid", "/localcalls unlink @newton")
    await becomes(workspace, "newton", "not linked to a MOR user")


async def test_a_suspended_link_gets_its_own_error(
    workspace: Workspace, start_bot: StartBot
) -> None:
    await start_bot()
    await home_of(workspace, "tom")
    await workspace.admin.make_guest("tom")
    await becomes(workspace, "tom", "suspended: its person is a guest in Slack")
    assert "Ask for access" not in text_of_home(workspace, "tom")


async def test_who_never_looked_at_it_is_drawn_none(
    workspace: Workspace, start_bot: StartBot
) -> None:
    await start_bot(bot_admins=INGRID)
    await home_of(workspace, "newton")
    for name, username in (("tom", "tomford"), ("newton", "frontdesk")):
        if name == "tom":
            await told(workspace, "ingrid", "/localcalls unlink @tom")
        await told(workspace, "ingrid", f"/localcalls link @{name} {username} user")
    await becomes(workspace, "newton", "frontdesk")
    assert not text_of_home(workspace, "tom")


async def test_bot_admins_read_of_their_commands_there_and_in_the_help_and_nobody_else(
    workspace: Workspace, start_bot: StartBot
) -> None:
    await start_bot(bot_admins=f"{INGRID}, U0NEWTON1")
    for name, is_bot_admin in (("ingrid", True), ("newton", True), ("nils", False), ("tom", False)):
        help_ = await told(workspace, name, "/localcalls help")
        home = await home_of(workspace, name)
        if name == "newton":
            shown = home.text
        else:
            await home.clicks("Help")
            modal = await workspace.person(name).sees_modal("Help")
            await loaded(workspace.person(name), modal, "whoami")
            shown = modal.text
            await modal.closes()
        for command in ("link @tom tomford user", "unlink @tom", "links", "audit"):
            assert (f"/localcalls {command}" in help_) is is_bot_admin
            assert (f"/localcalls {command}" in shown) is is_bot_admin


async def test_access_is_asked_for_from_there(workspace: Workspace, start_bot: StartBot) -> None:
    await start_bot(bot_admins=INGRID)
    ack = await (await home_of(workspace, "newton")).clicks("Ask for access")
    assert (ack.status, ack.body) == (200, "")
    answer = await news_for(workspace.person("newton"))
    assert answer.channel == "D0NEWTON1"
    assert "have been asked to link you" in answer.text


async def test_a_search_from_there_is_answered_in_direct_messages(
    workspace: Workspace, mor: MorServer, start_bot: StartBot
) -> None:
    await start_bot()
    tom = workspace.person("tom")
    await (await home_of(workspace, "tom")).clicks("Search calls")
    modal = await tom.sees_modal("Search calls")
    await modal.fills("When", "last week")
    await modal.submits()
    answer = await outcome(tom)
    assert answer.channel == "D0TOM0001"
    assert answer.table
    assert mor.received[-1].parameters["s_user"] == "5"


@over_replicas
async def test_the_tab_drawn_last_is_published_last(
    workspace: Workspace, start_bot: StartBot
) -> None:
    """Slack puts the first off for a second, in which something changes."""
    await start_bot(bot_admins=INGRID)
    workspace.control.limit("views.publish")
    await workspace.person("tom").opens_home()
    async with asyncio.timeout(PATIENCE):
        while workspace.control._orders.get("views.publish"):  # noqa: ASYNC110 -- nobody is told
            await asyncio.sleep(0.01)
    await told(workspace, "ingrid", "/localcalls unlink @tom")
    seen: set[str] = set()

    def both_were_there() -> bool:
        seen.add(text_of_home(workspace, "tom"))
        return all(any(text in one for one in seen) for text in ("tomford", "not linked"))

    assert await workspace.feed.until(both_were_there, PATIENCE)
    assert await workspace.feed.until(
        lambda: "not linked" in text_of_home(workspace, "tom"), PATIENCE
    )


async def test_a_slack_that_does_not_take_it_harms_nobody(
    workspace: Workspace, start_bot: StartBot
) -> None:
    settings = await start_bot()
    workspace.control.fail("views.publish")
    await workspace.person("tom").opens_home()
    async with open_database(settings.database_url) as database:
        await Directory(database).remove(Identity("T0HARBOR1", "U0TOM0001"), by=COMMAND_LINE)
    assert "not linked" in (await home_of(workspace, "tom")).text
    tom = workspace.person("tom")
    await tom.types("/localcalls whoami")
    assert "not linked" in words(await answer_to(tom))


@over_both
async def test_it_counts_todays_calls_as_the_person_and_not_at_every_draw(
    workspace: Workspace, mor: MorServer, start_bot: StartBot
) -> None:
    settings = await start_bot()
    with mor.held() as asked:
        await workspace.person("tom").opens_home()
        await asked.wait()
        assert "Counting today's calls" in text_of_home(workspace, "tom")
    await becomes(workspace, "tom", "today, by now.")
    assert [one.parameters["u"] for one in mor.received] == ["tomford"]
    assert mor.received[0].parameters["s_user"] == "5"
    async with open_database(settings.database_url) as database:
        entry = (await Audit(database).page(5))[0]
        assert (entry.kind, entry.outcome) == ("home", "answered")
    for _ in range(2):
        await home_of(workspace, "tom")
    assert "Counting" not in text_of_home(workspace, "tom")
    assert len(mor.received) == 1


async def test_a_mor_that_does_not_answer_is_told_of_and_the_rest_is_there(
    workspace: Workspace, mor: MorServer, start_bot: StartBot
) -> None:
    await start_bot()
    mor.fail(Fault.ERROR_500, 9)
    assert "tomford" in (await home_of(workspace, "tom")).text
    await becomes(workspace, "tom", "MOR did not say how many calls")


@over_replicas
async def test_what_was_asked_lately_is_asked_again_by_a_click_and_says_where(
    workspace: Workspace, mor: MorServer, start_bot: StartBot
) -> None:
    await start_bot()
    ingrid = workspace.person("ingrid")
    await told(workspace, "ingrid", "/localcalls user:tomford last week by:day")
    await told(workspace, "ingrid", "/localcalls 6 yesterday")
    home = await home_of(workspace, "ingrid")
    await becomes(workspace, "ingrid", "user:6 yesterday")
    text = home.text
    assert text.index("user:6 yesterday") < text.index("user:tomford last week by:day")
    await home.clicks("user:6 yesterday")
    await becomes(workspace, "ingrid", "The answer is under Messages")
    answer = await news_for(ingrid)
    assert (answer.channel, mor.received[-1].parameters["s_user"]) == ("D0INGRID1", "6")


async def test_what_may_no_longer_be_asked_is_not_offered(
    workspace: Workspace, start_bot: StartBot
) -> None:
    settings = await start_bot()
    await told(workspace, "ingrid", "/localcalls 6 yesterday")
    await execute(
        settings,
        "UPDATE links SET role = 'user', mor_user_id = 5 WHERE slack_user = :who",
        who=INGRID,
    )
    home = await home_of(workspace, "ingrid")
    assert "Your calls" in home.text
    assert "user:6" not in home.text
