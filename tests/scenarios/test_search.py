"""A search by the form: from the command, a shortcut, or an answer that is to be refined."""

import asyncio
from datetime import UTC, datetime
from typing import Any

import pytest

from bot.sandbox.mor_server import MorServer
from bot.sandbox.slack_server import Workspace
from bot.sandbox.slack_server.model import text_of
from bot.slack.pending import REQUEST
from bot.store.database import open_database
from bot.store.expiring import ExpiringRows
from tests.support.company import StartBot, over_both, over_replicas
from tests.support.searching import (
    FILTERS,
    MORE,
    TITLE,
    WHEN,
    WHO,
    edited,
    filled,
    loaded,
    names,
    opened,
    opened_whole,
    showing,
    submitted,
)
from tests.support.talking import answer_to, news_for, outcome


@over_both
async def test_a_search_by_the_form_is_answered_where_it_was_opened(
    workspace: Workspace, mor: MorServer, start_bot: StartBot
) -> None:
    await start_bot()
    ingrid = workspace.person("ingrid")
    modal = await opened_whole(ingrid)
    await names(modal, "tomford")
    await modal.fills(WHEN, "last week")
    await modal.fills(FILTERS, "device:%")
    await modal.fills("Show", "Calls counted by day")
    answer = await submitted(ingrid, modal)
    assert answer.ephemeral
    assert answer.channel == workspace.find_channel("#noc").id
    assert answer.table[0] == ["Day", "Calls"]
    assert mor.received[-1].parameters["s_user"] == "5"


async def test_empty_fields_mean_oneself_and_today(
    workspace: Workspace, mor: MorServer, start_bot: StartBot
) -> None:
    await start_bot()
    tom = workspace.person("tom")
    answer = await submitted(tom, await opened(tom))
    assert "Wed 25 Nov 2026, 00:00 – Thu 26 Nov 2026, 00:00 (Europe/London)" in text_of(
        list(answer.blocks)
    )
    assert mor.received[-1].parameters["s_user"] == "5"


async def test_a_number_at_the_head_of_the_period_is_never_a_person(
    workspace: Workspace, mor: MorServer, start_bot: StartBot
) -> None:
    """By the command `5 nov` is offered as two readings; the form leaves no doubt."""
    await start_bot()
    ingrid = workspace.person("ingrid")
    modal = await opened(ingrid)
    await names(modal, "8")
    await modal.fills(WHEN, "5 nov")
    assert "Thu 5 Nov 2026, 00:00" in text_of(list((await submitted(ingrid, modal)).blocks))
    assert mor.received[-1].parameters["s_user"] == "8"


async def test_the_period_can_be_picked(
    workspace: Workspace, mor: MorServer, start_bot: StartBot
) -> None:
    await start_bot()
    ingrid = workspace.person("ingrid")
    modal = await opened_whole(ingrid)
    # The hour that comes twice: from its first to its second half past three.
    start = int(datetime(2026, 10, 25, 0, 30, tzinfo=UTC).timestamp())
    await names(modal, "5")
    await modal.fills("Or from", start)
    await modal.fills("Until", start + 3600)
    await submitted(ingrid, modal)
    asked = mor.received[-1].parameters
    assert (asked["from"], asked["till"]) == (str(start), str(start + 3599))


@pytest.mark.parametrize(
    ("fields", "label", "words"),
    [
        ({WHEN: "lats week"}, WHEN, "last"),
        ({WHEN: "2026-13-45"}, WHEN, ""),
        ({WHEN: "last 10 years"}, WHEN, "92 days"),
        ({FILTERS: "devise:x"}, FILTERS, "device"),
        ({FILTERS: "device:"}, FILTERS, "device"),
        ({FILTERS: 'to:"Tom'}, FILTERS, "quote"),
        ({WHO: "5", FILTERS: "user:6"}, FILTERS, ""),
        ({WHEN: "today", "Or from": 1795000000, "Until": 1795000100}, WHEN, "not both"),
        ({"Or from": 1795000000}, "Until", "both times"),
        ({"Until": 1795000000}, "Or from", "both times"),
        ({"Or from": 1795000000, "Until": 1795000000}, "Until", "later"),
        ({WHEN: "today yesterday"}, WHEN, ""),
    ],
)
async def test_a_mistake_is_shown_at_its_field(  # noqa: PLR0917 -- fixtures and a row of the table
    fields: dict[str, Any],
    label: str,
    words: str,
    workspace: Workspace,
    mor: MorServer,
    start_bot: StartBot,
) -> None:
    await start_bot()
    ingrid = workspace.person("ingrid")
    modal = await opened_whole(ingrid)
    for name, value in fields.items():
        await (names(modal, value) if name == WHO else modal.fills(name, value))
    ack = await modal.submits()
    assert (ack.status, ack.problem) == (200, "")
    assert list(modal.errors) == [label]
    assert words in modal.errors[label]
    assert not mor.received
    for name in fields:
        await modal.fills(name, None if name in ("Or from", "Until", WHO) else "")
    await names(modal, "5")
    assert (await submitted(ingrid, modal)).ephemeral


@over_both
async def test_a_user_who_may_ask_about_themselves_only_has_no_field_for_others(
    workspace: Workspace, mor: MorServer, start_bot: StartBot
) -> None:
    await start_bot()
    tom = workspace.person("tom")
    modal = await opened(tom)
    assert list(filled(modal)) == ["period"]
    await modal.fills(WHEN, "user:6 today")
    await modal.submits()
    assert "about one MOR user" in modal.errors[WHEN]
    assert not mor.received


async def test_somebody_not_linked_is_told_so_and_can_ask_for_access(
    workspace: Workspace, mor: MorServer, start_bot: StartBot
) -> None:
    await start_bot(bot_admins="U0INGRID1")
    newton = workspace.person("newton")
    await newton.types("/localcalls search")
    modal = await showing(workspace, newton, "not linked")
    await modal.clicks("Ask for access")
    assert "have been asked" in (await news_for(newton)).text
    assert not mor.received


@over_both
@pytest.mark.parametrize(
    ("name", "typed", "offered"),
    [
        ("ingrid", "tomf", ["Tom Ford (user 5)", "MOR user tomf"]),
        ("ingrid", "tom ford", ["Tom Ford (user 5)", "MOR user tom ford"]),
        ("ingrid", "6", ["Ada Lind (user 6)"]),
        ("ingrid", "zzz", ["MOR user zzz"]),
        ("ingrid", "4711", ["user 4711"]),
        ("nils", "", ["Ada Lind (user 6)", "Nord Voice (user 3)"]),
    ],
)
async def test_everybody_chooses_among_those_they_may_ask_about_or_names_another(
    name: str, typed: str, offered: list[str], workspace: Workspace, start_bot: StartBot
) -> None:
    await start_bot()
    modal = await opened(workspace.person(name))
    assert [text_of(one["text"]) for one in await modal.searches(WHO, typed)] == offered


async def test_a_chosen_person_is_asked_about(
    workspace: Workspace, mor: MorServer, start_bot: StartBot
) -> None:
    await start_bot()
    nils = workspace.person("nils")
    modal = await opened(nils)
    ada, _ = await modal.searches(WHO, "ada")
    await modal.fills(WHO, ada)
    await submitted(nils, modal)
    assert mor.received[-1].parameters["s_user"] == "6"


async def test_more_fields_keep_what_is_filled_in_and_where_the_answer_goes(
    workspace: Workspace, mor: MorServer, start_bot: StartBot
) -> None:
    await start_bot()
    ingrid = workspace.person("ingrid")
    modal = await opened(ingrid)
    await names(modal, "6")
    await modal.fills(WHEN, "last week")
    await modal.clicks(MORE)
    await loaded(ingrid, modal, FILTERS)
    assert MORE not in modal.text
    assert filled(modal)["period"] == "last week"
    await modal.fills("Show", "Calls counted by day")
    answer = await submitted(ingrid, modal)
    assert (answer.channel, answer.table[0]) == ("C0NOC0001", ["Day", "Calls"])
    assert mor.received[-1].parameters["s_user"] == "6"


@over_replicas
@over_both
async def test_an_answer_is_refined_in_its_place(workspace: Workspace, start_bot: StartBot) -> None:
    await start_bot()
    ingrid = workspace.person("ingrid")
    await ingrid.types('/localcalls user:tomford last week to:"Tom Ford" device:% oldest')
    before = await answer_to(ingrid)
    modal = await edited(workspace, ingrid)
    there = filled(modal)
    assert (there["who"]["value"], there["period"]) == ("tomford", "last week")
    assert there["filters"] == 'to:"Tom Ford" device:%'
    assert there["show"]["value"] == "oldest"
    await modal.fills(FILTERS, "")
    await modal.fills("Show", "Calls counted by device")
    after = await submitted(ingrid, modal)
    assert after.ts == before.ts
    assert after.table[0] == ["Device", "Calls"]


async def test_a_chosen_reading_is_edited_as_it_was_meant(
    workspace: Workspace, mor: MorServer, start_bot: StartBot
) -> None:
    await start_bot()
    ingrid = workspace.person("ingrid")
    await ingrid.types("/localcalls me 5 nov")
    await answer_to(ingrid)
    modal = await edited(workspace, ingrid)
    assert (filled(modal)["who"], filled(modal)["period"]) == (None, "5 nov")
    asked = mor.received[-1].parameters
    await submitted(ingrid, modal)
    assert mor.received[-1].parameters == asked


async def test_somebody_elses_search_is_not_shown(
    workspace: Workspace, start_bot: StartBot
) -> None:
    await start_bot()
    ingrid, tom = workspace.person("ingrid"), workspace.person("tom")
    await ingrid.types("/localcalls 8 last week to:%secret%")
    answer = await answer_to(ingrid)
    value = next(
        one["value"]
        for block in answer.blocks
        if block["type"] == "actions"
        for one in block["elements"]
        if one["action_id"] == "answer:edit"
    )
    told = {"type": "button", "block_id": "b", "action_ts": "1.1", "text": {"text": "Edit search"}}
    await tom.uses(answer, told | {"action_id": "answer:edit", "value": value})
    modal = await showing(workspace, tom, "person who asked")
    assert "secret" not in str(modal.view)


@over_both
async def test_a_shortcut_opens_the_form_and_is_answered_in_direct_messages(
    workspace: Workspace, start_bot: StartBot
) -> None:
    await start_bot()
    tom = workspace.person("tom")
    ack = await tom.takes_shortcut("search_calls")
    assert (ack.status, ack.body) == (200, "")
    modal = await tom.sees_modal(TITLE)
    await modal.fills(WHEN, "last week")
    answer = await submitted(tom, modal)
    assert answer.channel == workspace.direct_channel(tom.id).id
    assert not answer.ephemeral
    await tom.clicks("Next")
    page = await outcome(tom)
    assert page.ts == answer.ts


@pytest.mark.parametrize("text", ["@morbot search", "@morbot search 5 last week"])
async def test_where_no_form_can_be_opened_it_says_how(
    text: str, workspace: Workspace, start_bot: StartBot
) -> None:
    await start_bot()
    tom = workspace.person("tom")
    await tom.says(text)
    assert "open the search form from here" in text_of(list((await answer_to(tom)).blocks))


async def test_a_form_open_for_too_long_says_so(
    workspace: Workspace, start_bot: StartBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.slack.conversation.forms._FORM_SECONDS", -1.0)
    await start_bot()
    tom = workspace.person("tom")
    modal = await opened(tom)
    await modal.submits()
    assert "open it again" in modal.errors[WHEN]


async def test_a_form_that_slack_does_not_open_is_told_of(
    workspace: Workspace, start_bot: StartBot
) -> None:
    await start_bot()
    workspace.control.fail("views.open")
    tom = workspace.person("tom")
    await tom.types("/localcalls search")
    assert "did not open the form" in (await answer_to(tom)).text


async def test_a_form_carries_nothing_but_an_opaque_id(
    workspace: Workspace, start_bot: StartBot
) -> None:
    await start_bot()
    ingrid = workspace.person("ingrid")
    await ingrid.types("/localcalls user:tomford last week")
    await answer_to(ingrid)
    modal = await edited(workspace, ingrid)
    assert len(modal.view.content["private_metadata"]) == 22


async def test_a_file_can_be_asked_for_by_the_form(
    workspace: Workspace, start_bot: StartBot
) -> None:
    await start_bot()
    tom = workspace.person("tom")
    modal = await opened_whole(tom)
    await modal.fills(WHEN, "last week")
    await modal.fills("Show", "A CSV file")
    await modal.submits()
    assert (await news_for(tom)).files


async def test_a_form_waits_for_its_answer_where_another_replica_can_see_it(
    workspace: Workspace, mor: MorServer, start_bot: StartBot
) -> None:
    settings = await start_bot()
    tom = workspace.person("tom")
    modal = await opened(tom)

    async def waiting() -> list[Any]:
        async with open_database(settings.database_url) as database:
            rows = ExpiringRows(database, settings.slack_bot_token.get_secret_value())
            return [*(await rows.pending(REQUEST)).values()]

    with mor.held() as asked:
        await modal.submits()
        await asked.wait()
        (row,) = await waiting()
        assert row["place"] == {"user": tom.id, "channel": tom.id}
    await outcome(tom)
    async with asyncio.timeout(60):
        while await waiting():
            pass
