"""A period keeps the meaning of whoever has worded it, also for those who use other words, or write
a day and its month in another order."""

import pytest

from bot.ids import Identity
from bot.sandbox.mor_server import MorServer
from bot.sandbox.slack_server import Workspace
from bot.sandbox.slack_server.model import Message
from tests.support.company import StartBot, over_both
from tests.support.digesting import digests
from tests.support.digesting import posted as posted_digest
from tests.support.digesting import saves as saves_digest
from tests.support.searching import edited, filled, saves, searches_of, submitted
from tests.support.sharing import posted, share
from tests.support.talking import ask, press_in, said

LAST_WEEK = "Mon 16 Nov 2026, 00:00 – Mon 23 Nov 2026, 00:00"
THIRD_OF_NOVEMBER = "Tue 3 Nov 2026, 00:00 – Wed 4 Nov 2026, 00:00"


async def shared(workspace: Workspace, name: str, text: str) -> Message:
    """Return the shared answer to somebody's words."""
    person = workspace.person(name)
    await ask(person, text)
    await share(person)
    (message,) = posted(workspace)
    return message


@over_both
@pytest.mark.parametrize(
    ("name", "text", "other", "meant"),
    [
        ("ada", "letzte Woche", "ingrid", LAST_WEEK),
        ("rosa", "3/11/2026", "harriet", THIRD_OF_NOVEMBER),
    ],
)
async def test_somebody_elses_words_are_read_again_as_they_meant_them(  # noqa: PLR0917 -- a row
    name: str, text: str, other: str, meant: str, workspace: Workspace, start_bot: StartBot
) -> None:
    await start_bot()
    message = await shared(workspace, name, text)
    person = workspace.person(other)
    refreshed = await press_in(message, person, "Refresh")
    assert meant in said(refreshed)
    again = await press_in(refreshed, person, "Refresh")
    assert meant in said(again), "what came of it is still worded by the first"


@pytest.mark.parametrize(
    ("name", "text", "other", "user", "days"),
    [
        ("ada", "letzte Woche", "ingrid", 6, ("2026-11-16", "2026-11-23")),
        ("rosa", "3/11/2026", "harriet", 8, ("2026-11-03", "2026-11-04")),
    ],
)
async def test_a_search_that_others_edit_and_save_is_in_words_of_their_own(  # noqa: PLR0917 -- a row
    name: str,
    text: str,
    other: str,
    user: int,
    days: tuple[str, str],
    workspace: Workspace,
    mor: MorServer,
    start_bot: StartBot,
) -> None:
    settings = await start_bot()
    await shared(workspace, name, text)
    person = workspace.person(other)
    asked = mor.received[-1].parameters
    modal = await edited(workspace, person)
    start, end = (part[:10] for part in filled(modal)["period"].split(" to "))
    assert (start, end) == days
    await submitted(person, modal)
    assert mor.received[-1].parameters["s_user"] == str(user)
    assert [mor.received[-1].parameters[one] for one in ("from", "till")] == [
        asked[one] for one in ("from", "till")
    ]
    await saves(workspace, person, "Mine")
    (kept,) = await searches_of(settings, Identity("T0HARBOR1", person.id))
    assert days[0] in kept.text


async def test_words_that_both_use_stay_words(workspace: Workspace, start_bot: StartBot) -> None:
    await start_bot()
    await shared(workspace, "ada", "last week")
    modal = await edited(workspace, workspace.person("ingrid"))
    assert filled(modal)["period"] == "last week"


async def test_bounds_within_a_minute_are_kept_to_the_second(
    workspace: Workspace, mor: MorServer, start_bot: StartBot
) -> None:
    await start_bot()
    await shared(workspace, "ada", "letzte 24 Stunden")
    asked = mor.received[-1].parameters
    ingrid = workspace.person("ingrid")
    await submitted(ingrid, await edited(workspace, ingrid))
    assert mor.received[-1].parameters["from"] == asked["from"]


async def test_a_digest_opened_by_others_is_read_afresh_in_its_owners_words(
    workspace: Workspace, start_bot: StartBot
) -> None:
    settings = await start_bot()
    ada, ingrid = workspace.person("ada"), workspace.person("ingrid")
    await saves_digest(ada, "digest me letzte Woche every monday at 8 in #noc")
    (digest,) = await digests(settings)
    shown = await posted_digest(workspace, settings, digest)
    answer = await press_in(shown, ingrid, "Open as my search")
    assert LAST_WEEK in said(answer)
    assert LAST_WEEK in said(await press_in(answer, ingrid, "Refresh"))
