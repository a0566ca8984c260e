"""Who somebody is, as only `users.info` tells it."""

import asyncio
from typing import Any

import pytest
from slack_sdk.web.async_client import AsyncWebClient
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from bot.errors import SlackError
from bot.ids import Identity
from bot.sandbox.serving import serve
from bot.sandbox.slack_server import Workspace
from bot.slack.api.people import Membership, People

HOME = frozenset({"T0HARBOR1"})
TOM = "U0TOM0001"


@pytest.fixture
def people(web_api: AsyncWebClient) -> People:
    return People(web_api, HOME)


async def unknown(people: People, user_id: str) -> str:
    with pytest.raises(SlackError) as caught:
        await people.find(user_id)
    return caught.value.code


async def test_a_member_has_their_own_id_zone_and_language(people: People) -> None:
    tom = await people.find(TOM)
    assert tom.identity == Identity("T0HARBOR1", TOM)
    assert (tom.membership, tom.zone, tom.locale) == (Membership.MEMBER, "Europe/London", "en-GB")


@pytest.mark.parametrize(
    ("home", "member", "identity", "membership"),
    [
        ({"T0HARBOR1"}, {}, "T0HARBOR1", Membership.MEMBER),
        ({"T0HARBOR1"}, {"guest": True}, "T0HARBOR1", Membership.GUEST),
        ({"T0HARBOR1"}, {"deleted": True}, "T0HARBOR1", Membership.DEACTIVATED),
        # In a shared channel: of another workspace, whatever team the request was for.
        ({"T0HARBOR1"}, {"team_id": "T0OTHER01"}, "T0OTHER01", Membership.FOREIGN),
        ({"T0HARBOR1"}, {"team_id": "T0OTHER01", "guest": True}, "T0OTHER01", Membership.FOREIGN),
        ({"T0HARBOR1"}, {"stranger": True}, "T0HARBOR1", Membership.FOREIGN),
        # On Enterprise Grid people belong to the enterprise, in all of its workspaces.
        (
            {"T0HARBOR1", "E0NORDIC1"},
            {"enterprise_id": "E0NORDIC1"},
            "E0NORDIC1",
            Membership.MEMBER,
        ),
        (
            {"T0HARBOR1", "E0NORDIC1"},
            {"enterprise_id": "E0NORDIC1", "team_id": "T0SISTER1"},
            "E0NORDIC1",
            Membership.MEMBER,
        ),
        (
            {"T0HARBOR1", "E0NORDIC1"},
            {"enterprise_id": "E0OTHER01", "team_id": "T0OTHER01"},
            "E0OTHER01",
            Membership.FOREIGN,
        ),
        (
            {"T0HARBOR1", "E0NORDIC1"},
            {"enterprise_id": "E0NORDIC1", "guest": True},
            "E0NORDIC1",
            Membership.GUEST,
        ),
    ],
)
async def test_people_belong_to_their_enterprise_or_else_their_team(  # noqa: PLR0917 -- the table's
    workspace: Workspace,
    web_api: AsyncWebClient,
    home: set[str],
    member: dict[str, Any],
    identity: str,
    membership: Membership,
) -> None:
    for name, value in member.items():
        setattr(workspace.members[TOM], name, value)
    tom = await People(web_api, frozenset(home)).find(TOM)
    assert tom.identity == Identity(identity, TOM)
    assert tom.membership is membership


async def test_nobody_and_an_app_are_told_from_a_slack_that_says_nothing(
    people: People, workspace: Workspace
) -> None:
    assert await unknown(people, "U0NOBODY1") == "person-unknown"
    assert await unknown(people, "U0MORBOT1") == "person-unknown"
    workspace.control.fail("users.info")
    assert await unknown(people, TOM) == "person-untold"
    for _ in range(2):  # aiohttp asks once more by itself
        workspace.control.lose_reply("users.info")
    assert await unknown(people, TOM) == "person-untold"
    workspace.scopes = frozenset({"commands"})
    assert await unknown(people, TOM) == "person-untold"
    workspace.scopes = frozenset({"users:read"})
    assert await people.find(TOM)


@pytest.mark.parametrize(
    "user",
    [
        None,
        [],
        "tom",
        {},
        {"id": TOM},
        {"id": TOM, "team_id": ""},
        {"id": TOM, "team_id": ["T0HARBOR1"]},
        {"id": "U0INGRID1", "team_id": "T0HARBOR1"},  # about somebody else
        {"team_id": "T0HARBOR1"},
    ],
)
async def test_an_answer_that_does_not_say_who_it_is_counts_as_none(user: object) -> None:
    assert await told(JSONResponse({"ok": True, "user": user})) == "person-untold"


@pytest.mark.parametrize(
    "answer",
    [
        PlainTextResponse("ok"),
        HTMLResponse("<h1>Log in to the guest network</h1>"),
        HTMLResponse("<h1>Bad gateway</h1>", 502),
        Response(b'{"ok": tr', media_type="application/json"),
        Response(b"[]", media_type="application/json"),
        Response(b'["ok"]', media_type="application/json"),
        Response(b'{"ok": false, "error": ["user_not_found"]}', media_type="application/json"),
        Response(b"\xff\xfe", media_type="application/json"),
        Response(b""),
    ],
)
async def test_an_answer_that_is_not_slacks_counts_as_none(answer: Response) -> None:
    assert await told(answer) == "person-untold"


async def told(answer: Response) -> str:
    """Why nobody is found where a server gives this answer."""

    async def info(_: Request) -> Response:
        return answer

    web = Starlette(routes=[Route("/users.info", info, methods=["GET", "POST"])])
    async with serve(web) as address:
        client = AsyncWebClient(token="xoxb-test", base_url=f"{address}/")
        return await unknown(People(client, HOME), TOM)


async def test_an_unknown_zone_is_none(people: People, workspace: Workspace) -> None:
    member = workspace.members[TOM]
    member.deleted = True  # Slack tells no zone of those who have left
    assert (await people.find(TOM)).zone == ""


async def test_slack_is_asked_again_after_minutes_at_most(
    web_api: AsyncWebClient, workspace: Workspace
) -> None:
    people = People(web_api, HOME, workspace.clock.now)
    await people.find(TOM)
    workspace.members[TOM].guest = True
    workspace.clock.put_forward(20)
    assert (await people.find(TOM)).membership is Membership.MEMBER
    workspace.clock.put_forward(180)
    assert (await people.find(TOM)).membership is Membership.GUEST


async def test_a_change_that_slack_tells_counts_at_once(
    people: People, workspace: Workspace
) -> None:
    await people.find(TOM)
    workspace.members[TOM].guest = True
    people.forget(TOM)
    assert (await people.find(TOM)).membership is Membership.GUEST


async def test_an_answer_from_before_a_change_is_not_kept(
    people: People, workspace: Workspace
) -> None:
    held = workspace.control.hold("users.info")
    asking = asyncio.create_task(people.find(TOM))
    await held.accepted.wait()
    workspace.members[TOM].guest = True
    people.forget(TOM)
    held.release()
    await asking
    assert (await people.find(TOM)).membership is Membership.GUEST
