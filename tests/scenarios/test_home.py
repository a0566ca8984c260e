"""The Home tab tells each person who he is to MOR and what he may ask."""

import pytest

from bot.sandbox.slack_server import Workspace
from tests.conftest import StartBot

PATIENCE = 5.0


async def home_of(workspace: Workspace, name: str) -> str:
    person = workspace.person(name)
    await person.opens_home()
    shown = workspace.views.home
    assert await workspace.feed.until(lambda: shown(person.id) is not None, PATIENCE)
    view = shown(person.id)
    assert view is not None
    return str(view.content["blocks"])


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
    assert told in await home_of(workspace, name)


async def test_it_follows_the_link(workspace: Workspace, start_bot: StartBot) -> None:
    await start_bot()
    assert "tomford" in await home_of(workspace, "tom")
    assert "tomford" not in await home_of(workspace, "ada")
