"""The access table written a second time: who may see whose calls, from what is true now.

It reads the links, but none of the bot's code decides anything here.
"""

import sqlite3
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from bot.sandbox.mor_server import Database, ForeignIds, Options
from bot.sandbox.slack_server import Workspace
from bot.sandbox.slack_server.model import Member

GRACE = timedelta(minutes=15)
"""How long a link that was confirmed may be taken for true without asking MOR again."""


class LinkRow(NamedTuple):
    """A link as it is in the database."""

    slack_user: str
    username: str
    mor_id: int | None
    role: str
    owner_id: int
    external: bool
    suspended: str
    checked_at: str


_LINK = (
    "SELECT slack_user, mor_username, mor_user_id, role, owner_id, external, suspended, checked_at"
    " FROM links WHERE slack_user = ?"
)


@dataclass
class Oracle:
    """Knows what is true in Slack and in MOR, and what the links say. `admins` are Slack users."""

    workspace: Workspace
    mor: Database
    options: Options
    store: sqlite3.Connection
    admins: frozenset[str]

    def link(self, user: str) -> LinkRow | None:
        """Return the link of a person, whether it counts or not."""
        row = self.store.execute(_LINK, (user,)).fetchone()
        return LinkRow(*row) if row else None

    def is_bot_admin(self, user: str) -> bool:
        """Return whether a person reads the audit log and makes links now."""
        member = self.workspace.members[user]
        return user in self.admins and not (member.deleted or member.guest or member.stranger)

    def link_counts(self, user: str) -> LinkRow | None:
        """Return the link of a person if it counts now."""
        link, member = self.link(user), self.workspace.members.get(user)
        if link is None or member is None or link.suspended:
            return None
        return link if self.is_true(link, member) else None

    def is_true(self, link: LinkRow, member: Member) -> bool:
        """Return whether Slack and MOR bear a link out, MOR within the grace."""
        outside = member.guest or member.stranger
        if member.deleted or (outside and not link.external):
            return False
        return self._is_fresh(link) or self._is_at_mor(link)

    def may_see(self, user: str, mor_id: int) -> bool:
        """Return whether a person may see the calls of a MOR user now."""
        link = self.link_counts(user)
        if link is None:
            return False
        own = self._own_ids(link)
        if link.role == "admin" or mor_id in own:
            return True
        return link.role == "reseller" and self._owns(link, own, mor_id)

    def is_linked_below(self, user: str, mor_id: int) -> bool:
        """Return whether the links say that a MOR user is the person, or one of this reseller's."""
        link = self.link(user)
        if link is None or mor_id == link.mor_id or link.role != "reseller":
            return link is not None and mor_id == link.mor_id
        found = self.store.execute(
            "SELECT 1 FROM links WHERE mor_user_id = ? AND owner_id = ?", (mor_id, link.mor_id)
        )
        return found.fetchone() is not None

    def is_in_grace(self, user: str) -> bool:
        """Return whether a link is taken for true although MOR would no longer bear it out, or no
        longer refuses a reseller foreign ids.
        """
        link = self.link(user)
        if link is None or not self._is_fresh(link):
            return False
        answers_foreign = self.options.foreign_to_resellers is not ForeignIds.REFUSED
        return not self._is_at_mor(link) or (link.role == "reseller" and answers_foreign)

    def _own_ids(self, link: LinkRow) -> set[int | None]:
        """Return the linked MOR user. Within the grace, it may be the user who has the name now."""
        now = self.mor.user_by_name(link.username) if self._is_fresh(link) else None
        return {link.mor_id, now.id if now else link.mor_id}

    def _owns(self, link: LinkRow, own: set[int | None], mor_id: int) -> bool:
        user = self.mor.user_by_id(mor_id)
        refused = self.options.foreign_to_resellers is ForeignIds.REFUSED
        return user is not None and user.owner_id in own and (refused or self._is_fresh(link))

    def _is_fresh(self, link: LinkRow) -> bool:
        checked = datetime.fromisoformat(link.checked_at).replace(tzinfo=UTC)
        return datetime.now(UTC) - checked < GRACE

    def _is_at_mor(self, link: LinkRow) -> bool:
        user = self.mor.user_by_name(link.username)
        return user is not None and link.mor_id in (user.id, None)
