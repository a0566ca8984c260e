"""Stored files are readable by their owner only, whatever the umask."""

import os
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.app import running
from bot.sandbox.mor_server import MorServer
from bot.sandbox.slack_server import Workspace
from tests.support.company import settings_between
from tests.support.databases import sqlite_in


@pytest.fixture
def _usual_umask() -> Iterator[None]:
    before = os.umask(0o022)
    yield
    os.umask(before)


def modes(folder: Path) -> dict[str, str]:
    return {
        str(path.relative_to(folder)): oct(stat.S_IMODE(path.stat().st_mode))
        for path in folder.rglob("*")
    }


@pytest.mark.usefixtures("_usual_umask")
async def test_both_databases_and_the_files_sqlite_keeps_beside_them(
    mor: MorServer, workspace: Workspace, tmp_path: Path
) -> None:
    async with running(settings_between(mor, workspace, sqlite_in(tmp_path), port=0)):
        found = modes(tmp_path)
    assert {"morbot.db", "morbot.db-wal", "morbot.db-shm", "morbot-engine.db"} <= set(found)
    assert set(found.values()) == {"0o600"}
