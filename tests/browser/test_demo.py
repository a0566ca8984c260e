"""A newcomer's first minute: `morbot demo` as a process of its own, and its page in a browser."""

import asyncio
import signal
import sys
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from playwright.async_api import Browser, expect

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]


@pytest_asyncio.fixture(loop_scope="session")
async def address() -> AsyncIterator[str]:
    """The address that the demo prints first. It leaves in peace while a page is still open."""
    pipe = asyncio.subprocess.PIPE
    demo = await asyncio.create_subprocess_exec(
        sys.executable,
        *("-m", "bot", "demo"),
        stdin=asyncio.subprocess.DEVNULL,
        stdout=pipe,
        stderr=pipe,
    )
    assert demo.stdout is not None
    async with asyncio.timeout(60):
        first = await demo.stdout.readline()
    yield first.decode().strip()
    demo.send_signal(signal.SIGTERM)
    async with asyncio.timeout(60):
        _, errors = await demo.communicate()
    assert (demo.returncode, errors.decode()) == (0, "")


async def test_the_first_minute(browser: Browser, address: str) -> None:
    context = await browser.new_context()
    page = await context.new_page()
    await page.goto(address)
    await page.get_by_role("button", name="/localcalls 5 last week Last").click()
    answer = page.locator(".message").filter(has_text="Local calls of")
    await expect(answer).to_contain_text("Only visible to you", timeout=15_000)
    await expect(answer.get_by_role("columnheader").first).to_be_visible()

    await answer.hover()
    await answer.get_by_label("What went over the wire").click()
    panel = page.locator("#panel")
    await panel.get_by_text("Request to MOR").first.click()
    await panel.get_by_text("MOR's answer").first.click()
    await expect(panel).to_contain_text("s_user=5")
    await expect(panel).to_contain_text("<local_call")
    await page.get_by_role("button", name="Close").click()

    await page.get_by_role("button", name="A question that is refused").click()
    refusal = page.locator(".message").filter(has_text="your own calls only")
    await expect(refusal).to_be_visible(timeout=15_000)
    await expect(page.locator("#me")).to_contain_text("Tom Ford")

    await page.get_by_role("combobox", name="Message").fill("/localcalls last week by:day")
    await page.keyboard.press("Enter")
    counts = page.locator(".message").filter(has_text="Local calls of").last
    await expect(counts.get_by_role("columnheader", name="Calls")).to_be_visible(timeout=15_000)

    await counts.get_by_role("combobox").select_option("Chart")
    chart = page.locator(".message").filter(has_text="Local calls of").last.locator("figure")
    await expect(chart).to_have_count(2, timeout=15_000)
    await expect(chart.first.get_by_role("img", name="Calls per day")).to_be_visible()
