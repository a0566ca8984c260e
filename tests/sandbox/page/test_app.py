"""The page's addresses: who may ask, what is told to whom, and what is refused."""

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import httpx
import pytest

from bot.sandbox.page import Exchange, SlashCommand, Suggestion, page_app
from bot.sandbox.serving import serve
from bot.sandbox.slack_server import Workspace
from bot.sandbox.slack_server.model import BOT_USER, File
from tests.sandbox.page.reading import attributes, page_of, parsed, texts

TOM, ADA = "U0TOM0001", "U0ADA0001"
NOC = "C0NOC0001"

Events = AsyncIterator[dict[str, Any]]


@asynccontextmanager
async def screen(http: httpx.AsyncClient, user: str) -> AsyncIterator[Events]:
    """What is told to a person's browser, event by event."""
    async with http.stream("GET", f"/page/{user}/screen", timeout=5) as answer:
        assert answer.headers["content-type"].startswith("text/event-stream")

        async def events() -> Events:
            async for line in answer.aiter_lines():
                if line.startswith("data: "):
                    yield json.loads(line.removeprefix("data: "))

        yield events()


async def test_the_page_brings_people_commands_and_suggestions() -> None:
    workspace = Workspace()
    command = SlashCommand("/localcalls", "Local <calls>", "[who]")
    page = page_app(workspace, [command], [Suggestion("try", "tom", "/localcalls 5")])
    async with serve(page) as address, httpx.AsyncClient(base_url=address) as client:
        answer = await client.get("/")
    tree = page_of(answer.text)
    begin = json.loads(attributes(tree, "//@data-begin")[0])
    assert begin["commands"][0]["description"] == "Local <calls>"
    assert begin["suggestions"] == [{"label": "try", "person": TOM, "text": "/localcalls 5"}]
    roles = {one["handle"]: one["role"] for one in begin["people"]}
    assert roles["tom"] == "user · tomford, MOR id 5"
    assert roles["newton"] == "not linked"
    assert roles["guest"] == "guest · not linked"


async def test_nothing_comes_from_elsewhere_and_no_script_stands_in_the_page(
    http: httpx.AsyncClient,
) -> None:
    answer = await http.get("/")
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "script-src 'self';" in policy
    tree = page_of(answer.text)
    sources = attributes(tree, "//script/@src | //link/@href")
    assert sources
    for source in sources:
        assert source.startswith("/static/")
        assert (await http.get(source)).status_code == 200
    assert texts(tree, "//script[not(@src)]") == []
    assert attributes(tree, "//@style") == []


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:80", "10.0.0.1", "127.0.0.1.nip", ""]
)
async def test_another_name_for_this_machine_is_refused(http: httpx.AsyncClient, host: str) -> None:
    for path in ("/", f"/page/{TOM}/screen", "/static/main.js"):
        assert (await http.get(path, headers={"Host": host})).status_code in (400, 421)


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "http://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://127.0.0.1:1"},
        {"Content-Type": "text/plain"},
        {"Content-Type": "application/x-www-form-urlencoded"},
    ],
)
async def test_another_site_cannot_make_it_act(
    http: httpx.AsyncClient, workspace: Workspace, headers: dict[str, str]
) -> None:
    given = json.dumps({"text": "hello", "channel": NOC})
    headers = {"Content-Type": "application/json", **headers}
    answer = await http.post(f"/page/{TOM}/says", content=given, headers=headers)
    assert answer.status_code == 403
    assert not workspace.messages


async def test_a_request_without_an_origin_cannot_make_it_act(workspace: Workspace) -> None:
    async with httpx.AsyncClient(base_url=workspace.address) as client:
        answer = await client.post(f"/page/{TOM}/says", json={"text": "x", "channel": NOC})
    assert answer.status_code == 403


@pytest.mark.parametrize(
    ("action", "given"),
    [
        ("says", "[]"),
        ("says", "{"),
        ("says", "{}"),
        ("says", '{"text": "hello", "channel": "C0BOARD01x"}'),
        ("dances", "{}"),
        ("uses", "{}"),
        ("uses", '{"where": [], "given": []}'),
        ("uses", '{"where": {"view_id": "V1", "block": "b", "action": "a"}, "given": []}'),
        ("uses", '{"where": {"channel": "C", "ts": "1"}, "given": [], "fields": 3}'),
        ("submits", '{"view_id": "V1", "fields": {"a": {"b": 5}}}'),
        ("closes", '{"view_id": "V1"}'),
    ],
)
async def test_what_makes_no_sense_is_refused_in_words(
    http: httpx.AsyncClient, action: str, given: str
) -> None:
    headers = {"Content-Type": "application/json"}
    answer = await http.post(f"/page/{TOM}/{action}", content=given, headers=headers)
    assert answer.status_code == 400
    assert answer.json() == {"problem": "That is not possible here, or no longer."}


async def test_somebody_unknown_has_no_screen(http: httpx.AsyncClient) -> None:
    assert (await http.get("/page/U9/screen")).status_code == 404
    assert (await http.post("/page/U9/says", json={})).status_code == 404


async def test_a_screen_is_told_whole_first_and_then_what_changes(
    http: httpx.AsyncClient, workspace: Workspace
) -> None:
    first = workspace.post(NOC, ADA, "one")
    workspace.post(NOC, BOT_USER, "for ada", reader=ADA)
    async with screen(http, TOM) as events:
        told = await anext(events)
        assert told["all"]
        assert [one["text"] for one in told["messages"]] == ["one"]
        assert [one["name"] for one in told["channels"]] == [
            "general",
            "noc",
            "support",
            "numbers-private",
            "board-private",
            "morbot",
        ]
        workspace.post(NOC, BOT_USER, "for ada again", reader=ADA)
        workspace.change(first, "two", [])
        changed = await anext(events)
        assert [one["text"] for one in changed["messages"]] == ["two"]
        workspace.delete(workspace.messages[NOC, first.ts])
        gone = await anext(events)
        assert [(one["ts"], one.get("deleted")) for one in gone["messages"]] == [(first.ts, True)]


async def test_a_modal_and_a_home_tab_come_by_themselves(
    http: httpx.AsyncClient, workspace: Workspace
) -> None:
    text = {"type": "section", "text": {"type": "plain_text", "text": "<inside>"}}
    async with screen(http, TOM) as events:
        assert (await anext(events))["modal"] == ""
        title = {"type": "plain_text", "text": "Title"}
        workspace.views.open(TOM, {"type": "modal", "title": title, "blocks": [text]})
        modal = parsed((await anext(events))["modal"])
        assert texts(modal, "//h2") == ["Title"]
        assert texts(modal, "//div[@class='text']") == ["<inside>"]
        workspace.views.publish(TOM, {"type": "home", "blocks": [text]})
        assert "&lt;inside&gt;" in (await anext(events))["home"]


async def test_a_command_in_a_thread_is_refused_as_slack_refuses_it(
    http: httpx.AsyncClient, workspace: Workspace
) -> None:
    given = {"text": "/localcalls", "channel": NOC, "thread": "1.2"}
    assert (await http.post(f"/page/{TOM}/says", json=given)).status_code == 200
    said = workspace.person("tom").visible()[-1]
    assert said.text == "/localcalls is not supported in threads. Sorry!"
    assert said.ephemeral


async def test_an_app_that_does_not_answer_is_told_in_slacks_words(
    http: httpx.AsyncClient, workspace: Workspace
) -> None:
    await http.post(f"/page/{TOM}/says", json={"text": "/localcalls 5", "channel": NOC})
    assert "dispatch_failed" in workspace.person("tom").visible()[-1].text


async def test_a_file_goes_to_those_who_see_its_message_only(
    http: httpx.AsyncClient, workspace: Workspace
) -> None:
    file = File("F1", 'a"b;\r\n\N{SNOWMAN}.csv', 3, content=b"a,b")
    workspace.post(workspace.direct_channel(TOM).id, BOT_USER, "here", files=[file])
    answer = await http.get(f"/page/{TOM}/files/F1")
    assert answer.content == b"a,b"
    disposition = answer.headers["content-disposition"]
    assert disposition == "attachment; filename*=UTF-8''a%22b%3B%0D%0A%E2%98%83.csv"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert (await http.get(f"/page/{ADA}/files/F1")).status_code == 404


async def test_the_wire_shows_what_led_to_a_message_to_its_reader_only(
    http: httpx.AsyncClient, workspace: Workspace, exchanges: list[Exchange]
) -> None:
    exchanges.append(Exchange(workspace.clock.now(), "long before", "<page/>"))
    await http.post(f"/page/{TOM}/says", json={"text": "/localcalls 5 <b>", "channel": NOC})
    exchanges.append(Exchange(workspace.clock.now(), "POST /api?u=tomford", "<page>&amp;</page>"))
    message = workspace.post(NOC, BOT_USER, "answer", reader=TOM)
    await http.post(f"/page/{ADA}/says", json={"text": "/localcalls 6", "channel": NOC})
    answer = await http.get(f"/page/{TOM}/wire/{NOC}/{message.ts}")
    tree = parsed(answer.text)
    assert texts(tree, "//summary/b") == [
        "Slack's signed request",
        "The same, decoded",
        "Request to MOR",
        "MOR's answer",
        "The message",
    ]
    shown = texts(tree, "//pre")
    assert shown[0].startswith("POST /nobody-listens-here\nContent-Type:")
    assert '"text": "5 &lt;b&gt;"' in shown[1]
    assert shown[2:4] == ["POST /api?u=tomford", "<page>&amp;</page>"]
    assert (await http.get(f"/page/{ADA}/wire/{NOC}/{message.ts}")).status_code == 404


async def test_the_wire_of_a_message_nobody_asked_for_is_the_message_alone(
    http: httpx.AsyncClient, workspace: Workspace
) -> None:
    async def headings(channel: str) -> list[str]:
        message = workspace.post(channel, BOT_USER, "posted")
        answer = await http.get(f"/page/{TOM}/wire/{channel}/{message.ts}")
        return texts(parsed(answer.text), "//summary/b")

    direct = workspace.direct_channel(TOM).id
    await http.post(f"/page/{TOM}/says", json={"text": "/localcalls 5 csv", "channel": NOC})
    assert await headings("C0SUPPORT") == ["The message"]
    assert (await headings(direct))[0] == "Slack's signed request"
    workspace.clock.put_forward(3600)
    assert await headings(NOC) == ["The message"]
    assert await headings(direct) == ["The message"]
