"""Bot admins link and unlink people in Slack, and nobody else does."""

import re
from datetime import UTC, datetime

import pytest

from bot.calls.model import Account, Role
from bot.ids import COMMAND_LINE, Identity
from bot.links.batch import read_links
from bot.links.directory import Directory
from bot.links.model import Link
from bot.sandbox.mor_server import MorServer
from bot.sandbox.slack_server import NothingSeen, Workspace
from bot.sandbox.slack_server.interactions import action
from bot.settings import Settings
from bot.store.database import open_database
from tests.support.company import StartBot, over_both, over_replicas
from tests.support.talking import answer_to, changes, link_of, news_for, told, words

INGRID = "U0INGRID1"
NEWTON = Identity("T0HARBOR1", "U0NEWTON1")
TOM = Identity("T0HARBOR1", "U0TOM0001")


MISTAKES = (
    ("link @ingrid frontdesk user", "You can't link or unlink yourself"),
    ("link @newton admin admin", "only be linked and unlinked on the command line"),
    ("link @newton admin user", "is the admin of MOR"),
    ("unlink @ingrid", "You can't link or unlink yourself"),
    ("link @tom frontdesk user", "/localcalls unlink @"),
    ("link @guest frontdesk user", "add the word external"),
    ("link @newton nosuchone user", "MOR knows no user “nosuchone”"),
    ("link @newton accounts user", "MOR"),
    ("link U0NOBODY1 frontdesk user", "Slack knows no person"),
    ("link T0PARTNER/U0NEWTON1 frontdesk user", "T0HARBOR1"),
    ("link @newton frontdesk", "role"),
    ("link @newton", "Which MOR user"),
    ("link @newton frontdesk boss", "“boss” is not a role"),
    ("link @newton frontdesk user reseller", "given already"),
    ("link @newton frontdesk user owner:x", "owner: has to be a MOR user id"),
    ("link @newton frontdesk user owner:99999999999", "owner: has to be a MOR user id"),
    ("link @newton harbour reseller owner:3", "Leave owner: out"),
    ("link @newton frontdesk user color:blue", "I don't know “color:” here"),
    ("link @newton @tom user", "given already"),
    ("link frontdesk @newton user", "pick the person from Slack's list"),
    ("unlink", "Who should be unlinked"),
    ("unlink @tom please", "Who should be unlinked"),
    ("unlink tom", "Who should be unlinked"),
    ("unlink U0NOBODY1", "is not linked"),
    ("links nonsense", "don't know this filter"),
    ("links role:boss", "role: has to be"),
    ("links role:user role:user", "given already"),
    ("links user:nobody%", "No links match"),
)


@over_both
async def test_a_newcomer_is_linked_told_how_to_ask_and_asks(
    workspace: Workspace, start_bot: StartBot
) -> None:
    settings = await start_bot(bot_admins=f"{INGRID}, U0NILS001")
    text = "/localcalls link @newton frontdesk user"
    assert "is linked to “frontdesk” (MOR user 10, role user)" in await told(
        workspace, "ingrid", text
    )
    link = await link_of(settings, NEWTON)
    assert link is not None
    assert (link.account.username, link.account.user_id) == ("frontdesk", 10)
    assert link.created_by == Identity("T0HARBOR1", INGRID)
    (change,) = await changes(settings)
    assert (change.kind, change.slack_user, change.about) == ("link", INGRID, str(NEWTON))

    newton = workspace.person("newton")
    welcome = await news_for(newton)
    assert welcome.channel.startswith("D")
    assert "“frontdesk”" in words(welcome)
    assert "/localcalls last week" in words(welcome)
    assert (await newton.types("/localcalls last week")).status == 200
    assert "Mon 16 Nov 2026" in words(await answer_to(newton))

    for admin in ("ingrid", "nils"):
        news = await news_for(workspace.person(admin))
        assert f"{NEWTON} is linked to “frontdesk”" in words(news)
        assert f"by T0HARBOR1/{INGRID}" in words(news)


async def test_a_link_is_removed_and_counts_no_longer(
    workspace: Workspace, mor: MorServer, start_bot: StartBot
) -> None:
    settings = await start_bot(bot_admins=INGRID)
    answer = await told(workspace, "ingrid", "/localcalls unlink @tom")
    assert "is no longer linked to “tomford”" in answer
    assert "no longer linked" in words(await news_for(workspace.person("ingrid")))
    assert await link_of(settings, TOM) is None
    assert (await changes(settings))[0].kind == "unlink"
    assert "not linked" in await told(workspace, "tom", "/localcalls last week")
    assert not mor.received
    assert "/localcalls links" in await told(workspace, "ingrid", "/localcalls unlink @tom")


async def test_a_user_of_a_reseller_is_linked_with_their_owner(
    workspace: Workspace, start_bot: StartBot
) -> None:
    settings = await start_bot(bot_admins=INGRID)
    refused = await told(workspace, "ingrid", "/localcalls link @newton mberg user")
    assert "MOR does not accept the admin's key for “mberg”" in refused
    assert "owner:3" in refused
    assert "--owner" not in refused
    await told(workspace, "ingrid", "/localcalls link @newton mberg USER owner:3")
    link = await link_of(settings, NEWTON)
    assert link is not None
    assert link.account.owner_id == 3


async def test_a_reseller_is_linked(workspace: Workspace, start_bot: StartBot) -> None:
    settings = await start_bot(bot_admins=INGRID)
    await told(workspace, "ingrid", "/localcalls unlink @nils")
    await told(workspace, "ingrid", "/localcalls link @newton reseller:nordvoice reseller")
    assert await link_of(settings, NEWTON) is None
    await workspace.person("ingrid").types("/localcalls link @newton user:nordvoice reseller")
    assert (await news_for(workspace.person("newton"))).channel.startswith("D")
    link = await link_of(settings, NEWTON)
    assert link is not None
    assert link.account.role is Role.RESELLER


@pytest.mark.parametrize("name", ["nils", "ada", "tom", "newton", "guest"])
async def test_nobody_but_bot_admins_changes_or_sees_links(
    workspace: Workspace, mor: MorServer, start_bot: StartBot, name: str
) -> None:
    settings = await start_bot(bot_admins=INGRID)
    for text in (
        "link @newton frontdesk user",
        "link nonsense",
        "unlink @ada",
        "links",
        "LINKS role:admin",
    ):
        assert "Only bot admins" in await told(workspace, name, f"/localcalls {text}")
    assert not await changes(settings)
    assert await link_of(settings, NEWTON) is None
    assert not mor.received


async def test_an_admin_of_mor_is_no_bot_admin_by_that(
    workspace: Workspace, start_bot: StartBot
) -> None:
    await start_bot(bot_admins="U0TOM0001")
    assert "Only bot admins" in await told(workspace, "ingrid", "/localcalls links")


async def test_mistakes_of_bot_admins_are_told_and_change_nothing(
    workspace: Workspace, start_bot: StartBot
) -> None:
    settings = await start_bot(bot_admins=INGRID)
    for text, why in MISTAKES:
        answer = await told(workspace, "ingrid", f"/localcalls {text}")
        assert why in answer, text
        assert "--" not in answer.replace("morbot link add U0INGRID1 admin --role admin", "")
    assert not await changes(settings)
    workspace.clock.put_forward(2)
    with pytest.raises(NothingSeen):
        await workspace.person("newton").sees(timeout=0.1)


async def test_nobody_unlinks_themselves_or_touches_an_admins_link(
    workspace: Workspace, start_bot: StartBot
) -> None:
    settings = await start_bot(bot_admins=f"{INGRID}, U0TOM0001")
    assert "yourself" in await told(workspace, "tom", "/localcalls unlink @tom")
    assert "on the command line" in await told(workspace, "tom", "/localcalls unlink @ingrid")
    await told(workspace, "ingrid", "/localcalls unlink @tom")
    assert "yourself" in await told(workspace, "tom", "/localcalls link @tom tomford user")
    assert await link_of(settings, TOM) is None


async def test_a_guest_is_linked_with_the_word_external(
    workspace: Workspace, start_bot: StartBot
) -> None:
    await start_bot(bot_admins=INGRID)
    answer = await told(workspace, "ingrid", "/localcalls link @guest frontdesk user external")
    assert "is linked to “frontdesk”" in answer
    assert "Mon 16 Nov 2026" in await told(workspace, "guest", "/localcalls last week")
    assert "external" in await told(workspace, "ingrid", "/localcalls links external")


async def test_somebody_who_is_no_member_any_more_is_unlinked_by_their_member_id(
    workspace: Workspace, start_bot: StartBot
) -> None:
    settings = await start_bot(bot_admins=INGRID)
    await workspace.admin.make_guest("tom")
    assert "guest" in words(await news_for(workspace.person("ingrid")))
    listed = await told(workspace, "ingrid", "/localcalls links suspended")
    assert "U0TOM0001" in listed
    assert "guest" in listed
    assert "no longer linked" in await told(workspace, "ingrid", "/localcalls unlink U0TOM0001")
    assert await link_of(settings, TOM) is None


async def test_links_are_listed_by_what_is_asked(workspace: Workspace, start_bot: StartBot) -> None:
    await start_bot(bot_admins=INGRID)
    everybody = await told(workspace, "ingrid", "/localcalls links")
    assert "6 links" in everybody
    for username in ("admin", "nordvoice", "harbour", "tomford", "adalind", "rcosta"):
        assert f"“{username}”" in everybody
    some = await told(workspace, "ingrid", "/localcalls links role:reseller")
    assert "2 of 6 links" in some
    assert "themselves and their users" in some
    assert "“adalind” (6), user of reseller 3" in await told(
        workspace, "ingrid", "/localcalls links owner:3"
    )
    assert "“tomford”" in await told(workspace, "ingrid", "/localcalls links @tom")
    assert "1 of 6 links" in await told(workspace, "ingrid", "/localcalls links user:TOM%")


async def test_slack_that_does_not_say_who_somebody_is_makes_no_link(
    workspace: Workspace, mor: MorServer, start_bot: StartBot
) -> None:
    settings = await start_bot(bot_admins=INGRID)
    await told(workspace, "ingrid", "/localcalls links")
    workspace.control.fail("users.info")
    await told(workspace, "ingrid", "/localcalls link @newton frontdesk user")
    assert await link_of(settings, NEWTON) is None
    assert not mor.received


async def test_a_link_stands_though_its_person_could_not_be_told(
    workspace: Workspace, start_bot: StartBot
) -> None:
    settings = await start_bot(bot_admins=INGRID)
    workspace.control.fail("chat.postMessage")
    answer = await told(workspace, "ingrid", "/localcalls link @newton frontdesk user")
    assert "Tell them how to ask" in answer
    assert await link_of(settings, NEWTON) is not None


@pytest.fixture
def crowd() -> list[Identity]:
    """So many that they do not fit on a page."""
    return [Identity("T0HARBOR1", f"U0CROWD{number:02}") for number in range(45)]


async def add_links(settings: Settings, people: list[Identity]) -> None:
    now = datetime.now(UTC)
    account = Account("frontdesk", 10, Role.USER)
    async with open_database(settings.database_url) as database:
        await Directory(database).add(
            *[Link(person, account, False, "", now, COMMAND_LINE, now) for person in people]
        )


@over_replicas
async def test_a_long_list_is_paged_in_place(
    workspace: Workspace, start_bot: StartBot, crowd: list[Identity]
) -> None:
    settings = await start_bot(bot_admins=INGRID)
    await add_links(settings, crowd)
    ingrid = workspace.person("ingrid")
    await ingrid.types("/localcalls links user:front%")
    first = await answer_to(ingrid)
    assert "45 of 51 links" in words(first)
    assert "1–20 of 45" in words(first)
    assert first.buttons == ["Next"]
    shown = set()
    for bounds, labels in (("21–40", ["Previous", "Next"]), ("41–45", ["Previous"])):
        shown |= set(re.findall("U0CROWD[0-9]+", words(first)))
        await ingrid.clicks("Next")
        first = await answer_to(ingrid)
        assert f"{bounds} of 45" in words(first)
        assert first.buttons == labels
    shown |= set(re.findall("U0CROWD[0-9]+", words(first)))
    assert shown == {person.user for person in crowd}
    assert len([one for one in ingrid.visible() if "45 of 51" in words(one)]) == 1
    value = next(
        part["value"]
        for block in first.blocks
        for part in block.get("elements", ())
        if part.get("type") == "button"
    )
    assert re.fullmatch("[A-Za-z0-9_-]{22}", value)


async def test_a_page_is_turned_only_by_those_it_was_shown_to(
    workspace: Workspace, start_bot: StartBot, crowd: list[Identity]
) -> None:
    settings = await start_bot(bot_admins=f"{INGRID}, U0TOM0001")
    await add_links(settings, crowd)
    ingrid, tom, nils = (workspace.person(name) for name in ("ingrid", "tom", "nils"))
    await ingrid.types("/localcalls links")
    shown = await answer_to(ingrid)
    block = next(one for one in shown.blocks if one["type"] == "actions")
    pressed = action(workspace, block, block["elements"][0])
    await tom.uses(shown, pressed)
    assert "shown to somebody else" in words(await answer_to(tom))
    await nils.uses(shown, pressed)
    assert "Only bot admins" in words(await answer_to(nils))
    await ingrid.uses(shown, {**pressed, "value": "x"})
    assert "has expired" in words(await answer_to(ingrid))


async def test_links_come_as_a_file_that_can_be_imported(
    workspace: Workspace, start_bot: StartBot
) -> None:
    await start_bot(bot_admins=INGRID)
    ingrid = workspace.person("ingrid")
    await ingrid.types("/localcalls links role:reseller csv")
    (file,) = (await news_for(ingrid)).files
    assert "A file with 2 links" in (await answer_to(ingrid)).text
    assert file.content is not None
    requests, problems = read_links(str(file.content, "utf-8"))
    assert not problems
    assert {request.username for _, request in requests} == {"nordvoice", "harbour"}
