"""The README and docs/ agree with the code."""

import os
import re
import shlex
import stat
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from bot.settings import Settings
from bot.store.tables import metadata
from tests.support.settings_table import documented, settings_table

TOP = Path(__file__).parents[2]
README = (TOP / "README.md").read_text()

DOCS = TOP / "docs"


def test_the_table_of_settings_is_made_from_them() -> None:
    """`python -m tests.support.settings_table` writes it."""
    assert documented((DOCS / "settings.md").read_text()) == settings_table()


@pytest.mark.parametrize("page", ["README.md", *(f"docs/{one.name}" for one in DOCS.glob("*.md"))])
def test_every_link_and_picture_is_there(page: str) -> None:
    path = TOP / page
    links = re.findall(r"\]\((?!https?:)([^)#]+)", path.read_text())
    assert [link for link in links if not (path.parent / link).exists()] == []


@pytest.mark.parametrize("page", sorted(DOCS.glob("*.md")), ids=lambda page: page.name)
def test_the_readme_links_every_page(page: Path) -> None:
    assert f"](docs/{page.name})" in README


@pytest.mark.parametrize("page", sorted(DOCS.glob("*.md")), ids=lambda page: page.name)
def test_every_file_that_a_page_names_is_there(page: Path) -> None:
    named = re.findall(
        r"`((?:bot|tests|docs)/[\w/.]+\.\w+|(?:bot|tests|docs)(?:/\w+)*/)`", page.read_text()
    )
    assert [name for name in named if not (TOP / name).exists()] == []


def test_every_test_that_a_page_names_is_there() -> None:
    """The threat model names the test that proves each line."""
    page = (DOCS / "security.md").read_text()
    named = re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", page)
    assert [f"{file}::{name}" for file, name in named if not _has_test(file, name)] == []
    lines = [line for line in page.splitlines() if line.startswith("| ")]
    assert len(lines) > 20
    assert [line for line in lines[1:] if "::test_" not in line] == []


def _has_test(file: str, name: str) -> bool:
    path = TOP / file
    return (
        path.exists() and re.search(rf"^(async )?def {name}\(", path.read_text(), re.M) is not None
    )


def test_everything_that_is_stored_has_an_age_or_a_bound() -> None:
    page = (DOCS / "reliability.md").read_text()
    rows = [line.split("|")[1:-1] for line in page.splitlines() if line.startswith("| ")]
    forgotten = [row for row in rows if len(row) == 4]
    where = {name for row in forgotten for name in re.findall(r"`(\w+)`", row[1])}
    assert {table for table in metadata.tables if table not in where} == set()
    settings = {name for row in forgotten for name in re.findall(r"`([A-Z_]+)`", row[2])}
    assert {name.lower() for name in settings} <= set(Settings.model_fields)
    assert {name for name in Settings.model_fields if name.endswith("_days")} <= {
        name.lower() for name in settings
    }
    assert all(row[3].strip() for row in forgotten)


def test_ci_runs_the_test_line_of_the_readme() -> None:
    script = TOP / ".ci" / "run"
    assert "README.md" in script.read_text()
    assert script.stat().st_mode & stat.S_IXUSR


TRANSCRIPT = re.search(r"<!-- transcript -->\n```\n\$ (.*)\n((?:.*\n)*?)```\n", README)


def test_the_transcript_is_what_the_command_prints() -> None:
    assert TRANSCRIPT is not None
    line = TRANSCRIPT[1].replace(".venv/bin/morbot", f"{sys.executable} -m bot")
    printed = subprocess.run(  # noqa: S603 -- the command of our own README
        shlex.split(line),
        check=True,
        capture_output=True,
        text=True,
        timeout=60,
        cwd=TOP,
        env={**os.environ, "COLUMNS": "80"},
    )
    assert printed.stdout == TRANSCRIPT[2]


def test_the_examples_of_style_are_our_own_code() -> None:
    page = (DOCS / "contributing.md").read_text()
    examples = re.findall(r"from `(bot/[\w/.]+)`:\n\n```python\n(.*?)\n```", page, re.DOTALL)
    assert len(examples) == 2
    for name, code in examples:
        source = (TOP / name).read_text()
        inside = textwrap.indent(code, "    ")
        assert code in source or inside in source
