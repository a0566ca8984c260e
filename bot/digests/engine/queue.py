"""DBOS as the clock and the queue of deliveries, for all replicas.

A delivery is a workflow named after its digest, slot and attempt. So it is enqueued once, however
often that is tried. It has no steps, because DBOS stores what a step returns and repeats a step
that was cut short; what has happened is in the deliveries table alone. docs/architecture.md says
what was tried.
"""

import asyncio
import logging
from collections.abc import Callable, Collection, Coroutine, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from typing import Any

from dbos import (
    DBOS,
    DBOSConfig,
    DBOSPortableJSONSerializer,
    SetWorkflowID,
    WorkflowSerializationFormat,
    WorkflowStatus,
)
from sqlalchemy.exc import SQLAlchemyError

from bot.digests.deliveries import Delivery
from bot.digests.engine.database import SCHEMA, engine_address, name_of
from bot.digests.engine.rounds import Pace
from bot.digests.engine.runner import LONGEST_RUN, Runner
from bot.store import texts as say
from bot.store.faults import words_of
from bot.store.sqlite_file import create_private
from bot.telemetry import logger

log = logger(__name__)

_QUEUE = "digests"
_SCHEDULE = "digest-round"
_VERSION = "1"  # of the workflows: DBOS runs only those of its own version, so it never changes
_FORMAT = WorkflowSerializationFormat.PORTABLE  # JSON: pickles would name our modules
_PER_MINUTE = 300  # Slack takes "several hundred" messages a minute from an app
_PRUNED_AT_ONCE = 1000
_ASKED_AT_ONCE = 500
_ENDED = frozenset({"SUCCESS", "ERROR", "CANCELLED", "MAX_RECOVERY_ATTEMPTS_EXCEEDED"})
_STUCK = timedelta(seconds=2 * LONGEST_RUN)


class _JsonOnly(DBOSPortableJSONSerializer):
    """Stores schedules and ticks as JSON. DBOS would pickle them.

    What is no JSON was written by an older version. It counts as empty, and is not unpickled.
    """

    def deserialize(self, text: str | None) -> Any:
        try:
            return super().deserialize(text)
        except ValueError:
            return None


class DeliveryQueue:
    """Runs deliveries while it is open, and calls `wake` at each tick, on one replica.

    `database_url` is the application's. DBOS gets a schema of its own in PostgreSQL, or a file of
    its own beside a SQLite file.
    """

    def __init__(
        self, database_url: str, runner: Runner, wake: Callable[[], None], pace: Pace
    ) -> None:
        self._database_url = database_url
        self._runner = runner
        self._wake = wake
        self._pace = pace
        self._deliver: Any = None  # the workflow, while it is open

    @property
    def is_open(self) -> bool:
        """Whether deliveries are run."""
        return self._deliver is not None

    async def open(self, replica: str) -> None:
        """Run deliveries, under this name among the processes on the same database.

        Raises ConfigError if DBOS's tables cannot be used.
        """
        _through_our_logs()
        self._runner.start()
        DBOS(config=self._config(replica))
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
        except SQLAlchemyError as error:
            _destroy()
            name = name_of(engine_address(self._database_url))
            raise say.engine_unusable(words_of(error), name) from None
        except BaseException:
            _destroy()
            raise
        self._deliver = deliver

    async def keep_version(self) -> None:
        """Have DBOS give its work to this version again, if a process of another one was here.

        DBOS gives it only to the version that started last, even when no process has it any more.
        """
        latest = await DBOS.get_latest_application_version_async()
        if latest["version_name"] != _VERSION:
            log.warning("engine-of-another-version", version=latest["version_name"])
            await DBOS.set_latest_application_version_async(_VERSION)

    async def close(self, seconds: float) -> None:
        """Start nothing more, and wait at most `seconds` for posts in flight."""
        self._deliver = None
        await self._runner.stop(seconds)

    async def end(self) -> None:
        """End DBOS, once it is closed."""
        loop = asyncio.get_running_loop()
        with ThreadPoolExecutor(1) as thread:  # DBOS ends the threads that it gave the loop
            await loop.run_in_executor(thread, _destroy)
        loop.set_default_executor(ThreadPoolExecutor())

    async def start(self, ready: Sequence[Delivery]) -> Sequence[Delivery]:
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

    async def take_over(self, alive: Collection[str]) -> None:
        """Put what replicas that are not `alive` had begun back into the queue.

        DBOS recovers the workflows of a replica only when one of the same name starts. It does not
        know which replicas are dead; their heartbeats tell.
        """
        now = datetime.now(UTC)
        for workflow in await _workflows(status="PENDING", queue_name=_QUEUE):
            changed = datetime.fromtimestamp((workflow.updated_at or 0) / 1000, UTC)
            if workflow.executor_id not in alive or now - changed > _STUCK:
                await DBOS.resume_workflow_async(workflow.workflow_id, queue_name=_QUEUE)
                log.warning(
                    "delivery-taken-over", workflow=workflow.workflow_id, of=workflow.executor_id
                )

    async def prune(self, before: datetime) -> None:
        """Forget the workflows that ended before that moment (aware)."""
        while old := await _workflows(end_time=before.isoformat(), limit=_PRUNED_AT_ONCE):
            await DBOS.delete_workflows_async([one.workflow_id for one in old])

    async def _enqueue(self, name: str, delivery: Delivery) -> None:
        with SetWorkflowID(name):
            await DBOS.enqueue_workflow_async(
                _QUEUE,
                self._deliver,
                delivery.digest_id,
                delivery.slot.isoformat(),
                delivery.attempt,
            )

    def _config(self, replica: str) -> DBOSConfig:
        address = engine_address(self._database_url)
        if address.get_backend_name() == "sqlite" and address.database != ":memory:":
            create_private(address.database or "")
        return DBOSConfig(
            name="morbot",
            system_database_url=address.render_as_string(hide_password=False),
            executor_id=replica,
            application_version=_VERSION,
            dbos_system_schema=SCHEMA,
            log_level="WARNING",
            serializer=_JsonOnly(),
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
            self._wake()

        return tick


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
