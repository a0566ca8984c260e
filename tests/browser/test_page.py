"""The workspace's page in a real browser, with a plain Bolt app behind it."""

import time
from pathlib import Path
from typing import Literal

import pytest
from playwright.async_api import Browser, Locator, Page, expect

from bot.sandbox.page import Exchange
from bot.sandbox.slack_server.model import Message
from tests.support.plain_app import Demo, button, option

pytestmark = [
    pytest.mark.browser,
    pytest.mark.asyncio(loop_scope="session"),  # one browser for all, in one loop
]


async def types(page: Page, text: str) -> None:
    await page.get_by_role("combobox", name="Message").fill(text)
    await page.keyboard.press("Enter")


def message(page: Page, text: str) -> Locator:
    return page.locator("#list .message").filter(has_text=text).last


async def test_a_suggestion_is_asked_as_the_person_it_names(page: Page, demo: Demo) -> None:
    await page.get_by_role("button", name="/localcalls 6 last week").click()
    await expect(message(page, "You may ask about your own calls only.")).to_be_visible()
    await expect(page.locator("#me")).to_contain_text("Ada Lind")
    delivery = demo.workspace.outbound.sent[-1]
    assert delivery.payload["user_id"] == "U0ADA0001"
    assert delivery.headers["X-Slack-Signature"].startswith("v0=")


async def test_a_command_is_completed_hinted_and_answered(page: Page) -> None:
    composer = page.get_by_role("combobox", name="Message")
    await composer.fill("5 last week")
    await expect(page.locator("#composer .usage")).to_contain_text("begin with /localcalls")
    await composer.fill("")
    await composer.press_sequentially("/lo")
    await expect(page.get_by_role("option")).to_contain_text("/localcalls")
    await page.keyboard.press("Tab")
    await expect(composer).to_have_value("/localcalls ")
    await expect(page.locator("#composer .usage")).to_have_text(
        "/localcalls [who] [period] [filters]"
    )
    await composer.press_sequentially("5 last week")
    await page.keyboard.press("Enter")
    answer = message(page, "Local calls of Tom Ford")
    await expect(answer).to_contain_text("Only visible to you")
    await expect(answer.get_by_role("columnheader", name="Caller ID")).to_be_visible()
    await expect(composer).to_have_value("")
    await page.keyboard.press("ArrowUp")
    await expect(composer).to_have_value("/localcalls 5 last week")


async def test_turning_a_page_changes_the_message_in_place(page: Page) -> None:
    await types(page, "/localcalls 5 last week")
    await page.get_by_role("button", name="Next").click()
    await expect(message(page, "page 2 of 10")).to_contain_text("(edited)")
    await page.get_by_role("button", name="Previous").click()
    await expect(message(page, "page 1 of 10")).to_be_visible()
    await expect(page.locator("#list .message")).to_have_count(1)


async def test_an_ephemeral_answer_is_for_its_reader_alone(
    page: Page, browser: Browser, demo: Demo
) -> None:
    context = await browser.new_context()
    ada = await context.new_page()
    await ada.goto(f"{demo.address}/#ada/C0NOC0001")
    await types(page, "/localcalls 5 last week")
    await expect(message(page, "Local calls of Tom Ford")).to_be_visible()
    await types(page, "/localcalls echo to all of you")
    await expect(message(ada, "to all of you")).to_be_visible()
    await expect(ada.locator("#list .message")).to_have_count(1)
    await context.close()


async def test_a_question_is_asked_before_a_dangerous_button_acts(page: Page) -> None:
    await types(page, "/localcalls 5 last week")
    await page.get_by_role("button", name="Share").click()
    dialog = page.locator("#confirm")
    await expect(dialog).to_contain_text("All members here will see it.")
    await dialog.get_by_role("button", name="Keep it").click()
    await expect(dialog).to_be_hidden()
    await page.get_by_role("button", name="Share").click()
    await dialog.get_by_role("button", name="Share it").click()
    await expect(message(page, "Shared by somebody")).to_be_visible()
    await expect(page.locator("#list .message").filter(has_text="Shared")).to_have_count(1)


async def test_overflows_and_menus_tell_what_was_chosen(page: Page) -> None:
    await types(page, "/localcalls 5 last week")
    await page.get_by_label("More actions").click()
    await page.get_by_role("button", name="As chart").click()
    await expect(message(page, "You chose chart")).to_be_visible()
    await types(page, "/localcalls blocks")
    await page.get_by_label("Pick a day").select_option("Tuesday")
    await expect(message(page, "You chose tue")).to_be_visible()


async def test_a_data_table_is_paged_and_sorted(page: Page) -> None:
    await types(page, "/localcalls blocks")
    table = page.locator(".data-table")
    rows = table.locator("tbody tr:visible th")
    await table.get_by_label("Next page").click()
    await expect(rows).to_have_text(["Device 05", "Device 06", "Device 07", "Device 08"])
    await table.get_by_role("button", name="Calls").click()
    await expect(table.locator("tbody tr:visible td")).to_have_text(["1", "2", "3", "4"])
    await table.get_by_role("button", name="Calls").click()
    await expect(table.locator("tbody tr:visible td").first).to_have_text("10")
    await expect(table.locator(".pages")).to_have_text("1–4 of 10")


async def test_a_modal_is_filled_in_refused_corrected_and_followed_by_others(page: Page) -> None:
    await types(page, "/localcalls search")
    modal = page.locator("#modal")
    await modal.get_by_role("button", name="Search").click()
    await expect(modal.get_by_role("alert")).to_have_count(2)
    await modal.get_by_role("combobox", name="Whose calls").fill("tom")
    await modal.get_by_role("option", name="Tom Ford").click()
    await modal.get_by_label("Days").fill("93")
    await modal.get_by_label("At", exact=True).fill("2026-07-01T12:00")
    await modal.get_by_label("Who may see it").click()
    await modal.get_by_text("ada", exact=True).click()
    await modal.get_by_role("button", name="Search").click()
    await expect(modal.get_by_role("alert")).to_have_text(["At most 92 days."])
    await expect(modal.get_by_label("Days")).to_have_value("93")
    await modal.get_by_label("Days").fill("7")
    await modal.get_by_role("button", name="Search").click()
    noon_in_london = 1782903600
    said = f"user 5, 7 days, at {noon_in_london}, for ['U0ADA0001']"
    await expect(modal).to_contain_text(said)
    await modal.get_by_role("button", name="Deeper").click()
    await expect(modal).to_contain_text("Still deeper")
    await page.keyboard.press("Escape")
    await expect(modal).to_contain_text(said)
    await modal.locator("footer").get_by_role("button", name="Back").click()
    await expect(modal.get_by_label("Days")).to_be_visible()
    await page.keyboard.press("Escape")
    await expect(modal).to_be_hidden()


async def test_the_home_tab_is_published_and_its_buttons_work(page: Page) -> None:
    await page.locator("#apps").get_by_role("button", name="morbot").click()
    await page.get_by_role("tab", name="Home").click()
    home = page.locator("#home")
    await expect(home.get_by_role("heading", name="Your local calls")).to_be_visible()
    await home.get_by_role("button", name="Search…").click()
    await expect(page.locator("#modal")).to_contain_text("Search calls")


async def test_a_file_is_announced_and_downloaded(page: Page, tmp_path: Path) -> None:
    await types(page, "/localcalls csv")
    await page.locator("#apps").get_by_role("button", name="morbot").click()
    async with page.expect_download() as download:
        await message(page, "Your calls").get_by_role("link", name="calls.csv").click()
    file = await download.value
    assert file.suggested_filename == "calls.csv"
    await file.save_as(tmp_path / "calls.csv")
    assert (tmp_path / "calls.csv").read_text() == "when,from\n=1,2\n"


async def test_a_mention_is_answered_in_its_thread(page: Page) -> None:
    await types(page, "@morbot are you there?")
    asked = message(page, "are you there?")
    await asked.get_by_role("button", name="1 reply").click()
    panel = page.locator("#panel")
    await expect(panel).to_contain_text("Here I am.")
    await panel.get_by_role("combobox", name="Reply").fill("Thank you")
    await page.keyboard.press("Enter")
    await expect(panel.locator(".message").last).to_contain_text("Thank you")
    await expect(asked.get_by_role("button", name="2 replies")).to_be_visible()
    await expect(page.locator("#list .message")).to_have_count(1)
    await page.keyboard.press("Escape")
    await expect(panel).to_be_hidden()


async def test_the_wire_of_a_message_can_be_viewed(page: Page, demo: Demo) -> None:
    await types(page, "/localcalls 5 last week")
    answer = message(page, "Local calls of Tom Ford")
    await expect(answer).to_be_visible()
    demo.exchanges.append(Exchange(time.time(), "POST /billing/api/local_calls_get", "<page/>"))
    await answer.hover()
    await answer.get_by_label("What went over the wire").click()
    panel = page.locator("#panel")
    await expect(panel).to_contain_text("X-Slack-Signature: v0=")
    await expect(panel.locator("summary b")).to_have_text(
        [
            "Slack's signed request",
            "The same, decoded",
            "Request to MOR",
            "MOR's answer",
            "The message",
        ]
    )
    await panel.get_by_text("MOR's answer").click()
    await expect(panel).to_contain_text("<page/>")


async def test_shortcuts_are_offered_where_slack_offers_them(page: Page, demo: Demo) -> None:
    demo.workspace.post("C0NOC0001", "U0ADA0001", "who is 192.0.2.7?")
    said = message(page, "who is 192.0.2.7?")
    await said.hover()
    await said.get_by_role("button", name="Look up calls").click()
    modal = page.locator("#modal")
    await expect(modal).to_contain_text("Search calls")
    assert demo.workspace.outbound.sent[-1].payload["message"]["text"] == "who is 192.0.2.7?"
    await modal.get_by_role("button", name="Cancel").click()
    await page.get_by_role("combobox", name="Message").press_sequentially("/sea")
    await page.keyboard.press("Enter")
    await expect(modal).to_contain_text("Search calls")
    assert demo.workspace.outbound.sent[-1].payload["type"] == "shortcut"


async def test_a_message_that_others_delete_or_change_is_seen_at_once(
    page: Page, demo: Demo
) -> None:
    def posted(text: str) -> Message:
        return demo.workspace.post("C0NOC0001", "U0ADA0001", text)

    first, second = posted("one"), posted("two")
    await expect(page.locator("#list .message")).to_have_count(2)
    demo.workspace.delete(first)
    demo.workspace.change(second, "three <!channel>", [])
    await expect(page.locator("#list .message")).to_have_count(1)
    await expect(message(page, "three")).to_contain_text("@channel")
    elsewhere = page.locator("#channels .unread")
    demo.workspace.post("C0SUPPORT", "U0ADA0001", "over here")
    await expect(elsewhere).to_have_text("support")


async def test_hostile_messages_do_nothing(page: Page, demo: Demo) -> None:
    attack = '<img src=x onerror="document.title=1"><script>document.title=1</script>'
    block = {"type": "section", "text": {"type": "plain_text", "text": attack}}
    demo.workspace.post("C0NOC0001", "U0ADA0001", attack, [block])
    await expect(message(page, "<script>")).to_contain_text("onerror")
    assert await page.title() != "1"


async def test_the_page_is_usable_by_keyboard(page: Page) -> None:
    await page.keyboard.press("Tab")
    await expect(page.get_by_text("Skip to the composer")).to_be_focused()
    await page.keyboard.press("Enter")
    await page.keyboard.press("Tab")
    composer = page.get_by_role("combobox", name="Message")
    await composer.focus()
    await page.keyboard.type("@i")
    await page.keyboard.press("ArrowDown")
    await page.keyboard.press("Enter")
    await expect(composer).to_have_value("@ingrid ")
    await page.keyboard.type("@")
    await page.keyboard.press("Escape")
    await expect(page.get_by_role("option")).to_have_count(0)


async def test_light_and_dark_can_be_switched_and_are_remembered(page: Page) -> None:
    ground = "() => getComputedStyle(document.body).backgroundColor"
    light = await page.evaluate(ground)
    await page.get_by_role("button", name="Switch between light and dark").click()
    dark = await page.evaluate(ground)
    assert light != dark
    await page.reload()
    assert await page.evaluate(ground) == dark


@pytest.mark.parametrize("width", [390, 320])
async def test_a_telephone_shows_all_without_scrolling_sideways(page: Page, width: int) -> None:
    await page.set_viewport_size({"width": width, "height": 844})
    await types(page, "/localcalls 5 last week")
    await expect(message(page, "Local calls of Tom Ford")).to_be_visible()
    await types(page, "/localcalls blocks")
    await expect(message(page, "Calls by device")).to_be_visible()
    assert await page.evaluate("document.documentElement.scrollWidth") <= width
    overflowing = "document.querySelector('#messages').scrollWidth"
    assert await page.evaluate(overflowing) <= width
    await page.get_by_role("button", name="Show channels").click()
    await page.get_by_role("button", name="support").click()
    await expect(page.get_by_role("heading", name="# support")).to_be_visible()
    await expect(page.locator("#sidebar")).not_to_be_visible()


async def test_a_menu_opens_where_it_can_be_seen(page: Page, demo: Demo) -> None:
    await page.set_viewport_size({"width": 390, "height": 700})
    labels = ("First", "The second one", "More")
    buttons = [button(one, f"b{place}") for place, one in enumerate(labels)]
    menu = {"type": "overflow", "action_id": "more", "options": [option("A long option", "x")] * 3}
    for elements in ([*buttons, menu], [menu]):
        block = {"type": "actions", "elements": elements}
        demo.workspace.post("C0NOC0001", "U0ADA0001", "menu", [block])
    for at in (0, 1):
        opener = page.get_by_label("More actions").nth(at)
        await opener.click()
        await expect(page.locator(".popover[open] .popover-items")).to_be_in_viewport(ratio=1)
        await page.keyboard.press("Escape")
        await expect(page.locator(".popover[open]")).to_have_count(0)
        await expect(opener).to_be_focused()


async def test_a_guest_sees_only_their_channels_and_dates_in_their_zone(
    page: Page, demo: Demo
) -> None:
    await page.locator("#who summary").click()
    await page.get_by_role("button", name="Gus (guest)").click()
    await expect(page.locator("#channels button")).to_have_text(["#noc", "#support"])
    demo.workspace.post("C0NOC0001", "U0ADA0001", "<!date^1700000000^{date_num} {time}|then>")
    await expect(page.locator("#list time").last).to_have_text("2023-11-14 22:13")


TOO_PALE = """() => {
  const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  const paint = (colours) => {
    canvas.clearRect(0, 0, 1, 1);
    for (const colour of colours) {
      canvas.fillStyle = colour;
      canvas.fillRect(0, 0, 1, 1);
    }
    return [...canvas.getImageData(0, 0, 1, 1).data].slice(0, 3);
  };
  const light = (rgb) => {
    const [r, g, b] = rgb.map((one) => one / 255)
      .map((one) => (one <= 0.04045 ? one / 12.92 : ((one + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const pale = [];
  for (const element of document.querySelectorAll("body *")) {
    const own = [...element.childNodes].some((one) => one.nodeType === 3 && one.data.trim());
    if (!own || !element.checkVisibility()) continue;
    if (element.matches(":disabled, .unseen *, .skip")) continue;
    const grounds = [];
    for (let at = element; at; at = at.parentElement) {
      grounds.unshift(getComputedStyle(at).backgroundColor);
    }
    const style = getComputedStyle(element);
    const ink = element.closest("svg") ? style.fill : style.color;
    const both = [light(paint([...grounds, ink])), light(paint(grounds))].sort((a, b) => b - a);
    const contrast = (both[0] + 0.05) / (both[1] + 0.05);
    if (contrast < 4.5) pale.push(`${element.className} ${element.textContent} ${contrast}`);
  }
  return pale;
}"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_every_text_has_enough_contrast(page: Page, scheme: Literal["light", "dark"]) -> None:
    await page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    await types(page, "/localcalls 5 last week")
    await expect(message(page, "Local calls of Tom Ford")).to_be_visible()
    await types(page, "/localcalls blocks")
    await expect(message(page, "Calls by device")).to_be_visible()
    await page.locator("#who summary").click()
    assert await page.evaluate(TOO_PALE) == []
    await page.get_by_role("combobox", name="Message").fill("/lo")
    await expect(page.locator("#text-choices")).to_be_visible()
    assert await page.evaluate(TOO_PALE) == []
    await types(page, "/localcalls search")
    await page.locator("#modal").get_by_role("button", name="Search").click()
    await expect(page.locator("#modal").get_by_role("alert")).to_have_count(2)
    assert await page.evaluate(TOO_PALE) == []
