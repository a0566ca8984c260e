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


WHO, WHEN, FILTERS, MORE = "Whose calls", "When", "Filters", "More filters"


async def opened(person: SimulatedUser) -> Modal:
    ack = await person.types("/localcalls search")
    assert (ack.status, ack.body) == (200, "")
    modal = await person.sees_modal(TITLE)
    await loaded(person, modal, WHEN)
    return modal


async def opened_whole(person: SimulatedUser) -> Modal:
    """The form with all of its fields."""
    modal = await opened(person)
    await modal.clicks(MORE)
    await loaded(person, modal, FILTERS)
    return modal


async def loaded(person: SimulatedUser, modal: Modal, text: str) -> None:
    """Wait until the form shows this text: where it takes long to fill, it opens as loading."""
    assert await person._state.feed.until(lambda: text in modal.text, 60)


async def names(modal: Modal, who: str) -> None:
    """Type somebody into the menu of people, and choose the option that is exactly that."""
    options = await modal.searches(WHO, who)
    await modal.fills(WHO, next(one for one in options if one["value"] == who))


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
