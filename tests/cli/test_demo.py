"""The demo as a process of its own: typed at, piped into, left alone, and stopped."""

import asyncio
import os
import pty
import re
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


async def test_lines_that_are_piped_in_are_answered_and_the_demo_ends() -> None:
    typed = "/localcalls 5 last week by:day\nas tom\n/localcalls 10 today\n/localcalls 9 last week"
    async with demo(asyncio.subprocess.PIPE) as process, asyncio.timeout(PATIENCE):
        out, err = await process.communicate(typed.encode())
    told = out.decode()
    assert process.returncode == 0, err.decode()
    assert "Local calls of Tom Ford (user 5)" in told
    assert "Question: 5 last week by:day" in told
    assert "You are Tom Ford" in told
    assert told.count("You may ask about your own calls only.") == 2
    assert not err


async def test_each_line_brings_all_its_messages_before_the_next_one() -> None:
    lines = (
        "5 last week CSV",  # a file in the direct messages, and a line that says so
        "5 last week",
        "Click chart",  # an entry of a menu
        "CLICK share with this conversation",
        "click share",  # two messages
        "search",
        "20 nov",
        "click nonsense",
        "/invite @morbot #support",
        "as NEWTON",
        "today",
        "click ask for access",
        "as ingrid",
        "Quit",
    )
    async with demo(asyncio.subprocess.PIPE) as process, asyncio.timeout(PATIENCE):
        out, err = await process.communicate("\n".join(lines).encode())
    assert process.returncode == 0, err.decode()
    address, told = out.decode().split("\n", 1)
    answers = re.split(r"\n(?:ingrid|newton) > ", told)[1:]
    assert [answer.split("\n")[0] for answer in answers] == list(lines)
    csv, calls, chart, asked, share, search, *others = answers
    readings, nonsense, invite, _, today, access, requested, _ = others
    assert csv.index("morbot in your direct messages:") < csv.index("only to you:")
    assert "File: local-calls_user-5" in csv
    assert f"{address}/page/U0INGRID1/files/" in csv
    assert "Caller ID" in calls
    assert "morbot changed its message in #noc, only to you:" in chart
    assert "Calls per day" in chart
    assert "Share with everybody here?" in asked
    assert "Shared by @ingrid" in share
    assert "Shared with everybody here." in share
    assert search.count("A form has opened: Search calls.") == 1
    assert f"{address}/#ingrid/C0NOC0001" in search
    assert "can be read in two ways" in readings
    assert "There is no button or menu entry “nonsense” to click. There are: " in nonsense
    assert "morbot was added to #support by Ingrid" in invite
    assert "Ask for access" in today
    assert "The bot admins have been asked" in access
    assert "@newton" in requested  # what has come for her meanwhile


async def test_a_terminal_edits_lines_and_brings_earlier_ones_back() -> None:
    leader, follower = pty.openpty()
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", "demo"),
        stdin=follower,
        stdout=follower,
        stderr=asyncio.subprocess.DEVNULL,
        env={**os.environ, "TERM": "xterm", "PROMPT_TOOLKIT_NO_CPR": "1"},
    )
    os.close(follower)
    screen = _Screen(leader)
    try:
        async with asyncio.timeout(PATIENCE):
            await screen.shows("ingrid >")
            os.write(leader, b"as tim\x7f\x7fom\r")  # one letter is mended
            await screen.shows("You are Tom Ford")
            await screen.shows("tom >")
            os.write(leader, b"\x1b[A\x01\x0b" + b"as ada\r")  # back, and all deleted
            await screen.shows("ada >")
            os.write(leader, b"\x1b[A\x1b[A\r")  # the line before the last one
            await screen.shows("You are Tom Ford")
            await screen.shows("tom >")
            os.write(leader, b"\x04")
            assert await process.wait() == 0
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
        screen.close()


class _Screen:
    """What a terminal has shown, and waits for more."""

    def __init__(self, leader: int) -> None:
        self._leader = leader
        self._shown = b""
        self._more = asyncio.Event()
        asyncio.get_running_loop().add_reader(leader, self._read)

    def _read(self) -> None:
        try:
            self._shown += os.read(self._leader, 65536)
        except OSError:  # the other end is closed
            asyncio.get_running_loop().remove_reader(self._leader)
        self._more.set()

    async def shows(self, text: str) -> None:
        """Wait until there is a text, and forget all up to it."""
        while text.encode() not in self._shown:
            self._more.clear()
            await self._more.wait()
        self._shown = self._shown.partition(text.encode())[2]

    def close(self) -> None:
        asyncio.get_running_loop().remove_reader(self._leader)
        os.close(self._leader)


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
