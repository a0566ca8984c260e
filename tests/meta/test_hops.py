"""A request runs through no more of our code than `tests.bench.hops.BOUNDS` allows."""

import pytest

from tests.bench import hops


@pytest.mark.slow
def test_a_request_runs_through_few_functions_and_files() -> None:
    counts = hops.counted(hops.trips())
    assert counts.keys() == hops.BOUNDS.keys()
    too_many = [
        f"{name}: {count} {unit}, at most {hops.BOUNDS[name][unit].ceiling}"
        for name, by_unit in counts.items()
        for unit, count in by_unit.items()
        if not 0 < count <= hops.BOUNDS[name][unit].ceiling
    ]
    assert too_many == []
