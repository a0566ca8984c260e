"""The page for those who do not see it as others do, or have no mouse."""

from importlib.resources import files

import pytest
from playwright.async_api import Browser, Page, expect

from tests.browser.test_page import message, types
from tests.support.plain_app import Demo

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]


AXE = files("axe_playwright_python").joinpath("axe.min.js").read_text("utf-8")


async def assert_accessible(page: Page, where: str) -> None:
    """Assert that axe has no serious finding."""
    await page.evaluate(AXE)
    found = await page.evaluate("axe.run({resultTypes: ['violations']})")
    serious = [
        f"{where}: {one['id']}: {one['nodes'][0]['html']}"
        for one in found["violations"]
        if one["impact"] in {"serious", "critical"}
    ]
    assert serious == []


@pytest.mark.parametrize("scheme", ["light", "dark"])  # the dark one on a telephone
async def test_axe_has_no_serious_finding(scheme: str, browser: Browser, demo: Demo) -> None:
    # A message that is just coming in has little contrast; without motion it is there at once.
    context = await (
        browser.new_context(
            color_scheme="light", reduced_motion="reduce", viewport={"width": 1280, "height": 860}
        )
        if scheme == "light"
        else browser.new_context(
            color_scheme="dark", reduced_motion="reduce", viewport={"width": 390, "height": 844}
        )
    )
    page = await context.new_page()
    await page.goto(f"{demo.address}/#tom/C0NOC0001")
    await types(page, "/localcalls blocks")
    await expect(page.locator(".data-table")).to_be_visible()
    await types(page, "/localcalls 5 last week")
    await expect(message(page, "Local calls of Tom Ford")).to_be_visible()
    await assert_accessible(page, "messages")
    await page.get_by_role("combobox", name="Message").fill("/lo")
    await expect(page.locator("#composer").get_by_role("option").first).to_be_visible()
    await assert_accessible(page, "completion")
    await types(page, "/localcalls search")
    await expect(page.locator("#modal")).to_be_visible()
    await page.locator("#modal").get_by_role("button", name="Search").click()
    await expect(page.locator("#modal").get_by_role("alert").first).to_be_visible()
    await assert_accessible(page, "form")
    await page.keyboard.press("Escape")
    if scheme == "dark":
        await page.get_by_label("Show channels").click()
    await page.locator("#apps button").first.click()
    await page.get_by_role("tab", name="Home").click()
    await expect(page.locator("#home .block").first).to_be_visible()
    await assert_accessible(page, "Home")
    await context.close()


async def test_the_focus_stays_on_a_button_whose_message_is_drawn_again(page: Page) -> None:
    await types(page, "/localcalls 5 last week")
    following = page.get_by_role("button", name="Next")
    await following.focus()
    for number in (2, 3):
        await page.keyboard.press("Enter")
        await expect(message(page, f"page {number} of 10")).to_be_visible()
        await expect(following).to_be_focused()
    await expect(page.locator("#list .message").get_by_role("button").last).to_be_in_viewport(
        ratio=1
    )


async def test_typing_goes_on_after_a_form_was_closed_by_keyboard(page: Page) -> None:
    composer = page.get_by_role("combobox", name="Message")
    await types(page, "/localcalls search")
    await expect(page.locator("#modal")).to_be_visible()
    await page.keyboard.press("Escape")
    await expect(page.locator("#modal")).to_be_hidden()
    await page.keyboard.type("and on")
    await expect(composer).to_have_value("and on")
