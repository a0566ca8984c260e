"""Somebody's link ends while MOR still answers them: nothing of the answer is shown any more."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import NamedTuple

import pytest

from bot.calls.model import Role
from bot.ids import COMMAND_LINE, Identity
from bot.links.directory import Directory
from bot.links.texts import LINK_CHANGED
from bot.sandbox.mor_server import MorServer
from bot.sandbox.slack_server import SimulatedUser, Workspace
from bot.sandbox.slack_server.model import Message
from bot.settings import Settings
from bot.store.audit import Audit
from bot.store.database import open_database
from tests.support.company import StartBot
from tests.support.digest_office import until
from tests.support.homes import home_of
from tests.support.logs import ReadLog
from tests.support.searching import TOM, saves
from tests.support.sharing import SHARE_HERE, SHARED, posted, share
from tests.support.talking import answer_to, ask, news_for, outcome, post_for, words

End = Callable[[Workspace, Settings], Awaitable[None]]
Way = Callable[[Workspace, SimulatedUser], Awaitable[object]]


async def unlinked(_workspace: Workspace, settings: Settings) -> None:
    async with open_database(settings.database_url) as database:
        assert await Directory(database).remove(TOM, by=COMMAND_LINE)


async def another_role(_workspace: Workspace, settings: Settings) -> None:
    async with open_database(settings.database_url) as database:
        directory = Directory(database)
        link = await directory.find(TOM)
        assert link is not None
        assert await directory.remove(TOM, by=COMMAND_LINE)
        await directory.add(replace(link, account=replace(link.account, role=Role.RESELLER)))


async def deactivated(workspace: Workspace, _settings: Settings) -> None:
    await workspace.admin.deactivate("tom")
    await _admins_are_told(workspace)


async def a_guest(workspace: Workspace, _settings: Settings) -> None:
    await workspace.admin.make_guest("tom")
    await _admins_are_told(workspace)


async def _admins_are_told(workspace: Workspace) -> None:
    """Wait until the bot has found that the link no longer counts."""
    ingrid = workspace.person("ingrid")
    await news_for(ingrid)


async def types(_workspace: Workspace, tom: SimulatedUser) -> None:
    await tom.types("/localcalls last week")


async def mentions(_workspace: Workspace, tom: SimulatedUser) -> None:
    await tom.says("@morbot last week")


async def writes(_workspace: Workspace, tom: SimulatedUser) -> None:
    await tom.says("last week", "@morbot")


async def types_for_a_file(_workspace: Workspace, tom: SimulatedUser) -> None:
    await tom.types("/localcalls last week csv")


async def shares(_workspace: Workspace, tom: SimulatedUser) -> None:
    await tom.clicks(SHARE_HERE)
    await answer_to(tom)
    await tom.clicks("Share")


def clicks(label: str) -> Way:
    async def click(_workspace: Workspace, tom: SimulatedUser) -> None:
        await tom.clicks(label)

    return click


async def chooses_a_view(_workspace: Workspace, tom: SimulatedUser) -> None:
    await tom.chooses("By day", "answer:group")


async def runs(workspace: Workspace, tom: SimulatedUser) -> None:
    view = workspace.views.home(tom.id)
    assert view is not None
    await tom.modal(view).clicks("Run")


class Asked(NamedTuple):
    """A way to ask or click, and its kind in the audit log."""

    way: Way
    kind: str


WAYS: list[tuple[str, Way, str, list[End]]] = [
    ("typed", types, "question", [unlinked, another_role, deactivated, a_guest]),
    ("mentioned", mentions, "question", [unlinked, another_role]),
    ("written", writes, "question", [unlinked, a_guest]),
    ("next", clicks("Next"), "page", [unlinked, deactivated]),
    ("view", chooses_a_view, "page", [unlinked, a_guest]),
    ("refresh", clicks("Refresh"), "page", [unlinked, another_role]),
    ("typed file", types_for_a_file, "file", [unlinked]),
    ("csv", clicks("CSV file"), "file", [unlinked, a_guest]),
    ("xlsx", clicks("Excel file"), "file", [unlinked, another_role]),
    ("share", shares, "share", [unlinked, another_role, deactivated, a_guest]),
    ("shared file", clicks("Post the CSV file here"), "share-file", [unlinked, a_guest]),
    ("run", runs, "question", [unlinked, another_role]),
]


@pytest.mark.parametrize(
    ("question", "end"),
    [
        pytest.param(Asked(way, kind), end, id=f"{name}-{end.__name__}")
        for name, way, kind, ends in WAYS
        for end in ends
    ],
)
async def test_a_link_that_ends_while_mor_answers_shows_nothing(
    question: Asked, end: End, workspace: Workspace, mor: MorServer, start_bot: StartBot
) -> None:
    way, kind = question
    await start_bot(bot_admins="U0INGRID1")
    mor.options.synthetic_calls = 1_500  # more than are cached
    tom = workspace.person("tom")
    await ask(tom, "last week")
    if way is runs:
        await saves(workspace, tom, "Mine")
        await home_of(workspace, "tom")
    if kind == "share-file":
        assert await share(tom) == SHARED
        await post_for(tom)
    settings = await start_bot(bot_admins="U0INGRID1")  # another process, with nothing in its cache
    seen = {*workspace.messages}
    with mor.held() as asked:
        await way(workspace, tom)
        async with asyncio.timeout(60):
            await asked.wait()
        await end(workspace, settings)
    told = await outcome(tom)
    while LINK_CHANGED[0] not in words(told):  # the news about the link, or a word of patience
        assert not told.table
        told = await outcome(tom)
    assert not any(file.completed for file in workspace.files.values())
    for ts, message in workspace.messages.items():
        assert ts in seen or not shows_calls(message)
    assert len(posted(workspace)) == (kind == "share-file")
    assert await last_outcome(settings) == (kind, "link-changed", None)


def shows_calls(message: Message) -> bool:
    return bool(message.table) or "Local calls of" in words(message) or "1,500" in words(message)


async def last_outcome(settings: Settings) -> tuple[str, str, int | None]:
    """The kind, outcome and number of calls of the latest question of theirs."""
    async with open_database(settings.database_url) as database:
        entries = await Audit(database).page(100)
    (last, *_) = [one for one in entries if Identity(one.org, one.slack_user) == TOM]
    return last.kind, last.outcome, last.rows


@pytest.mark.parametrize("end", [unlinked, a_guest])
@pytest.mark.parametrize("label", ["CSV file", "Post the CSV file here"])
async def test_a_link_that_ends_while_slack_takes_a_file_shows_no_file(
    label: str, end: End, workspace: Workspace, start_bot: StartBot
) -> None:
    settings = await start_bot(bot_admins="U0INGRID1")
    tom = workspace.person("tom")
    await ask(tom, "last week")
    assert await share(tom) == SHARED
    held = workspace.control.hold("files.getUploadURLExternal")
    await tom.clicks(label)
    async with asyncio.timeout(60):
        await held.accepted.wait()
    await end(workspace, settings)
    held.release()
    while LINK_CHANGED[0] not in words(await outcome(tom)):
        pass
    assert [file.completed for file in workspace.files.values()] == [False]
    assert (await last_outcome(settings))[1:] == ("link-changed", None)


async def test_how_far_a_file_is_is_not_told_to_somebody_whose_link_has_ended(
    workspace: Workspace, start_bot: StartBot, read_log: ReadLog
) -> None:
    settings = await start_bot(bot_admins="U0INGRID1")
    tom = workspace.person("tom")
    held = workspace.control.hold("files.getUploadURLExternal")
    await tom.types("/localcalls last week csv")
    async with asyncio.timeout(60):
        await held.accepted.wait()
    await unlinked(workspace, settings)
    await until(lambda: any(line["event"] == "progress-left-out" for line in read_log()))
    held.release()
    assert LINK_CHANGED[0] in words(await outcome(tom))
    assert not any("read" in message.text for message in tom.visible())
