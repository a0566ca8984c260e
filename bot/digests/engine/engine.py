"""The engine: makes rounds, tells others that this replica is alive, and runs the queue.

DBOS exists once in a process, so at most one engine runs at a time.
"""

import asyncio
import threading
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from datetime import UTC, datetime, timedelta

from bot.digests.engine.queue import DeliveryQueue
from bot.digests.engine.replicas import Replicas
from bot.digests.engine.rounds import Pace, Parts
from bot.mor.places import Places
from bot.store.clock import clocks_agree
from bot.telemetry import begin_request, logger

log = logger(__name__)

_KEPT = timedelta(days=2)
_PRUNE_EVERY = timedelta(hours=1)
_LAST_POSTS = 60.0  # seconds for posts in flight when the clock is found to be wrong
_BEATS = 3  # in the time after which a replica counts as dead
_UNWOKEN = 2  # ticks after which a round is made that DBOS has woken nobody for
_STEP = 5.0  # seconds between two rounds by which a clock is not merely adjusted
_LONGEST_ROUND = 120.0  # seconds: a database that no longer answers must not end all rounds

_ONE = threading.Lock()


class Engine:
    """Sends digests while it is `running`.

    `database_url` is the application's. `replica` names this process among those on the same
    database; a number is added if another process has that name.
    """

    def __init__(
        self, database_url: str, replica: str, replicas: Replicas, parts: Parts, *, pace: Pace
    ) -> None:
        self._wished = replica
        self.replica = replica
        self._replicas = replicas
        self._rounds = parts.rounds
        self._queue = DeliveryQueue(database_url, parts.runner, self.wake, pace)
        self._silence = pace.silence
        self._unwoken = float(_UNWOKEN * pace.tick)
        self._epoch = _epoch()
        self._shared: list[Places] = []
        self._woken = asyncio.Event()
        self._tasks: set[asyncio.Task[None]] = set()
        self._prune_at = datetime.now(UTC)

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Run the engine within the block. Raises RuntimeError if one runs in this process."""
        if not _ONE.acquire(blocking=False):
            raise RuntimeError("an engine runs in this process already")
        try:
            await self._take_name()
            try:
                await self._start()
                yield
            finally:
                await self.stop(0)
                await self._replicas.unregister(self.replica)
        finally:
            _ONE.release()

    def share(self, places: Places) -> None:
        """Take this replica's share of these places at MOR while the engine runs.

        The heartbeats tell among how many they are shared.
        """
        self._shared.append(places)

    def wake(self) -> None:
        """Make a round now, or right after the one that is being made."""
        self._woken.set()

    async def stop(self, seconds: float) -> None:
        """Stop, and wait at most `seconds` for posts in flight. The rest stays claimed."""
        if not self._tasks:
            return
        if self._queue.is_open:
            await self._queue.close(seconds)
        for task in self._tasks:
            task.cancel()
        await asyncio.wait(self._tasks)
        self._tasks = set()
        await self._queue.end()

    async def _take_name(self) -> None:
        number = 1
        while True:
            now = datetime.now(UTC)
            if await self._replicas.register(self.replica, now, silent_since=self._silent(now)):
                break
            number += 1
            self.replica = f"{self._wished}-{number}"
        if number > 1:
            log.info("replica-name-taken", wished=self._wished, taken=self.replica)

    async def _start(self) -> None:
        await self._share_places()
        if await clocks_agree(self._rounds.database):
            await self._queue.open(self.replica)
        else:
            await self._replicas.unregister(self.replica)
        self._tasks = {asyncio.create_task(self._beats()), asyncio.create_task(self._make_rounds())}
        self.wake()  # for what came due, or was being posted, while nothing was running
        log.info("digests-running", replica=self.replica)

    async def _make_rounds(self) -> None:
        """Make a round whenever it is woken, and after some time in any case: DBOS goes by a clock
        that may be put back, and wakes only replicas of the newest version.
        """
        while True:
            with suppress(TimeoutError):
                async with asyncio.timeout(self._unwoken):
                    await self._woken.wait()
            self._woken.clear()
            begin_request()
            self._note_step()
            try:
                async with asyncio.timeout(_LONGEST_ROUND):
                    if await self._has_right_time():
                        await self._make_round()
            except Exception:  # a bug, or the database is away: the next round may succeed
                log.exception("digest-round-failed")

    def _note_step(self) -> None:
        """Log it if this machine's clock was set since the last round."""
        before, self._epoch = self._epoch, _epoch()
        if abs(step := self._epoch - before) > _STEP:
            log.warning("clock-was-set", seconds=round(step, 1))

    async def _has_right_time(self) -> bool:
        """Return whether digests may be sent. With a wrong clock the queue is closed meanwhile, and
        others take over what was begun here.
        """
        agrees = await clocks_agree(self._rounds.database)
        if agrees and not self._queue.is_open:
            await self._replicas.heartbeat(self.replica, datetime.now(UTC))
            await self._queue.open(self.replica)
        elif not agrees and self._queue.is_open:
            await self._queue.close(_LAST_POSTS)
            await self._queue.end()
            await self._replicas.unregister(self.replica)
        return agrees

    async def _make_round(self) -> None:
        await self._queue.keep_version()
        await self._rounds.make(self._queue.start)
        now = datetime.now(UTC)
        await self._queue.take_over(await self._alive(now))
        await self._prune(now)

    async def _prune(self, now: datetime) -> None:
        if now >= self._prune_at:
            self._prune_at = now + _PRUNE_EVERY
            await self._queue.prune(now - _KEPT)
            await self._replicas.prune(now - _KEPT)

    async def _beats(self) -> None:
        while True:
            await asyncio.sleep(self._silence / _BEATS)
            try:
                if self._queue.is_open:
                    await self._replicas.heartbeat(self.replica, datetime.now(UTC))
                await self._share_places()
                await self._rounds.count()
            except Exception as error:  # noqa: BLE001 -- the database is away
                log.warning("heartbeat-missed", error=type(error).__name__)

    async def _share_places(self) -> None:
        alive = await self._alive(datetime.now(UTC))
        for places in self._shared:
            places.share(self.replica, alive)

    async def _alive(self, now: datetime) -> set[str]:
        # This process lives, however long it was held up: what it runs is running.
        return {self.replica} | await self._replicas.alive_since(self._silent(now))

    def _silent(self, now: datetime) -> datetime:
        return now - timedelta(seconds=self._silence)


def _epoch() -> float:
    """Return when the clock that is never set was 0, by the one that people set."""
    return time.time() - time.monotonic()
