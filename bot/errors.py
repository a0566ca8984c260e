"""The error tree. Each error carries the sentence a person reads and what to do about it.

    MorbotError
    ├── AskError        the person can fix it: shown with an example, not logged as an error
    ├── MorError        MOR did not give an answer that can be used
    │   ├── Unavailable     not reached, too slow, or an answer of the 5xx kind
    │   ├── Refused         MOR understood and said no
    │   └── Garbled         something came back that is not a whole MOR answer
    ├── SlackError      Slack did not accept what was sent
    ├── DatabaseError   the bot's own database cannot be used now
    └── ConfigError     the settings do not allow a start; all problems at once

Anything else that is raised is a bug: the person gets a reference to find it in the log.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum


class ErrorCode(StrEnum):
    """The codes that decide what happens next. Any other code is only written and counted."""

    # Questions
    PERIOD_UNREADABLE = "period-unreadable"
    PERIOD_NUMBER = "period-number"
    USER_NOT_FOUND = "user-not-found"
    NOT_LINKED = "not-linked"
    TOO_MANY_QUESTIONS = "too-many-questions"
    TOO_MANY_WAITING = "too-many-waiting"
    NO_DIGEST = "no-digest"
    # MOR
    MOR_UNREACHABLE = "mor-unreachable"
    MOR_SLOW = "mor-slow"
    MOR_FAILING = "mor-failing"
    MOR_BUSY = "mor-busy"
    MOR_REFUSED = "mor-refused"
    MOR_NO_METHOD = "mor-no-method"
    WRONG_HASH = "wrong-hash"
    NO_KEY = "no-key"
    NO_API_KEY = "no-secret-key"
    NOT_AUTHORIZED = "not-authorized"
    ACCESS_DENIED = "access-denied"
    FORBIDDEN = "forbidden"
    # Links
    LINK_CHANGED = "link-changed"
    NAME_DIFFERS = "name-differs"
    ID_DIFFERS = "id-differs"
    OWNER_DIFFERS = "owner-differs"
    NOT_ADMIN = "not-admin"
    IS_ADMIN = "is-admin"
    IMPORT = "import"
    # Slack
    PERSON_UNKNOWN = "person-unknown"
    POST_UNKNOWN = "post-unknown"
    SLACK_UNREACHABLE = "slack-unreachable"
    # The database
    DATABASE_AWAY = "database-away"


class MorbotError(Exception):
    """An error with a sentence for the person.

    `text` says what happened, `hint` what to do, with an example; both are plain text. `details`
    are for those who run morbot: hosts, settings and what to change. They are shown in the shell,
    to bot admins and in the log, and to nobody else.
    `code` is its short name in the audit log, the metrics and tests, for example
    `period-unreadable`.
    """

    def __init__(self, text: str, hint: str = "", *, code: str, details: str = "") -> None:
        super().__init__(text)
        self.text = text
        self.hint = hint
        self.details = details
        self.code = str(code)  # plain, for the log and the database


@dataclass(frozen=True, slots=True)
class Place:
    """The part of `source` that could not be read: from `start` to `end`, which is not included."""

    source: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read an ambiguous command: its meaning, and a command that is not ambiguous."""

    meaning: str
    command: str


class AskError(MorbotError):
    """A question that the person has to change.

    `place` marks what was not understood. `readings` are the meanings of an ambiguous command:
    the person chooses one.
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
    """MOR's answer is not complete: a proxy's page, a cut connection, broken XML."""


class SlackError(MorbotError):
    """Slack did not accept what was sent."""


class DatabaseError(MorbotError):
    """The bot's own database cannot be used now. It may be well again in a moment."""


TOKEN_DEAD = frozenset(
    {"invalid_auth", "not_authed", "token_revoked", "token_expired", "account_inactive"}
)
"""The codes of a SlackError, which are Slack's own, for a bot token that is no longer valid."""


class ConfigError(MorbotError):
    """The settings do not allow a start. `problems` has all of them."""

    def __init__(self, problems: Sequence[str]) -> None:
        super().__init__("\n".join(problems), code="settings")
        self.problems = tuple(problems)
