"""Some hundred conversations, and planted faults that the search must find."""

import pytest

from tests.access.conversation import conversation, have, shortest
from tests.access.faults import FAULTS
from tests.access.steps import Step

SEED = 1
MOST = 300
"""Conversations within which a planted fault is found."""

_PARTS = 8


def as_lines(steps: list[Step]) -> str:
    return "\n".join(f"  {one}" for one in steps)


@pytest.mark.parametrize("part", range(_PARTS))
async def test_nobody_sees_what_is_not_theirs(part: int, pytestconfig: pytest.Config) -> None:
    conversations: int = pytestconfig.getoption("--conversations")
    for seed in range(SEED + part, SEED + conversations, _PARTS):
        steps = conversation(seed)
        if wrong := await have(steps):
            found = await shortest(steps)
            pytest.fail(f"seed {seed}: {wrong}\n{as_lines(found)}")


@pytest.mark.slow
@pytest.mark.parametrize("fault", FAULTS)
async def test_a_planted_fault_is_found(fault: str, monkeypatch: pytest.MonkeyPatch) -> None:
    FAULTS[fault].plant(monkeypatch)
    for seed in (FAULTS[fault].seed, *range(SEED, SEED + MOST)):
        if await have(conversation(seed)):
            return
    pytest.fail(f"not found in {MOST} conversations")
