"""A request runs through no more of our code than `tests.bench.hops.BOUNDS` allows."""

import pytest

from tests.bench import hops

_ATTEMPTS = 3  # on a busy machine a heartbeat or a word of patience may come in between


@pytest.mark.slow
def test_a_request_runs_through_few_functions_and_files() -> None:
    for _ in range(_ATTEMPTS):
        if not (too_many := _too_many()):
            return
    pytest.fail(f"{too_many}")


def _too_many() -> list[str]:
    counts = hops.counted(hops.trips())
    assert counts.keys() == hops.BOUNDS.keys()
    return [
        f"{name}: {count} {unit}, at most {hops.BOUNDS[name][unit].ceiling}"
        for name, by_unit in counts.items()
        for unit, count in by_unit.items()
        if not 0 < count <= hops.BOUNDS[name][unit].ceiling
    ]
