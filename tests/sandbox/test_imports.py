"""The sandbox stands alone, and its imports go one way.

Every import counts, also one inside a function or under `TYPE_CHECKING`.
"""

import ast
from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

from tests.support.each_row import each_row

ROOT = Path(__file__).parents[2]
SANDBOX = ROOT / "bot" / "sandbox"


def name_of(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


MODULES = {name_of(path): path.read_text() for path in sorted(SANDBOX.rglob("*.py"))}


def imported(source: str, modules: set[str]) -> Iterator[str]:
    """Names of the modules of `bot` that this source imports, anywhere in it."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (one.name for one in node.names if one.name.split(".")[0] == "bot")
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "a relative import hides where it goes"
            module = str(node.module)
            if module.split(".", maxsplit=1)[0] == "bot":
                inner = (f"{module}.{one.name}" for one in node.names)
                yield from (one if one in modules else module for one in inner)


def cycle_in(sources: dict[str, str]) -> list[str]:
    """The modules of one import cycle, in order; none if imports go one way."""
    graph = {name: set(imported(text, set(sources))) for name, text in sources.items()}
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        return list(error.args[1])
    return []


def test_imports_go_one_way() -> None:
    assert cycle_in(MODULES) == []


@each_row((name,) for name in MODULES)
def test_nothing_of_the_bot_is_imported(name: str) -> None:
    foreign = [
        one
        for one in imported(MODULES[name], set(MODULES))
        if one != "bot.sandbox" and not one.startswith("bot.sandbox.")
    ]
    assert foreign == []


@pytest.mark.parametrize(
    "late",
    [
        "from bot.sandbox import a",
        "import bot.sandbox.a",
        "from bot.sandbox.a import thing",
        "def f():\n    from bot.sandbox.a import thing",
        "if TYPE_CHECKING:\n    from bot.sandbox.a import Thing",
    ],
)
def test_a_cycle_would_be_detected(late: str) -> None:
    sources = {"bot.sandbox.a": "import bot.sandbox.b", "bot.sandbox.b": late}
    assert set(cycle_in(sources)) == {"bot.sandbox.a", "bot.sandbox.b"}
