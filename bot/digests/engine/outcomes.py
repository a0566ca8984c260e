"""How a delivery ends, or goes on: written in the ledger first, then counted and told.

Who finds that the ledger has moved on in the meantime tells nobody, so that all is told once.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.digests.blocks.deliveries import orphaned_message, paused_message, unknown_message
from bot.digests.channel import DigestChannel
from bot.digests.deliveries import Deliveries, Delivery, Progress
from bot.digests.engine.retry_decision import RetryDecision, decide
from bot.digests.reasons import OwnerError, Reason, ReasonCode
from bot.digests.store import Digest, Digests, State
from bot.digests.texts import deliveries as say
from bot.errors import TOKEN_DEAD, MorbotError
from bot.ids import Identity
from bot.slack.kit.escape import cut
from bot.telemetry import Numbers, logger

log = logger(__name__)

DIGEST_RUN = Identity("", "digest run")
"""Who pauses a digest that cannot be sent."""

LATER = "later"
SUPERSEDED = "superseded"

Clock = Callable[[ZoneInfo], datetime]

_UTC = ZoneInfo("UTC")
_LONGEST_DETAIL = 255
_OWNER_LEFT = frozenset({ReasonCode.OWNER_GONE, ReasonCode.OWNER_DEACTIVATED})
_MOST_PAUSES = 10


class Outcomes:
    """Ends deliveries. `grace` is how late a slot may be sent, `pause` the first of the growing
    waits between two attempts, `command` the slash command's name.

    Each way gives a word for what has become of the delivery: its progress, `later` or
    `superseded`.
    """

    def __init__(  # noqa: PLR0913 -- whom it works with
        self,
        digests: Digests,
        deliveries: Deliveries,
        digest_channel: DigestChannel,
        *,
        grace: timedelta,
        pause: timedelta,
        command: str,
        clock: Clock,
        numbers: Numbers,
    ) -> None:
        self._digests = digests
        self._deliveries = deliveries
        self._digest_channel = digest_channel
        self._grace = grace
        self._pause = pause
        self._command = command
        self._clock = clock
        self._numbers = numbers

    def now(self) -> datetime:
        """The time, in UTC."""
        return self._clock(_UTC)

    def is_ready(self, delivery: Delivery) -> bool:
        """Whether the wait after its last attempt is over."""
        if not delivery.why:
            return True
        return self.now() >= delivery.changed_at + self._wait(delivery.attempt - 1)

    def is_late(self, delivery: Delivery) -> bool:
        """Whether it may not be sent any more."""
        return not delivery.manual and self.now() > delivery.slot + self._grace

    async def judged(self, digest: Digest, delivery: Delivery, error: MorbotError) -> str:
        """End or go on as the error demands."""
        log.warning("digest-not-sent", digest=digest.id, code=error.code)
        why = _reason(error)
        match decide(error):
            case RetryDecision.UNKNOWN:
                return await self.lost(delivery)
            case RetryDecision.LATER:
                return await self.later(delivery, why)
            case RetryDecision.FAIL:
                return await self.failed(delivery, why)
            case RetryDecision.PAUSE:
                skipped = await self.skipped(delivery, why)
                if skipped == Progress.SKIPPED:
                    await self.paused(digest, delivery.slot, why, error.code, asked=delivery.manual)
                return skipped

    async def later(self, delivery: Delivery, why: Reason) -> str:
        """Try it again after a while, or no more where that would be too late."""
        now = self.now()
        begun = delivery.claimed_at if delivery.manual else delivery.slot
        if now + self._wait(delivery.attempt) > begun + self._grace:
            return await self.failed(delivery, why)
        again = await self._deliveries.retry(delivery, _stored(why), now)
        return LATER if again else SUPERSEDED

    async def posted(self, delivery: Delivery, ts: str, thread: str) -> str:
        """Slack has taken it."""
        kept = await self._deliveries.posted(delivery, ts, thread, self.now())
        # Counted all the same: it stands in the channel.
        self._count(delivery, Progress.POSTED)
        return Progress.POSTED if kept else SUPERSEDED

    async def skipped(self, delivery: Delivery, why: Reason, calls: int | None = None) -> str:
        """There is nothing to be posted, or it may not be."""
        kept = await self._deliveries.skip(delivery, _stored(why), self.now(), calls)
        return self._count(delivery, Progress.SKIPPED) if kept else SUPERSEDED

    async def failed(self, delivery: Delivery, why: Reason) -> str:
        """It could not be posted in time."""
        kept = await self._deliveries.fail(delivery, _stored(why), self.now())
        return self._count(delivery, Progress.FAILED) if kept else SUPERSEDED

    async def late(self, delivery: Delivery) -> str:
        """It may not be sent any more: missed, or failed where that was tried."""
        if delivery.why:
            return await self.failed(delivery, delivery.why)
        return await self.skipped(delivery, Reason(ReasonCode.MISSED))

    async def lost(self, delivery: Delivery) -> str:
        """Nobody knows whether it was posted; its owner is told, and can have it sent again."""
        if not await self._deliveries.lose(delivery, self.now()):
            return SUPERSEDED
        digest = await self._digests.find(delivery.digest_id)
        if digest is not None:
            message = unknown_message(digest, delivery.slot)
            if not await self._digest_channel.tell(digest, message):
                await self._digest_channel.tell_admins(message)
        return self._count(delivery, Progress.UNKNOWN)

    async def paused(
        self, digest: Digest, slot: datetime, why: Reason, code: str, *, asked: bool = False
    ) -> None:
        """Send nothing more of this digest, and tell its owner, or else the bot admins, why.

        One that was changed meanwhile goes on: the reason was that of the old one. One that is
        paused already was told of, unless it was `asked` for by somebody.
        """
        paused = await self._digests.pause(
            digest, _stored(why), by=DIGEST_RUN, at=self.now(), unchanged=True
        )
        if code in TOKEN_DEAD:
            # Nobody can be told in Slack.
            log.error("digest-paused", digest=digest.id, code=code)
            return
        if not paused and not (asked and digest.state is State.PAUSED):
            return
        log.warning("digest-paused", digest=digest.id, code=code)
        told = say.reason(why)
        message = paused_message(digest, slot, told, self._command)
        if why.code in _OWNER_LEFT or not await self._digest_channel.tell(digest, message):
            await self._digest_channel.tell_admins(orphaned_message(digest, slot, told))

    def _wait(self, attempt: int) -> timedelta:
        """How long to wait after this attempt."""
        pauses: int = min(2 ** min(attempt - 1, _MOST_PAUSES), _MOST_PAUSES)
        return self._pause * pauses

    def _count(self, delivery: Delivery, outcome: Progress) -> str:
        late = (self.now() - delivery.slot).total_seconds()
        self._numbers.delivery(outcome, max(0.0, late))
        return outcome


def _reason(error: MorbotError) -> Reason:
    """What is stored of an error; its sentence will end another one."""
    told = error.reason if isinstance(error, OwnerError) else Reason(ReasonCode.ERROR, error.text)
    return replace(told, detail=told.detail.strip().rstrip("."))


def _stored(reason: Reason) -> Reason:
    """The reason as it fits into the table."""
    return replace(reason, detail=cut(reason.detail, _LONGEST_DETAIL))
