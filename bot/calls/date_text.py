"""Dates and times as people read them. Files, JSON and commands use ISO 8601 instead."""

from datetime import date, datetime


def date_text(day: date) -> str:
    """Return `Fri 27 Nov 2026`."""
    return f"{day:%a} {day.day} {day:%b %Y}"


def time_text(moment: datetime) -> str:
    """Return `Fri 27 Nov 2026, 09:00`, in the zone of `moment`."""
    return f"{date_text(moment)}, {moment:%H:%M}"
