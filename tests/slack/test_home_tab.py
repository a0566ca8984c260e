"""The Home tab is drawn for who the person is when it is shown."""

from typing import Any

from bot.calls.asker import Asker
from bot.ids import COMMAND_LINE
from bot.links.identities import Identities
from bot.sandbox.mor_server import MorServer
from bot.sandbox.slack_server import Workspace
from bot.slack.conversation.home_tab import HomeTab
from tests.support.company import NOW, connected_between, link_everybody, settings_between
from tests.support.homes import text_of_home
from tests.support.searching import TOM


async def test_a_link_that_ends_while_the_tab_is_drawn_is_not_shown(
    workspace: Workspace, mor: MorServer, url: str
) -> None:
    settings = settings_between(mor, workspace, url)
    await link_everybody(settings, workspace, mor)
    async with connected_between(mor, workspace, settings) as connected:
        directory = connected.core.directory
        identities = Identities(
            connected.people, directory, connected.notices, "UTC", NOW.astimezone
        )
        home = HomeTab(
            connected.client,
            identities.asker,
            identities.confirm_unchanged,
            connected.tasks,
            connected.core.expiring,
        )

        async def draw(asker: Asker) -> dict[str, Any]:
            await directory.remove(TOM, by=COMMAND_LINE)
            username = asker.account.username if asker.account else "nobody"
            text = {"type": "plain_text", "text": f"You are {username}."}
            return {"type": "home", "blocks": [{"type": "section", "text": text}]}

        home.draw = draw
        await home.publish(TOM.user)
    assert text_of_home(workspace, "tom") == "You are nobody."
