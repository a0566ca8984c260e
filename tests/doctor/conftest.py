"""The office, with everything well: each test makes one thing wrong."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.sandbox.mor_server import running
from bot.sandbox.slack_server import Workspace, serve_workspace
from bot.sandbox.world import World, build_world
from tests.support.doctor_office import ADA, ADMIN, NILS, TOM, Clock, Office


@pytest.fixture(scope="session")
def last_days() -> World:
    """The company with the calls of the last days, by the real clock."""
    return build_world(seed=1, until=datetime.now(UTC), days=8)


@pytest.fixture
async def empty_office(
    last_days: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[Office]:
    """The office with nobody linked."""
    monkeypatch.chdir(tmp_path)
    clock = Clock()
    workspace = Workspace()
    async with running(last_days, clock=clock) as mor, serve_workspace(workspace):
        yield Office(mor, clock, workspace, tmp_path)


@pytest.fixture
async def office(empty_office: Office) -> Office:
    """The office with four people linked."""
    await empty_office.link(ADMIN, NILS, ADA, TOM)
    return empty_office
