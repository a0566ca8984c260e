"""Lists whose pages can be turned: what was asked for, under an opaque id, for some hours."""

import secrets
from typing import Generic, TypeVar

from cachetools import LRUCache

from bot.errors import AskError
from bot.ids import Identity
from bot.slack import texts

Wanted = TypeVar("Wanted")

_MOST = 1000


class PagedLists(Generic[Wanted]):
    """Keeps what was asked for, never what was found: each page is looked up anew.

    The oldest of a thousand is forgotten for the newest, and all when the bot ends.
    """

    def __init__(self) -> None:
        self._kept: LRUCache[str, tuple[Identity, Wanted]] = LRUCache(_MOST)

    def keep(self, whose: Identity, wanted: Wanted) -> str:
        """Keep it for this person, and give the id for his buttons."""
        list_id = secrets.token_urlsafe(16)
        self._kept[list_id] = (whose, wanted)
        return list_id

    def find(self, list_id: str, whose: Identity) -> Wanted:
        """What this person asked for. Raises AskError where it was another, or is forgotten."""
        if list_id not in self._kept:
            raise AskError(*texts.LIST_EXPIRED, code="list-gone")
        owner, wanted = self._kept[list_id]
        if owner != whose:
            raise AskError(*texts.LIST_OF_ANOTHER, code="not-yours")
        return wanted
