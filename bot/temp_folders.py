"""Where files lie while they are made and sent: gone at the end in any case, also after a crash.

Each process has a folder of its own, locked while it runs. The lock ends with the process, however
it ends, so the next one to start knows which folders nobody needs any more.
"""

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


class Drawer:
    """Temporary folders. Used as a context manager is, by `opened`."""

    def __init__(self, path: Path) -> None:
        self.path = path

    @contextmanager
    def folder(self) -> Iterator[Path]:
        """A new folder that nobody else can read, removed at the end with all that is in it.

        Raises MorbotError (`no-room`) where there can be none.
        """
        try:
            # Machines sweep their folder for temporary files, and this may have lain idle for days.
            self.path.mkdir(mode=0o700, exist_ok=True)
            path = Path(tempfile.mkdtemp(dir=self.path))
        except OSError as error:
            reason = error.strerror or type(error).__name__
            raise MorbotError(*no_room(reason), code="no-room") from error
        try:
            yield path
        finally:
            shutil.rmtree(path, ignore_errors=True)


@contextmanager
def opened(parent: Path | None = None) -> Iterator[Drawer]:
    """Remove what crashed processes left in `parent` (None: the system's folder for temporary
    files), and give a drawer there that is removed at the end.

    Raises ConfigError where nothing can be written there.
    """
    parent = parent or Path(tempfile.gettempdir())
    _clear(parent)
    path, lock = _locked(parent)
    with lock:
        try:
            yield Drawer(path)
        finally:
            shutil.rmtree(path, ignore_errors=True)


def _locked(parent: Path) -> tuple[Path, TextIO]:
    """A new folder, and its lock, held until closed."""
    while True:
        try:
            path = Path(tempfile.mkdtemp(prefix=_PREFIX, dir=parent))
            lock = (path / _LOCK).open("w")
        except OSError as error:
            reason = error.strerror or type(error).__name__
            raise ConfigError([no_temporary_folder(str(parent), reason)]) from None
        fcntl.flock(lock, fcntl.LOCK_EX)
        if (path / _LOCK).exists():  # else another process cleared it before it was locked
            return path, lock
        lock.close()


def _clear(parent: Path) -> None:
    """Remove our own folders that no living process has locked."""
    for path in parent.glob(f"{_PREFIX}*"):
        if path.is_symlink() or not path.is_dir() or path.stat().st_uid != os.getuid():
            continue
        try:
            with (path / _LOCK).open() as lock:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                shutil.rmtree(path, ignore_errors=True)
        except OSError:  # somebody works there, or has just begun to
            continue


def no_temporary_folder(folder: str, reason: str) -> str:
    """The bot cannot start: it makes files there."""
    return f"{folder}: no temporary folder can be made there ({reason}); set TMPDIR to another one"


def no_room(reason: str) -> tuple[str, str]:
    """The temporary file could not be written on the bot's machine."""
    return (
        f"The file could not be made: {reason}.",
        "Ask for a shorter period, or tell whoever runs morbot to look at its temporary folder.",
    )
