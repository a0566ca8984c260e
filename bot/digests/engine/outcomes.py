"""How a delivery ends or is retried: stored first, then counted and told.

If the stored delivery has changed meanwhile, nothing is told. So everything is told once.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from bot.digests.blocks.notices import orphaned_message, paused_message, unknown_message
from bot.digests.channel import DigestChannel, OwnerError
from bot.digests.deliveries import Deliveries, Delivery, DeliveryState
from bot.digests.model import Digest, State
from bot.digests.reasons import Reason, ReasonCode
from bot.digests.store import Digests
from bot.errors import TOKEN_DEAD, AskError, ErrorCode, MorbotError, Refused, SlackError
from bot.ids import Identity
from bot.slack.kit.escape import cut
from bot.store.database import Database
from bot.telemetry import Metrics, logger

log = logger(__name__)

DIGEST_RUN = Identity("", "digest run")
"""The name in the audit log of a run that pauses its digest."""

LATER = "later"
SUPERSEDED = "superseded"

Clock = Callable[[ZoneInfo], datetime]

_UTC = ZoneInfo("UTC")
_LONGEST_DETAIL = 255
_OWNER_LEFT = frozenset({ReasonCode.OWNER_GONE, ReasonCode.OWNER_DEACTIVATED})
_MOST_PAUSES = 10
_SLACK_LATER = frozenset(
    {ErrorCode.SLACK_UNREACHABLE, "ratelimited", "rate_limited", "person-untold", "channel-untold"}
)
_PLACE_LOST = frozenset({"not_in_channel", "channel_not_found", "is_archived"})
_TOO_MANY = frozenset({ErrorCode.TOO_MANY_QUESTIONS, ErrorCode.TOO_MANY_WAITING})
_NOT_THEIRS = frozenset(
    {ErrorCode.USER_NOT_FOUND, ErrorCode.NOT_AUTHORIZED, ErrorCode.ACCESS_DENIED}
)


@dataclass(frozen=True, slots=True)
class Limits:
    """How late a slot may be sent, the first wait between two attempts, the time limit of a post,
    and how long outcomes and deleted digests are kept.
    """

    grace: timedelta
    pause: timedelta
    post: timedelta
    keep: timedelta


class RetryDecision(StrEnum):
    """Try again after a wait; pause the digest until somebody fixes it; give up this slot; or leave
    it open, because nobody knows whether it was posted.
    """

    LATER = "later"
    PAUSE = "pause"
    FAIL = "fail"
    UNKNOWN = "unknown"


class Outcomes:
    """Ends deliveries, and decides about retries.

    `command` is the name of the slash command. The outcome that is returned is the delivery's
    progress, `later` if it will be retried, or `superseded` if the row has changed since.
    """

    def __init__(  # noqa: PLR0913 -- its collaborators
        self,
        database: Database,
        digest_channel: DigestChannel,
        limits: Limits,
        *,
        command: str,
        clock: Clock,
        metrics: Metrics,
    ) -> None:
        self.database = database
        self.digests = Digests(database)
        self.deliveries = Deliveries(database)
        self.digest_channel = digest_channel
        self.limits = limits
        self.metrics = metrics
        self._command = command
        self._clock = clock

    def now(self) -> datetime:
        """The time, in UTC."""
        return self._clock(_UTC)

    def is_ready(self, delivery: Delivery) -> bool:
        """Return whether the wait after its last attempt is over."""
        if not delivery.why:
            return True
        waited = self.now() - delivery.changed_at
        return waited >= self._wait(delivery.attempt - 1) or waited < timedelta(0)  # put back

    def is_late(self, delivery: Delivery) -> bool:
        """Return whether its slot is too long ago. What a person asked for is never late."""
        return not delivery.manual and self.now() > delivery.slot + self.limits.grace

    async def judged(self, digest: Digest, delivery: Delivery, error: MorbotError) -> str:
        """End or retry a delivery that met `error`."""
        log.warning("digest-not-sent", digest=digest.id, code=error.code)
        why = _reason(error)
        match _decide(error):
            case RetryDecision.UNKNOWN:
                return await self.lost(delivery)
            case RetryDecision.LATER:
                return await self.later(delivery, why)
            case RetryDecision.FAIL:
                return await self.failed(delivery, why)
            case RetryDecision.PAUSE:
                skipped = await self.skipped(delivery, why)
                if skipped == DeliveryState.SKIPPED:
                    await self.paused(digest, delivery.slot, why, error.code, asked=delivery.manual)
                return skipped

    async def later(self, delivery: Delivery, why: Reason) -> str:
        """Retry it after a wait, or fail it if that would be too late."""
        now = self.now()
        begun = delivery.claimed_at if delivery.manual else delivery.slot
        if now + self._wait(delivery.attempt) > begun + self.limits.grace:
            return await self.failed(delivery, why)
        again = await self.deliveries.retry(delivery, _stored(why), now)
        return LATER if again else SUPERSEDED

    async def posted(self, delivery: Delivery, ts: str, thread: str) -> str:
        """Record that Slack has posted it."""
        kept = await self.deliveries.posted(delivery, ts, thread, self.now())
        # Counted in any case: it is in the channel.
        self._count(delivery, DeliveryState.POSTED)
        return DeliveryState.POSTED if kept else SUPERSEDED

    async def skipped(self, delivery: Delivery, why: Reason, calls: int | None = None) -> str:
        """Record that there is nothing to post, or that it may not be posted."""
        kept = await self.deliveries.skip(delivery, _stored(why), self.now(), calls)
        return self._count(delivery, DeliveryState.SKIPPED) if kept else SUPERSEDED

    async def failed(self, delivery: Delivery, why: Reason) -> str:
        """Record that it could not be posted in time."""
        kept = await self.deliveries.fail(delivery, _stored(why), self.now())
        return self._count(delivery, DeliveryState.FAILED) if kept else SUPERSEDED

    async def late(self, delivery: Delivery) -> str:
        """End a delivery that is late: `failed` if it was tried, else `skipped`."""
        if delivery.why:
            return await self.failed(delivery, delivery.why)
        return await self.skipped(delivery, Reason(ReasonCode.MISSED))

    async def lost(self, delivery: Delivery) -> str:
        """Record that nobody knows whether it was posted. The owner is told, and may repeat it."""
        if not await self.deliveries.lose(delivery, self.now()):
            return SUPERSEDED
        digest = await self.digests.find(delivery.digest_id)
        if digest is not None:
            message = unknown_message(digest, delivery.slot)
            if not await self.digest_channel.tell(digest, message):
                await self.digest_channel.tell_admins(message)
        return self._count(delivery, DeliveryState.UNKNOWN)

    async def paused(
        self, digest: Digest, slot: datetime, why: Reason, code: str, *, asked: bool = False
    ) -> None:
        """Pause the digest, and tell its owner why, or else the bot admins.

        A digest that was changed meanwhile is not paused, since the reason is that of the old one.
        If it is paused already its owner knows, and is told only of what somebody `asked` for.
        """
        paused = await self.digests.pause(
            digest, _stored(why), by=DIGEST_RUN, at=self.now(), unchanged=True
        )
        if code in TOKEN_DEAD:
            # Nobody can be told in Slack.
            log.error("digest-paused", digest=digest.id, code=code)
            return
        if not paused and not (asked and digest.state is State.PAUSED):
            return
        log.warning("digest-paused", digest=digest.id, code=code)
        message = paused_message(digest, slot, why, self._command)
        if why.code in _OWNER_LEFT or not await self.digest_channel.tell(digest, message):
            await self.digest_channel.tell_admins(orphaned_message(digest, slot, why))

    def _wait(self, attempt: int) -> timedelta:
        """Return the wait after this attempt. It doubles, up to ten pauses."""
        pauses: int = min(2 ** min(attempt - 1, _MOST_PAUSES), _MOST_PAUSES)
        return self.limits.pause * pauses

    def _count(self, delivery: Delivery, outcome: DeliveryState) -> str:
        late = (self.now() - delivery.slot).total_seconds()
        self.metrics.delivery(outcome, max(0.0, late))
        return outcome


def _reason(error: MorbotError) -> Reason:
    """Return the reason to store for an error. It will end a sentence, so it has no full stop."""
    told = error.reason if isinstance(error, OwnerError) else Reason(ReasonCode.ERROR, error.text)
    return replace(told, detail=told.detail.strip().rstrip("."))


def _stored(reason: Reason) -> Reason:
    """Return the reason, cut to fit into the table."""
    return replace(reason, detail=cut(reason.detail, _LONGEST_DETAIL))


def _decide(error: MorbotError) -> RetryDecision:
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
