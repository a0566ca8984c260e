"""`/localcalls audit`: bot admins read who asked about whom. Each reading is an entry as well."""

import csv
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import astuple, dataclass, field, fields, replace
from datetime import UTC, datetime
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

from slack_bolt.async_app import AsyncAck, AsyncApp

from bot.audit import texts as say
from bot.audit.blocks import ENTRIES_SHOWN, PAGE_NAME, AuditPage, audit_message
from bot.audit.words import read_audit
from bot.calls.asker import Asker
from bot.calls.query import Subcommand
from bot.cells import defused
from bot.errors import AskError, MorbotError
from bot.links.linking import Linking
from bot.slack.api.uploads import Upload
from bot.slack.context import Slack
from bot.slack.conversation.paged_lists import PagedLists, page_action, read_page
from bot.slack.kit.message import Message, lines, message, plain
from bot.store.audit import Audit, AuditEntry, AuditFilter
from bot.temp_folders import TempFolders

_COLUMNS = tuple(column.name for column in fields(AuditEntry))


class AuditLog:
    """Answers bot admins. Others are refused, and the log tells of it."""

    def __init__(self, slack: Slack, linking: Linking, audit: Audit, folders: TempFolders) -> None:
        self._slack = slack
        self._linking = linking
        self._audit = audit
        self._folders = folders
        self._lists = PagedLists(slack.rows, AuditFilter)

    async def read(self, text: str, asker: Asker) -> Message:
        """Return the newest page of what is asked for, or send all of it as a file.

        Raises AskError, and for a file SlackError.
        """
        async with self._reading(asker) as reading:
            asked = read_audit(text, asker, self._slack.command)
            # Entries of this and later readings would move the pages, so they are left out.
            reading.wanted = replace(asked.wanted, up_to=await self._audit.newest())
            await self._count(reading)
            if asked.csv:
                return await self._send(reading, asker)
            list_id = await self._lists.add(asker.identity, reading.wanted)
            return await self._page(reading, 0, list_id, asker)

    async def turn(self, list_id: str, page: int, asker: Asker) -> Message:
        """Return another page of what this person was shown. Raises AskError."""
        async with self._reading(asker) as reading:
            reading.wanted = await self._lists.find(list_id, asker.identity)
            await self._count(reading)
            return await self._page(reading, page, list_id, asker)

    async def _count(self, reading: "_Reading") -> None:
        reading.total = await self._audit.count(reading.wanted)
        if not reading.total:
            raise AskError(*say.nothing(self._slack.command), code="nothing-found")

    async def _page(self, reading: "_Reading", number: int, list_id: str, asker: Asker) -> Message:
        number = min(number, (reading.total - 1) // ENTRIES_SHOWN)
        entries = await self._audit.page(ENTRIES_SHOWN, number * ENTRIES_SHOWN, reading.wanted)
        page = AuditPage(entries, number, reading.total, list_id)
        shown = audit_message(page, ZoneInfo(asker.zone), self._slack.command)
        reading.is_page = True
        return replace(shown, check=partial(self._check_page, reading, asker))

    async def _check_page(self, reading: "_Reading", asker: Asker) -> None:
        """Write the entry about a page when it is shown, or refused. Raises AskError, SlackError.

        A page that is tried again is one entry, unless it is refused by then.
        """
        outcome = "done"
        try:
            await self._linking.admins.check(asker.identity)
        except MorbotError as error:
            outcome = error.code
            raise
        finally:
            if outcome != reading.written:
                reading.written = outcome
                await self._audit.write(_entry(asker, reading, outcome))

    async def _send(self, reading: "_Reading", asker: Asker) -> Message:
        """Write the entries to a file, in pieces, and send it to the person."""
        zone = ZoneInfo(asker.zone)
        with self._folders.folder() as folder:
            path = folder / f"morbot-audit_{asker.now.date()}.csv"
            with path.open("x", encoding="utf-8-sig", newline="") as file:
                writer = csv.writer(file)
                writer.writerow(_COLUMNS)
                async for piece in self._audit.pieces(reading.wanted):
                    writer.writerows([_cell(value, zone) for value in astuple(e)] for e in piece)
            upload = Upload(path, path.name, path.stat().st_size, say.BESIDE_FILE)
            still_admin = partial(self._linking.admins.check, asker.identity)
            await self._slack.uploads.send(asker.identity.user, upload, still_admin)
        text = say.delivered(reading.total)
        return message(text, [lines([plain(text)])])

    @asynccontextmanager
    async def _reading(self, asker: Asker) -> AsyncIterator["_Reading"]:
        """Write an entry about what the block reads, unless that is a page: one is written when it
        is shown. Raises AskError unless for a bot admin.
        """
        reading = _Reading()
        try:
            if not await self._linking.admins.includes(asker.identity):
                raise say.bot_admins_only(asker.identity.user)
            yield reading
        except MorbotError as error:
            await self._audit.write(_entry(asker, reading, error.code))
            raise
        if not reading.is_page:
            await self._audit.write(_entry(asker, reading, "done"))


def register(app: AsyncApp, slack: Slack, audit_log: AuditLog) -> None:
    """Listen to the command and its pages. Only bot admins get an answer."""
    slack.commands.add(Subcommand.AUDIT, audit_log.read)

    @app.action(page_action(PAGE_NAME))
    async def turned(ack: AsyncAck, body: dict[str, Any], action: dict[str, Any]) -> None:
        await ack()
        slack.conversation.replace(body, partial(audit_log.turn, *read_page(action)))


@dataclass(slots=True)
class _Reading:
    """What somebody reads of the log, as far as it is known yet."""

    wanted: AuditFilter = field(default_factory=AuditFilter)
    total: int = 0
    is_page: bool = False
    written: str = ""


def _entry(asker: Asker, reading: _Reading, outcome: str) -> AuditEntry:
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
