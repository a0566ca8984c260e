"""All calls of a question as a file, instead of a page of them."""

import asyncio
import sqlite3
import threading
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass
from pathlib import Path
from typing import ParamSpec

from xlsxwriter.exceptions import (  # type: ignore[import-untyped] # it comes without types
    XlsxWriterException,
)

from bot import temp_folders
from bot.ask import delivery_texts as say
from bot.ask.answers import Answers, TypedQuestion
from bot.ask.file_formats import (
    FileFacts,
    file_name,
    sheet_of,
    sheets_needed,
    write_csv,
    write_xlsx,
)
from bot.ask.questions import Questions
from bot.ask.spool import CallSpool
from bot.calls.asker import Asker
from bot.calls.model import Answer, Call, Output, Query
from bot.ids import Identity
from bot.slack.api.client import Check
from bot.slack.api.uploads import Upload
from bot.slack.conversation.reply import Progress
from bot.store.expiring import ExpiringRows
from bot.store.faults import DATABASE_FAULTS
from bot.telemetry import logger
from bot.temp_folders import TempFolders

log = logger(__name__)

P = ParamSpec("P")

_BATCH = 5_000  # calls spooled at a time, some milliseconds
_AT_ONCE = 2  # files of one person that are made at a time
_AT_ONCE_FOR_ALL = 4  # by this process
_FREE_BYTES = 150_000_000  # for each: 300,000 calls take about 100 MB while they are written
_PLACE = "file"  # a kind of rows: one for each file that is being made
_LEASE_SECONDS = 60.0


@dataclass(slots=True)
class FileProgress:
    """How far a file is, as a sentence for the person who waits for it."""

    form: Output = Output.CSV
    read: int = 0
    writing: bool = False

    def __str__(self) -> str:
        return say.writing(self.form, self.read) if self.writing else say.reading(self.read)


@dataclass(frozen=True, slots=True)
class MadeFile:
    """A file on disk, which is removed with the folder around it."""

    path: Path
    facts: FileFacts

    def upload(self, words: str) -> Upload:
        """Return the file for an upload, with `words` beside it."""
        return Upload(self.path, self.facts.name, self.facts.octets, words)


@dataclass(frozen=True, slots=True)
class Export:
    """An answer and its file; None if there are no calls."""

    answer: Answer
    file: MadeFile | None


class Exports:
    """Makes files of answers. Each question is recorded once, even if its file fails.

    How many of a person's files are being made is counted in `rows`, for all replicas together.
    Beyond what this process makes at a time for all people, the next ones wait, and are told so.
    """

    def __init__(
        self, answers: Answers, questions: Questions, folders: TempFolders, rows: ExpiringRows
    ) -> None:
        self._answers = answers
        self._questions = questions
        self._folders = folders
        self._rows = rows
        self._turns = asyncio.Semaphore(_AT_ONCE_FOR_ALL)

    @asynccontextmanager
    async def of_text(
        self, typed: TypedQuestion, asker: Asker, progress: Progress
    ) -> AsyncIterator[Export]:
        """Answer a typed question with a file, which is removed when the block ends.

        Raises AskError, with `too-many-files` if two of the person's files are being made already,
        MorError, and MorbotError (`no-room`) if the disk is full. An error that is raised in
        the block is recorded too.
        """
        async with (
            self._answers.log.entry(asker, "file") as outcome,
            self._file_job(asker, progress) as job,
        ):
            yield await job.export(await self._answers.ask(typed, asker, outcome, job.add))

    @asynccontextmanager
    async def of_stored(
        self,
        answer_id: str,
        form: Output,
        asker: Asker,
        progress: Progress,
        check: Check | None = None,
    ) -> AsyncIterator[Export]:
        """Make a file of a stored answer: MOR is asked again within its bounds.

        `check` is for a file that others will see. It runs first, and the audit log names such a
        file `share-file`. Raises what `of_text` and `Questions.find` raise.
        """
        kind = "share-file" if check else "file"
        async with self._answers.log.entry(asker, kind) as outcome:
            if check is not None:
                await check()
            async with self._file_job(asker, progress) as job:
                answer = await self._questions.read_calls(answer_id, form, asker, outcome, job.add)
                shown = await self._questions.last_total(answer_id, asker.now)
                yield await job.export(answer, shown)

    @asynccontextmanager
    async def _file_job(self, asker: Asker, progress: Progress) -> AsyncIterator["_FileJob"]:
        if self._turns.locked():
            progress.said = say.WAITING_FOR_OTHERS
        async with self._place(asker.identity), self._turns:
            with self._folders.folder(_FREE_BYTES) as folder, closing(_spool(folder)) as spool:
                progress.said = file_progress = FileProgress()
                yield _FileJob(folder, spool, file_progress)

    @asynccontextmanager
    async def _place(self, person: Identity) -> AsyncIterator[None]:
        """Hold one of the person's places. A replica that dies holds it for a minute more."""
        for number in range(_AT_ONCE):
            place = f"{person} {number}"
            if await self._rows.claim(_PLACE, place, _LEASE_SECONDS):
                break
        else:
            raise say.too_many_files()
        renewing = asyncio.create_task(self._renew(place))
        try:
            yield
        finally:
            renewing.cancel()
            await asyncio.wait({renewing})
            await self._rows.take(_PLACE, place)

    async def _renew(self, place: str) -> None:
        while True:
            await asyncio.sleep(_LEASE_SECONDS / 4)
            try:
                await self._rows.put(_PLACE, place, _LEASE_SECONDS, True)
            except DATABASE_FAULTS as error:  # it may be there the next time
                log.warning("file-place-not-renewed", error=type(error).__name__)


class _FileJob:
    """One file: its calls are spooled while they are read, and written when all are there."""

    def __init__(self, folder: Path, spool: CallSpool, progress: FileProgress) -> None:
        self._folder = folder
        self._spool = spool
        self._progress = progress
        self._batch: list[Call] = []

    async def add(self, query: Query, calls: list[Call]) -> None:
        """Add calls. Those that are only counted are not spooled."""
        self._progress.read += len(calls)
        if query.group is None:
            self._batch += calls
            if len(self._batch) >= _BATCH:
                await self._flush()

    async def export(self, answer: Answer, shown: int | None = None) -> Export:
        """Write the file. `shown` is how many calls the answer had when it was last seen."""
        await self._flush()
        if not answer.report.total:
            return Export(answer, None)
        form = answer.query.output
        self._progress.form, self._progress.writing = form, True
        sheet, path = sheet_of(answer, self._spool), self._folder / file_name(answer)
        stop = threading.Event()

        def check() -> None:
            if stop.is_set():
                raise InterruptedError

        if form is Output.XLSX:
            await _in_thread(stop, write_xlsx, sheet, path, check, answer.asked_at)
        else:
            await _in_thread(stop, write_csv, sheet, path, check)
        sheets = sheets_needed(sheet.size) if form is Output.XLSX else 1
        facts = FileFacts(path.name, path.stat().st_size, sheet.size, sheets, shown)
        return Export(answer, MadeFile(path, facts))

    async def _flush(self) -> None:
        await _in_thread(threading.Event(), self._spool.add, self._batch)
        self._batch = []


async def _in_thread(
    stop: threading.Event, work: Callable[P, None], *args: P.args, **kwargs: P.kwargs
) -> None:
    """Do blocking work. If this is cancelled, set `stop` and wait for its end: it uses the files.

    Raises MorbotError (`no-room`) if the disk is full.
    """
    task = asyncio.create_task(asyncio.to_thread(work, *args, **kwargs))
    try:
        await asyncio.shield(task)
    except asyncio.CancelledError:
        stop.set()
        await asyncio.wait({task})
        task.exception()  # retrieved, so that asyncio does not report it
        raise
    except (OSError, sqlite3.Error, XlsxWriterException) as error:
        raise temp_folders.no_room(error) from error


def _spool(folder: Path) -> CallSpool:
    try:
        return CallSpool(folder / "calls.db")
    except sqlite3.Error as error:
        raise temp_folders.no_room(error) from error
