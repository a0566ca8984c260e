"""The error tree. Each error carries the sentence a person reads and what to do about it.

    MorbotError
    ├── AskError        the person can fix it: shown with an example, not logged as an error
    ├── MorError        MOR did not give an answer that can be used
    │   ├── Unavailable     not reached, too slow, or an answer of the 5xx kind
    │   ├── Refused         MOR understood and said no
    │   └── Garbled         something came back that is not a whole MOR answer
    ├── SlackError      Slack did not take what was sent
    └── ConfigError     the settings do not allow a start; all problems at once

Anything else that is raised is a bug: the person gets a reference number that is also in the log.
"""

from collections.abc import Sequence
from dataclasses import dataclass


class MorbotError(Exception):
    """A fault with a sentence for the person.

    `text` says what happened, `hint` what to do, with an example; both are plain text.
    `code` is its short name in the audit log, the metrics and tests (`period-unreadable`).
    """

    def __init__(self, text: str, hint: str = "", *, code: str) -> None:
        super().__init__(text)
        self.text = text
        self.hint = hint
        self.code = code


@dataclass(frozen=True, slots=True)
class Place:
    """The part of `source` that could not be read: characters `start` to `end`, end excluded."""

    source: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read an ambiguous command: what it means, and a command that says only that."""

    meaning: str
    command: str


class AskError(MorbotError):
    """A question that cannot be answered as it was asked; the person can fix it.

    `place` marks what was not understood. `readings` are the possible meanings of an
    ambiguous command. The person chooses, never the bot.
    """

    def __init__(
        self,
        text: str,
        hint: str = "",
        *,
        code: str,
        place: Place | None = None,
        readings: Sequence[Reading] = (),
    ) -> None:
        super().__init__(text, hint, code=code)
        self.place = place
        self.readings = tuple(readings)


class MorError(MorbotError):
    """MOR did not give an answer that can be used."""


class Unavailable(MorError):
    """MOR was not reached, took too long, or answered with a server error."""


class Refused(MorError):
    """MOR understood the request and said no. `code` is the reason, if it is a known one."""


class Garbled(MorError):
    """What came back is not a whole MOR answer: a proxy's page, a cut connection, broken XML."""


class SlackError(MorbotError):
    """Slack did not take what was sent."""


TOKEN_DEAD = frozenset(
    {"invalid_auth", "not_authed", "token_revoked", "token_expired", "account_inactive"}
)
"""The codes of a SlackError, Slack's own words, for a bot token that is not good any more."""


class ConfigError(MorbotError):
    """The settings do not allow a start. `problems` lists every one of them."""

    def __init__(self, problems: Sequence[str]) -> None:
        super().__init__("\n".join(problems), code="settings")
        self.problems = tuple(problems)
