"""`/localcalls audit`: bot admins read who asked about whom, and that is in the log as well."""

import csv
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import astuple, dataclass, field, fields, replace
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from bot.audit import texts as say
from bot.audit.blocks import LINES_SHOWN, audit_message
from bot.audit.words import read_audit
from bot.calls.asker import Asker
from bot.cells import defused
from bot.errors import AskError, MorbotError
from bot.links.linking import Linking
from bot.slack.api.uploads import Parcel
from bot.slack.context import Slack
from bot.slack.conversation.paged_lists import PagedLists
from bot.slack.kit.message import Message, lines, message, plain
from bot.store.audit import Audit, AuditEntry, AuditFilter
from bot.temp_folders import TempFolders

_COLUMNS = tuple(column.name for column in fields(AuditEntry))


class AuditLog:
    """Answers bot admins; anybody else is refused, and that is in the log."""

    def __init__(self, slack: Slack, linking: Linking, audit: Audit, folders: TempFolders) -> None:
        self._slack = slack
        self._linking = linking
        self._audit = audit
        self._folders = folders
        self._lists: PagedLists[AuditFilter] = PagedLists()

    async def read(self, text: str, asker: Asker) -> Message:
        """The newest page of what is asked for, or all of it as a file.

        Raises AskError, and for a file SlackError.
        """
        async with self._reading(asker) as reading:
            said = read_audit(text, asker, self._slack.command)
            # This and later readings are in the log as well, and would move its pages.
            wanted = replace(said.wanted, up_to=await self._audit.newest())
            reading.wanted = wanted
            reading.total = await self._count(wanted)
            if said.csv:
                await self._send(wanted, asker)
                return _sentence(say.delivered(reading.total))
            list_id = self._lists.keep(asker.identity, wanted)
            return await self._page(reading, 0, list_id, asker)

    async def turn(self, list_id: str, page: int, asker: Asker) -> Message:
        """Another page of what this person was shown. Raises AskError."""
        async with self._reading(asker) as reading:
            reading.wanted = self._lists.find(list_id, asker.identity)
            reading.total = await self._count(reading.wanted)
            return await self._page(reading, page, list_id, asker)

    async def _count(self, wanted: AuditFilter) -> int:
        total = await self._audit.count(wanted)
        if not total:
            raise AskError(*say.nothing(self._slack.command), code="nothing-found")
        return total

    async def _page(self, reading: "_Reading", page: int, list_id: str, asker: Asker) -> Message:
        page = min(page, (reading.total - 1) // LINES_SHOWN)
        entries = await self._audit.page(reading.wanted, page * LINES_SHOWN, LINES_SHOWN)
        return audit_message(
            entries,
            page=page,
            total=reading.total,
            zone=asker.zone,
            list_id=list_id,
            command=self._slack.command,
        )

    async def _send(self, wanted: AuditFilter, asker: Asker) -> None:
        """Write the lines to a file, a piece at a time, and hand it out."""
        zone = ZoneInfo(asker.zone)
        with self._folders.folder() as folder:
            path = folder / f"morbot-audit_{asker.now.date()}.csv"
            with path.open("x", encoding="utf-8-sig", newline="") as file:
                writer = csv.writer(file)
                writer.writerow(_COLUMNS)
                async for piece in self._audit.pieces(wanted):
                    writer.writerows([_cell(value, zone) for value in astuple(e)] for e in piece)
            parcel = Parcel(path, path.name, path.stat().st_size, say.BESIDE_FILE)
            await self._slack.uploads.send(asker.identity.user, parcel)

    @asynccontextmanager
    async def _reading(self, asker: Asker) -> AsyncIterator["_Reading"]:
        """A line of the log about what the block reads; refused where it is no bot admin's."""
        reading = _Reading()
        try:
            await self._check(asker)
            yield reading
        except MorbotError as error:
            await self._audit.write(_line(asker, reading, error.code))
            raise
        await self._audit.write(_line(asker, reading, "done"))

    async def _check(self, asker: Asker) -> None:
        if asker.identity not in await self._linking.bot_admins():
            raise AskError(*say.BOT_ADMINS_ONLY, code="not-allowed")


@dataclass(slots=True)
class _Reading:
    """What somebody reads of the log; filled in as it becomes known."""

    wanted: AuditFilter = field(default_factory=AuditFilter)
    total: int = 0


def _line(asker: Asker, reading: _Reading, outcome: str) -> AuditEntry:
    return AuditEntry(
        at=datetime.now(UTC),
        org=asker.identity.org,
        slack_user=asker.identity.user,
        mor_username="",
        target=reading.wanted.target,
        period_start=reading.wanted.since,
        period_end=reading.wanted.until,
        rows=reading.total if outcome == "done" else None,
        outcome=outcome,
        kind="audit",
        about=reading.wanted.person or "",
    )


def _cell(value: object, zone: ZoneInfo) -> str | int:
    match value:
        case None:
            return ""
        case datetime():
            return value.astimezone(zone).isoformat(timespec="seconds")
        case int():
            return value
        case _:
            return defused(str(value))


def _sentence(text: str) -> Message:
    return message(text, [lines([plain(text)])])
