"""`morbot run` as a process of its own."""

import asyncio
import signal
import socket
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import pytest
from pydantic import SecretStr

from bot.cli.http_server import listen
from bot.digests.deliveries import Deliveries
from bot.sandbox.mor_server import MorServer
from bot.sandbox.slack_server import Workspace
from bot.settings import Settings
from bot.slack import texts as slack_texts
from bot.store.database import open_database
from tests.support.company import link_everybody
from tests.support.digest_office import NOC, order_now
from tests.support.processes import bare_environment
from tests.support.talking import outcome, words

PATIENCE = 60  # seconds for another process, on a machine whose cores are taken


class Run:
    """A running `morbot run`. `address` is that of its health."""

    def __init__(self, process: asyncio.subprocess.Process, address: str) -> None:
        self._process = process
        self.address = address

    def told(self, number: signal.Signals) -> None:
        self._process.send_signal(number)

    async def ends(self) -> tuple[int, str]:
        """Its exit code and what it wrote to standard error."""
        _, errors = await asyncio.wait_for(self._process.communicate(), PATIENCE)
        return self._process.returncode or 0, errors.decode()


Start = Callable[..., Awaitable[Run]]


async def launch(environment: dict[str, str], folder: Path) -> asyncio.subprocess.Process:
    return await asyncio.create_subprocess_exec(
        "/bin/sh",
        "-c",
        f'ulimit -n {environment.get("FILES", 1024)}; exec "$@"',
        "sh",
        sys.executable,
        "-m",
        "bot",
        "run",
        cwd=folder,
        env={
            **bare_environment(),
            "HOST": "127.0.0.1",
            "PORT": "0",
            "WATCH_PORT": "0",
            **environment,
        },
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )


@pytest.fixture
def environment(workspace: Workspace, mor: MorServer, tmp_path: Path) -> dict[str, str]:
    return {
        "MOR_URL": mor.url,
        "MOR_KEY_ADMIN": mor.options.secret_key,
        **{f"MOR_KEY_RESELLER_{id_}": key for id_, key in mor.options.reseller_keys.items()},
        "SLACK_API_URL": f"{workspace.address}/api",
        "SLACK_BOT_TOKEN": workspace.bot_token,
        "SLACK_SIGNING_SECRET": workspace.signing_secret,
        "DATABASE_URL": f"sqlite+aiosqlite:///{tmp_path / 'morbot.db'}",
    }


@pytest.fixture
async def start(
    environment: dict[str, str], workspace: Workspace, mor: MorServer, tmp_path: Path
) -> AsyncIterator[Start]:
    """Starts it with everybody linked, and ends it whatever happens."""

    @asynccontextmanager
    async def running(**given: str) -> AsyncIterator[Run]:
        settings = Settings.load(
            env_file=None,
            mor_url=mor.url,
            mor_key_admin=SecretStr(mor.options.secret_key),
            reseller_keys={id_: SecretStr(key) for id_, key in mor.options.reseller_keys.items()},
            database_url=environment["DATABASE_URL"],
        )
        await link_everybody(settings, workspace, mor)
        mor.received.clear()
        process = await launch({**environment, **given}, tmp_path)
        try:
            assert process.stdout is not None
            line = (await asyncio.wait_for(process.stdout.readline(), PATIENCE)).decode()
            assert line, (await process.communicate())[1].decode()
            if "/slack/events" in line:
                workspace.request_url = line.split()[3].removesuffix(".")
            yield Run(process, line.split()[-1].removesuffix("/readyz"))
        finally:
            if process.returncode is None:
                process.kill()
                await process.wait()

    async with AsyncExitStack() as stack:

        async def begin(**given: str) -> Run:
            return await stack.enter_async_context(running(**given))

        yield begin


async def a_question_is_with_mor(workspace: Workspace, mor: MorServer) -> None:
    ack = await workspace.person("ingrid").types("/localcalls 5 yesterday")
    assert (ack.problem, ack.body) == ("", "")
    await with_mor(mor)


async def with_mor(mor: MorServer) -> None:
    async with asyncio.timeout(PATIENCE):
        while not mor.received:  # noqa: ASYNC110 -- the server has no event to wait for
            await asyncio.sleep(0.01)


async def answer_of(workspace: Workspace) -> str:
    message = await outcome(workspace.person("ingrid"))
    return message.text + str(message.blocks)


async def until_stopping(run: Run) -> None:
    """Ask again and again, as a load balancer does, until it says why it is not ready."""
    async with httpx.AsyncClient(timeout=PATIENCE) as client, asyncio.timeout(PATIENCE):
        while True:
            answer = await client.get(f"{run.address}/readyz")
            if "stopping" in answer.json()["reasons"]:
                assert answer.status_code == 503
                return
            await asyncio.sleep(0.01)


QUICKLY_DEAD = {"REPLICA_SILENCE": "1"}
BY_SOCKET = {"SLACK_SIGNING_SECRET": "", "SLACK_APP_TOKEN": "xapp-run"}


@pytest.mark.parametrize("given", [{}, BY_SOCKET], ids=["http", "socket"])
async def test_sigterm_finishes_and_answers_what_is_in_flight(
    given: dict[str, str], workspace: Workspace, mor: MorServer, start: Start
) -> None:
    workspace.app_token = BY_SOCKET["SLACK_APP_TOKEN"]
    run = await start(**given)
    with mor.held():
        await a_question_is_with_mor(workspace, mor)

        run.told(signal.SIGTERM)
        await until_stopping(run)
        late = await workspace.person("tom").types("/localcalls yesterday")
        assert late.problem == ""
        assert slack_texts.LATER[0] in late.body

    assert "user 5" in await answer_of(workspace)
    code, errors = await run.ends()
    assert (code, "Traceback" in errors, "work-cut-off" in errors) == (0, False, False)


async def test_the_wait_for_what_is_in_flight_is_bounded(
    workspace: Workspace, mor: MorServer, start: Start
) -> None:
    run = await start(STOP_TIMEOUT="0.2")
    mor.options.delay = 30
    await a_question_is_with_mor(workspace, mor)
    run.told(signal.SIGTERM)
    code, errors = await run.ends()
    assert code == 0
    assert "work-cut-off" in errors


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
async def test_a_second_signal_ends_it_at_once(
    number: signal.Signals, workspace: Workspace, mor: MorServer, start: Start
) -> None:
    run = await start()
    mor.options.delay = 30
    await a_question_is_with_mor(workspace, mor)
    run.told(signal.SIGTERM)
    await until_stopping(run)
    run.told(number)
    assert (await run.ends())[0] == -number


async def test_in_the_grace_everything_is_still_taken(
    workspace: Workspace, mor: MorServer, start: Start
) -> None:
    run = await start(STOP_GRACE="600")
    run.told(signal.SIGTERM)
    await until_stopping(run)
    await a_question_is_with_mor(workspace, mor)
    assert "user 5" in await answer_of(workspace)
    run.told(signal.SIGTERM)
    assert (await run.ends())[0] == -signal.SIGTERM


@pytest.mark.parametrize("text", ["/localcalls 5 yesterday", "5 yesterday", "@morbot 5 yesterday"])
async def test_another_replica_answers_for_a_killed_one(
    text: str, workspace: Workspace, mor: MorServer, start: Start
) -> None:
    ingrid = workspace.person("ingrid")
    run = await start(**QUICKLY_DEAD)
    mor.options.delay = 60
    if text.startswith("/"):
        await ingrid.types(text)
    else:
        await ingrid.says(text, "#noc" if text.startswith("@") else "@morbot")
    await with_mor(mor)
    run.told(signal.SIGKILL)
    await run.ends()
    mor.options.delay = 0
    run = await start(**QUICKLY_DEAD)
    assert "user 5" in await answer_of(workspace)
    run.told(signal.SIGTERM)
    code, errors = await run.ends()
    assert (code, errors.count('"request-recovered"')) == (0, 1)


async def test_work_that_may_have_been_done_is_not_repeated(
    workspace: Workspace, mor: MorServer, start: Start
) -> None:
    run = await start(**QUICKLY_DEAD, BOT_ADMINS="U0INGRID1")
    mor.options.delay = 60
    await workspace.person("ingrid").types("/localcalls link @newton frontdesk user")
    await with_mor(mor)
    run.told(signal.SIGKILL)
    await run.ends()
    mor.options.delay = 0
    await start(**QUICKLY_DEAD, BOT_ADMINS="U0INGRID1")
    assert slack_texts.LOST[0] in words(await outcome(workspace.person("ingrid")))
    assert not mor.received


async def test_a_question_that_ended_two_processes_is_not_asked_a_third_time(
    workspace: Workspace,
    mor: MorServer,
    start: Start,
    environment: dict[str, str],
    tmp_path: Path,
) -> None:
    run = await start(**QUICKLY_DEAD)
    mor.options.delay = 60
    await a_question_is_with_mor(workspace, mor)
    run.told(signal.SIGKILL)
    await run.ends()
    mor.received.clear()
    second = await launch({**environment, **QUICKLY_DEAD}, tmp_path)
    await with_mor(mor)
    second.kill()
    await second.communicate()
    mor.received.clear()
    third = await launch({**environment, **QUICKLY_DEAD}, tmp_path)
    assert third.stdout is not None
    assert await asyncio.wait_for(third.stdout.readline(), PATIENCE)
    assert slack_texts.LOST[0] in words(await outcome(workspace.person("ingrid")))
    assert not mor.received
    third.terminate()
    await third.communicate()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
async def test_with_nothing_in_flight_it_ends_with_either_signal(
    number: signal.Signals, start: Start
) -> None:
    run = await start()
    run.told(number)
    code, errors = await run.ends()
    assert (code, "Traceback" in errors, '"error"' in errors) == (0, False, False)


async def test_digests_are_sent_and_a_post_in_flight_ends_before_the_process(
    workspace: Workspace, start: Start, environment: dict[str, str]
) -> None:
    url = environment["DATABASE_URL"]
    async with open_database(url) as database:
        for place in (NOC, "C0NUMBERS"):
            await order_now(database, place=place, daily=True)
    held = workspace.control.hold("chat.postMessage")
    run = await start(DIGEST_TICK="1", DIGEST_PARALLEL="1")
    async with asyncio.timeout(PATIENCE):
        await held.accepted.wait()
    run.told(signal.SIGTERM)
    await until_stopping(run)
    held.release()
    code, errors = await run.ends()
    assert (code, "Traceback" in errors, '"error"' in errors) == (0, False, False)
    assert errors
    assert all(line.startswith("{") for line in errors.splitlines()), errors
    async with open_database(url) as database:
        states = [str(one.state) for one in await Deliveries(database).history(None, 9)]
        assert sorted(states) == ["claimed", "posted"]
        run = await start(DIGEST_TICK="1")
        async with asyncio.timeout(PATIENCE):
            while len(workspace.messages) < 2:  # noqa: ASYNC110 -- another process has no event
                await asyncio.sleep(0.02)
    run.told(signal.SIGTERM)
    assert (await run.ends())[0] == 0


async def test_a_taken_port_is_told(environment: dict[str, str], tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        process = await launch({**environment, "PORT": port}, tmp_path)
        _, errors = await process.communicate()
    assert process.returncode == 2
    assert f"cannot listen on 127.0.0.1:{port} " in errors.decode()


@pytest.mark.parametrize(
    ("given", "code", "told"),
    [
        ({"SLACK_BOT_TOKEN": "", "SLACK_SIGNING_SECRET": ""}, 2, "SLACK_SIGNING_SECRET is not"),
        ({"SLACK_BOT_TOKEN": "xoxb-other"}, 1, "does not accept SLACK_BOT_TOKEN"),
        ({"SLACK_APP_TOKEN": "xapp-other"}, 1, "does not accept SLACK_APP_TOKEN"),
        (
            {"SLACK_API_URL": "http://127.0.0.1:9/api", "START_TIMEOUT": "1"},
            1,
            "morbot could not reach Slack",
        ),
        ({"MOR_CA_FILE": "nowhere.pem"}, 2, "MOR_CA_FILE cannot be used"),
    ],
    ids=lambda given: "-".join(given) if isinstance(given, dict) else None,
)
async def test_a_setting_that_does_not_allow_a_start_is_told_in_a_sentence(
    given: dict[str, str], code: int, told: str, environment: dict[str, str], tmp_path: Path
) -> None:
    process = await launch({**environment, **given}, tmp_path)
    output, errors = await process.communicate()
    assert (process.returncode, output) == (code, b"")
    assert told in errors.decode()
    assert "Traceback" not in errors.decode()


async def test_connections_without_end_leave_health_checks_their_place(
    workspace: Workspace, start: Start
) -> None:
    run = await start(FILES="200")
    slack = urlsplit(workspace.request_url)
    opened = [await asyncio.open_connection(slack.hostname, slack.port) for _ in range(300)]
    try:
        async with httpx.AsyncClient(timeout=PATIENCE) as client:
            assert (await client.get(f"{run.address}/readyz")).json()["ready"] is True
    finally:
        for _, writer in opened:
            writer.close()
    run.told(signal.SIGTERM)
    code, errors = await run.ends()
    assert code == 0
    assert len(errors.splitlines()) < 20, errors


def test_answers_do_not_wait_for_acknowledgements() -> None:
    with listen("127.0.0.1", 0, "PORT") as listener:
        assert listener.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)


async def test_nothing_is_warned_of_where_all_is_well(start: Start) -> None:
    run = await start()
    run.told(signal.SIGTERM)
    code, errors = await run.ends()
    assert code == 0
    assert "warning" not in errors.lower()


async def test_mor_without_tls_over_a_network_is_a_warning(start: Start) -> None:
    run = await start(MOR_URL="http://203.0.113.5/billing")
    run.told(signal.SIGTERM)
    code, errors = await run.ends()
    assert code == 0
    assert "MOR is asked over a network without TLS" in errors
