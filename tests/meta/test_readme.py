"""What the README says is held to the code."""

import re
import stat
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
