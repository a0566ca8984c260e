"""Bot admins: they link people in Slack, read the audit log and are told of every change.

The setting BOT_ADMINS names them, and `morbot link admin` adds more. Guests and
people who have left do not count: Slack is asked at each use. Somebody from another workspace
counts only if the setting names them with that workspace.
"""

from collections.abc import Callable, Collection, Set
from contextlib import suppress
from datetime import UTC, datetime

from sqlalchemy import ColumnElement, Table, delete, insert, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.errors import ErrorCode, SlackError
from bot.ids import ON_ASKING, Identity
from bot.links import admin_texts
from bot.links.model import REASONS, Suspension
from bot.slack.api.people import FindPerson, Membership
from bot.store import audit, tables
from bot.store.database import Database
from bot.telemetry import logger

log = logger(__name__)

_STORED = tables.bot_admins
_LAPSED = tables.lapsed_bot_admins


class BotAdmins:
    """Finds and changes bot admins. Without `find_person` nobody is looked up in Slack.

    `named` are those of the setting; those of them in `outsiders` may be from another workspace.
    What `find_person` returns may be some minutes old, what `find_anew` returns may not.
    """

    def __init__(
        self,
        database: Database,
        named: Collection[Identity] = (),
        outsiders: Collection[Identity] = (),
        *,
        find_person: FindPerson | None = None,
        find_anew: FindPerson | None = None,
    ) -> None:
        self.named = sorted(named)
        self._database = database
        self._outsiders = frozenset(outsiders)
        self._find_person = find_person
        self._find_anew = find_anew or find_person
        self._watchers: list[Callable[[str], None]] = []

    def watch(self, told: Callable[[str], None]) -> None:
        """Call `told` with a sentence when a bot admin no longer counts, or counts again."""
        self._watchers.append(told)

    async def check(self, by: Identity) -> None:
        """Check that this is a bot admin who counts now. Raises AskError, SlackError."""
        if not await self.includes(by):
            raise admin_texts.bot_admins_only(by.user)

    async def includes(self, identity: Identity) -> bool:
        """Return whether this is a bot admin who counts now. Raises SlackError if Slack
        does not say whether a bot admin is still a member.
        """
        if identity not in await self._listed():
            return False
        return await self._counts(identity, await self._lapsed())

    async def present(self) -> list[Identity]:
        """Return all who count now, sorted. Those who cannot be looked up are left out."""
        lapsed, found = await self._lapsed(), []
        for identity in sorted(await self._listed()):
            try:
                if await self._counts(identity, lapsed):
                    found.append(identity)
            except SlackError as error:
                log.warning("bot-admin-not-looked-up", admin=str(identity), code=error.code)
        return found

    async def reason_against(self, identity: Identity) -> Suspension | None:
        """Return why somebody cannot count as a bot admin now, None if they can.

        Raises SlackError.
        """
        return await self._reason_by(self._find_person, identity)

    async def _reason_by(self, find: FindPerson | None, identity: Identity) -> Suspension | None:
        if find is None:
            return None
        try:
            person = await find(identity.user)
        except SlackError as error:
            if error.code != ErrorCode.PERSON_UNKNOWN:
                raise
            return Suspension.UNKNOWN_PERSON
        if person.identity != identity:
            return Suspension.ELSEWHERE
        if person.membership is Membership.FOREIGN and identity in self._outsiders:
            return None
        return REASONS.get(person.membership)

    async def look_again(self, user_id: str) -> None:
        """Find out at once whether somebody whose profile has changed still counts."""
        for identity in await self._listed():
            if identity.user == user_id:
                with suppress(SlackError):  # the next use finds out
                    await self._counts(identity, await self._lapsed())

    async def stored(self) -> list[Identity]:
        """Return those that `morbot link admin` has added, sorted, whether they count or not."""
        return sorted(await self._all_in(_STORED))

    async def add(self, identity: Identity, *, by: Identity) -> bool:
        """Make somebody a bot admin. Return False if they already are one."""
        return await self._insert(_STORED, identity, "make-admin", by)

    async def remove(self, identity: Identity, *, by: Identity) -> bool:
        """Revoke somebody's rights as a bot admin. Return False if they are not one."""
        return await self._delete(_STORED, identity, "revoke-admin", by)

    async def _listed(self) -> Set[Identity]:
        return await self._all_in(_STORED) | set(self.named)

    async def _lapsed(self) -> Set[Identity]:
        """Return the bot admins who were already reported as no longer counting."""
        return await self._all_in(_LAPSED)

    async def _counts(self, identity: Identity, lapsed: Set[Identity]) -> bool:
        reason = await self.reason_against(identity)
        if reason is None and identity in lapsed:
            # Another replica may have been told more lately than we were.
            reason = await self._reason_by(self._find_anew, identity)
        if bool(reason) == (identity in lapsed):
            return reason is None
        if reason:
            new = await self._insert(_LAPSED, identity, "admin-lapsed", ON_ASKING)
            news = admin_texts.admin_lapsed(str(identity), reason)
        else:
            new = await self._delete(_LAPSED, identity, "admin-restored", ON_ASKING)
            news = admin_texts.admin_restored(str(identity))
        for told in self._watchers if new else ():
            told(news)
        return reason is None

    async def _all_in(self, table: Table) -> set[Identity]:
        async with self._database.reading() as connection:
            rows = await connection.execute(select(table.c.org, table.c.slack_user))
            return {Identity(*row) for row in rows}

    async def _insert(self, table: Table, identity: Identity, kind: str, by: Identity) -> bool:
        async with self._database.writing() as connection:
            try:
                await connection.execute(
                    insert(table), {"org": identity.org, "slack_user": identity.user}
                )
            except IntegrityError:
                return False
            await _record(connection, kind, by, identity)
        return True

    async def _delete(self, table: Table, identity: Identity, kind: str, by: Identity) -> bool:
        async with self._database.writing() as connection:
            gone = await connection.execute(delete(table).where(_is(table, identity)))
            if not gone.rowcount:
                return False
            await _record(connection, kind, by, identity)
        return True


def _is(table: Table, identity: Identity) -> ColumnElement[bool]:
    matches: ColumnElement[bool] = (table.c.org == identity.org) & (
        table.c.slack_user == identity.user
    )
    return matches


async def _record(connection: AsyncConnection, kind: str, by: Identity, about: Identity) -> None:
    await audit.record(connection, audit.Change(kind, by, about, datetime.now(UTC)))
