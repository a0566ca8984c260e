"""What MOR gives to somebody else is no longer its old owner's, from the next question on."""

from datetime import UTC, datetime, timedelta

from sqlalchemy import update

from bot.sandbox.mor_server import Fault, ForeignIds, MorServer
from bot.sandbox.slack_server import Workspace
from bot.sandbox.slack_server.model import text_of
from bot.settings import Settings
from bot.store.database import open_database
from bot.store.tables import links
from tests.support.company import StartBot, over_both
from tests.support.searching import opened
from tests.support.talking import answer_to, told

NOT_SEEN = "Mon 16 Nov 2026"


async def date_checks(settings: Settings, ago: timedelta = timedelta(hours=1)) -> None:
    """As if all links had been confirmed so long ago."""
    async with open_database(settings.database_url) as database, database.writing() as connection:
        await connection.execute(update(links).values(checked_at=datetime.now(UTC) - ago))


def methods(mor: MorServer) -> list[str]:
    return [one.path.rpartition("/")[2] for one in mor.received]


@over_both
async def test_the_old_owner_of_a_username_never_sees_the_new_users_calls(
    workspace: Workspace, mor: MorServer, start_bot: StartBot
) -> None:
    settings = await start_bot()
    assert NOT_SEEN in await told(workspace, "tom", "/localcalls last week")
    assert methods(mor) == ["local_calls_get"]
    mor.change_user(5, username="tomford2")
    mor.change_user(10, username="tomford")
    await date_checks(settings)
    mor.received.clear()
    answer = await told(workspace, "tom", "/localcalls last week")
    assert "suspended: its username belongs to another MOR user now" in answer
    assert NOT_SEEN not in answer
    assert methods(mor) == ["user_details_get"]


async def test_a_click_below_an_old_answer_is_no_way_around(
    workspace: Workspace, mor: MorServer, start_bot: StartBot
) -> None:
    settings = await start_bot()
    tom = workspace.person("tom")
    await tom.types("/localcalls last week")
    await answer_to(tom)
    mor.change_user(5, username="tomford2")
    mor.change_user(10, username="tomford")
    await date_checks(settings)
    mor.received.clear()
    await tom.clicks("Refresh")
    await answer_to(tom)
    assert methods(mor) == ["user_details_get"]


async def test_a_stale_link_is_confirmed_once_and_then_asks_as_before(
    workspace: Workspace, mor: MorServer, start_bot: StartBot
) -> None:
    settings = await start_bot()
    await date_checks(settings)
    for asked in (["user_details_get", "local_calls_get"], ["local_calls_get"]):
        mor.received.clear()
        assert NOT_SEEN in await told(workspace, "tom", "/localcalls last week")
        assert methods(mor) == asked


async def test_help_and_home_need_no_mor(
    workspace: Workspace, mor: MorServer, start_bot: StartBot
) -> None:
    settings = await start_bot()
    await date_checks(settings)
    mor.options.fault = Fault.ERROR_500
    mor.received.clear()
    assert "tomford" in await told(workspace, "tom", "/localcalls whoami")
    assert methods(mor) == []


async def test_a_reseller_whose_mor_begins_to_answer_foreign_ids_asks_about_none(
    workspace: Workspace, mor: MorServer, start_bot: StartBot
) -> None:
    settings = await start_bot()
    await date_checks(settings)
    mor.options.foreign_to_resellers = ForeignIds.OWN_DATA
    foreign = await told(workspace, "nils", "/localcalls 6 last week")
    assert "MOR does not show you user 6" in foreign
    known = await told(workspace, "nils", "/localcalls 5 last week")
    assert foreign.replace("user 6", "user 5") == known
    assert NOT_SEEN in await told(workspace, "nils", "/localcalls last week")


async def offered(workspace: Workspace, name: str) -> list[str]:
    """Whom the search form offers to this person."""
    modal = await opened(workspace.person(name))
    found = [text_of(one["text"]) for one in await modal.searches("Whose calls", "")]
    await modal.closes()
    return found


async def test_a_user_given_to_another_owner_is_offered_to_the_old_one_no_more(
    workspace: Workspace, mor: MorServer, start_bot: StartBot
) -> None:
    await start_bot()
    before = await offered(workspace, "nils")
    assert [one for one in before if "Ada Lind" in one]
    mor.change_user(6, owner_id=4)
    await told(workspace, "nils", "/localcalls 6 last week")
    assert await offered(workspace, "nils") == [one for one in before if "Ada Lind" not in one]


async def test_a_reseller_whose_username_is_another_users_is_offered_nobody(
    workspace: Workspace, mor: MorServer, start_bot: StartBot
) -> None:
    settings = await start_bot()
    assert await offered(workspace, "nils")
    mor.change_user(3, username="nordvoice2")
    mor.change_user(4, username="nordvoice")
    await date_checks(settings)
    assert await offered(workspace, "nils") == []
