"""Searches are saved from an answer or the form, and run, edited and deleted in the Home tab."""

from datetime import timedelta

import pytest

from bot.ids import Identity
from bot.sandbox.mor_server import MorServer
from bot.sandbox.slack_server import SimulatedUser, Workspace
from bot.sandbox.slack_server.modal import Modal
from bot.sandbox.slack_server.model import Json, Message, elements, text_of
from bot.search.store import MOST_SEARCHES, SavedSearchStore
from bot.settings import Settings
from bot.store.database import open_database
from bot.store.expiring import ExpiringRows
from tests.support.company import NOW, StartBot, over_both, over_replicas
from tests.support.homes import becomes, home_of, text_of_home
from tests.support.searching import (
    NAME,
    TOM,
    WHEN,
    filled,
    opened_whole,
    saves,
    searches_of,
    showing,
    wants_to_save,
)
from tests.support.sharing import SHARED, share
from tests.support.talking import answer_to, behind_dots, forge, news_for, outcome


async def keep(settings: Settings, name: str, text: str, person: Identity = TOM) -> None:
    async with open_database(settings.database_url) as database:
        kept = SavedSearchStore(database, ExpiringRows(database, "a secret"))
        later = timedelta(minutes=len(await kept.of(person)))
        await kept.save(person, name, text, NOW + later)


async def asks(person: SimulatedUser, text: str) -> Message:
    await person.types(f"/localcalls {text}")
    return await answer_to(person)


def pressed(home: Modal, label: str, value: str = "") -> Json:
    """The press of a button there, with another value than it has, if one is given."""
    block, element = next(
        (block, element)
        for block, element in elements(home.blocks)
        if text_of(element.get("text", "")) == label
    )
    told = {"type": "button", "block_id": block["block_id"], "action_ts": "1.1"}
    return {**told, "action_id": element["action_id"], "value": value or element["value"]}


@over_both
async def test_an_answer_is_saved_under_a_name_and_run_from_home_with_its_period_read_afresh(
    workspace: Workspace, mor: MorServer, start_bot: StartBot
) -> None:
    settings = await start_bot()
    tom = workspace.person("tom")
    await home_of(workspace, "tom")
    await asks(tom, "last week device:% by:day oldest")
    modal = await saves(workspace, tom, "Each day")
    assert "Saved as “Each day”." in modal.text
    (kept,) = await searches_of(settings)
    assert kept.text == "me last week device:% by:day oldest"
    await becomes(workspace, "tom", "Each day")
    assert kept.text in text_of_home(workspace, "tom")

    mor.received.clear()
    ack = await (await home_of(workspace, "tom")).clicks("Run")
    assert (ack.status, ack.body) == (200, "")
    answer = await outcome(tom)
    assert answer.channel == "D0TOM0001"
    assert answer.table[0] == ["Day", "Calls"]
    assert mor.received[-1].parameters["u"] == "tomford"


@pytest.mark.parametrize(
    "text", ["last week by:device chart", 'last week to:"Tom Ford" by:day chart oldest']
)
async def test_everything_that_was_asked_is_kept_and_stands_in_the_form(
    text: str, workspace: Workspace, start_bot: StartBot
) -> None:
    settings = await start_bot()
    tom = workspace.person("tom")
    await asks(tom, text)
    await saves(workspace, tom, "Mine")
    assert [one.text for one in await searches_of(settings)] == [f"me {text}"]
    await (await home_of(workspace, "tom")).clicks("Edit")
    modal = await tom.sees_modal("Edit saved search")
    await modal.submits()
    assert not modal.errors
    (kept,) = await searches_of(settings)
    assert sorted(kept.text.split()) == sorted(f"me {text}".split())


async def test_the_words_of_a_search_are_suggested_as_its_name(
    workspace: Workspace, start_bot: StartBot
) -> None:
    settings = await start_bot()
    ingrid = workspace.person("ingrid")
    await asks(ingrid, 'user:tomford last week to:"Tom Ford"')
    modal = await wants_to_save(workspace, ingrid)
    assert filled(modal) == {"name": 'user:tomford last week to:"Tom Ford"'}
    await modal.submits()
    (kept,) = await searches_of(settings, Identity("T0HARBOR1", ingrid.id))
    assert kept.name == kept.text == 'user:tomford last week to:"Tom Ford"'


@over_replicas
async def test_the_form_keeps_what_it_is_given_a_name_for_and_answers_it(
    workspace: Workspace, start_bot: StartBot
) -> None:
    settings = await start_bot()
    tom = workspace.person("tom")
    modal = await opened_whole(tom)
    await modal.fills(WHEN, "yesterday 9-17")
    await modal.fills("Save as", "  Office \n hours ")
    ack = await modal.submits()
    assert (ack.status, modal.errors) == (200, {})
    assert "09:00 – Tue 24 Nov 2026, 17:00" in str((await outcome(tom)).blocks)
    (kept,) = await searches_of(settings)
    assert (kept.name, kept.text) == ("Office hours", "me yesterday 9-17")


async def test_a_mistake_in_the_form_keeps_nothing(
    workspace: Workspace, start_bot: StartBot
) -> None:
    settings = await start_bot()
    tom = workspace.person("tom")
    modal = await opened_whole(tom)
    await modal.fills(WHEN, "lats week")
    await modal.fills("Save as", "Last week")
    await modal.submits()
    assert list(modal.errors) == [WHEN]
    assert await searches_of(settings) == []
    await modal.fills(WHEN, "last week")
    await modal.fills("Filters", "to:<@U0ADA0001>")
    await modal.submits()
    assert not modal.errors
    await answer_to(tom)


@over_both
async def test_a_search_is_edited_in_home(
    workspace: Workspace, mor: MorServer, start_bot: StartBot
) -> None:
    settings = await start_bot()
    await keep(settings, "Mine", "me last week device:Reception csv")
    tom = workspace.person("tom")
    home = await home_of(workspace, "tom")
    mor.received.clear()
    await home.clicks("Edit")
    modal = await tom.sees_modal("Edit saved search")
    there = filled(modal)
    assert (there["name"], there["period"], there["filters"]) == (
        "Mine",
        "last week",
        "device:Reception",
    )
    await modal.fills(NAME, "Mine, by day")
    await modal.fills(WHEN, "lats month")
    await modal.submits()
    assert list(modal.errors) == [WHEN]
    await modal.fills(WHEN, "last month")
    await modal.fills("Show", "Calls counted by day")
    ack = await modal.submits()
    assert (ack.status, modal.errors) == (200, {})
    (kept,) = await searches_of(settings)
    assert (kept.name, kept.text) == ("Mine, by day", "me last month device:Reception by:day")
    await becomes(workspace, "tom", "Mine, by day")
    assert not mor.received, "it is kept, not asked"


async def test_a_search_is_deleted_once_that_is_confirmed(
    workspace: Workspace, start_bot: StartBot
) -> None:
    settings = await start_bot()
    await keep(settings, "Mine", "me last week")
    home = await home_of(workspace, "tom")
    button = next(one for _, one in elements(home.blocks) if one["action_id"] == "saved:delete")
    assert text_of(button["confirm"]["deny"]) == "Keep"
    await home.clicks("Delete")
    await becomes(workspace, "tom", "None yet")
    assert await searches_of(settings) == []
    assert "Mine" not in text_of_home(workspace, "tom")


async def test_a_search_that_wants_a_file_gets_it(
    workspace: Workspace, start_bot: StartBot
) -> None:
    settings = await start_bot()
    await keep(settings, "File", "me last week csv")
    tom = workspace.person("tom")
    await (await home_of(workspace, "tom")).clicks("Run")
    first = await outcome(tom)
    workspace.clock.put_forward(2)
    second = await outcome(tom)
    assert first.files or second.files
    assert first.channel == second.channel == "D0TOM0001"


@pytest.mark.parametrize("label", ["Run", "Edit", "Delete"])
async def test_somebody_elses_search_is_as_good_as_none(
    label: str, workspace: Workspace, mor: MorServer, start_bot: StartBot
) -> None:
    settings = await start_bot()
    await keep(settings, "Mine", "me last week to:%secret%")
    (kept,) = await searches_of(settings)
    ada = Identity("T0HARBOR1", "U0ADA0001")
    await keep(settings, "Hers", "me last week", ada)
    home = await home_of(workspace, "ada")
    mor.received.clear()
    for value in (kept.id, "x" * 22, "'; DROP TABLE saved_searches"):
        ack = await home.tells(pressed(home, label, value))
        assert (ack.status, ack.body) == (200, "")
        if label == "Run":
            assert "no longer exists" in (await news_for(workspace.person("ada"))).text
            workspace.clock.put_forward(2)
        elif label == "Edit":
            modal = await showing(workspace, workspace.person("ada"), "no longer exists")
            assert "secret" not in str(modal.view)
    await becomes(workspace, "ada", "Hers")
    assert await searches_of(settings) == [kept]
    assert len(await searches_of(settings, ada)) == 1
    assert not mor.received


async def test_a_saved_search_is_answered_with_the_rights_of_the_moment(
    workspace: Workspace, mor: MorServer, start_bot: StartBot
) -> None:
    settings = await start_bot(bot_admins="U0INGRID1")
    await keep(settings, "Another's", "user:10 last week")
    await keep(settings, "Mine", "me last week")
    tom = workspace.person("tom")
    home = await home_of(workspace, "tom")
    mor.received.clear()
    await home.clicks("Run")
    assert "your own calls only" in (await outcome(tom)).text
    workspace.clock.put_forward(2)
    await workspace.person("ingrid").types("/localcalls unlink @tom")
    await becomes(workspace, "tom", "not linked")
    (_, mine) = await searches_of(settings)
    press = {**pressed(home, "Ask for access"), "action_id": "saved:run", "value": mine.id}
    await home.tells(press)
    assert "not linked" in (await outcome(tom)).text
    assert not mor.received


async def test_a_shared_answer_is_saved_in_words_that_mean_the_same_for_all(
    workspace: Workspace, start_bot: StartBot
) -> None:
    settings = await start_bot()
    nils, ingrid = workspace.person("nils"), workspace.person("ingrid")
    await asks(nils, "last week")
    assert await share(nils) == SHARED
    assert "Save search" in behind_dots(_shared(workspace))
    await saves(workspace, ingrid, "His")
    (kept,) = await searches_of(settings, Identity("T0HARBOR1", ingrid.id))
    assert kept.text == "user:3 last week"


def _shared(workspace: Workspace) -> Message:
    said = [one for one in workspace.messages.values() if not one.ephemeral]
    return said[-1] if said else Message("", "", "", "")


async def test_somebody_elses_answer_cannot_be_saved(
    workspace: Workspace, start_bot: StartBot
) -> None:
    settings = await start_bot()
    answer = await asks(workspace.person("ingrid"), "8 last week to:%secret%")
    tom = workspace.person("tom")
    await forge(answer, tom, "Save search")
    modal = await tom.sees_modal("Save search")
    assert await workspace.feed.until(lambda: "person who asked" in modal.text, 60)
    assert "secret" not in str(modal.view)
    assert await searches_of(settings) == []


async def test_there_is_an_end_to_how_many_and_a_name_stands_for_one(
    workspace: Workspace, start_bot: StartBot
) -> None:
    settings = await start_bot()
    tom = workspace.person("tom")
    await asks(tom, "last week")
    await keep(settings, "search 0", "me yesterday")
    modal = await saves(workspace, tom, "Search 0")
    assert "already have a search called" in modal.errors[NAME]
    for number in range(1, MOST_SEARCHES):
        await keep(settings, f"search {number}", "me yesterday")
    await modal.fills(NAME, "One more")
    await modal.submits()
    assert "the limit of 20 saved searches" in modal.errors[NAME]
    await modal.fills(NAME, " ")
    await modal.submits()
    assert "Enter a name" in modal.errors[NAME]
    assert len(await searches_of(settings)) == MOST_SEARCHES
    home = await home_of(workspace, "tom")
    assert "search 19" in home.text
    assert len(home.blocks) <= 100


async def test_a_name_is_shown_as_typed_and_does_nothing(
    workspace: Workspace, start_bot: StartBot
) -> None:
    await start_bot()
    tom = workspace.person("tom")
    await asks(tom, "last week")
    evil = "<!channel> *b* \u202e <https://x.example|y>"
    modal = await saves(workspace, tom, evil)
    assert "<!channel> *b* � <https://x.example|y>" in modal.text
    home = await home_of(workspace, "tom")
    assert "<!channel> *b* �" in home.text
    assert "mrkdwn" not in str(home.blocks)


async def test_a_form_that_slack_does_not_open_is_told_of(
    workspace: Workspace, start_bot: StartBot
) -> None:
    await start_bot()
    tom = workspace.person("tom")
    await asks(tom, "last week")
    workspace.control.fail("views.open")
    await tom.clicks("Save search")
    assert "did not open the form" in (await outcome(tom)).text
