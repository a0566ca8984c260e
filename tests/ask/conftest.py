"""A spool for each test."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from bot.ask.spool import CallSpool


@pytest.fixture
def spool(tmp_path: Path) -> Iterator[CallSpool]:
    with closing(CallSpool(tmp_path / "spool.db")) as one:
        yield one
