"""The demo as a process of its own: typed at, piped into, left alone, and stopped."""

import asyncio
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import httpx

PATIENCE = 60


@asynccontextmanager
async def demo(stdin: int) -> AsyncIterator[asyncio.subprocess.Process]:
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", "demo"),
        stdin=stdin,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    try:
        yield process
    finally:
        if process.returncode is None:
            process.kill()
        await process.communicate()


async def test_what_is_piped_in_is_answered_and_the_demo_ends() -> None:
    typed = "/localcalls 5 last week by:day\nas tom\n/localcalls 10 today\n/localcalls 9 last week"
    async with demo(asyncio.subprocess.PIPE) as process, asyncio.timeout(PATIENCE):
        out, err = await process.communicate(typed.encode())
    told = out.decode()
    assert process.returncode == 0, err.decode()
    assert "Local calls of user 5" in told
    assert "Days without calls are left out." in told
    assert "You are Tom Ford" in told
    assert told.count("You may ask about your own calls only.") == 2
    assert not err


async def test_what_is_for_bot_admins_can_be_tried_too() -> None:
    typed = b"/localcalls links\nas newton\n/localcalls today\nclick Ask for access\nquit\n"
    async with demo(asyncio.subprocess.PIPE) as process, asyncio.timeout(PATIENCE):
        out, _ = await process.communicate(typed)
    assert "6 links" in out.decode()
    assert "The bot admins have been asked" in out.decode()


async def test_both_readings_can_be_clicked() -> None:
    typed = b"/localcalls 20 nov\nclick nonsense\nquit\n"
    async with demo(asyncio.subprocess.PIPE) as process, asyncio.timeout(PATIENCE):
        out, _ = await process.communicate(typed)
    assert "can be read in two ways" in out.decode()
    assert "There is no button" in out.decode()
    assert process.returncode == 0


async def test_without_a_line_the_page_stays_until_it_is_stopped() -> None:
    async with demo(asyncio.subprocess.DEVNULL) as process, asyncio.timeout(PATIENCE):
        assert process.stdout is not None
        address = (await process.stdout.readline()).decode().strip()
        async with httpx.AsyncClient() as browser:
            assert (await browser.get(address)).status_code == 200
        process.send_signal(signal.SIGTERM)
        assert await process.wait() == 0


async def test_it_can_be_stopped_while_it_waits_for_a_line() -> None:
    async with demo(asyncio.subprocess.PIPE) as process, asyncio.timeout(PATIENCE):
        assert process.stdout is not None
        await process.stdout.readuntil(b"ingrid > ")
        process.send_signal(signal.SIGTERM)
        assert await process.wait() == 0
