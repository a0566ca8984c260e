"""What the README says is held to the code."""

import os
import re
import shlex
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from bot.settings import Settings

TOP = Path(__file__).parents[2]
README = (TOP / "README.md").read_text()

SETTINGS = [name.upper() for name in Settings.model_fields if name != "reseller_keys"]


@pytest.mark.parametrize("name", [*SETTINGS, "MOR_KEY_RESELLER_<id>"])
def test_every_setting_is_documented(name: str) -> None:
    assert f"| `{name}` |" in README


def test_no_setting_is_documented_that_does_not_exist() -> None:
    documented = set(re.findall(r"^\| `([A-Z_]+)` \|", README, re.MULTILINE))
    assert documented == set(SETTINGS)


def test_every_default_is_the_documented_one() -> None:
    for name in SETTINGS:
        default = Settings.model_fields[name.lower()].default
        if isinstance(default, (int, float, str)) and not isinstance(default, bool):
            row = next(line for line in README.splitlines() if line.startswith(f"| `{name}` |"))
            assert f"`{default}`" in row, f"{name}: {default}"


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
