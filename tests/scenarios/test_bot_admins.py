"""A bot admin who becomes a guest has no door left, and the other bot admins are told once."""

import pytest
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from bot.ids import COMMAND_LINE
from bot.links.bot_admins import BotAdmins
from bot.sandbox.slack_server import NothingSeen, Workspace
from bot.settings import Settings
from bot.store.audit import Audit, AuditEntry
from bot.store.database import open_database
from tests.support.company import NOW, StartBot, over_both, over_replicas
from tests.support.homes import home_of
from tests.support.searching import TOM as LINKED_TOM
from tests.support.talking import answer_to, changes, news_for, told, words

INGRID, TOM, NEWTON = "U0INGRID1", "U0TOM0001", "U0NEWTON1"
REFUSED = "Only bot admins"


@pytest.mark.parametrize(
    "typed",
    [
        "link @newton frontdesk user",
        "unlink @ada",
        "links",
        "links csv",
        "audit",
        "audit csv",
    ],
)
async def test_no_command_is_left(workspace: Workspace, start_bot: StartBot, typed: str) -> None:
    settings = await start_bot(bot_admins=f"{INGRID}, {TOM}")
    before = await changes(settings)
    await workspace.admin.make_guest("tom")
    assert "suspended" in await told(workspace, "tom", "/localcalls yesterday")
    assert REFUSED in await told(workspace, "tom", f"/localcalls {typed}")
    after = [one.kind for one in await changes(settings)]
    assert set(after[: len(after) - len(before)]) <= {"admin-lapsed", "suspend", "audit"}
    ingrid = workspace.person("ingrid")
    news = [words(await news_for(ingrid)) for _ in range(2)]
    lapsed = f"{TOM} no longer counts as a bot admin: they are a guest in Slack"
    assert sum(lapsed in one for one in news) == 1


@pytest.mark.parametrize("typed", ["link", "links import"])
async def test_no_form_opens(workspace: Workspace, start_bot: StartBot, typed: str) -> None:
    await start_bot(bot_admins=f"{INGRID}, {TOM}")
    await workspace.admin.make_guest("tom")
    tom = workspace.person("tom")
    await tom.types(f"/localcalls {typed}")
    assert await workspace.feed.until(lambda: REFUSED in _shown(workspace), 60)


def _shown(workspace: Workspace) -> str:
    view = workspace.views.top(TOM)
    return str(view.content) if view is not None else ""


async def test_a_form_that_is_open_links_nobody(workspace: Workspace, start_bot: StartBot) -> None:
    settings = await start_bot(bot_admins=f"{INGRID}, {TOM}")
    tom = workspace.person("tom")
    await tom.types("/localcalls link")
    assert await workspace.feed.until(lambda: "MOR username" in _shown(workspace), 60)
    modal = await tom.sees_modal("Link a person")
    await modal.fills("Person", NEWTON)
    await modal.fills("MOR username", "frontdesk")
    await modal.fills("Role at MOR", "User: asks about themselves")
    await workspace.admin.make_guest("tom")
    await modal.submits()
    assert await workspace.feed.until(lambda: REFUSED in _shown(workspace), 60)
    assert "link" not in [
        one.kind for one in await changes(settings) if one.about.endswith("NEWTON1")
    ]


@pytest.mark.one_process("another replica that learns of it meanwhile says it in other words")
async def test_pages_and_requests_that_were_shown_before_are_closed(
    workspace: Workspace, start_bot: StartBot
) -> None:
    settings = await start_bot(bot_admins=f"{INGRID}, {TOM}")
    line = AuditEntry(NOW, "T0HARBOR1", "U0ADA0001", "", 5, None, None, 1, "answered", "question")
    async with open_database(settings.database_url) as database:
        for _ in range(20):
            await Audit(database).write(line)
    tom, newton = workspace.person("tom"), workspace.person("newton")
    await newton.types("/localcalls yesterday")
    await answer_to(newton)
    await newton.clicks("Ask for access")
    await answer_to(newton)
    await news_for(tom)
    await tom.clicks("Decline…")
    await workspace.feed.until(lambda: "Reason" in _shown(workspace), 20)
    decline = await tom.sees_modal("Decline access")
    await tom.types("/localcalls audit")
    await answer_to(tom)
    await workspace.admin.make_guest("tom")
    await tom.clicks("Next")
    assert REFUSED in words(await answer_to(tom))
    await decline.submits()
    assert REFUSED in words(await answer_to(tom))
    assert not [one for one in await changes(settings) if one.kind == "access-declined"]


@over_replicas
@over_both
async def test_when_a_bot_admin_becomes_a_guest_the_others_are_told_once(
    workspace: Workspace, start_bot: StartBot
) -> None:
    await start_bot(bot_admins=f"{INGRID}, {TOM}")
    await home_of(workspace, "tom")
    assert "For bot admins" in await told(workspace, "tom", "/localcalls help")
    await workspace.admin.make_guest("tom")
    ingrid, tom = workspace.person("ingrid"), workspace.person("tom")
    news = [words(await news_for(ingrid)) for _ in range(2)]
    assert any("no longer counts as a bot admin" in one for one in news)
    assert any("suspended" in one for one in news)
    assert "For bot admins" not in await told(workspace, "tom", "/localcalls help")
    await told(workspace, "ingrid", "/localcalls link @newton frontdesk user")
    assert "is linked to" in words(await news_for(ingrid))
    with pytest.raises(NothingSeen):
        await tom.sees(timeout=0.2)


@pytest.mark.parametrize("typed", ["audit csv", "links csv"])
async def test_a_file_that_is_under_way_is_not_shown(
    workspace: Workspace, start_bot: StartBot, typed: str
) -> None:
    await start_bot(bot_admins=f"{INGRID}, {TOM}")
    held = workspace.control.hold("files.getUploadURLExternal")
    tom = workspace.person("tom")
    await tom.types(f"/localcalls {typed}")
    await held.accepted.wait()
    await workspace.admin.make_guest("tom")
    ingrid = workspace.person("ingrid")
    while "no longer counts" not in words(await news_for(ingrid)):
        pass
    held.release()
    assert REFUSED in words(await answer_to(tom))
    assert not [one for one in workspace.messages.values() if one.files]


class RevokedMeanwhile(Response):
    """A 429 that is sent once Tom is a bot admin no more. He keeps his link."""

    def __init__(self, settings: Settings) -> None:
        super().__init__(status_code=429, headers={"Retry-After": "0"})
        self._settings = settings

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async with open_database(self._settings.database_url) as database:
            assert await BotAdmins(database).remove(LINKED_TOM, by=COMMAND_LINE)
        await super().__call__(scope, receive, send)


@pytest.mark.parametrize("way", ["audit", "links", "Next"])
async def test_a_page_that_is_under_way_is_not_shown(
    workspace: Workspace, start_bot: StartBot, way: str
) -> None:
    settings = await start_bot(bot_admins=INGRID)
    tom = workspace.person("tom")
    async with open_database(settings.database_url) as database:
        assert await BotAdmins(database).add(LINKED_TOM, by=COMMAND_LINE)
        line = AuditEntry(
            NOW, "T0HARBOR1", "U0ADA0001", "", 5, None, None, 1, "answered", "question"
        )
        for _ in range(20):
            await Audit(database).write(line)
    if way == "Next":
        await tom.types("/localcalls audit")
        assert (await answer_to(tom)).table
    workspace.control._order("response_url", RevokedMeanwhile(settings))
    await (tom.clicks(way) if way == "Next" else tom.types(f"/localcalls {way}"))
    assert REFUSED in words(await answer_to(tom))
    if way != "links":
        async with open_database(settings.database_url) as database:
            newest = (await Audit(database).page(1))[0]
        assert (newest.kind, newest.outcome, newest.rows) == ("audit", "not-allowed", None)
