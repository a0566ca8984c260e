"""Temporary files are gone at the end, whatever the end was."""

import os
import shutil
import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from bot.errors import ConfigError, MorbotError
from bot.temp_folders import TempFolders, open_temp_folders

CRASHING = """
import pathlib, sys
from bot.temp_folders import open_temp_folders
with open_temp_folders(pathlib.Path(sys.argv[1])) as folders, folders.folder() as folder:
    (folder / "calls.csv").write_text("x")
    print("there", flush=True)
    sys.stdin.read()
"""


def test_a_folder_is_removed_with_all_that_is_in_it(tmp_path: Path) -> None:
    with open_temp_folders(tmp_path) as folders:
        with folders.folder() as folder:
            (folder / "calls.csv").write_text("x")
        assert not folder.exists()
        with pytest.raises(ZeroDivisionError), folders.folder():
            _ = 1 / 0
        assert [one.name for one in folders.path.iterdir()] == ["lock"]
    assert list(tmp_path.iterdir()) == []


def test_nobody_else_can_read_it(tmp_path: Path) -> None:
    with open_temp_folders(tmp_path) as folders, folders.folder() as folder:
        assert folders.path.stat().st_mode & 0o077 == 0
        assert folder.stat().st_mode & 0o077 == 0


def test_folders_that_a_crash_left_are_removed_at_the_next_start(tmp_path: Path) -> None:
    process = subprocess.Popen(  # noqa: S603 -- our own code
        [sys.executable, "-c", CRASHING, str(tmp_path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    assert process.stdout is not None
    assert process.stdin is not None
    assert process.stdout.readline() == b"there\n"
    with open_temp_folders(tmp_path):
        assert len(list(tmp_path.glob("*/*/calls.csv"))) == 1, "the other one is still at work"
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    process.stdin.close()
    process.stdout.close()
    assert len(list(tmp_path.glob("*/*/calls.csv"))) == 1
    with open_temp_folders(tmp_path) as folders:
        assert list(tmp_path.iterdir()) == [folders.path]
    assert list(tmp_path.iterdir()) == []


def test_nothing_but_its_own_is_removed(tmp_path: Path) -> None:
    (tmp_path / "morbot-files-list").write_text("mine")
    (tmp_path / "precious").mkdir()
    (tmp_path / "morbot-files-link").symlink_to(tmp_path / "precious")
    (tmp_path / "morbot-files-other").mkdir()
    with open_temp_folders(tmp_path):
        pass
    assert len(list(tmp_path.iterdir())) == 4


def test_a_folder_that_cannot_be_written_is_told_at_start(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="TMPDIR"), open_temp_folders(tmp_path / "none"):
        pass


def test_folders_that_were_swept_away_are_there_again(tmp_path: Path) -> None:
    with open_temp_folders(tmp_path) as folders:
        shutil.rmtree(folders.path)
        with folders.folder() as folder:
            assert folder.is_dir()
            assert folders.path.stat().st_mode & 0o077 == 0
    assert list(tmp_path.iterdir()) == []


def test_no_room_is_told_with_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(MorbotError) as raised, TempFolders(tmp_path / "file").folder():
        pass
    assert raised.value.code == "no-room"
    assert "temporary folder" in raised.value.hint
    with pytest.raises(MorbotError, match="No space left"), TempFolders(tmp_path).folder(10**18):
        pass


def test_it_does_not_matter_that_others_start_and_end_at_the_same_time(tmp_path: Path) -> None:
    def start_and_end() -> None:
        for _ in range(150):
            with open_temp_folders(tmp_path):
                pass

    with ThreadPoolExecutor(4) as others:
        for ended in [others.submit(start_and_end) for _ in range(4)]:
            ended.result()
    assert list(tmp_path.iterdir()) == []
