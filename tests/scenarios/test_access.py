"""Somebody not linked asks for access, and the bot admins decide by a form or say no."""

import asyncio
import re
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import update

from bot.ids import Identity
from bot.sandbox.mor_server import MorServer
from bot.sandbox.slack_server import NothingSeen, Workspace
from bot.sandbox.slack_server.interactions import action
from bot.sandbox.slack_server.modal import Modal
from bot.sandbox.slack_server.model import Message
from bot.store.database import open_database
from bot.store.tables import access_requests
from tests.support.company import StartBot, over_both, over_replicas
from tests.support.judges import texts
from tests.support.talking import answer_to, changes, link_of, news_for, outcome, told, words

INGRID = "U0INGRID1"
NEWTON = Identity("T0HARBOR1", "U0NEWTON1")
TITLE = "Link a person"


async def asks_for_access(workspace: Workspace, name: str = "newton") -> Message:
    person = workspace.person(name)
    await person.types("/localcalls last week")
    refused = await answer_to(person)
    assert refused.buttons == ["Ask for access"]
    await person.clicks("Ask for access")
    return await answer_to(person)


async def form(workspace: Workspace, name: str) -> Modal:
    """The form, once it has taken the place of what was shown at first."""
    person = workspace.person(name)
    await person.sees_modal(TITLE)
    return await shows(workspace, name, "MOR username")


async def shows(workspace: Workspace, name: str, wanted: str) -> Modal:
    """The modal once these words stand in it."""

    def there() -> bool:
        view = workspace.views.top(workspace.person(name).id)
        return view is not None and wanted in shown(view.content["blocks"])

    await workspace.feed.until(there, 60)
    modal = await workspace.person(name).sees_modal(TITLE)
    assert wanted in shown(modal.blocks), shown(modal.blocks)
    return modal


def shown(blocks: list[dict[str, object]]) -> str:
    return "\n".join(text["text"] for text in texts(blocks))


@over_replicas
@over_both
async def test_a_newcomer_asks_and_is_linked_by_the_form(
    workspace: Workspace, start_bot: StartBot
) -> None:
    settings = await start_bot(bot_admins=f"{INGRID}, U0NILS001")
    asked = await asks_for_access(workspace)
    assert "have been asked" in words(asked)
    assert not asked.buttons
    for admin in ("ingrid", "nils"):
        request = await news_for(workspace.person(admin))
        assert request.buttons == ["Link…", "Decline"]
        assert "asks to be linked" in words(request)
        assert "frontdesk" not in str(request.blocks)
    ingrid = workspace.person("ingrid")
    await ingrid.clicks("Link…")
    modal = await form(workspace, "ingrid")
    assert NEWTON.user in str(modal.blocks[0])
    assert "initial" not in str(modal.blocks), "a role or a name is proposed"
    await modal.fills("MOR username", "frontdesk")
    await modal.fills("Role at MOR", "User: asks about themselves")
    ack = await modal.submits()
    assert not ack.problem
    assert "is linked to “frontdesk”" in shown(
        (await shows(workspace, "ingrid", "is linked to")).blocks
    )
    link = await link_of(settings, NEWTON)
    assert link is not None
    assert link.created_by.user == INGRID
    assert "You can ask morbot" in words(await news_for(workspace.person("newton")))
    assert "is linked" in words(await news_for(ingrid))
    assert {one.kind for one in await changes(settings)} == {
        "access-asked",
        "link",
        "access-linked",
    }

    nils = workspace.person("nils")
    await nils.clicks("Link…")
    assert "decided already: linked" in shown(
        (await shows(workspace, "nils", "decided already")).blocks
    )
    await nils.clicks("Decline")
    assert "decided already" in words(await answer_to(nils))


async def test_a_newcomer_is_declined_kindly_and_once(
    workspace: Workspace, start_bot: StartBot
) -> None:
    settings = await start_bot(bot_admins=f"{INGRID}, U0TOM0001")
    await asks_for_access(workspace)
    ingrid, tom, newton = (workspace.person(name) for name in ("ingrid", "tom", "newton"))
    await news_for(ingrid)
    await news_for(tom)
    await ingrid.clicks("Decline")
    decided = await news_for(newton)
    assert decided.channel.startswith("D")
    assert "not granted this time" in words(decided)
    assert "declined (by T0HARBOR1/U0INGRID1)" in words(await news_for(tom))
    await tom.clicks("Decline")
    assert "decided already: declined" in words(await answer_to(tom))
    assert (await changes(settings))[0].kind == "access-declined"
    workspace.clock.put_forward(2)
    with pytest.raises(NothingSeen):
        await newton.sees(timeout=0.2)
    assert await link_of(settings, NEWTON) is None


async def test_nobody_asks_more_than_once_an_hour(
    workspace: Workspace, start_bot: StartBot
) -> None:
    settings = await start_bot(bot_admins=INGRID)
    await asks_for_access(workspace)
    await news_for(workspace.person("ingrid"))
    assert "within the last hour" in words(await asks_for_access(workspace))
    async with open_database(settings.database_url) as database, database.writing() as connection:
        an_hour_ago = datetime.now(UTC) - timedelta(hours=1)
        await connection.execute(update(access_requests).values(asked_at=an_hour_ago))
    assert "have been asked" in words(await asks_for_access(workspace))


@over_replicas
async def test_many_clicks_at_the_same_time_are_one_request(
    workspace: Workspace, start_bot: StartBot
) -> None:
    settings = await start_bot(bot_admins=INGRID)
    newton = workspace.person("newton")
    await newton.types("/localcalls last week")
    await answer_to(newton)
    await asyncio.gather(*[newton.clicks("Ask for access") for _ in range(6)])
    answers = [words(await outcome(newton)) for _ in range(6)]
    assert sum("have been asked" in one for one in answers) == 1
    assert [one.kind for one in await changes(settings)] == ["access-asked"]


async def test_where_nobody_can_be_asked_that_is_told_and_may_be_tried_again(
    workspace: Workspace, start_bot: StartBot
) -> None:
    await start_bot()
    for _ in range(2):
        answer = await asks_for_access(workspace)
        assert "No bot admin could be told" in words(answer)
        assert NEWTON.user in words(answer)


async def test_a_guest_who_asks_is_shown_as_one(workspace: Workspace, start_bot: StartBot) -> None:
    await start_bot(bot_admins=INGRID)
    await asks_for_access(workspace, "guest")
    assert "A guest" in words(await news_for(workspace.person("ingrid")))
    await workspace.person("ingrid").clicks("Link…")
    modal = await form(workspace, "ingrid")
    await modal.fills("MOR username", "frontdesk")
    await modal.fills("Role at MOR", "User: asks about themselves")
    await modal.submits()
    modal = await shows(workspace, "ingrid", "is a guest in Slack")
    await modal.fills("From outside", ["A guest, or somebody from another workspace"])
    await modal.submits()
    await shows(workspace, "ingrid", "is linked to")


async def test_the_buttons_of_a_request_are_for_bot_admins_alone(
    workspace: Workspace, start_bot: StartBot
) -> None:
    settings = await start_bot(bot_admins=INGRID)
    await asks_for_access(workspace)
    request = await news_for(workspace.person("ingrid"))
    block = next(one for one in request.blocks if one["type"] == "actions")
    newton = workspace.person("newton")
    link, decline = (action(workspace, block, element) for element in block["elements"])
    assert re.fullmatch("[A-Za-z0-9_-]{22}", link["value"])
    await newton.uses(request, decline)
    assert "Only bot admins" in words(await answer_to(newton))
    await newton.uses(request, link)
    await shows(workspace, "newton", "Only bot admins")
    await workspace.person("ingrid").uses(request, {**decline, "value": "A" * 22})
    assert "no longer exists" in words(await answer_to(workspace.person("ingrid")))
    assert not [one for one in await changes(settings) if one.kind != "access-asked"]


async def test_linked_and_suspended_people_cannot_request_access(
    workspace: Workspace, start_bot: StartBot
) -> None:
    await start_bot(bot_admins=INGRID)
    refused = None
    newton, ingrid = workspace.person("newton"), workspace.person("ingrid")
    await newton.types("/localcalls whoami")
    refused = await answer_to(newton)
    await told(workspace, "ingrid", "/localcalls link @newton frontdesk user")
    block = next(one for one in refused.blocks if one["type"] == "actions")
    pressed = action(workspace, block, block["elements"][0])
    await newton.uses(refused, pressed)
    assert "already have access" in words(await answer_to(newton))
    await workspace.admin.make_guest("newton")
    await newton.types("/localcalls last week")
    suspended = await answer_to(newton)
    assert not suspended.buttons
    await newton.uses(refused, pressed)
    assert "suspended" in words(await answer_to(newton))
    workspace.clock.put_forward(2)
    seen = [await news_for(ingrid), await news_for(ingrid)]
    assert not any("asks to be" in words(one) for one in seen)


async def blank_form(workspace: Workspace) -> Modal:
    assert (await workspace.person("ingrid").types("/localcalls link")).status == 200
    return await form(workspace, "ingrid")


async def test_the_form_alone_links_somebody(workspace: Workspace, start_bot: StartBot) -> None:
    settings = await start_bot(bot_admins=INGRID)
    modal = await blank_form(workspace)
    await modal.fills("Person", NEWTON.user)
    await modal.fills("MOR username", "mberg")
    await modal.fills("Role at MOR", "User: asks about themselves")
    await modal.fills("Reseller who owns the user", "3")
    await modal.submits()
    await shows(workspace, "ingrid", "is linked to “mberg”")
    link = await link_of(settings, NEWTON)
    assert link is not None
    assert link.account.owner_id == 3


@over_both
async def test_a_mistake_in_the_form_is_shown_at_its_field(
    workspace: Workspace, mor: MorServer, start_bot: StartBot
) -> None:
    settings = await start_bot(bot_admins=INGRID)
    modal = await blank_form(workspace)
    good = {
        "Person": NEWTON.user,
        "MOR username": "frontdesk",
        "Role at MOR": "User: asks about themselves",
        "Reseller who owns the user": None,
    }
    for field, value, error in (
        ("Person", INGRID, "You can't link yourself"),
        ("MOR username", "  ", "not a MOR username"),
        ("Reseller who owns the user", "three", "not a MOR id"),
    ):
        for label, content in {**good, field: value}.items():
            await modal.fills(label, content)
        await modal.submits()
        assert modal.errors.keys() == {field}
        assert error in modal.errors[field]
    assert not mor.received
    assert not await changes(settings)


async def test_a_username_that_mor_does_not_know_is_told_at_its_field_and_can_be_corrected(
    workspace: Workspace, start_bot: StartBot
) -> None:
    settings = await start_bot(bot_admins=INGRID)
    modal = await blank_form(workspace)
    await modal.fills("Person", NEWTON.user)
    await modal.fills("MOR username", "frontdsk")
    await modal.fills("Role at MOR", "User: asks about themselves")
    await modal.submits()
    modal = await shows(workspace, "ingrid", "MOR knows no user “frontdsk”")
    names = [block.get("block_id") for block in modal.blocks]
    place = names.index("username")
    assert "MOR knows no user" in shown(modal.blocks[place + 1 : place + 2])
    await modal.fills("MOR username", "frontdesk")
    await modal.submits()
    await shows(workspace, "ingrid", "is linked to “frontdesk”")
    assert await link_of(settings, NEWTON) is not None


async def test_the_form_waits_for_a_slow_mor(
    workspace: Workspace, mor: MorServer, start_bot: StartBot
) -> None:
    await start_bot(bot_admins=INGRID)
    modal = await blank_form(workspace)
    await modal.fills("Person", NEWTON.user)
    await modal.fills("MOR username", "frontdesk")
    await modal.fills("Role at MOR", "User: asks about themselves")
    with mor.held() as asked:
        ack = await modal.submits()
        assert (ack.status, ack.problem) == (200, "")
        await shows(workspace, "ingrid", "Looking up")
        await asked.wait()
    await shows(workspace, "ingrid", "is linked to")


async def test_who_closes_the_form_is_told_of_the_fault_elsewhere(
    workspace: Workspace, start_bot: StartBot
) -> None:
    await start_bot(bot_admins=INGRID)
    modal = await blank_form(workspace)
    await modal.fills("Person", NEWTON.user)
    await modal.fills("MOR username", "frontdsk")
    await modal.fills("Role at MOR", "User: asks about themselves")
    await modal.submits()
    await modal.closes()
    assert "MOR knows no user “frontdsk”" in words(await news_for(workspace.person("ingrid")))


async def test_the_form_is_for_bot_admins_alone(workspace: Workspace, start_bot: StartBot) -> None:
    await start_bot(bot_admins=INGRID)
    for name in ("tom", "newton"):
        await workspace.person(name).types("/localcalls link")
        await shows(workspace, name, "Only bot admins")


async def test_a_form_that_slack_does_not_open_is_told(
    workspace: Workspace, start_bot: StartBot
) -> None:
    await start_bot(bot_admins=INGRID)
    workspace.control.fail("views.open")
    assert "did not open the form" in await told(workspace, "ingrid", "/localcalls link")
