"""A PostgreSQL of the test's own, which can be restarted in mid work."""

import asyncio
import os
import pwd
import shutil
import socket
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Any, Literal

import psycopg

_SECONDS = 60
_DEBIAN = "usr/lib/postgresql/*/bin/initdb"  # where it is not on the path
_BETWEEN_LOOKS = 0.02
_WAITING = (
    "SELECT application_name FROM pg_stat_activity"
    " WHERE wait_event_type = 'Lock' AND query LIKE 'INSERT INTO deliveries%'"
)
_WHY = "initdb of PostgreSQL is needed, on the path or where Debian puts it"

Mode = Literal["fast", "immediate"]


class Cluster:
    """A running cluster. `address` is that of its database."""

    def __init__(self, programs: Path, folder: Path, port: int) -> None:
        self.address = f"postgresql://postgres@127.0.0.1:{port}/postgres"
        self._programs = programs
        self._folder = folder
        # What is written need not outlive the machine, only the processes.
        self._options = (
            f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={folder}"
            " -c fsync=off -c max_connections=100"
        )

    async def create(self) -> None:
        """Make its files, and start it."""
        arguments = ("-A", "trust", "-U", "postgres", "-E", "UTF8", "--no-locale", "--no-sync")
        await self._run("initdb", *arguments)
        await self._control("start")

    async def restart(self, mode: Mode) -> None:
        """End all connections, `immediate` as if it had crashed, and come back."""
        await self._control("restart", "-m", mode)

    async def stop(self) -> None:
        """End it."""
        await self._control("stop", "-m", "immediate")

    @asynccontextmanager
    async def held_up(self, seconds: float) -> AsyncIterator[str]:
        """Hold up whoever adds to the ledger: the name of the first who tries, in mid transaction;
        empty where nobody does in time.
        """
        connect = psycopg.AsyncConnection.connect
        async with (
            await connect(self.address) as holder,
            await connect(self.address, autocommit=True) as watcher,
        ):
            await holder.execute("LOCK TABLE deliveries IN SHARE MODE")
            yield await _first_waiting(watcher, seconds)

    async def _control(self, *what: str) -> None:
        log = str(self._folder / "log")
        options = () if what[0] == "stop" else ("-o", self._options, "-l", log)
        await self._run("pg_ctl", *what, "-w", "-t", str(_SECONDS), *options)

    async def _run(self, program: str, *arguments: str) -> None:
        process = await asyncio.create_subprocess_exec(
            self._programs / program,
            "-D",
            self._folder / "data",
            *arguments,
            cwd=self._folder,
            stdout=asyncio.subprocess.DEVNULL,
            stderr=asyncio.subprocess.PIPE,
            **_not_as_root(),
        )
        _, errors = await asyncio.wait_for(process.communicate(), 2 * _SECONDS)
        assert process.returncode == 0, f"{program} {arguments}: {errors.decode()}"


async def _first_waiting(watcher: psycopg.AsyncConnection[Any], seconds: float) -> str:
    with suppress(TimeoutError):
        async with asyncio.timeout(seconds):
            while True:
                found = await (await watcher.execute(_WAITING)).fetchone()
                if found is not None:
                    return str(found[0])
                await asyncio.sleep(_BETWEEN_LOOKS)
    return ""


def initdb_missing() -> str:
    """Why there can be no cluster; empty where there can."""
    return "" if _programs() else _WHY


@asynccontextmanager
async def cluster_open() -> AsyncIterator[Cluster]:
    """A fresh cluster on loopback, gone at the end."""
    programs = _programs()
    assert programs is not None, _WHY
    with tempfile.TemporaryDirectory(prefix="morbot-cluster-") as folder:
        if user := _not_as_root():
            shutil.chown(folder, user["user"])
        cluster = Cluster(programs, Path(folder), _free_port())
        await cluster.create()
        try:
            yield cluster
        finally:
            await cluster.stop()


def _programs() -> Path | None:
    found = shutil.which("initdb")
    installed = [Path(found)] if found else sorted(Path("/").glob(_DEBIAN))
    return installed[-1].resolve().parent if installed else None


def _not_as_root() -> dict[str, Any]:
    """PostgreSQL refuses to run as root: as whom it is run instead."""
    if os.geteuid() != 0:
        return {}
    user = pwd.getpwnam("postgres")
    return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])
