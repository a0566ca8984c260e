"""The Home tab as somebody sees it."""

from bot.sandbox.slack_server import Workspace
from bot.sandbox.slack_server.modal import Modal

PATIENCE = 60.0


async def home_of(workspace: Workspace, name: str) -> Modal:
    """Open somebody's Home tab, and return it when today's calls have been counted."""
    person = workspace.person(name)
    await person.opens_home()

    def whole() -> bool:
        text = text_of_home(workspace, name)
        return bool(text) and "Counting today's calls" not in text

    assert await workspace.feed.until(whole, PATIENCE)
    view = workspace.views.home(person.id)
    assert view is not None
    return person.modal(view)


def text_of_home(workspace: Workspace, name: str) -> str:
    """What stands there now; empty where nothing was published."""
    person = workspace.person(name)
    view = workspace.views.home(person.id)
    return "" if view is None else person.modal(view).text


async def becomes(workspace: Workspace, name: str, text: str) -> None:
    """Wait until somebody's Home tab says this."""
    assert await workspace.feed.until(lambda: text in text_of_home(workspace, name), PATIENCE)
