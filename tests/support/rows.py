"""Calls of which only what matters to a test is said."""

from datetime import UTC, datetime

from bot.calls.model import (
    Call,
)

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)


def call(at: datetime = NOON, source: str = "1001", target: str = "1002", **fields: str) -> Call:
    row = Call(at, source, "", "10.0.0.1", "SIP/1", "Tom Ford", target, "10.0.0.2")
    return row._replace(**fields)  # type: ignore[arg-type]  # text fields only
