"""Checks of what others could read: our files, and what is on its way to MOR."""

import stat
from pathlib import Path

from bot.doctor.check import CheckContext, CheckResult, ok, warning
from bot.mor import texts as mor_texts
from bot.mor.exposure import crosses_a_network_in_the_clear
from bot.settings.values import home
from bot.store.database import file_of


async def files(context: CheckContext) -> CheckResult:
    """Check that the databases' files and `.env` are readable by their owner alone."""
    readable = [path for path in (*_stored(context), home() / ".env") if _is_open(path)]
    if readable:
        names = " ".join(map(str, readable))
        return warning(
            "Others on this machine can read files with links or secrets in them.",
            f"Close them: chmod 600 {names}",
        )
    return ok("Nobody else can read the files with links and secrets.")


async def way_to_mor(context: CheckContext) -> CheckResult:
    """Check that nobody on the way can read what MOR is asked and answers."""
    if await crosses_a_network_in_the_clear(context.settings.mor_url):
        return warning(*mor_texts.IN_THE_CLEAR)
    return ok("What MOR answers cannot be read on the way, or stays in a private network.")


async def watch_port(context: CheckContext) -> CheckResult:
    """Check that health and metrics are served inside only."""
    settings = context.settings
    host = f"[{settings.watch_host}]" if ":" in settings.watch_host else settings.watch_host
    if await crosses_a_network_in_the_clear(f"http://{host}/"):
        return warning(
            "Health and metrics are served on an address that other networks may reach.",
            "Set WATCH_HOST to 127.0.0.1, or to an address in your own network.",
        )
    return ok(f"Health and metrics are served inside only: http://{host}:{settings.watch_port}.")


def _stored(context: CheckContext) -> list[Path]:
    """The SQLite files of the application and of its engine, with those beside them."""
    database = file_of(context.settings.database_url)
    if database is None:
        return []
    both = (database, database.with_stem(f"{database.stem}-engine"))
    return [Path(f"{path}{end}") for path in both for end in ("", "-wal", "-shm")]


def _is_open(path: Path) -> bool:
    try:
        mode = path.stat().st_mode
    except OSError:
        return False
    return stat.S_ISREG(mode) and bool(mode & 0o077)
