"""Dates as people read them. Files, JSON and commands use ISO 8601 instead."""

from datetime import date

_WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def long_date(day: date, *, year: bool = True) -> str:
    """Return `Wed 18 Nov 2026`. A datetime must be in its zone already."""
    return f"{_WEEKDAYS[day.weekday()]} {short_date(day, year=year)}"


def short_date(day: date, *, year: bool = False) -> str:
    """Return `18 Nov`, or with `year` `18 Nov 2026`. A datetime must be in its zone already."""
    text = f"{day.day} {_MONTHS[day.month - 1]}"
    return f"{text} {day.year}" if year else text
