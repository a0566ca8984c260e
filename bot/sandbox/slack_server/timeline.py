"""Time and order in a workspace: its clock, its ids and timestamps, its feed of messages."""

import asyncio
import copy
import itertools
import time
from collections.abc import Awaitable, Callable, Sequence
from typing import TypeVar

from bot.sandbox.slack_server.model import Json, Message, blocks_in, elements

T = TypeVar("T")


class WorkspaceClock:
    """The workspace's clock in Unix seconds: the machine's time, put forward by tests."""

    def __init__(self) -> None:
        self._ahead = 0.0
        self._moved = asyncio.Event()

    def now(self) -> float:
        """Return the workspace's time in Unix seconds."""
        return time.time() + self._ahead

    def put_forward(self, seconds: float) -> None:
        """Let `seconds` pass at once. Waits that would be over by then end now."""
        self._ahead += seconds
        moved, self._moved = self._moved, asyncio.Event()
        moved.set()

    async def sleep(self, seconds: float) -> None:
        """Wait until the workspace's time has advanced by `seconds`."""
        await self.until(self.now() + seconds)

    async def until(self, moment: float) -> None:
        """Wait until the workspace's time is `moment`, in Unix seconds."""
        while (left := moment - self.now()) > 0:
            try:
                async with asyncio.timeout(left):
                    await self._moved.wait()
            except TimeoutError:
                continue

    async def within(self, seconds: float, work: Awaitable[T]) -> T:
        """Return the result of `work`. Cancel it and raise TimeoutError after `seconds`."""
        task = asyncio.ensure_future(work)
        bell = asyncio.ensure_future(self.sleep(seconds))
        try:
            await asyncio.wait({task, bell}, return_when=asyncio.FIRST_COMPLETED)
            if not task.done():
                raise TimeoutError
            return task.result()
        finally:
            for one in (task, bell):
                one.cancel()
            await asyncio.gather(task, bell, return_exceptions=True)


class Ids:
    """Makes ids and timestamps, each of them only once."""

    def __init__(self, clock: WorkspaceClock) -> None:
        self._clock = clock
        self._numbers = itertools.count(1)
        self._last_ts = 0.0

    def new_id(self, kind: str) -> str:
        """Return a new id, for example `Ev000000007`."""
        return f"{kind}{next(self._numbers):09d}"

    def new_ts(self) -> str:
        """Return a new message timestamp: Unix seconds with microseconds, later than the last."""
        self._last_ts = max(self._clock.now(), self._last_ts + 0.000_002)
        return f"{self._last_ts:.6f}"

    def with_ids(self, blocks: Sequence[Json]) -> tuple[Json, ...]:
        """Return a copy of the blocks with an id added where the app gave none, as Slack does."""
        named = tuple(copy.deepcopy(block) for block in blocks)
        for block in named:
            for one in (block, *blocks_in(block)):
                one.setdefault("block_id", self.new_id("b"))
        for _, element in elements(named):
            element.setdefault("action_id", self.new_id("a"))
        return named


class Feed:
    """Every message each time it appeared or changed, in order."""

    def __init__(self) -> None:
        self._shown: list[Message] = []
        self._changed = asyncio.Event()

    def __len__(self) -> int:
        return len(self._shown)

    def add(self, message: Message) -> None:
        """Append a message and wake those who wait."""
        self._shown.append(message)
        self.wake()

    def wake(self) -> None:
        """Let those who wait check their condition again."""
        changed, self._changed = self._changed, asyncio.Event()
        changed.set()

    def since(self, start: int, wanted: Callable[[Message], bool]) -> list[tuple[int, Message]]:
        """Return the wanted messages from index `start` on, each with its index."""
        rest = enumerate(self._shown[start:], start)
        return [(index, message) for index, message in rest if wanted(message)]

    async def until(self, met: Callable[[], bool], timeout: float) -> bool:  # noqa: ASYNC109 -- a bound in real seconds is part of what is asked
        """Wait at most `timeout` real seconds until the condition is met. Return if it was."""
        try:
            async with asyncio.timeout(timeout):
                while not met():
                    await self._changed.wait()
        except TimeoutError:
            return False
        return True
