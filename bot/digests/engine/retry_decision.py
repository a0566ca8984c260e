"""Whether a delivery that met an error is tried again."""

from enum import StrEnum

from bot.digests.channel import OwnerError
from bot.digests.reasons import ReasonCode
from bot.errors import TOKEN_DEAD, AskError, ErrorCode, MorbotError, Refused, SlackError

_SLACK_LATER = frozenset(
    {ErrorCode.SLACK_UNREACHABLE, "ratelimited", "rate_limited", "person-untold", "channel-untold"}
)
_PLACE_LOST = frozenset({"not_in_channel", "channel_not_found", "is_archived"})
_TOO_MANY = frozenset({ErrorCode.TOO_MANY_QUESTIONS, ErrorCode.TOO_MANY_WAITING})
_NOT_THEIRS = frozenset(
    {ErrorCode.USER_NOT_FOUND, ErrorCode.NOT_AUTHORIZED, ErrorCode.ACCESS_DENIED}
)


class RetryDecision(StrEnum):
    """Try again after a wait; pause the digest until somebody fixes it; give up this slot; or leave
    it open, because nobody knows whether it was posted.
    """

    LATER = "later"
    PAUSE = "pause"
    FAIL = "fail"
    UNKNOWN = "unknown"


def decide(error: MorbotError) -> RetryDecision:
    """Decide about a delivery that ended with this error."""
    if isinstance(error, OwnerError):
        later = error.reason.code == ReasonCode.LINK_NOT_CHECKED
        return RetryDecision.LATER if later else RetryDecision.PAUSE
    if isinstance(error, AskError):
        return RetryDecision.LATER if error.code in _TOO_MANY else RetryDecision.PAUSE
    if isinstance(error, SlackError):
        return _of_slack(error.code)
    if isinstance(error, Refused) and error.code in _NOT_THEIRS:
        return RetryDecision.PAUSE
    return RetryDecision.LATER


def _of_slack(code: str) -> RetryDecision:
    if code == ErrorCode.POST_UNKNOWN:
        return RetryDecision.UNKNOWN
    if code in _SLACK_LATER:
        return RetryDecision.LATER
    if code in _PLACE_LOST | TOKEN_DEAD or code.startswith("restricted_action"):
        return RetryDecision.PAUSE
    return RetryDecision.FAIL
