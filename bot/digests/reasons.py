"""Why a slot was not posted, or a digest is paused: a code that is stored, and what it leaves open.

The sentence is made where it is shown, by `bot.digests.texts.deliveries.reason`.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import Row

from bot.digests.texts import deliveries as say
from bot.errors import MorbotError


class ReasonCode(StrEnum):
    """What a reason is. Stored, so a code never changes; the sentence for it may."""

    MISSED = "missed"
    """The slot went by: nothing was running, or there was too much to do."""
    MISSED_WITH_EARLIER = "missed-with-earlier"
    """The same, for the first that is listed of more. Detail: how many earlier ones."""
    SCHEDULE_UNREADABLE = "schedule-unreadable"
    """The digest's cron line or time zone cannot be read."""
    DIGEST_GONE = "digest-gone"
    """The digest was deleted or paused before its turn came."""
    NO_CALLS = "no-calls"
    """There was nothing to tell, and the digest is not posted then."""
    NOT_LINKED = "not-linked"
    """The owner has no link."""
    LINK_SUSPENDED = "link-suspended"
    """The owner's link is suspended. Detail: why, a `Suspension`."""
    OWNER_GONE = "owner-gone"
    """Slack does not know the owner."""
    OWNER_DEACTIVATED = "owner-deactivated"
    """The owner is deactivated in Slack."""
    LINK_NOT_CHECKED = "link-not-checked"
    """MOR did not say whether the owner's link is true. Detail: what it said instead."""
    TOOK_TOO_LONG = "took-too-long"
    """The run was given up."""
    CUT_SHORT = "cut-short"
    """The run ended without an outcome, for example with its replica."""
    OUTCOME_UNKNOWN = "outcome-unknown"
    """Nobody knows whether Slack took it."""
    FAULT = "fault"
    """A bug. Detail: the request id that is in the log."""
    BOT_ADMIN = "bot-admin"
    """A bot admin paused it."""
    ERROR = "error"
    """An error ended it, of MOR, Slack or the query. Detail: its sentence."""


@dataclass(frozen=True, slots=True)
class Reason:
    """A stored reason. `code` is a `ReasonCode`, or what this version does not know: the code of a
    newer version, or a sentence of an older one. `detail` is for reading only.
    """

    code: str
    detail: str = ""


class OwnerError(MorbotError):
    """A digest cannot be read as its owner, for a `reason` that is stored as it is."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(say.reason(reason), code=reason.code)
        self.reason = reason


def columns(reason: Reason | None) -> dict[str, str]:
    """The columns `why` and `detail` of a row with this reason, or with none."""
    return {"why": reason.code, "detail": reason.detail} if reason else {"why": "", "detail": ""}


def reason_in(row: Row[Any]) -> Reason | None:
    """The reason in these columns; None where there is none."""
    return Reason(row.why, row.detail) if row.why else None
