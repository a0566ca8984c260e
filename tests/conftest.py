"""The fixtures of all tests.

What a fixture needs is imported when it is first used, so that a test without one starts at once.
"""

import os
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import hypothesis
import pytest

from tests.fuzz import rounds

# A busy machine is no fault.
hypothesis.settings.register_profile(
    "patient",
    hypothesis.settings(),
    deadline=None,
    suppress_health_check=[hypothesis.HealthCheck.too_slow],
)
hypothesis.settings.load_profile("patient")

# Every TLS context reads all that the machine trusts, for 50 ms; no test meets any of those.
os.environ["SSL_CERT_FILE"] = str(Path(__file__).parent / "data" / "ca.pem")
# Else every process that a test starts would compile the whole bot.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)

if TYPE_CHECKING:
    from bot.links.directory import Directory
    from bot.sandbox.mor_server import MorServer
    from bot.sandbox.slack_server import Workspace
    from bot.sandbox.world import World
    from bot.store.database import Database
    from tests.support.company import StartBot
    from tests.support.logs import ReadLog


def pytest_addoption(parser: pytest.Parser) -> None:
    """How much of what has no natural size."""
    sizes = parser.getgroup("morbot", "sizes of tests")
    sizes.addoption("--fuzz", type=int, default=1, metavar="N", help="N times as many odd inputs")
    sizes.addoption(
        "--conversations", type=int, default=160, metavar="N", help="conversations about access"
    )
    sizes.addoption(
        "--slots", type=int, default=120, metavar="N", help="slots in the fault test and under load"
    )
    sizes.addoption(
        "--restarts", type=int, default=3, metavar="N", help="replicas restarted, or killed"
    )
    sizes.addoption(
        "--replicas", type=int, default=1, metavar="N", help="bots that take turns in the scenarios"
    )


def pytest_configure(config: pytest.Config) -> None:
    """Tell the fuzz its size before its modules are collected."""
    rounds.FACTOR = config.getoption("--fuzz")


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers(config: pytest.Config) -> int:
    """Two workers for a core, since tests wait a lot; none for a run of single files or tests."""
    named = config.option.file_or_dir
    single = named and all(Path(one.partition("::")[0]).suffix == ".py" for one in named)
    if single or config.option.collectonly:
        return 0
    return 2 * len(os.sched_getaffinity(0))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Where everything has been installed, a skipped test is a failed one."""
    skipped = terminalreporter.stats.get("skipped", [])
    session = terminalreporter._session
    if skipped and os.environ.get("CI") and session is not None:
        terminalreporter.write_line(f"{len(skipped)} skipped, and in CI nothing may be", red=True)
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


@pytest.fixture(scope="session")
def postgresql() -> Iterator[str]:
    """The address of a PostgreSQL: the one that MORBOT_TEST_POSTGRES names, or one of our own."""
    if named := os.environ.get("MORBOT_TEST_POSTGRES"):
        yield named
        return
    from tests.support.postgresql import server_running

    with server_running() as server:
        yield server.address


@pytest.fixture(scope="session")
def postgresql_template(postgresql: str) -> Iterator[str]:
    """The name of a migrated database there, which others are copied from."""
    from tests.support.databases import migrated_postgresql_on

    with migrated_postgresql_on(postgresql) as name:
        yield name


EACH_DATABASE = ["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)]


@pytest.fixture(params=EACH_DATABASE)
def each_database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a fresh database, migrated, of each kind."""
    from tests.support import databases

    if request.param == "sqlite":
        yield databases.migrated_sqlite_in(tmp_path)
        return
    server, template = map(request.getfixturevalue, ("postgresql", "postgresql_template"))
    with databases.postgresql_on(server, template) as address:
        yield address


@pytest.fixture(params=EACH_DATABASE)
def each_empty_database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a database that nothing has opened yet, of each kind."""
    from tests.support import databases

    if request.param == "sqlite":
        yield databases.sqlite_in(tmp_path)
        return
    with databases.postgresql_on(request.getfixturevalue("postgresql")) as address:
        yield address


@pytest.fixture
def url(tmp_path: Path) -> str:
    """The address of a migrated database.

    A module that tries each kind gives `each_database` instead.
    """
    from tests.support.databases import migrated_sqlite_in

    return migrated_sqlite_in(tmp_path)


@pytest.fixture
async def database(url: str) -> "AsyncIterator[Database]":
    """A fresh database, migrated, and open."""
    from bot.store.database import open_database

    async with open_database(url) as opened:
        yield opened


@pytest.fixture
def directory(database: "Database") -> "Directory":
    """Its links."""
    from bot.links.directory import Directory

    return Directory(database)


@pytest.fixture
def read_log() -> "Iterator[ReadLog]":
    """Logging as in the running bot; reads what was logged since it was read last."""
    from tests.support.logs import log_reader

    with log_reader() as read:
        yield read


@pytest.fixture(scope="session")
def world() -> "World":
    """The company as it stands on the clock of the tests."""
    from tests.support.company import company

    return company()


@pytest.fixture
async def mor(world: "World") -> "AsyncIterator[MorServer]":
    """Its MOR, with a clock that stands at NOW."""
    from bot.sandbox.mor_server import running
    from tests.support.company import NOW

    async with running(world, clock=lambda: NOW) as server:
        yield server


@pytest.fixture
async def workspace() -> "AsyncIterator[Workspace]":
    """Its Slack workspace; without the bot until `start_bot` is called."""
    from bot.sandbox.slack_server import Workspace, serve_workspace

    one = Workspace()
    async with serve_workspace(one):
        yield one


@pytest.fixture
def transport(request: pytest.FixtureRequest) -> str:
    """How Slack reaches the bot: `http`, or `socket` where `over_both` says so."""
    return str(getattr(request, "param", "http"))


@pytest.fixture
def replicas(request: pytest.FixtureRequest) -> int:
    """How many bots take turns: `--replicas`, or three where `over_replicas` says so."""
    number = max(int(getattr(request, "param", 1)), int(request.config.getoption("--replicas")))
    if number > 1 and (mark := request.node.get_closest_marker("one_process")):
        pytest.skip(mark.args[0])
    return number


@pytest.fixture
def bots_database(replicas: int, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of the started bot's database: a new SQLite file, or PostgreSQL for several."""
    from tests.support import databases

    if replicas == 1:
        yield databases.sqlite_in(tmp_path)
        return
    server, template = map(request.getfixturevalue, ("postgresql", "postgresql_template"))
    with databases.postgresql_on(server, template) as address:
        yield address


@pytest.fixture
async def start_bot(  # noqa: PLR0917 -- by name, as all fixtures are
    mor: "MorServer",
    workspace: "Workspace",
    bots_database: str,
    transport: str,
    replicas: int,
    request: pytest.FixtureRequest,
) -> "AsyncIterator[StartBot]":
    """Starts the real bot between the two, with everybody linked; settings can be given.

    Of several `replicas` each request goes to the next.
    """
    from tests.support.company import bot_starter
    from tests.support.design import judge

    workspace.design.awake = True
    by_socket = transport == "socket"
    async with bot_starter(
        mor, workspace, bots_database, by_socket=by_socket, replicas=replicas
    ) as start:
        yield start
    judge(workspace, request.node.nodeid)
