"""What is said about periods that cannot be read."""

EXAMPLES = "For example: yesterday, last week, last 24 hours, 20 nov, 2026-11-01 to 2026-11-05."


def too_long(length: int, longest: int) -> str:
    return f"A period of {length} characters is too long to read; {longest} are the most."


def impossible(typed: str) -> str:
    return f"There is no such date or time: {typed}"


def impossible_hint() -> str:
    return "Write a date as 2026-11-20 and a time as 09:30."
