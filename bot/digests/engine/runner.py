"""One delivery: checked, asked in MOR as the digest's owner, posted once, and recorded.

Only the deliveries table decides what happens. A delivery that is run twice, by two replicas or
after a crash, finds there that another run has gone on with it, and stops.
"""

import asyncio
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from bot.calls.asker import Asker
from bot.digests.alerts import is_muted, is_quiet
from bot.digests.blocks.message import digest_message
from bot.digests.deliveries import Delivery, DeliveryState
from bot.digests.engine.outcomes import SUPERSEDED, Outcomes
from bot.digests.model import Digest, State
from bot.digests.reading import DigestReader
from bot.digests.reasons import Reason, ReasonCode
from bot.digests.report import DigestContent
from bot.errors import DatabaseError, MorbotError
from bot.links.identities import LinkChanged
from bot.telemetry import begin_request, logger, request_id

log = logger(__name__)

LONGEST_RUN = 600.0
"""Seconds after which a run is cut off."""

_FRESH = 10.0  # seconds for which the check of a place is good
_RECORD_FOR = 60.0  # seconds in which a database that is away may come back
_RECORD_AGAIN = 0.5
_LAST_WORDS = 5.0  # seconds for cancelled runs to end


class _Stopped(Exception):
    """The stored delivery has changed, so this run must end."""


@dataclass(slots=True)
class _Run:
    """A delivery in progress. `posting` is True from just before Slack is called. `checked_at` is
    when its place was checked last, by the loop's clock.
    """

    digest: Digest
    delivery: Delivery
    posting: bool = False
    checked_at: float = 0.0


class Runner:
    """Runs deliveries, with the engine or without."""

    def __init__(self, outcomes: Outcomes, reader: DigestReader) -> None:
        self._digests = outcomes.digests
        self._deliveries = outcomes.deliveries
        self._digest_channel = outcomes.digest_channel
        self._outcomes = outcomes
        self._reader = reader
        self._running: dict[asyncio.Task[object], _Run | None] = {}
        self._stopping = False

    async def deliver(self, digest_id: int, slot: datetime, attempt: int) -> str:
        """Run this attempt. Return its outcome: a `DeliveryState`, `later` or `superseded`.

        Raises CancelledError after `stop`; the attempt can then be run again.
        """
        begin_request()
        task = asyncio.current_task()
        assert task is not None  # noqa: S101 -- tells mypy that coroutines run in tasks
        if self._stopping:
            raise asyncio.CancelledError
        self._running[task] = None
        try:
            outcome = await self._deliver(task, digest_id, slot, attempt)
        finally:
            del self._running[task]
        at = slot.astimezone(UTC).isoformat()
        log.info("digest-run", digest=digest_id, slot=at, attempt=attempt, outcome=outcome)
        return outcome

    def start(self) -> None:
        """Take deliveries, also after `stop`."""
        self._stopping = False

    async def stop(self, seconds: float) -> None:
        """Wait at most `seconds` for posts in flight, and cancel all other runs.

        What was cancelled stays claimed, and is run by the next that starts.
        """
        self._stopping = True
        posting = {task for task, run in self._running.items() if run and run.posting}
        leaving = set(self._running) - posting
        for task in leaving:
            task.cancel()
        if posting:
            _, late = await asyncio.wait(posting, timeout=seconds)
            if late:
                log.warning("posts-cut-off", posts=len(late))
            for task in late:
                task.cancel()
            leaving |= late
        if leaving:
            await asyncio.wait(leaving, timeout=_LAST_WORDS)

    async def _deliver(
        self, task: "asyncio.Task[object]", digest_id: int, slot: datetime, attempt: int
    ) -> str:
        delivery = await self._deliveries.find(digest_id, slot)
        if delivery is None or (delivery.attempt, delivery.state) != (
            attempt,
            DeliveryState.CLAIMED,
        ):
            return SUPERSEDED
        digest = await self._digests.find(digest_id)
        if digest is None or not (delivery.manual or digest.state is State.ACTIVE):
            return await self._outcomes.skipped(delivery, Reason(ReasonCode.DIGEST_GONE))
        if self._outcomes.is_late(delivery):
            return await self._outcomes.late(delivery)
        self._running[task] = run = _Run(digest, delivery)
        return await self._guarded(run)

    async def _guarded(self, run: _Run) -> str:
        """Run it, and record whatever goes wrong."""
        try:
            async with asyncio.timeout(LONGEST_RUN):
                return await self._run(run)
        except _Stopped:
            return SUPERSEDED
        except DatabaseError:
            return await self._broken(run, Reason(ReasonCode.FAULT, request_id()))
        except MorbotError as error:
            return await self._outcomes.judged(run.digest, run.delivery, error)
        except TimeoutError:
            return await self._broken(run, Reason(ReasonCode.TOOK_TOO_LONG))
        except Exception:
            log.exception("digest-run-failed", digest=run.digest.id)
            return await self._broken(run, Reason(ReasonCode.FAULT, request_id()))

    async def _run(self, run: _Run) -> str:
        digest, delivery = run.digest, run.delivery
        asker = await self._digest_channel.owner(digest, delivery.slot)
        await self._digest_channel.check_place(digest)
        run.checked_at = asyncio.get_running_loop().time()
        content = await self._reader.read(digest.plan, asker, delivery.slot, digest.expected)
        if digest.plan.extras.skip_empty and not content.answer.report.total:
            return await self._outcomes.skipped(delivery, Reason(ReasonCode.NO_CALLS), calls=0)
        if is_quiet(content, digest):
            muted = is_muted(digest, delivery.slot)
            why = Reason(ReasonCode.MUTED if muted else ReasonCode.NO_ALERT)
            calls = content.answer.report.total
            return await self._outcomes.skipped(delivery, why, calls=calls)
        ts, thread = await self._post(run, asker, content)
        return await self._record(delivery, ts, thread)

    async def _post(self, run: _Run, asker: Asker, content: DigestContent) -> tuple[str, str]:
        digest, delivery = run.digest, run.delivery
        channel = digest.plan.place or digest.owner.user
        threaded = digest.plan.extras.thread
        thread = await self._deliveries.thread(digest.id, channel) if threaded else ""
        message = digest_message(content, digest, late=self._outcomes.now() - delivery.slot)
        calls = content.answer.report.total

        async def begin() -> None:
            is_same = await self._is_same(run, asker)
            now = self._outcomes.now()
            if not is_same:
                # The next attempt reads the digest and its owner as they are then.
                await self._deliveries.retry(run.delivery, None, now)
                raise _Stopped
            if run.posting:  # Slack has refused the first try as too early
                return
            if self._stopping:
                raise asyncio.CancelledError
            run.posting = True  # from here on `stop` lets it end
            if not await self._deliveries.begin_post(
                delivery, digest.revision, channel, calls, now
            ):
                raise _Stopped
            run.delivery = replace(delivery, state=DeliveryState.POSTING)

        return await self._digest_channel.post(channel, message, thread, begin)

    async def _is_same(self, run: _Run, asker: Asker) -> bool:
        """Return whether digest and owner are unchanged, apart from when it is due next, and check
        the place: reading, and waiting for the channel, may have taken minutes.

        Slack limits questions about channels, so a check of the last seconds is reused.
        """
        before = run.digest
        now = await self._digests.find(before.id)
        if now is None or replace(now, next_slot=before.next_slot) != before:
            return False
        try:
            await self._digest_channel.confirm(asker)
        except LinkChanged:
            return False
        if asyncio.get_running_loop().time() - run.checked_at > _FRESH:
            await self._digest_channel.check_place(before)
        return True

    async def _record(self, delivery: Delivery, ts: str, thread: str) -> str:
        """Record that it was posted, and retry while the database is away."""
        loop = asyncio.get_running_loop()
        until = loop.time() + _RECORD_FOR
        while True:
            try:
                return await self._outcomes.posted(delivery, ts, thread)
            except Exception as error:
                if loop.time() > until:
                    raise
                log.warning("post-not-recorded", error=type(error).__name__)
            await asyncio.sleep(_RECORD_AGAIN)

    async def _broken(self, run: _Run, why: Reason) -> str:
        """Record a fault: `unknown` if Slack may have the message, else another attempt."""
        if run.posting:
            return await self._outcomes.lost(run.delivery)
        return await self._outcomes.later(run.delivery, why)
