"""Processes that tests start: environments, and replicas that may end at any time."""

import asyncio
import os
import signal
import sys
from collections.abc import Mapping
from pathlib import Path

_ROOT = Path(__file__).parents[2]
_SECONDS = 150
_LAST_WORDS = 5000  # characters of its log


def bare_environment() -> dict[str, str]:
    """The environment of a process that is to see no settings but the test's own.

    In any folder it finds the bot of this checkout.
    """
    names = ("PATH", "HOME", "LANG", "SSL_CERT_FILE")
    kept = {name: os.environ[name] for name in names if name in os.environ}
    return {**kept, "PYTHONPATH": str(_ROOT)}


class Replica:
    """A `morbot run` that may be killed, stopped and started, in a folder of its own with its log.

    `address` takes Slack's requests, `health` has `/readyz`: other ones after each start.
    `claim` keeps others from doing something to it meanwhile.
    """

    def __init__(self, name: str, folder: Path, environment: Mapping[str, str]) -> None:
        self.number = 0
        self.claim = asyncio.Lock()
        self.log = folder / "log"
        self.address = ""
        self.health = ""
        self._name = name
        self._folder = folder
        self._environment = environment
        self._process: asyncio.subprocess.Process | None = None
        folder.mkdir()

    @property
    def name(self) -> str:
        """What it calls itself to others."""
        return f"{self._name}.{self.number}"

    @property
    def lives(self) -> bool:
        """Whether there is such a process, if only a stopped one."""
        return self._process is not None and self._process.returncode is None

    async def start(self) -> None:
        """Start it until it says that it listens, as a supervisor does: it may not find its
        database at first.
        """
        try:
            async with asyncio.timeout(_SECONDS):
                while not await self._started():
                    await self.kill()
        except TimeoutError:
            last_words = self.log.read_text()[-_LAST_WORDS:]
            raise AssertionError(f"{self.name} does not start:\n{last_words}") from None

    def rename(self) -> None:
        """Be another one when it is started next, so that nobody ends what this one began."""
        self.number += 1

    async def kill(self) -> None:
        """SIGKILL; nothing of it is left when this returns."""
        await self._end(signal.SIGKILL)

    async def end(self) -> None:
        """SIGTERM: it finishes what it is posting."""
        await self._end(signal.SIGTERM)

    def stop(self) -> None:
        """SIGSTOP."""
        self._signal(signal.SIGSTOP)

    def go_on(self) -> None:
        """SIGCONT."""
        self._signal(signal.SIGCONT)

    async def _started(self) -> bool:
        with self.log.open("ab") as log:
            self._process = await asyncio.create_subprocess_exec(
                sys.executable,
                "-m",
                "bot",
                "run",
                cwd=self._folder,
                env={
                    **bare_environment(),
                    "TMPDIR": str(self._folder),  # who is killed leaves things there
                    "HOST": "127.0.0.1",
                    "PORT": "0",
                    "WATCH_PORT": "0",
                    "REPLICA": self.name,
                    "PGAPPNAME": self.name,
                    **self._environment,
                },
                stdout=asyncio.subprocess.PIPE,
                stderr=log,
            )
        assert self._process.stdout is not None
        told = (await self._process.stdout.readline()).decode().split()
        if told:  # where it listens, and where its health is
            self.address = told[3].removesuffix("/slack/events.")
            self.health = told[-1].removesuffix("/readyz")
        return bool(told)

    async def _end(self, number: signal.Signals) -> None:
        if self._process is not None:
            self._signal(number)
            await asyncio.wait_for(self._process.wait(), _SECONDS)

    def _signal(self, number: signal.Signals) -> None:
        if self._process is not None and self.lives:
            self._process.send_signal(number)
