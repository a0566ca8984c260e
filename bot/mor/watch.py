"""Each request to MOR as a line in the log and in the numbers."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from bot.errors import MorError
from bot.telemetry import Numbers, logger

log = logger(__name__)


@dataclass(slots=True)
class Asked:
    """What is known of a request by now: how many calls were read."""

    rows: int = 0


@contextmanager
def watched(method: str, numbers: Numbers) -> Iterator[Asked]:
    """Around one request, until its answer is read or given up; the outcome is told at the end."""
    asked, begun = Asked(), time.perf_counter()
    outcome, error = "given-up", ""
    try:
        yield asked
        outcome = "answered"
    except MorError as fault:
        outcome = error = fault.code
        raise
    finally:
        seconds = time.perf_counter() - begun
        numbers.mor_request(method, seconds, error)
        log.info(
            "mor-request",
            method=method,
            outcome=outcome,
            rows=asked.rows,
            seconds=round(seconds, 3),
        )
