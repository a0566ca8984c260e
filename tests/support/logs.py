"""What the bot logs, as a test reads it."""

import io
import json
import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import structlog

from bot import telemetry

ReadLog = Callable[[], list[dict[str, Any]]]


@contextmanager
def log_reader() -> Iterator[ReadLog]:
    """Log as the running bot does. The function returns what was logged since its last call."""
    root = logging.getLogger()
    handlers, level, before = root.handlers[:], root.level, structlog.get_config()
    telemetry.configure()
    (handler,) = root.handlers
    assert isinstance(handler, logging.StreamHandler)
    handler.setStream(io.StringIO())

    def read() -> list[dict[str, Any]]:
        told: Any = handler.setStream(io.StringIO())
        return [json.loads(line) for line in told.getvalue().splitlines()]

    yield read
    root.handlers[:] = handlers
    root.setLevel(level)
    structlog.configure(**before)
