"""An id is an id and a name is a name, also where a MOR username is made of digits."""

from sqlalchemy import update

from bot.sandbox.mor_server import MorServer
from bot.sandbox.slack_server import Workspace
from bot.settings import Settings
from bot.store.database import open_database
from bot.store.tables import links
from tests.support.company import StartBot
from tests.support.talking import told

INGRID = "U0INGRID1"


async def rename(settings: Settings, mor: MorServer, user_id: int, username: str) -> None:
    """Give a linked MOR user another name, at MOR and in the link."""
    mor.change_user(user_id, username=username)
    async with open_database(settings.database_url) as database, database.writing() as connection:
        renamed = update(links).where(links.c.mor_user_id == user_id)
        await connection.execute(renamed.values(mor_username=username))


def asked_about(mor: MorServer) -> list[str]:
    asked = [one.parameters for one in mor.received]
    return [one["s_user"] for one in asked if "s_user" in one]


async def test_digits_are_the_user_of_that_id_for_an_admin_of_that_name(
    workspace: Workspace, mor: MorServer, start_bot: StartBot
) -> None:
    settings = await start_bot()
    await rename(settings, mor, 0, "10")
    for typed in ("10 last week", "last week user:10", 'user:"10" last week'):
        mor.received.clear()
        answer = await told(workspace, "ingrid", f"/localcalls {typed}")
        assert "Mon 16 Nov 2026" in answer
        assert asked_about(mor) == ["10"]
    mor.received.clear()
    await told(workspace, "ingrid", "/localcalls me last week")
    assert asked_about(mor) == ["0"]


async def test_digits_are_another_user_for_a_user_of_that_name(
    workspace: Workspace, mor: MorServer, start_bot: StartBot
) -> None:
    settings = await start_bot()
    await rename(settings, mor, 5, "10")
    for typed in ("10 last week", "last week user:10"):
        assert "only" in await told(workspace, "tom", f"/localcalls {typed}")
    assert not mor.received


async def test_links_are_filtered_by_id_and_by_name(
    workspace: Workspace, mor: MorServer, start_bot: StartBot
) -> None:
    settings = await start_bot(bot_admins=INGRID)
    await rename(settings, mor, 0, "5")
    assert "“tomford” (5)" in await told(workspace, "ingrid", "/localcalls links user:5")
    assert "“5” (0)" in await told(workspace, "ingrid", "/localcalls links user:5%")
