"""The database before and after a step: only what the step's person may change has changed."""

import sqlite3
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from tests.access.oracle import Oracle

Row = Mapping[str, Any]
Snapshot = dict[str, dict[tuple[Any, ...], Row]]

_KEYS = {
    "links": ("org", "slack_user"),
    "bot_admins": ("org", "slack_user"),
    "audit": ("id",),
    "answers": ("id",),
    "access_requests": ("id",),
    "digests": ("id",),
    "saved_searches": ("id",),
}
_CONFIRMED = {"suspended", "checked_at", "foreign_refused"}
_STOPPED = {"state", "why", "detail", "next_slot", "changed_at"}
_SYSTEM = ""


def snapshot(store: sqlite3.Connection) -> Snapshot:
    """Return the tables that matter, each row by its key."""
    found: Snapshot = {}
    for table, key in _KEYS.items():
        cursor = store.execute(f"SELECT * FROM {table}")  # noqa: S608 -- names of our own
        names = [one[0] for one in cursor.description]
        rows = [dict(zip(names, values, strict=True)) for values in cursor]
        found[table] = {tuple(row[name] for name in key): row for row in rows}
    return found


@dataclass
class Step:
    """Whose step it was, what they were before it, and what came of it for all to see.

    Without an actor it was the world, the command line, or the digests. `acting` are all who did
    something in it. `by_command_line` says that links were changed there.
    """

    actor: str
    acting: Collection[str]
    was_bot_admin: bool
    by_command_line: bool = False
    runs_digests: bool = False
    posted: bool = False


def wrong_changes(before: Snapshot, after: Snapshot, step: Step, oracle: Oracle) -> Iterator[str]:
    """Yield a sentence for each change that the step does not allow."""
    judge = _Judge(step, oracle)
    for table in _KEYS:
        for key in before[table].keys() | after[table].keys():
            old, new = before[table].get(key), after[table].get(key)
            if old != new:
                for why in getattr(judge, table)(old, new):
                    who = step.actor or "nobody"
                    yield f"{table} {key}: {why} (by {who})"


class _Judge:
    """A method for each table yields what is wrong with a change of one row."""

    def __init__(self, step: Step, oracle: Oracle) -> None:
        self._step = step
        self._oracle = oracle

    def links(self, old: Row | None, new: Row | None) -> Iterator[str]:
        step, row = self._step, new or old or {}
        if step.by_command_line:
            return
        if old is not None and new is not None:
            yield from self._changed_link(old, new)
            return
        if old is not None and self._has_left(row):
            return
        if not step.was_bot_admin:
            yield "a link made or removed by somebody who is no bot admin"
        if row["slack_user"] == step.actor:
            yield "a link of one's own made or removed in Slack"
        if row["role"] == "admin":
            yield "a link of role admin made or removed in Slack"
        if new is not None and row["created_by_user"] != step.actor:
            yield "a link made in another one's name"

    def _changed_link(self, old: Row, new: Row) -> Iterator[str]:
        changed = {name for name in new if old[name] != new[name]}
        if more := changed & {"mor_username", "mor_user_id", "role", "owner_id", "external"}:
            yield f"a link changed in {sorted(more)}"
        elif not changed >= _CONFIRMED & changed:
            yield f"a link changed in {sorted(changed)}"
        if old["suspended"] and not new["suspended"]:
            user = str(new["slack_user"])
            link, member = self._oracle.link(user), self._oracle.workspace.members.get(user)
            if link is None or member is None or not self._oracle.is_true(link, member):
                yield "a link that is not true counts again"

    def _has_left(self, row: Row) -> bool:
        member = self._oracle.workspace.members.get(str(row["slack_user"]))
        return member is None or member.deleted

    def bot_admins(self, _old: Row | None, _new: Row | None) -> Iterator[str]:
        yield "bot admins are changed on the command line only"

    def audit(self, old: Row | None, new: Row | None) -> Iterator[str]:
        if old is not None or new is None:
            yield "an entry changed or removed"
        elif (
            new["slack_user"] not in self._step.acting
            and new["org"] != _SYSTEM
            and not self._elsewhere
        ):
            yield f"an entry in the name of {new['slack_user']}"

    @property
    def _elsewhere(self) -> bool:
        return self._step.runs_digests or self._step.by_command_line

    def answers(self, old: Row | None, new: Row | None) -> Iterator[str]:
        if old is None and new is not None:
            if new["slack_user"] not in self._step.acting:
                yield f"an answer stored for {new['slack_user']}"
        elif old is not None and new is not None:
            if new["shared"] and not old["shared"] and not self._step.posted:
                yield "an answer opened to others though nothing was shared"
            elif not self._is_own(new):
                yield "an answer of another person changed"
            if {name for name in new if old[name] != new[name]} - {"shared", "total", "kept_at"}:
                yield "an answer changed"

    def _is_own(self, row: Row) -> bool:
        return row["slack_user"] == self._step.actor or self._step.was_bot_admin

    def access_requests(self, old: Row | None, new: Row | None) -> Iterator[str]:
        if not self._is_own(new or old or {}):
            yield "a request for access of another person"

    def digests(self, old: Row | None, new: Row | None) -> Iterator[str]:
        row, step = new or old or {}, self._step
        if row["slack_user"] == step.actor or step.runs_digests:
            return
        changed = {name for name in row if old and new and old[name] != new[name]}
        if old is None or not step.was_bot_admin or changed - _STOPPED:
            yield f"a digest of {row['slack_user']} changed"

    def saved_searches(self, old: Row | None, new: Row | None) -> Iterator[str]:
        row = new or old or {}
        if row["slack_user"] != self._step.actor:
            yield f"a saved search of {row['slack_user']} changed"
