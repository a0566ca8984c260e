"""Answers made to do harm: each ends in an error with a name, soon, and in little memory.

They are read in a process of their own, whose memory is looked at from outside of Python.
"""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.fuzz.hostile import HOSTILE

_ROOT = Path(__file__).parents[2]
_MEGABYTES = 48  # lxml, its own buffers of a megabyte and the pieces that are read
_SECONDS = 20


@pytest.fixture(scope="module")
def found() -> dict[str, Any]:
    done = subprocess.run(
        [sys.executable, "-m", "tests.fuzz.hostile"],
        cwd=_ROOT,
        capture_output=True,
        text=True,
        timeout=300,
        check=True,
    )
    results: dict[str, Any] = json.loads(done.stdout)
    return results


@pytest.mark.parametrize("name", HOSTILE)
def test_it_is_given_up_by_name_soon_and_in_little_memory(name: str, found: dict[str, Any]) -> None:
    one = found[name]
    assert one["fault"] in ("Garbled", "Refused"), one
    assert one["seconds"] < _SECONDS
    assert one["megabytes"] < _MEGABYTES


def test_no_file_and_no_address_was_read(found: dict[str, Any]) -> None:
    assert found["listener"] == {"connections": 0}
