"""What was shown, in order, and waiting for more of it."""

import asyncio
from collections.abc import Callable

from bot.sandbox.slack_server.model import Message


class Feed:
    """Every message of the workspace each time it appeared or changed."""

    def __init__(self) -> None:
        self._shown: list[Message] = []
        self._changed = asyncio.Event()

    def __len__(self) -> int:
        return len(self._shown)

    def add(self, message: Message) -> None:
        """Show a message, and wake those who wait for one."""
        self._shown.append(message)
        self.wake()

    def wake(self) -> None:
        """Let those who wait look again."""
        changed, self._changed = self._changed, asyncio.Event()
        changed.set()

    def since(self, start: int, wanted: Callable[[Message], bool]) -> list[tuple[int, Message]]:
        """The wanted messages from place `start` on, each with its place."""
        rest = enumerate(self._shown[start:], start)
        return [(place, message) for place, message in rest if wanted(message)]

    async def until(self, met: Callable[[], bool], timeout: float) -> bool:  # noqa: ASYNC109 -- a bound in real seconds is part of what is asked
        """Wait until the condition is met, at most `timeout` real seconds; whether it was."""
        try:
            async with asyncio.timeout(timeout):
                while not met():
                    await self._changed.wait()
        except TimeoutError:
            return False
        return True
