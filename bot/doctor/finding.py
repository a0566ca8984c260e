"""What a check has found."""

from dataclasses import dataclass
from enum import StrEnum


class State(StrEnum):
    """How something is."""

    OK = "ok"
    WARNING = "warning"  # it works, but somebody should know
    WRONG = "wrong"
    SKIPPED = "not looked at"


@dataclass(frozen=True, slots=True)
class Finding:
    """What was found, in a sentence, and how to mend it; neither holds a secret."""

    state: State
    text: str
    hint: str = ""

    @property
    def stands_in_the_way(self) -> bool:
        """Whether what depends on it cannot be looked at."""
        return self.state in (State.WRONG, State.SKIPPED)


def ok(text: str) -> Finding:
    """All is well."""
    return Finding(State.OK, text)


def warning(text: str, hint: str) -> Finding:
    """It works, but somebody should know."""
    return Finding(State.WARNING, text, hint)


def wrong(text: str, hint: str = "") -> Finding:
    """It has to be mended."""
    return Finding(State.WRONG, text, hint)


def skipped(text: str) -> Finding:
    """It could not be looked at."""
    return Finding(State.SKIPPED, text)
