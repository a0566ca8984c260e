"""Folders for temporary files. They are always removed, even after a crash.

Each process has a folder of its own, locked while it runs. The lock ends with the process, so the
next one to start knows which folders nobody needs any more.
"""

import errno
import fcntl
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from bot.errors import ConfigError, MorbotError

_PREFIX = "morbot-files-"
_LOCK = "lock"


class TempFolders:
    """Temporary folders in one parent, which `open_temp_folders` makes and removes."""

    def __init__(self, path: Path) -> None:
        self.path = path

    @contextmanager
    def folder(self, room: int = 0) -> Iterator[Path]:
        """Make a folder that nobody else can read, and remove it when the block ends.

        Raises MorbotError (`no-room`) if it cannot be made, or fewer than `room` bytes are free.
        """
        try:
            # The system may have cleared its temporary folder while the bot was idle for days.
            self.path.mkdir(mode=0o700, exist_ok=True)
            free = shutil.disk_usage(self.path).free
            path = Path(tempfile.mkdtemp(dir=self.path))
        except OSError as error:
            raise no_room(error) from error
        try:
            if free < room:
                raise no_room(OSError(errno.ENOSPC, os.strerror(errno.ENOSPC)))
            yield path
        finally:
            shutil.rmtree(path, ignore_errors=True)


@contextmanager
def open_temp_folders(parent: Path | None = None) -> Iterator[TempFolders]:
    """Remove what crashed processes left in `parent`, and make this process's folder there.

    Without a `parent` it is the system's folder for temporary files. Raises ConfigError if nothing
    can be written there.
    """
    try:
        parent = parent or Path(tempfile.gettempdir())
    except OSError as error:  # none of the usual ones can be written to; the error names them
        raise ConfigError([f"{error.strerror}; set TMPDIR to another one"]) from None
    _clear(parent)
    path, lock = _locked(parent)
    with lock:
        try:
            yield TempFolders(path)
        finally:
            shutil.rmtree(path, ignore_errors=True)


def no_room(error: Exception) -> MorbotError:
    """Return the error for a temporary file that could not be written."""
    reason = error.strerror if isinstance(error, OSError) else None
    return MorbotError(
        f"The file could not be made: {reason or type(error).__name__}.",
        "Ask for a shorter period, or tell the people who run morbot to look at its temporary"
        " folder.",
        code="no-room",
    )


def _locked(parent: Path) -> tuple[Path, TextIO]:
    """Return a new folder and its lock, which is held until it is closed."""
    while True:
        try:
            path = Path(tempfile.mkdtemp(prefix=_PREFIX, dir=parent))
            lock = (path / _LOCK).open("w")
        except OSError as error:
            reason = error.strerror or type(error).__name__
            fault = f"{parent}: no temporary folder can be made there ({reason})"
            raise ConfigError([f"{fault}; set TMPDIR to another one"]) from None
        fcntl.flock(lock, fcntl.LOCK_EX)
        if (path / _LOCK).exists():  # else another process cleared it before it was locked
            return path, lock
        lock.close()


def _clear(parent: Path) -> None:
    """Remove our own folders that no living process has locked."""
    for path in parent.glob(f"{_PREFIX}*"):
        try:
            if path.is_symlink() or not path.is_dir() or path.stat().st_uid != os.getuid():
                continue
            with (path / _LOCK).open() as lock:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                shutil.rmtree(path, ignore_errors=True)
        except OSError:  # a process uses it, is about to, or has just removed it
            continue
