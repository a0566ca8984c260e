from pathlib import Path

import pytest

from tests.support.databases import sqlite_in


@pytest.fixture
def url(tmp_path: Path) -> str:
    """The address of a database that is not there yet: how it is made is the subject here."""
    return sqlite_in(tmp_path)
