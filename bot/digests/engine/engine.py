"""The engine: DBOS keeps the clock and the queue, and runs the deliveries of all replicas.

A delivery is a workflow named after its digest, slot and attempt. So it is enqueued once, however
often that is tried. It has no steps, because DBOS stores what a step returns and repeats a step
that was cut short; what has happened is in the deliveries table alone. docs/architecture.md says
what was tried.

DBOS exists once in a process, so at most one engine runs at a time.
"""

import asyncio
import logging
import threading
from collections.abc import AsyncIterator, Coroutine, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from dbos import (
    DBOS,
    DBOSConfig,
    SetWorkflowID,
    WorkflowSerializationFormat,
    WorkflowStatus,
)
from sqlalchemy import make_url

from bot.digests.deliveries import Delivery
from bot.digests.engine.replicas import Replicas
from bot.digests.engine.rounds import Rounds
from bot.digests.engine.runner import LONGEST_RUN, Runner
from bot.telemetry import begin_request, logger

log = logger(__name__)

_QUEUE = "digests"
_SCHEDULE = "digest-round"
_SCHEMA = "morbot_engine"  # in PostgreSQL
_VERSION = "1"  # of the workflows: DBOS runs only those of its own version, so it never changes
_FORMAT = WorkflowSerializationFormat.PORTABLE  # JSON: pickles would name our modules
_PER_MINUTE = 300  # Slack takes "several hundred" messages a minute from an app
_KEPT = timedelta(days=2)
_PRUNED_AT_ONCE = 1000
_PRUNE_EVERY = timedelta(hours=1)
_BEATS = 3  # in the time after which a replica counts as dead
_ASKED_AT_ONCE = 500
_ENDED = frozenset({"SUCCESS", "ERROR", "CANCELLED", "MAX_RECOVERY_ATTEMPTS_EXCEEDED"})
_LONGEST_ROUND = 120.0  # seconds: a database that no longer answers must not end all rounds
_STUCK = timedelta(seconds=2 * LONGEST_RUN)

_ONE = threading.Lock()


@dataclass(frozen=True, slots=True)
class Pace:
    """How fast the engine runs: seconds between rounds (at most 60), deliveries at a time in this
    process, and seconds without a heartbeat after which a replica counts as dead.
    """

    tick: int
    parallel: int
    silence: float


class Engine:
    """Sends digests while it is `running`.

    `database_url` is the application's. DBOS gets a schema of its own in PostgreSQL, or a file of
    its own beside a SQLite file. `replica` names this process among those on the same database; a
    number is added if another process has that name.
    """

    def __init__(  # noqa: PLR0913 -- its collaborators
        self,
        database_url: str,
        replica: str,
        replicas: Replicas,
        rounds: Rounds,
        runner: Runner,
        *,
        pace: Pace,
    ) -> None:
        self._database_url = database_url
        self._wished = replica
        self.replica = replica
        self._replicas = replicas
        self._rounds = rounds
        self._runner = runner
        self._pace = pace
        self._woken = asyncio.Event()
        self._tasks: set[asyncio.Task[None]] = set()
        self._deliver: Any = None  # the workflow, while it runs
        self._prune_at = datetime.now(UTC)

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Run the engine within the block. Raises RuntimeError if one runs in this process."""
        if not _ONE.acquire(blocking=False):
            raise RuntimeError("an engine runs in this process already")
        try:
            await self._take_name()
            try:
                await self._launch()
                yield
            finally:
                await self.stop(0)
                await self._replicas.unregister(self.replica)
        finally:
            _ONE.release()

    def wake(self) -> None:
        """Make a round now, or right after the one that is being made."""
        self._woken.set()

    async def stop(self, seconds: float) -> None:
        """Stop, and wait at most `seconds` for posts in flight. The rest stays claimed."""
        if self._deliver is None:
            return
        self._deliver = None
        await self._runner.stop(seconds)
        for task in self._tasks:
            task.cancel()
        await asyncio.wait(self._tasks)
        loop = asyncio.get_running_loop()
        with ThreadPoolExecutor(1) as thread:  # DBOS ends the threads that it gave the loop
            await loop.run_in_executor(thread, _destroy)
        loop.set_default_executor(ThreadPoolExecutor())

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

    async def _launch(self) -> None:
        _through_our_logs()
        DBOS(config=self._config())
        deliver = DBOS.workflow(name="deliver", serialization_type=_FORMAT)(self._delivery())
        tick = DBOS.workflow(name="round")(self._tick())
        try:
            DBOS.launch()  # in the running loop, so that workflows run in it
            await DBOS.register_queue_async(
                _QUEUE,
                worker_concurrency=self._pace.parallel,
                limiter={"limit": _PER_MINUTE, "period": 60.0},
                polling_interval_sec=min(1.0, self._pace.tick / 2),
                on_conflict="always_update",
            )
            await DBOS.apply_schedules_async(
                [
                    {
                        "schedule_name": _SCHEDULE,
                        "workflow_fn": tick,
                        "schedule": _cron(self._pace.tick),
                    }
                ]
            )
        except BaseException:
            _destroy()
            raise
        self._deliver = deliver
        self._tasks = {asyncio.create_task(self._beats()), asyncio.create_task(self._make_rounds())}
        self.wake()  # for what came due, or was being posted, while nothing was running
        log.info("digests-running", replica=self.replica)

    def _config(self) -> DBOSConfig:
        address = make_url(self._database_url)
        if address.get_backend_name() == "sqlite":
            address = address.set(drivername="sqlite", database=engine_file(address.database))
        else:
            address = address.set(drivername="postgresql+psycopg")
        return DBOSConfig(
            name="morbot",
            system_database_url=address.render_as_string(hide_password=False),
            executor_id=self.replica,
            application_version=_VERSION,
            dbos_system_schema=_SCHEMA,
            log_level="WARNING",
            sys_db_pool_size=5,
            scheduler_polling_interval_sec=float(self._pace.tick),
            notification_listener_polling_interval_sec=0.25,  # only the end waits for this thread
        )

    def _delivery(self) -> Any:
        async def deliver(digest_id: int, slot: str, attempt: int) -> str:
            return await self._runner.deliver(digest_id, datetime.fromisoformat(slot), attempt)

        return deliver

    def _tick(self) -> Any:
        async def tick(at: datetime, context: object) -> None:
            """Wake this replica. The round is not made here: DBOS records what a workflow does."""
            del at, context
            self.wake()

        return tick

    async def _make_rounds(self) -> None:
        while True:
            await self._woken.wait()
            self._woken.clear()
            begin_request()
            try:
                async with asyncio.timeout(_LONGEST_ROUND):
                    await self._rounds.make(self._start)
                    await self._take_over()
                    await self._prune()
            except Exception:  # a bug, or the database is away: the next round may succeed
                log.exception("digest-round-failed")

    async def _start(self, ready: Sequence[Delivery]) -> Sequence[Delivery]:
        """Enqueue the deliveries that DBOS does not know. Return those whose workflow has ended
        without a stored outcome.
        """
        ended: list[Delivery] = []
        for first in range(0, len(ready), _ASKED_AT_ONCE):
            some = {_workflow_id(one): one for one in ready[first : first + _ASKED_AT_ONCE]}
            known = {
                one.workflow_id: one.status
                for one in await _workflows(workflow_ids=list(some), limit=len(some))
            }
            for name, delivery in some.items():
                if self._deliver is None:
                    return []
                if name not in known:
                    await self._enqueue(name, delivery)
                elif known[name] in _ENDED:
                    ended.append(delivery)
        return ended

    async def _enqueue(self, name: str, delivery: Delivery) -> None:
        with SetWorkflowID(name):
            await DBOS.enqueue_workflow_async(
                _QUEUE,
                self._deliver,
                delivery.digest_id,
                delivery.slot.isoformat(),
                delivery.attempt,
            )

    async def _take_over(self) -> None:
        """Put what dead replicas had begun back into the queue.

        DBOS recovers the workflows of a replica only when one of the same name starts. It does not
        know which replicas are dead; their heartbeats tell.
        """
        now = datetime.now(UTC)
        # This process lives, however long it was held up: what it runs is running.
        alive = {self.replica} | await self._replicas.alive_since(self._silent(now))
        for workflow in await _workflows(status="PENDING", queue_name=_QUEUE):
            changed = datetime.fromtimestamp((workflow.updated_at or 0) / 1000, UTC)
            if workflow.executor_id not in alive or now - changed > _STUCK:
                await DBOS.resume_workflow_async(workflow.workflow_id, queue_name=_QUEUE)
                log.warning(
                    "delivery-taken-over", workflow=workflow.workflow_id, of=workflow.executor_id
                )

    async def _prune(self) -> None:
        now = datetime.now(UTC)
        if now < self._prune_at:
            return
        self._prune_at = now + _PRUNE_EVERY
        before = (now - _KEPT).isoformat()
        while old := await _workflows(end_time=before, limit=_PRUNED_AT_ONCE):
            await DBOS.delete_workflows_async([one.workflow_id for one in old])
        await self._replicas.prune(now - _KEPT)

    async def _beats(self) -> None:
        while True:
            await asyncio.sleep(self._pace.silence / _BEATS)
            try:
                await self._replicas.heartbeat(self.replica, datetime.now(UTC))
                await self._rounds.count()
            except Exception as error:  # noqa: BLE001 -- the database is away
                log.warning("heartbeat-missed", error=type(error).__name__)

    def _silent(self, now: datetime) -> datetime:
        return now - timedelta(seconds=self._pace.silence)


def engine_file(database: str | None) -> str:
    """Return the SQLite file of DBOS, beside the application's: `morbot.db`, `morbot-engine.db`."""
    if not database or database == ":memory:":
        return ":memory:"
    name, dot, ending = database.rpartition(".")
    return f"{name}-engine.{ending}" if dot and "/" not in ending else f"{database}-engine"


def _workflow_id(delivery: Delivery) -> str:
    slot = int(delivery.slot.timestamp())
    return f"digest:{delivery.digest_id}:{slot}:{delivery.attempt}"


def _workflows(**wanted: Any) -> Coroutine[Any, Any, list[WorkflowStatus]]:
    return DBOS.list_workflows_async(**wanted, load_input=False, load_output=False)


def _cron(tick: int) -> str:
    """Return a cron line, beginning with the second, for every `tick` seconds or every minute."""
    return f"*/{tick} * * * * *" if tick < 60 else "0 * * * * *"


def _through_our_logs() -> None:
    """Keep DBOS from writing to the terminal, which it does if its logger has no handler."""
    theirs = logging.getLogger("dbos")
    if not theirs.handlers:
        theirs.addHandler(logging.NullHandler())


def _destroy() -> None:
    DBOS.destroy(destroy_registry=True)
