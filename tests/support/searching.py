"""The search form, from where it is opened to the answer, and the searches that are saved."""

from typing import Any

from bot.ids import Identity
from bot.sandbox.slack_server import SimulatedUser, Workspace
from bot.sandbox.slack_server.modal import Modal
from bot.sandbox.slack_server.model import Message
from bot.search.store import SavedSearch, SavedSearchStore
from bot.settings import Settings
from bot.store.database import open_database
from bot.store.expiring import ExpiringRows
from tests.support.talking import outcome

TITLE = "Search calls"


WHO, WHEN, FILTERS = "Or a MOR user", "When", "Filters"


async def opened(person: SimulatedUser) -> Modal:
    ack = await person.types("/localcalls search")
    assert (ack.status, ack.body) == (200, "")
    return await person.sees_modal(TITLE)


async def edited(workspace: Workspace, person: SimulatedUser) -> Modal:
    ack = await person.clicks("Edit search")
    assert (ack.status, ack.body) == (200, "")
    return await showing(workspace, person, WHEN)


async def showing(workspace: Workspace, person: SimulatedUser, text: str) -> Modal:
    """The form once it shows this text: it is opened at once, and filled when that is known."""
    modal = await person.sees_modal(TITLE)
    assert await workspace.feed.until(lambda: text in modal.text, 60)
    return modal


def filled(modal: Modal) -> dict[str, Any]:
    """What stands in its fields."""
    return {
        name: next((value for key, value in one.items() if key != "type"), None)
        for block in modal.view.state.values()
        for name, one in block.items()
    }


async def submitted(person: SimulatedUser, modal: Modal) -> Message:
    ack = await modal.submits()
    assert (ack.status, ack.problem, modal.errors) == (200, "", {})
    return await outcome(person)


TOM = Identity("T0HARBOR1", "U0TOM0001")


NAME, WHEN = "Name", "When"


async def searches_of(settings: Settings, person: Identity = TOM) -> list[SavedSearch]:
    async with open_database(settings.database_url) as database:
        return await SavedSearchStore(database, ExpiringRows(database, "a secret")).of(person)


async def wants_to_save(workspace: Workspace, person: SimulatedUser) -> Modal:
    """The little form that asks for a name."""
    ack = await person.clicks("Save search")
    assert (ack.status, ack.body) == (200, "")
    modal = await person.sees_modal("Save search")
    assert await workspace.feed.until(lambda: NAME in modal.text, 60)
    return modal


async def saves(workspace: Workspace, person: SimulatedUser, name: str) -> Modal:
    modal = await wants_to_save(workspace, person)
    await modal.fills(NAME, name)
    ack = await modal.submits()
    assert (ack.status, ack.problem) == (200, "")
    return modal
