"""Why a slot was not posted, or a digest is paused: a code that is stored, and a detail.

The sentence is made where it is shown, by `bot.digests.posting_texts.reason`.
"""

from dataclasses import dataclass
from enum import StrEnum


class ReasonCode(StrEnum):
    """The kinds of reasons. Codes are stored, so they never change; their sentences may."""

    MISSED = "missed"
    """The slot passed: nothing was running, or there was too much to do."""
    MISSED_WITH_EARLIER = "missed-with-earlier"
    """The slot passed, and earlier ones that are not listed. Detail: their number."""
    SCHEDULE_UNREADABLE = "schedule-unreadable"
    """The digest's cron line or time zone cannot be read."""
    DIGEST_GONE = "digest-gone"
    """The digest was deleted or paused before it was posted."""
    NO_CALLS = "no-calls"
    """There were no calls, and the digest is not posted then."""
    NO_ALERT = "no-alert"
    """It was looked at, there was nothing to alert to, and the digest posts only alerts."""
    MUTED = "alerts-muted"
    """As NO_ALERT, and its alerts are muted."""
    NOT_LINKED = "not-linked"
    """The owner has no link."""
    LINK_SUSPENDED = "link-suspended"
    """The owner's link is suspended. Detail: why, a `Suspension`."""
    OWNER_GONE = "owner-gone"
    """Slack does not know the owner."""
    OWNER_DEACTIVATED = "owner-deactivated"
    """The owner is deactivated in Slack."""
    OTHER_MOR_USER = "other-mor-user"
    """The owner is linked to another MOR user than when they ordered it or changed it last."""
    LINK_NOT_CHECKED = "link-not-checked"
    """MOR did not confirm the owner's link. Detail: what it said instead."""
    TOOK_TOO_LONG = "took-too-long"
    """The run was cut off."""
    CUT_SHORT = "cut-short"
    """The run ended without an outcome, for example with its replica."""
    OUTCOME_UNKNOWN = "outcome-unknown"
    """Nobody knows whether Slack posted it."""
    FAULT = "fault"
    """A bug. Detail: the request id in the log."""
    BOT_ADMIN = "bot-admin"
    """A bot admin paused it."""
    ERROR = "error"
    """An error ended it, of MOR, Slack or the query. Detail: its sentence."""


@dataclass(frozen=True, slots=True)
class Reason:
    """A stored reason. `detail` is for people to read.

    `code` is a `ReasonCode`, the code of a newer version, or a sentence of an older one.
    """

    code: str
    detail: str = ""
