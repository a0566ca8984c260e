import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from bot.sandbox.mor_server import Database
from bot.sandbox.world import World
from tests.sandbox.mor_server.telephone import FEBRUARY, OCTOBER, WORLD


def no_world() -> World:
    raise AssertionError("a world was built for a file that has one")


def test_a_new_file_is_filled_and_used_again_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "sandbox.db"
    with closing(Database.at(path, lambda: WORLD)) as database:
        first = list(database.calls(5, FEBRUARY, OCTOBER))
    with closing(Database.at(path, no_world)) as database:
        assert list(database.calls(5, FEBRUARY, OCTOBER)) == first
    assert len(first) == 2


def test_memory_and_file_hold_the_same(tmp_path: Path) -> None:
    with (
        closing(Database.of(WORLD)) as memory,
        closing(Database.at(tmp_path / "sandbox.db", lambda: WORLD)) as file,
    ):
        for user in WORLD.users:
            assert memory.user_by_id(user.id) == file.user_by_name(user.username) == user
            assert list(memory.calls(user.id, 0, OCTOBER)) == list(file.calls(user.id, 0, OCTOBER))


def test_a_build_that_fails_leaves_an_empty_file(tmp_path: Path) -> None:
    path = tmp_path / "sandbox.db"
    broken = World(WORLD.users * 2, (), ())  # the same ids twice
    with pytest.raises(ValueError, match="UNIQUE"):
        Database.at(path, lambda: broken)
    with closing(Database.at(path, lambda: WORLD)) as database:
        assert database.user_by_id(5)


def test_a_file_of_another_kind_is_left_alone(tmp_path: Path) -> None:
    text = tmp_path / "notes.txt"
    text.write_text("not a database, but long enough to be looked at as if it were one" * 20)
    other = tmp_path / "other.db"
    with closing(sqlite3.connect(other)) as connection:
        connection.execute("CREATE TABLE users (name)")
    for path in (text, other):
        before = path.read_bytes()
        with pytest.raises(ValueError, match="database"):
            Database.at(path, lambda: WORLD)
        assert path.read_bytes() == before


def test_a_place_that_cannot_hold_a_file_is_an_os_error(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="open"):
        Database.at(tmp_path / "missing" / "sandbox.db", lambda: WORLD)
