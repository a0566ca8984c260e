"""The second use case: a person asks, and gets all the calls as a file, not a page of them."""

import asyncio
import sqlite3
import threading
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

from xlsxwriter.exceptions import (  # type: ignore[import-untyped] # it comes without types
    XlsxWriterException,
)

from bot import temp_folders
from bot.ask.answers import Answers, Copy
from bot.ask.blocks.files import FileFacts
from bot.ask.files.csv_file import write_csv
from bot.ask.files.name import file_name
from bot.ask.files.sheet import Sheet, sheet_of
from bot.ask.files.spool import Spool
from bot.ask.files.xlsx_file import sheets_needed, write_xlsx
from bot.ask.pages import Pages
from bot.ask.texts import files
from bot.calls.asker import Asker
from bot.calls.model import Answer, Call, Output, Query
from bot.calls.query import split_subcommand
from bot.calls.words import Word, words
from bot.errors import AskError, MorbotError
from bot.ids import Identity
from bot.slack.conversation.reply import Progress
from bot.temp_folders import Drawer

Check = Callable[[], Awaitable[None]]
"""Returns where a file may be handed out. Raises MorbotError."""

FILE_FORMS = frozenset({Output.CSV, Output.XLSX})

_BATCH = 5_000  # calls put on disk at one go, some milliseconds
_AT_ONCE = 2  # files of one person that are being made at a time


@dataclass(slots=True)
class FileProgress:
    """How far a file is, as a sentence for whoever waits for it."""

    form: Output = Output.CSV
    read: int = 0
    writing: bool = False

    def __str__(self) -> str:
        return files.writing(self.form, self.read) if self.writing else files.reading(self.read)


@dataclass(frozen=True, slots=True)
class MadeFile:
    """A file on disk, for as long as the `with` around it lasts."""

    path: Path
    facts: FileFacts


@dataclass(frozen=True, slots=True)
class Export:
    """An answer and the file of it; none where there are no calls."""

    answer: Answer
    file: MadeFile | None


def wants_file(text: str) -> bool:
    """Whether a command's text asks for a file, whatever else is right or wrong with it."""
    if split_subcommand(text)[0] is not None:
        return False
    try:
        return any(
            type(word) is Word and word.text.casefold() in FILE_FORMS for word in words(text)
        )
    except AskError:
        return False  # and it is told where the text is read


class Exports:
    """Makes files of answers, in the folders of a drawer."""

    def __init__(self, answers: Answers, pages: Pages, drawer: Drawer) -> None:
        self._answers = answers
        self._pages = pages
        self._drawer = drawer
        self._making: Counter[Identity] = Counter()

    @asynccontextmanager
    async def of_text(self, text: str, asker: Asker, progress: Progress) -> AsyncIterator[Export]:
        """Ask what the text says, which wants a file, and make it; it is gone when this is left.

        Raises what `Answers.ask` does, AskError (`too-many-files`) where two of the person's
        files are being made already, and MorbotError (`no-room`) where the disk does not take it.
        What is raised while it is handed out is in the audit log as well.
        """
        entry = self._answers.ledger.entry(asker, "file")
        ask = partial(self._answers.copied, text, asker)
        async with entry as outcome, self._make(asker, partial(ask, outcome), progress) as export:
            yield export

    @asynccontextmanager
    async def of_stored(
        self,
        answer_id: str,
        form: Output,
        asker: Asker,
        progress: Progress,
        check: Check | None = None,
    ) -> AsyncIterator[Export]:
        """The same of an answer that was given before: MOR is asked again within its bounds.

        With a `check`, which is made first, the file is for others' eyes, and the audit log says
        so (kind `share-file`). Raises what `Pages.file` and `check` do, and as `of_text`.
        """
        ask = partial(self._pages.file, answer_id, form, asker)
        async with self._answers.ledger.entry(asker, "share-file" if check else "file") as outcome:
            if check is not None:
                await check()
            async with self._make(asker, partial(ask, outcome), progress) as export:
                if export.file is not None:
                    shown = await self._pages.shown(answer_id, asker.now)
                    facts = replace(export.file.facts, shown=shown)
                    export = replace(export, file=MadeFile(export.file.path, facts))  # noqa: PLW2901 -- the same, with one fact more
                yield export

    @asynccontextmanager
    async def _make(
        self,
        asker: Asker,
        ask: Callable[[Copy], Coroutine[Any, Any, Answer]],
        progress: Progress,
    ) -> AsyncIterator[Export]:
        person = asker.identity
        if self._making[person] >= _AT_ONCE:
            raise AskError(*files.TOO_MANY, code="too-many-files")
        self._making[person] += 1
        try:
            with self._drawer.folder() as folder, closing(_spool(folder)) as spool:
                progress.said = counted = FileProgress()
                yield await _Work(folder, spool, counted).export(ask)
        finally:
            self._making[person] -= 1
            if not self._making[person]:
                del self._making[person]


class _Work:
    """One file on its way."""

    def __init__(self, folder: Path, spool: Spool, progress: FileProgress) -> None:
        self._folder = folder
        self._spool = spool
        self._progress = progress
        self._waiting: list[Call] = []

    async def export(self, ask: Callable[[Copy], Coroutine[Any, Any, Answer]]) -> Export:
        answer = await ask(self._take)
        await self._put_by()
        return Export(answer, await self._file(answer) if answer.report.total else None)

    async def _file(self, answer: Answer) -> MadeFile:
        self._progress.form = answer.query.output
        self._progress.writing = True
        name = file_name(answer)
        path = self._folder / name
        sheet = sheet_of(answer, self._spool)
        await self._write(answer, sheet, path)
        sheets = sheets_needed(sheet.size) if answer.query.output is Output.XLSX else 1
        return MadeFile(path, FileFacts(name, path.stat().st_size, sheet.size, sheets))

    async def _take(self, query: Query, calls: list[Call]) -> None:
        self._progress.read += len(calls)
        if query.group is None:
            self._waiting += calls
            if len(self._waiting) >= _BATCH:
                await self._put_by()

    async def _put_by(self) -> None:
        await _in_thread(partial(self._spool.add, self._waiting))
        self._waiting = []

    async def _write(self, answer: Answer, sheet: Sheet, path: Path) -> None:
        """Write in a thread, which is told to stop where this is cancelled."""
        stopped = threading.Event()

        def check() -> None:
            if stopped.is_set():
                raise InterruptedError

        if answer.query.output is Output.XLSX:
            write = partial(write_xlsx, sheet, path, check, answer.asked_at)
        else:
            write = partial(write_csv, sheet, path, check)
        await _in_thread(write, stopped)


async def _in_thread(work: Callable[[], None], stop: threading.Event | None = None) -> None:
    """Do work that would hold up everybody else, to its end also where this is cancelled, since
    its files are in use till then. Raises MorbotError (`no-room`) where the disk is full.
    """
    task = asyncio.create_task(asyncio.to_thread(work))
    try:
        await asyncio.shield(task)
    except asyncio.CancelledError:
        if stop is not None:
            stop.set()
        await asyncio.wait({task})
        task.exception()  # nobody asks for it any more
        raise
    except (OSError, sqlite3.Error, XlsxWriterException) as error:
        raise _no_room(error) from error


def _spool(folder: Path) -> Spool:
    try:
        return Spool(folder / "calls.db")
    except sqlite3.Error as error:
        raise _no_room(error) from error


def _no_room(error: Exception) -> MorbotError:
    reason = getattr(error, "strerror", None) or type(error).__name__
    return MorbotError(*temp_folders.no_room(reason), code="no-room")
