"""Digests by the engine: rounds by the clock of this machine, deliveries through its queue."""

import asyncio
import json
import subprocess
import sys
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import psycopg
import pytest
from dbos import DBOS, WorkflowSerializationFormat
from dbos._serialization import DefaultSerializer
from psycopg import sql
from sqlalchemy import create_engine, make_url, text

from bot.digests.engine import engine as engine_module
from bot.digests.engine import queue as queue_module
from bot.digests.engine.database import (
    SCHEMA,
    check_engine_tables,
    engine_address,
    engine_file,
    name_of,
)
from bot.digests.engine.engine import Engine
from bot.digests.engine.replicas import Replicas
from bot.digests.engine.rounds import Pace
from bot.digests.posting_texts import reason
from bot.errors import ConfigError
from bot.sandbox.mor_server import MorServer
from bot.sandbox.slack_server import Workspace
from bot.store.clock import clocks_agree
from bot.store.database import open_database
from tests.support.company import StartBot
from tests.support.databases import postgresql_on
from tests.support.digest_office import INGRID, NINE, NOC, Office, office_open, order_in, until
from tests.support.logs import ReadLog

DAY = timedelta(days=1)
QUICK = Pace(tick=1, parallel=4, silence=5)
ON_CALL = Pace(tick=60, parallel=4, silence=5)


@asynccontextmanager
async def engine_on(
    office: Office, replica: str = "one", pace: Pace = QUICK
) -> AsyncIterator[Engine]:
    """An engine that makes the office's rounds."""
    engine = Engine(
        office.settings.database_url,
        replica,
        Replicas(office.core.database),
        office.parts,
        pace=pace,
    )
    engine.share(office.core.mor.places)
    async with engine.running():
        yield engine


async def until_all_ended(office: Office, number: int, seconds: float = 60) -> list[str]:
    """The states of so many slots, once none is open."""
    async with asyncio.timeout(seconds):
        while True:
            found = [str(one.state) for one in await office.deliveries.history(None, 1000)]
            if len(found) == number and not {"claimed", "posting"} & set(found):
                return found
            await asyncio.sleep(0.05)


async def test_the_running_bot_posts_what_is_due(
    each_database: str, start_bot: StartBot, workspace: Workspace
) -> None:
    await start_bot(database_url=each_database, digest_tick=1)
    async with open_database(each_database) as database:
        await order_in(database)
    await until(lambda: workspace.messages)
    assert len(workspace.messages) == 1


async def test_half_made_tables_of_dbos_are_named_at_the_start(office: Office) -> None:
    async with engine_on(office):
        pass
    url = office.settings.database_url
    check_engine_tables(url)
    engine = create_engine(engine_address(url))
    schema = "" if engine.dialect.name == "sqlite" else f"{SCHEMA}."
    with engine.begin() as connection:
        connection.execute(text(f"DROP TABLE {schema}dbos_migrations"))
    engine.dispose()
    with pytest.raises(ConfigError, match="dbos_migrations"):
        check_engine_tables(url)
    office.restart()
    with pytest.raises(ConfigError, match=f"engine's tables, {name_of(engine.url)}, cannot"):
        async with engine_on(office):
            pass


async def test_a_due_digest_is_posted_once_and_again_after_a_restart(office: Office) -> None:
    digest = await office.order()
    for day in range(2):
        office.now = NINE + day * DAY
        office.workspace.clock.put_forward(5)
        office.restart()
        async with engine_on(office):
            assert await until_all_ended(office, day + 1) == ["posted"] * (day + 1)
    assert len(office.posted()) == 2
    history = await office.deliveries.history(digest.id, 9)
    assert [(one.slot, one.attempt) for one in history] == [(NINE + DAY, 1), (NINE, 1)]


@pytest.mark.parametrize("next_one", ["one", "two"], ids=["itself", "another"])
async def test_work_begun_by_a_stopped_replica_is_finished(next_one: str, office: Office) -> None:
    await office.order()
    office.mor.options.delay = 30
    async with engine_on(office) as engine:
        await until(office.asked)
        await engine.stop(5)
    assert [one.state for one in await office.deliveries.history(None, 9)] == ["claimed"]
    assert not office.workspace.messages
    office.mor.options.delay = 0
    office.restart()
    async with engine_on(office, next_one):
        assert await until_all_ended(office, 1) == ["posted"]
    assert len(office.posted()) == 1
    assert (await office.deliveries.history(None, 9))[0].attempt == 1


async def test_work_begun_by_the_previous_version_is_finished(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """That version stored the arguments of a workflow, and the schedule, as pickles."""
    await office.order()
    office.mor.options.delay = 30
    with monkeypatch.context() as before:
        before.setattr(queue_module, "_FORMAT", WorkflowSerializationFormat.NATIVE)
        before.setattr(queue_module, "_JsonOnly", DefaultSerializer)
        async with engine_on(office) as engine:
            await until(office.asked)
            await engine.stop(5)
    office.mor.options.delay = 0
    office.restart()
    async with engine_on(office, "two"):
        assert await until_all_ended(office, 1) == ["posted"]


async def test_dbos_stores_our_values_as_json(office: Office) -> None:
    await office.order()
    async with engine_on(office):
        await until(lambda: {"deliver", "round"} <= {name for name, *_ in ended_in(office)})
    for _, *stored in ended_in(office):
        for one in stored:
            json.loads(one)


def ended_in(office: Office) -> list[tuple[str, str, str]]:
    """The name, inputs and output of each workflow that DBOS has stored, and of the schedule."""
    address = engine_address(office.settings.database_url)
    schema = "" if address.get_backend_name() == "sqlite" else f"{SCHEMA}."
    engine = create_engine(address)
    query = text(
        f"SELECT name, i.inputs, o.output FROM {schema}workflow_status s"  # noqa: S608 -- ours
        f" JOIN {schema}workflow_input i ON i.workflow_uuid = s.workflow_uuid"
        f" JOIN {schema}workflow_output o ON o.workflow_uuid = s.workflow_uuid"
        f" UNION ALL SELECT 'schedule', context, context FROM {schema}workflow_schedules"
    )
    with engine.connect() as connection:
        found = [(name, inputs, output) for name, inputs, output in connection.execute(query)]
    engine.dispose()
    return found


async def test_a_post_in_flight_ends_before_the_engine_does(office: Office) -> None:
    for place in [NOC, *office.channels(3)]:
        await office.order(place=place)
    held = office.workspace.control.hold("chat.postMessage")
    async with engine_on(office, pace=Pace(1, 1, 5)) as engine:
        await held.accepted.wait()
        stopping = asyncio.create_task(engine.stop(60))
        await asyncio.sleep(0)  # it has begun to stop
        held.release()
        await stopping
    states = [str(one.state) for one in await office.deliveries.history(None, 9)]
    assert sorted(states) == ["claimed", "claimed", "claimed", "posted"]
    office.restart()
    async with engine_on(office):
        assert await until_all_ended(office, 4) == ["posted"] * 4
    assert len(office.workspace.messages) == 4


async def test_a_run_that_ended_without_an_outcome_is_another_attempt(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    digest = await office.order()
    deliver, runs = office.parts.runner.deliver, []

    async def first_fails(*given: Any) -> str:
        runs.append(given)
        if len(runs) == 1:
            raise RuntimeError("as when the database went away")
        return await deliver(*given)

    monkeypatch.setattr(office.parts.runner, "deliver", first_fails)
    async with engine_on(office):
        async with asyncio.timeout(60):
            while await office.last_attempt(digest) != 2:  # noqa: ASYNC110 -- a database
                await asyncio.sleep(0.02)
        assert "stopped while it was running" in reason((await office.last(digest)).why)
        office.now += timedelta(minutes=1)
        assert await until_all_ended(office, 1) == ["posted"]
    assert len(office.posted()) == 1


async def test_woken_it_does_not_wait_for_the_clock(office: Office) -> None:
    digest = await office.order(next_slot=NINE + DAY)
    async with engine_on(office, pace=ON_CALL) as engine:
        await office.deliveries.claim_now(digest, office.now)
        engine.wake()
        assert await until_all_ended(office, 1) == ["posted"]


async def test_a_limited_number_runs_at_a_time(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    for place in office.channels(12):
        await office.order(place=place)
    running, most = 0, 0
    read = office.parts.runner._reader.read

    async def counted(*given: Any) -> Any:
        nonlocal running, most
        running += 1
        most = max(most, running)
        try:
            await until(lambda: most >= 3)
            return await read(*given)
        finally:
            running -= 1

    monkeypatch.setattr(office.parts.runner._reader, "read", counted)
    async with engine_on(office, pace=Pace(1, 3, 5)):
        assert await until_all_ended(office, 12) == ["posted"] * 12
    assert most == 3


async def test_two_of_the_same_name_have_different_ones(office: Office) -> None:
    replicas = Replicas(office.core.database)
    assert await replicas.register("one", datetime.now(UTC), silent_since=NINE)
    async with engine_on(office) as engine:
        assert engine.replica == "one-2"
        assert await replicas.alive_since(NINE - DAY) == {"one", "one-2"}
    assert await replicas.alive_since(NINE - DAY) == {"one"}


async def test_it_lives_by_its_heartbeat(office: Office) -> None:
    replicas = Replicas(office.core.database)
    async with engine_on(office, pace=Pace(60, 4, 0.3)):
        began = datetime.now(UTC)
        async with asyncio.timeout(60):
            while await replicas.alive_since(began) != {"one"}:  # noqa: ASYNC110 -- a database
                await asyncio.sleep(0.02)


async def test_it_takes_its_share_of_the_places_at_mor(office: Office) -> None:
    places = office.core.mor.places
    assert places.total == 4
    replicas = Replicas(office.core.database)
    await replicas.heartbeat("two", datetime.now(UTC) + timedelta(minutes=10))
    async with engine_on(office, pace=Pace(60, 4, 0.6)):
        assert places.total == 2
        await replicas.heartbeat("two", NINE)  # silent since then
        await until(lambda: places.total == 4)


async def test_there_is_one_in_a_process(office: Office) -> None:
    async with engine_on(office):
        with pytest.raises(RuntimeError):
            await engine_on(office, "two").__aenter__()
    async with engine_on(office):
        pass


async def test_the_loop_has_threads_afterwards(office: Office) -> None:
    async with engine_on(office):
        pass
    assert await asyncio.to_thread(lambda: 7) == 7


async def test_its_own_history_is_pruned(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    await office.order()
    async with engine_on(office, pace=ON_CALL) as engine:
        await until_all_ended(office, 1)
        assert await queue_module._workflows()
        monkeypatch.setattr(engine_module, "_KEPT", -DAY)
        await engine._prune(datetime.now(UTC))
        assert await queue_module._workflows()
        engine._prune_at = datetime.now(UTC)
        await engine._prune(datetime.now(UTC))
        assert await queue_module._workflows() == []


async def test_the_log_is_ours_and_tells_no_secret(office: Office, read_log: ReadLog) -> None:
    await office.order()
    async with engine_on(office):
        await until_all_ended(office, 1)
    lines = read_log()
    said = str(lines)
    assert "development" not in said
    assert office.settings.slack_bot_token.get_secret_value() not in said
    assert "yesterday" not in said
    (run,) = [line for line in lines if line["event"] == "digest-run"]
    assert (run["outcome"], run["attempt"], len(run["request"])) == ("posted", 1, 8)
    events = {line["event"] for line in lines}
    assert {"digests-running", "digests-due"} <= events


async def test_a_database_that_is_away_for_a_round_is_no_end(
    office: Office, read_log: ReadLog
) -> None:
    async with engine_on(office):
        await office.rename("deliveries", "deliveries_away")
        await until(lambda: "digest-round-failed" in str(read_log()))
        await office.rename("deliveries_away", "deliveries")
        await office.order()
        assert await until_all_ended(office, 1) == ["posted"]


def test_its_file_stands_beside_the_applications() -> None:
    assert engine_file("morbot.db") == "morbot-engine.db"
    assert engine_file("/data/v1.2/morbot") == "/data/v1.2/morbot-engine"
    assert engine_file("/data/morbot.sqlite") == "/data/morbot-engine.sqlite"
    assert engine_file(None) == engine_file(":memory:") == ":memory:"


async def test_a_replica_that_was_suspended_takes_nothing_over_from_itself(
    office: Office, read_log: ReadLog
) -> None:
    await office.order()
    office.mor.options.delay = 0.5
    async with engine_on(office, "one", ON_CALL) as engine:
        await until(office.asked)
        await Replicas(office.core.database).heartbeat("one", datetime.now(UTC) - DAY)
        engine.wake()
        assert await until_all_ended(office, 1) == ["posted"]
    assert [one for one in read_log() if one["event"] == "delivery-taken-over"] == []


def test_it_is_imported_only_where_digests_run() -> None:
    said = "import sys, bot.app, bot.cli.ask; sys.exit('dbos' in sys.modules)"
    top = Path(__file__).parents[2]
    subprocess.run([sys.executable, "-c", said], check=True, timeout=60, cwd=top)  # noqa: S603


async def test_a_delivery_that_waits_for_its_next_attempt_holds_no_place_in_the_queue(
    office: Office, read_log: ReadLog
) -> None:
    """As it would in a DBOS step with retries, which sleeps in the middle of its workflow."""
    first, second = office.channels(2)
    waiting = [await office.order(place=first), await office.order(INGRID, "5 yesterday", place="")]
    for _ in waiting:
        office.workspace.control.fail("users.info")
    async with engine_on(office, pace=Pace(1, len(waiting), 5)):
        refused = 0
        async with asyncio.timeout(60):
            while refused < len(waiting):
                refused += str(read_log()).count("digest-not-sent")
                await asyncio.sleep(0.02)
        sound = await office.order(place=second, next_slot=office.now)
        async with asyncio.timeout(60):
            while await office.last_state(sound) != "posted":  # noqa: ASYNC110 -- a database
                await asyncio.sleep(0.02)
        assert [await office.last_state(digest) for digest in waiting] == ["claimed"] * 2


async def test_rounds_are_made_when_dbos_no_longer_wakes_anybody(office: Office) -> None:
    async with engine_on(office):
        # As if the clock had been put back: its next tick is hours away.
        await DBOS.delete_schedule_async(queue_module._SCHEDULE)
        await office.order()
        assert await until_all_ended(office, 1) == ["posted"]
        office.now += DAY
        office.workspace.clock.put_forward(5)
        assert await until_all_ended(office, 2) == ["posted"] * 2


# On PostgreSQL three starts in one process may lock each other out: DBOS migrates in the loop.
@pytest.mark.parametrize("each_database", ["sqlite"], indirect=True)
async def test_an_upgrade_that_was_rolled_back_leaves_digests_running(
    office: Office, monkeypatch: pytest.MonkeyPatch, read_log: ReadLog
) -> None:
    for version in ("1", "2"):
        monkeypatch.setattr(queue_module, "_VERSION", version)
        async with engine_on(office):
            await DBOS.set_latest_application_version_async(version)  # SQLite: to the second only
    monkeypatch.setattr(queue_module, "_VERSION", "1")
    await office.order()
    async with engine_on(office):
        assert await until_all_ended(office, 1) == ["posted"]
        latest = await DBOS.get_latest_application_version_async()
    assert latest["version_name"] == "1"
    assert "engine-of-another-version" in [one["event"] for one in read_log()]


@pytest.fixture
def shifted(
    postgresql: str, postgresql_template: str
) -> Iterator[tuple[str, Callable[[float], None]]]:
    """A database, and what lets it tell another time: by so many seconds less than it is."""
    with (
        postgresql_on(postgresql, postgresql_template) as address,
        psycopg.connect(address, autocommit=True) as connection,
    ):
        name = make_url(address).database or ""
        connection.execute("CREATE SCHEMA shifted")
        connection.execute("CREATE TABLE shifted.by AS SELECT 0.0::float AS seconds")
        connection.execute(
            "CREATE FUNCTION shifted.clock_timestamp() RETURNS timestamptz LANGUAGE sql AS"
            " 'SELECT pg_catalog.clock_timestamp() - seconds * interval ''1 s'' FROM shifted.by'"
        )
        path = "ALTER DATABASE {} SET search_path = public, shifted, pg_catalog"
        connection.execute(sql.SQL(path).format(sql.Identifier(name)))

        def shift(seconds: float) -> None:
            connection.execute("UPDATE shifted.by SET seconds = %s", [seconds])

        yield address, shift


@pytest.mark.postgres
@pytest.mark.parametrize("hours", [3, -3])
async def test_a_replica_whose_clock_is_wrong_sends_nothing_and_says_so(
    hours: int,
    mor: MorServer,
    workspace: Workspace,
    shifted: tuple[str, Callable[[float], None]],
    read_log: ReadLog,
) -> None:
    address, shift = shifted
    said: list[str] = []

    def told() -> int:
        said.extend(one["event"] for one in read_log())
        return said.count("clock-differs-from-database")

    async with office_open(mor, workspace, address) as office:
        replicas = Replicas(office.core.database)
        shift(hours * 3600)
        await office.order()
        async with engine_on(office) as engine:
            for number in range(2):
                said.clear()
                await until(lambda: told() >= 3)
                assert len(await office.deliveries.history(None, 9)) == number
                assert not await clocks_agree(office.core.database)
                assert engine.replica not in await replicas.alive_since(NINE - 9 * DAY)
                shift(0)
                assert await until_all_ended(office, number + 1) == ["posted"] * (number + 1)
                shift(hours * 3600)
                await until(lambda: not engine._queue.is_open)
                office.now += DAY
                office.workspace.clock.put_forward(5)
