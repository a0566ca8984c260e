"""What morbot is made of: everything pinned with hashes, and listed inside the wheel."""

import json
import re
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest

from tests.support.parts_list import LIST, TOP, parts_list, pins

LOCKS = ("requirements.lock", "tests/requirements.lock", "build.lock")


def test_the_list_of_parts_is_made_from_the_lock_file() -> None:
    """`python -m tests.support.parts_list` writes it."""
    assert LIST.read_text() == parts_list()


@pytest.mark.parametrize("lock", LOCKS)
def test_every_part_is_pinned_with_a_hash(lock: str) -> None:
    for entry in re.split(r"\n(?=\S)", (TOP / lock).read_text().strip()):
        assert re.match(r"[^=\s]+==[^\n]+\\\n\s+--hash=sha256:[0-9a-f]{64}", entry), entry


def test_the_build_backend_is_the_pinned_one() -> None:
    """Nothing is fetched for a build: without isolation pip takes what build.lock installed."""
    build = tomllib.loads((TOP / "pyproject.toml").read_text())["build-system"]
    (wanted,) = build["requires"]
    assert wanted == f"hatchling=={pins((TOP / 'build.lock').read_text())['hatchling']}"
    lines = [line for line in (TOP / "README.md").read_text().splitlines() if "--no-deps" in line]
    assert len(lines) == 2
    assert all("-r build.lock" in line and "--no-build-isolation" in line for line in lines)


def test_the_wheel_has_the_list_in_it(tmp_path: Path) -> None:
    build = "import sys, hatchling.build; print(hatchling.build.build_wheel(sys.argv[1]))"
    done = subprocess.run(  # noqa: S603 -- a fixed command
        [sys.executable, "-c", build, str(tmp_path)],
        cwd=TOP,
        check=True,
        capture_output=True,
        text=True,
    )
    with zipfile.ZipFile(tmp_path / done.stdout.strip()) as wheel:
        (name,) = (one for one in wheel.namelist() if ".dist-info/sboms/" in one)
        listed = json.loads(wheel.read(name))
    assert (listed["bomFormat"], listed["specVersion"]) == ("CycloneDX", "1.6")
    named = {part["name"]: part["version"] for part in listed["components"]}
    assert named == pins((TOP / "requirements.lock").read_text())
    assert len(named) > 20
