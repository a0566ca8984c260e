"""Other tasks of the event loop."""

import asyncio


async def settle() -> None:
    """Let every task run until it waits for something."""
    for _ in range(20):
        await asyncio.sleep(0)
