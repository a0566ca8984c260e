"""The company with marked calls: whose calls a text shows can be told from the text alone.

All calls of a MOR user are between their own two telephones, on one day. Labels, caller ids,
addresses and the number of calls are the user's alone.
"""

import re
from datetime import UTC, datetime
from functools import cache

from bot.sandbox.company import MOR_USERS, SLACK_PEOPLE
from bot.sandbox.world import LocalCall, World

NOW = datetime(2026, 11, 25, 14, 30, 15, tzinfo=UTC)
_CALLED = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)

COUNTS = {0: 23, 3: 29, 4: 31, 5: 37, 6: 41, 7: 43, 8: 47, 9: 53, 10: 59, 11: 61}
"""How many calls each MOR user has. No filter that people use here leaves some of them out."""

_OF_COUNT = {count: user_id for user_id, count in COUNTS.items()}
_MARK = re.compile(r"\bq(\d\d)[abn]\b|\b10\.77\.(\d{1,2})\.[12]\b")
_COUNT = re.compile(r"\b(\d\d) calls\b")
_OWNER = re.compile(r"%([a-z]+)x%")
_CHANNEL = "SIP/" + "-".join(f"{one.name}x" for one in SLACK_PEOPLE)
_TITLE = re.compile(r"[Ll]ocal calls of [^\n]{0,80}?user (\d{1,9})\b")

AUDIT_MARK = "auditmark"
"""The MOR username in an entry of the audit log, for bot admins alone."""

LINK_MARK = "linkmark"
"""The MOR username of a link to user 77, whom MOR does not know."""


def question_mark(name: str) -> str:
    """Return the filter by which this person's digests and saved searches are known."""
    return f"channel:%{name}x%"


def users_in(text: str) -> set[int]:
    """Return the MOR users whose calls a text shows."""
    return {int(label or address) for label, address in _MARK.findall(text)}


def counted_in(text: str) -> set[int]:
    """Return the MOR users whose number of calls a text tells."""
    counts = map(int, _COUNT.findall(text))
    return {_OF_COUNT[count] for count in counts if count in _OF_COUNT}


def owners_in(text: str) -> set[str]:
    """Return the names of those whose questions a text shows."""
    return set(_OWNER.findall(text))


def titled(text: str) -> set[int]:
    """Return the MOR users that a text says it is about."""
    return {int(one) for one in _TITLE.findall(text)}


@cache
def marked_world() -> World:
    """Return the company with these calls only."""
    calls = [
        call
        for user_id, count in COUNTS.items()
        for call in (_call(user_id, number) for number in range(count))
    ]
    return World(MOR_USERS, (), tuple(sorted(calls)))


def _call(user_id: int, number: int) -> LocalCall:
    telephones = [
        (f"q{user_id:02}a", f"10.77.{user_id}.1"),
        (f"q{user_id:02}b", f"10.77.{user_id}.2"),
    ]
    (caller, caller_ip), (callee, callee_ip) = telephones[:: 1 if number % 2 else -1]
    return LocalCall(
        int(_CALLED.timestamp()) + 60 * number,
        user_id,
        caller,
        f"q{user_id:02}n",
        caller_ip,
        _CHANNEL,
        user_id,
        callee,
        callee_ip,
    )
