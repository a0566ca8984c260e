"""What is said about settings and starting."""


def setting_problem(name: str, kind: str, reason: str) -> str:
    """One setting that does not allow a start. The value itself is never shown."""
    if kind == "missing":
        return f"{name} is not set."
    return f"{name} cannot be used: {reason.removeprefix('Value error, ')}."


def setting_needed(name: str, why: str) -> str:
    """A setting that only some commands need."""
    return f"{name} is not set: {why}."
