"""The architecture, held by a test: imports go downwards only, one floor or more.

Rooms on the same floor do not know each other. The sandbox knows nobody, and only the front door
knows the sandbox.
"""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.each_row import each_row

BOT = Path(__file__).parents[2] / "bot"

FLOORS = (
    {"__main__"},
    {"cli"},
    {"app"},
    {"doctor"},
    {"home"},
    {"digests", "search", "audit"},
    {"ask"},
    {"links"},
    {"slack"},
    {"mor"},
    {"store"},
    {"calls", "coalescer"},
    {"background", "cells", "settings", "telemetry", "temp_folders"},
    {"ids", "zone_names"},
    {"errors"},
)
HEIGHT = {room: -number for number, floor in enumerate(FLOORS) for room in floor}


def room_of(path: Path) -> str:
    return path.relative_to(BOT).parts[0].removesuffix(".py")


def imported(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative imports hide the floor"
            yield node.module or ""
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def arrow_allowed(room: str, other: str) -> bool:
    if room == other:
        return True
    if room == "sandbox":
        return False
    if other == "sandbox":
        return room == "cli"
    return HEIGHT[other] < HEIGHT[room]


SOURCES = sorted(path for path in BOT.rglob("*.py") if path != BOT / "__init__.py")


@each_row((path,) for path in SOURCES)
def test_imports_go_downwards_only(path: Path) -> None:
    room = room_of(path)
    others = {name.split(".")[1] for name in imported(path) if name.startswith("bot.")}
    assert [other for other in sorted(others) if not arrow_allowed(room, other)] == []


def test_httpx_is_imported_where_it_belongs_only() -> None:
    users = {
        str(path.relative_to(BOT))
        for path in SOURCES
        if any(name.split(".")[0] == "httpx" for name in imported(path))
        and room_of(path) != "sandbox"
    }
    assert users == {"mor/transport.py"}


def test_cronsim_is_imported_where_lines_are_taken_apart_only() -> None:
    users = {
        str(path.relative_to(BOT))
        for path in SOURCES
        if any(name.split(".")[0] == "cronsim" for name in imported(path))
    }
    assert users == {"digests/schedule/cron.py"}


def test_an_upward_import_would_be_seen() -> None:
    assert not arrow_allowed("calls", "mor")
    assert not arrow_allowed("store", "mor")
    assert not arrow_allowed("sandbox", "mor")
    assert not arrow_allowed("slack", "sandbox")
    assert arrow_allowed("slack", "calls")


FEATURES = {"ask", "links", "digests", "search", "audit", "home"}
HANDLERS = {
    *("access_requests", "changes", "commands", "forms", "home", "import_form", "log"),
    *("outcomes", "posted", "runner", "saved", "sharing"),
}


def step_of(path: Path) -> int:
    """Where a file is in the order of its feature: texts and reasons, model and use case, blocks,
    handlers, listeners.
    """
    parts = path.relative_to(BOT).with_suffix("").parts
    if parts[-1].endswith("texts") or "texts" in parts or parts[-1] == "reasons":
        return 0
    if any(part.endswith("blocks") for part in parts):
        return 2
    if parts[-1] == "listeners":
        return 4
    return 3 if parts[-1] in HANDLERS or "engine" in parts else 1


@pytest.mark.parametrize("feature", sorted(FEATURES))
def test_a_feature_is_built_in_one_order(feature: str) -> None:
    """Texts, model and use case, blocks, handlers, listeners: no file imports a later step."""
    files = {module_of(path): path for path in SOURCES if room_of(path) == feature}
    upward = [
        f"{path.relative_to(BOT)} -> {name}"
        for path in files.values()
        for name in sorted(imported(path))
        if name in files and step_of(files[name]) > step_of(path)
    ]
    assert len(files) > 3
    assert upward == []


def module_of(path: Path) -> str:
    parts = path.relative_to(BOT.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
