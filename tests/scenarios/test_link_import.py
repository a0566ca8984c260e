"""Bot admins link many people at once: lines are pasted, looked up, shown, and only then made."""

import pytest

from bot.ids import Identity
from bot.sandbox.mor_server import Fault, MorServer
from bot.sandbox.slack_server import SimulatedUser, Workspace
from bot.sandbox.slack_server.modal import Modal
from tests.support.company import StartBot, over_both, over_replicas
from tests.support.talking import answer_to, changes, link_of, news_for, told, words

INGRID = "U0INGRID1"
NEWTON = Identity("T0HARBOR1", "U0NEWTON1")
GUEST = Identity("T0HARBOR1", "U0GUEST01")
TITLE, LINES = "Import links", "Lines of CSV"
TWO = """slack_user,mor_username,role,external
U0NEWTON1,frontdesk,user,
U0GUEST01,warehouse,user,yes
U0TOM0001,tomford,user,
"""


async def form(workspace: Workspace, name: str = "ingrid") -> Modal:
    person = workspace.person(name)
    ack = await person.types("/localcalls links  Import")
    assert (ack.status, ack.body) == (200, "")
    return await shows(workspace, person, LINES)


async def shows(workspace: Workspace, person: SimulatedUser, text: str) -> Modal:
    modal = await person.sees_modal(TITLE)
    assert await workspace.feed.until(lambda: text in modal.text, 60), modal.text
    return modal


async def pastes(workspace: Workspace, text: str, expected: str) -> Modal:
    modal = await form(workspace)
    await modal.fills(LINES, text)
    ack = await modal.submits()
    assert (ack.status, ack.problem) == (200, "")
    return await shows(workspace, workspace.person("ingrid"), expected)


@over_replicas
@over_both
async def test_lines_are_looked_up_shown_and_made_once_that_is_confirmed(
    workspace: Workspace, start_bot: StartBot
) -> None:
    settings = await start_bot(bot_admins=INGRID)
    modal = await pastes(workspace, TWO, "Nothing is changed yet")
    assert "as “frontdesk” (MOR user 10, role user)" in modal.text
    assert "1 link already exists." in modal.text
    assert await link_of(settings, NEWTON) is None
    assert not await changes(settings)
    assert "Make 2 links" in str(modal.view.content["submit"])

    await modal.submits()
    modal = await shows(workspace, workspace.person("ingrid"), "2 links were made.")
    for identity, username in ((NEWTON, "frontdesk"), (GUEST, "warehouse")):
        link = await link_of(settings, identity)
        assert link is not None
        assert (link.account.username, link.created_by.user) == (username, INGRID)
    assert [one.kind for one in await changes(settings)] == ["link", "link"]
    news = words(await news_for(workspace.person("ingrid")))
    assert f"{NEWTON} is linked to “frontdesk”" in news
    assert f"{GUEST} is linked to “warehouse”" in news
    assert "“frontdesk”" in words(await news_for(workspace.person("newton")))


async def test_wrong_lines_are_told_by_number_and_no_link_is_made(
    workspace: Workspace, start_bot: StartBot
) -> None:
    settings = await start_bot(bot_admins=INGRID)
    rows = [
        "slack_user,mor_username,role,external",
        "U0NEWTON1,frontdesk,user,",
        "U0NEWTON1,frontdesk,user,",
        "U0GUEST01,warehouse,user,no",
        "U0INGRID1,frontdesk,user,",
        "U0NOBODY1,frontdesk,user,",
        "U0ROSA001,admin,admin,",
        "U0ROSA001,rcosta,boss,",
        "U0ADA0001,nosuchone,user,",
    ]
    modal = await pastes(workspace, "\n".join(rows), "Nothing was changed")
    for line, why in (
        (3, "line 2 already"),
        (4, "is a guest"),
        (5, "You can't link or unlink yourself"),
        (6, "Slack knows no person"),
        (7, "on the command line"),
        (8, "the column role has to be"),
        (9, "already linked"),
    ):
        assert f"Line {line}: " in modal.text
        assert why in modal.text
    assert await link_of(settings, NEWTON) is None
    assert rows[1] in str(modal.view.state), "the lines stay, to be mended"


@pytest.mark.parametrize("text", ["hello", "a,b\n1,2", '"', "slack_user;role\nU0NEWTON1;user"])
async def test_a_file_that_is_not_csv_is_refused(
    text: str, workspace: Workspace, mor: MorServer, start_bot: StartBot
) -> None:
    await start_bot(bot_admins=INGRID)
    modal = await pastes(workspace, text, "Line 1: ")
    assert modal.title == TITLE
    assert not mor.received


async def test_ids_that_slack_cannot_have_are_problems_of_their_lines(
    workspace: Workspace, start_bot: StartBot
) -> None:
    await start_bot(bot_admins=INGRID)
    lines = "slack_user,mor_username,role\n,x,user\ntom ford,x,user\nU0NOBODY1,x,user"
    modal = await pastes(workspace, lines, "Line 4: Slack knows no person U0NOBODY1.")
    for line in (2, 3):
        assert f"Line {line}: That is not a Slack member ID" in modal.text


async def test_lines_that_are_all_there_change_nothing(
    workspace: Workspace, start_bot: StartBot
) -> None:
    settings = await start_bot(bot_admins=INGRID)
    ingrid = workspace.person("ingrid")
    await ingrid.types("/localcalls links csv")
    (file,) = (await news_for(ingrid)).files
    assert file.content is not None
    await pastes(workspace, file.content.decode(), "Nothing was changed")
    assert not await changes(settings)


@pytest.mark.parametrize("name", ["nils", "tom", "newton"])
async def test_the_form_is_for_bot_admins_alone(
    name: str, workspace: Workspace, start_bot: StartBot
) -> None:
    settings = await start_bot(bot_admins=INGRID)
    person = workspace.person(name)
    await person.types("/localcalls links import")
    await shows(workspace, person, "Only bot admins")
    modal = await pastes(workspace, TWO, "Nothing is changed yet")
    # Who got hold of the id of what another has checked makes nothing of it.
    stolen = person.modal(modal.view)
    await stolen.submits()
    assert await workspace.feed.until(lambda: "open for too long" in modal.text, 60)
    assert await link_of(settings, NEWTON) is None


async def test_a_former_bot_admin_makes_no_links(workspace: Workspace, start_bot: StartBot) -> None:
    settings = await start_bot(bot_admins=INGRID)
    modal = await pastes(workspace, TWO, "Nothing is changed yet")
    await told(workspace, "ingrid", "/localcalls link @newton frontdesk user")
    await modal.submits()
    await shows(workspace, workspace.person("ingrid"), "Something has changed")
    assert await link_of(settings, GUEST) is None


async def test_a_mor_that_is_down_is_told_and_nothing_is_made(
    workspace: Workspace, mor: MorServer, start_bot: StartBot
) -> None:
    settings = await start_bot(bot_admins=INGRID)
    mor.options.fault = Fault.ERROR_500
    modal = await pastes(workspace, TWO, "HTTP 500")
    assert "submit" not in modal.view.content
    assert await link_of(settings, NEWTON) is None


async def test_who_has_closed_the_form_is_told_in_direct_messages(
    workspace: Workspace, start_bot: StartBot
) -> None:
    settings = await start_bot(bot_admins=INGRID)
    modal = await pastes(workspace, TWO, "Nothing is changed yet")
    await modal.submits()
    await modal.closes()
    ingrid = workspace.person("ingrid")
    seen = [await news_for(ingrid)]
    workspace.clock.put_forward(2)
    seen.append(await news_for(ingrid))
    assert any(one.text == "2 links were made." for one in seen)
    assert await link_of(settings, NEWTON) is not None


async def test_where_no_form_can_be_opened_it_says_how(
    workspace: Workspace, start_bot: StartBot
) -> None:
    await start_bot(bot_admins=INGRID)
    ingrid = workspace.person("ingrid")
    await ingrid.says("@morbot links import")
    assert "opens with: /localcalls links import" in words(await answer_to(ingrid))
    workspace.control.fail("views.open")
    await ingrid.types("/localcalls links import")
    assert "did not open the form" in words(await answer_to(ingrid))
