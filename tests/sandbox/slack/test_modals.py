"""Modals and the Home tab, with a plain Bolt app on the other side."""

from typing import Any

import pytest
from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.sandbox.slack_server import NothingSeen, Workspace

Json = dict[str, Any]


def plain(text: str) -> Json:
    return {"type": "plain_text", "text": text}


def question(label: str, element: Json, **more: Any) -> Json:
    return {"type": "input", "block_id": label, "label": plain(label), "element": element, **more}


PERIOD = question("Period", {"type": "plain_text_input", "action_id": "text"})
ORDER = question(
    "Order",
    {
        "type": "static_select",
        "action_id": "order",
        "options": [
            {"text": plain("newest first"), "value": "newest"},
            {"text": plain("oldest first"), "value": "oldest"},
        ],
    },
    optional=True,
)
DEVICE = question(
    "Device",
    {"type": "external_select", "action_id": "device", "min_query_length": 0},
    optional=True,
)
MORE = {
    "type": "actions",
    "elements": [{"type": "button", "action_id": "more", "text": plain("More")}],
}


def modal(*blocks: Json, title: str = "Search", **more: Any) -> Json:
    return {
        "type": "modal",
        "callback_id": "search",
        "title": plain(title),
        "submit": plain("Ask"),
        "blocks": list(blocks),
        **more,
    }


@pytest.fixture
def searching(app: AsyncApp) -> AsyncApp:
    """An app whose command opens a modal."""

    @app.command("/search")
    async def search(ack: AsyncAck, client: AsyncWebClient, command: Json) -> None:
        await ack()
        view = modal(PERIOD, ORDER, DEVICE, MORE)
        await client.views_open(trigger_id=command["trigger_id"], view=view)

    return app


async def test_a_modal_is_filled_in_and_submitted(
    workspace: Workspace, searching: AsyncApp
) -> None:
    got: list[Json] = []

    @searching.view("search")
    async def submitted(ack: AsyncAck, view: Json) -> None:
        got.append(view["state"]["values"])
        await ack()

    tom = workspace.person("tom")
    await tom.types("/search")
    search = await tom.sees_modal("Search")
    await search.fills("Period", "last week")
    await search.fills("Order", "oldest first")
    ack = await search.submits()
    assert ack.problem == ""
    assert got[0]["Period"]["text"] == {"type": "plain_text_input", "value": "last week"}
    assert got[0]["Order"]["order"]["selected_option"]["value"] == "oldest"
    assert got[0]["Device"]["device"]["selected_option"] is None
    with pytest.raises(NothingSeen, match="no modal 'Search'"):
        await tom.sees_modal("Search", timeout=0)


@pytest.mark.usefixtures("searching")
async def test_a_field_that_must_be_filled_in_holds_the_modal_open(workspace: Workspace) -> None:
    tom = workspace.person("tom")
    await tom.types("/search")
    search = await tom.sees_modal("Search")
    assert (await search.submits()).problem == "incomplete"
    assert list(search.errors) == ["Period"]


async def test_errors_stand_at_their_fields(workspace: Workspace, searching: AsyncApp) -> None:
    @searching.view("search")
    async def submitted(ack: AsyncAck) -> None:
        await ack(response_action="errors", errors={"Period": "What is that?"})

    tom = workspace.person("tom")
    await tom.types("/search")
    search = await tom.sees_modal("Search")
    await search.fills("Period", "blue")
    await search.submits()
    assert search.errors == {"Period": "What is that?"}
    await tom.sees_modal("Search", timeout=0)


async def test_an_answer_that_slack_cannot_follow_leaves_the_modal_open(
    workspace: Workspace, searching: AsyncApp
) -> None:
    @searching.view("search")
    async def submitted(ack: AsyncAck) -> None:
        await ack(response_action="errors", errors={"elsewhere": "What is that?"})

    tom = workspace.person("tom")
    await tom.types("/search")
    search = await tom.sees_modal("Search")
    await search.fills("Period", "blue")
    assert (await search.submits()).problem == "invalid_errors"
    await tom.sees_modal("Search", timeout=0)


async def test_a_menu_asks_the_app_for_its_options(
    workspace: Workspace, searching: AsyncApp
) -> None:
    @searching.options("device")
    async def devices(ack: AsyncAck, payload: Json) -> None:
        await ack(options=[{"text": plain(f"{payload['value']} 1"), "value": "1"}])

    tom = workspace.person("tom")
    await tom.types("/search")
    search = await tom.sees_modal("Search")
    found = await search.searches("Device", "hall")
    assert [one["text"]["text"] for one in found] == ["hall 1"]
    await search.fills("Device", found[0])
    assert search.view.state["Device"]["device"]["selected_option"] == found[0]


async def test_modals_stack_three_high(workspace: Workspace, searching: AsyncApp) -> None:
    refusals: list[str] = []

    @searching.action("more")
    async def more(ack: AsyncAck, client: AsyncWebClient, body: Json) -> None:
        await ack()
        title = body["view"]["title"]["text"] + "+"
        try:
            await client.views_push(trigger_id=body["trigger_id"], view=modal(MORE, title=title))
        except SlackApiError as error:
            refusals.append(error.response["error"])

    tom = workspace.person("tom")
    await tom.types("/search")
    for title in ("Search", "Search+", "Search++"):
        await (await tom.sees_modal(title)).clicks("More")
    await workspace.feed.until(lambda: bool(refusals), 1)
    assert refusals == ["push_limit_reached"]
    await (await tom.sees_modal("Search++")).closes()
    second = await tom.sees_modal("Search+", timeout=0)
    assert second.view.previous == second.view.root


@pytest.mark.parametrize(("all_", "left"), [(True, ""), (False, "Search")])
async def test_the_app_hears_that_a_modal_was_closed(
    workspace: Workspace, searching: AsyncApp, all_: bool, left: str
) -> None:
    closed: list[Json] = []

    @searching.view("search")
    async def submitted(ack: AsyncAck) -> None:
        more = modal(PERIOD, title="More", notify_on_close=True, clear_on_close=all_)
        await ack(response_action="push", view=more)

    @searching.view_closed("search")
    async def gone(ack: AsyncAck, body: Json) -> None:
        closed.append(body)
        await ack()

    tom = workspace.person("tom")
    await tom.types("/search")
    search = await tom.sees_modal("Search")
    await search.fills("Period", "today")
    await search.submits()
    await (await tom.sees_modal("More")).closes()
    assert [one["is_cleared"] for one in closed] == [all_]
    view = workspace.views.top(tom.id)
    assert (view.content["title"]["text"] if view else "") == left


async def test_a_trigger_is_good_once(workspace: Workspace, app: AsyncApp) -> None:
    outcomes: list[str] = []

    @app.command("/search")
    async def search(ack: AsyncAck, client: AsyncWebClient, command: Json) -> None:
        for _ in range(2):
            try:
                await client.views_open(trigger_id=command["trigger_id"], view=modal(PERIOD))
                outcomes.append("opened")
            except SlackApiError as error:
                outcomes.append(error.response["error"])
        await ack()

    await workspace.person("tom").types("/search")
    assert outcomes == ["opened", "exchanged_trigger_id"]


async def test_a_trigger_is_good_for_three_seconds(
    workspace: Workspace, client: AsyncWebClient
) -> None:
    trigger = workspace.grants.new_trigger("U0TOM0001")
    workspace.clock.put_forward(3.1)
    with pytest.raises(SlackApiError, match="expired_trigger_id"):
        await client.views_open(trigger_id=trigger, view=modal(PERIOD))


async def test_an_update_with_an_old_hash_is_refused(
    workspace: Workspace, client: AsyncWebClient
) -> None:
    trigger = workspace.grants.new_trigger("U0TOM0001")
    view = (await client.views_open(trigger_id=trigger, view=modal(PERIOD)))["view"]
    search = await workspace.person("tom").sees_modal("Search")
    await search.fills("Period", "today")
    changed = modal(PERIOD, ORDER, title="Found")
    await client.views_update(view_id=view["id"], hash=view["hash"], view=changed)
    assert (await workspace.person("tom").sees_modal("Found")).view.state["Period"]["text"] == {
        "type": "plain_text_input",
        "value": "today",
    }
    with pytest.raises(SlackApiError, match="hash_conflict"):
        await client.views_update(view_id=view["id"], hash=view["hash"], view=changed)


async def test_the_home_tab_is_published_when_it_is_opened(
    workspace: Workspace, app: AsyncApp
) -> None:
    @app.event("app_home_opened")
    async def opened(client: AsyncWebClient, event: Json) -> None:
        text = plain(f"hello {event['user']}")
        home = {"type": "home", "blocks": [{"type": "section", "text": text}]}
        await client.views_publish(user_id=event["user"], view=home)

    tom = workspace.person("tom")
    await tom.opens_home()
    await workspace.feed.until(lambda: workspace.views.home(tom.id) is not None, 60)
    home = await tom.opens_home()
    assert home is not None
    assert home.text == "hello U0TOM0001"
    assert workspace.views.home("U0ADA0001") is None
