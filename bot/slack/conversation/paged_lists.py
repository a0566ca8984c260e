"""Lists with pages: what was asked for, under an opaque id, and the buttons that carry the id."""

import re
import secrets
from dataclasses import asdict
from typing import Any, Generic, TypeVar

from pydantic import TypeAdapter

from bot.errors import AskError
from bot.ids import Identity
from bot.slack import texts
from bot.slack.kit.message import Block, buttons
from bot.store.expiring import ExpiringRows

Wanted = TypeVar("Wanted")

_LIST_SECONDS = 24 * 3600.0


class PagedLists(Generic[Wanted]):
    """Stores what was asked for, never what was found: each page is looked up again.

    It is in `rows` for a day, so that any replica can show the next page. What is asked for is a
    dataclass, `wanted`, and stored as JSON.
    """

    def __init__(self, rows: ExpiringRows, wanted: type[Wanted]) -> None:
        self._rows = rows
        self._kind = f"list:{wanted.__name__}"  # another list's id finds nothing
        self._wanted = TypeAdapter(wanted)

    async def add(self, owner: Identity, wanted: Wanted) -> str:
        """Store what this person asked for. Return the id for the buttons."""
        list_id = secrets.token_urlsafe(16)
        stored = {"owner": asdict(owner), "wanted": self._wanted.dump_python(wanted, mode="json")}
        await self._rows.put(self._kind, list_id, _LIST_SECONDS, stored)
        return list_id

    async def find(self, list_id: str, reader: Identity) -> Wanted:
        """Return what was asked for. Raises AskError if it has expired or is somebody else's."""
        stored = await self._rows.find(self._kind, list_id)
        if stored is None:
            raise AskError(*texts.LIST_EXPIRED, code="list-gone")
        if Identity(**stored["owner"]) != reader:
            raise AskError(*texts.LIST_OF_ANOTHER, code="not-yours")
        return self._wanted.validate_python(stored["wanted"])


def page_action(name: str) -> re.Pattern[str]:
    """Return the pattern of the action ids of a list's buttons."""
    return re.compile(rf"\A{name}:page:[0-9]{{1,6}}\Z")  # Bolt matches anywhere in the id


def page_buttons(name: str, page: int, total: int, size: int, list_id: str) -> list[Block]:
    """Draw buttons to the pages before and after, if there are any. Pages are counted from 0."""
    choices = []
    if page > 0:
        choices.append((f"{name}:page:{page - 1}", texts.PREVIOUS_PAGE, list_id))
    if (page + 1) * size < total:
        choices.append((f"{name}:page:{page + 1}", texts.NEXT_PAGE, list_id))
    return [buttons(choices)] if choices else []


def read_page(action: dict[str, Any]) -> tuple[str, int]:
    """Return the list's id and the page that a clicked button asks for."""
    return str(action.get("value", "")), int(action["action_id"].rpartition(":")[2])
