"""What a fault means for a delivery."""

from enum import StrEnum

from bot.digests.reasons import OwnerError, ReasonCode
from bot.errors import TOKEN_DEAD, AskError, MorbotError, Refused, SlackError

_SLACK_LATER = frozenset(
    {"slack-unreachable", "ratelimited", "rate_limited", "person-untold", "channel-untold"}
)
_PLACE_LOST = frozenset({"not_in_channel", "channel_not_found", "is_archived"})
_TOO_MANY = frozenset({"too-many-questions", "too-many-waiting"})
_NOT_HIS = frozenset({"user-not-found", "not-authorized", "access-denied"})


class Verdict(StrEnum):
    """Try again in a while; never again until somebody has mended it; not this time; or nobody
    knows whether it was posted.
    """

    LATER = "later"
    PAUSE = "pause"
    FAIL = "fail"
    UNKNOWN = "unknown"


def judge(error: MorbotError) -> Verdict:
    """What is to be done about a delivery that ended with this error."""
    if isinstance(error, OwnerError):
        later = error.reason.code == ReasonCode.LINK_NOT_CHECKED
        return Verdict.LATER if later else Verdict.PAUSE
    if isinstance(error, AskError):
        return Verdict.LATER if error.code in _TOO_MANY else Verdict.PAUSE
    if isinstance(error, SlackError):
        return _of_slack(error.code)
    if isinstance(error, Refused) and error.code in _NOT_HIS:
        return Verdict.PAUSE
    return Verdict.LATER


def _of_slack(code: str) -> Verdict:
    if code == "post-unknown":
        return Verdict.UNKNOWN
    if code in _SLACK_LATER:
        return Verdict.LATER
    if code in _PLACE_LOST | TOKEN_DEAD or code.startswith("restricted_action"):
        return Verdict.PAUSE
    return Verdict.FAIL
