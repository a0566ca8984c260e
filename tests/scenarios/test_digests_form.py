"""A digest is ordered and changed by a form; what was filled in is said back like what is typed."""

from typing import Any

import pytest

from bot.digests.model import Extras, State
from bot.sandbox.mor_server import MorServer
from bot.sandbox.mor_server.options import Fault
from bot.sandbox.slack_server import SimulatedUser, Workspace
from bot.sandbox.slack_server.modal import Modal
from tests.support.company import StartBot, over_both, over_replicas
from tests.support.digesting import ORDER, digests, presses, saves, types
from tests.support.talking import answer_to, news_for, press_in, words

WHAT, WHEN, WHERE, ALSO = "What", "When", "Where", "Also"
NEW_IPS = "Show new addresses: periods to look back"
ALERT = "Mention somebody when there are more calls than"
WHO = "Who is mentioned"
PATIENCE = 60.0


async def opened(person: SimulatedUser) -> Modal:
    ack = await person.types("/localcalls digest")
    assert (ack.status, ack.body) == (200, "")
    return await person.sees_modal("New digest")


async def edited(workspace: Workspace, person: SimulatedUser, title: str) -> Modal:
    """The form for one that there is, once it is filled in."""
    modal = await person.sees_modal(title)
    assert await workspace.feed.until(lambda: WHAT in modal.text, PATIENCE)
    return modal


def filled(modal: Modal) -> dict[str, Any]:
    """What stands in its fields."""
    return {
        name: next((value for key, value in one.items() if key != "type"), None)
        for block in modal.view.state.values()
        for name, one in block.items()
    }


@over_both
async def test_a_digest_is_ordered_by_the_form(workspace: Workspace, start_bot: StartBot) -> None:
    settings = await start_bot()
    ingrid = workspace.person("ingrid")
    modal = await opened(ingrid)
    await modal.fills(WHAT, "5 yesterday")
    await modal.fills(WHEN, "every weekday at 9:00")
    await modal.fills(WHERE, "C0NOC0001")
    await modal.fills(
        ALSO, ["Post nothing when there are no calls", "Show the first calls as a table"]
    )
    await modal.fills(NEW_IPS, "7")
    await modal.fills(ALERT, "100")
    await modal.fills(WHO, "U0TOM0001")
    ack = await modal.submits()
    assert (ack.status, ack.problem, modal.errors) == (200, "", {})
    said_back = await answer_to(ingrid)
    assert said_back.ephemeral
    assert said_back.channel == "C0NOC0001"
    assert "everybody in your workspace" in words(said_back)
    await presses(ingrid, "Save")
    (digest,) = await digests(settings)
    assert digest.plan.extras == Extras(
        skip_empty=True, rows=True, new_ips=7, alert_above=100, mention="U0TOM0001"
    )
    assert (digest.plan.query, digest.plan.place) == ("5 yesterday", "C0NOC0001")
    assert digest.plan.cron == "0 9 * * 1-5"


async def test_an_empty_person_means_oneself(workspace: Workspace, start_bot: StartBot) -> None:
    settings = await start_bot()
    tom = workspace.person("tom")
    modal = await opened(tom)
    await modal.fills(WHEN, "every day at 8")
    await modal.fills(ALERT, "0")
    await modal.submits()
    assert "Only you can read it" in words(await answer_to(tom))
    await presses(tom, "Save")
    (digest,) = await digests(settings)
    assert (digest.plan.query, digest.plan.place) == ("", "")
    assert digest.plan.extras == Extras(alert_above=0, mention=tom.id)


@pytest.mark.parametrize(
    ("fields", "label", "told"),
    [
        ({WHEN: "every 7 minutes"}, WHEN, ""),
        ({WHEN: "sometimes"}, WHEN, ""),
        ({WHEN: "every 15 minutes"}, WHEN, "DIGEST_SHORTEST_INTERVAL"),
        ({WHAT: "5 yesterdayy"}, WHAT, "yesterday"),
        ({WHAT: "5 yesterday csv"}, WHAT, "csv"),
        ({WHAT: "5 last 10 years"}, WHAT, "92 days"),
        ({WHAT: "5 nov"}, WHAT, ""),
        ({WHERE: "C0SUPPORT"}, WHERE, "/invite @morbot"),
        ({WHERE: "C0BOARD01"}, WHERE, "/invite @morbot"),
        ({WHERE: "D0INGRID1"}, WHERE, "not a channel"),
        ({WHO: "U0TOM0001"}, ALERT, "how many calls"),
        ({ALERT: "5", WHO: "U0NOBODY1"}, WHO, "Slack knows no person"),
        ({ALERT: "-5"}, ALERT, "whole number"),
        ({NEW_IPS: "31"}, NEW_IPS, "whole number"),
        ({NEW_IPS: "1.5"}, NEW_IPS, "whole number"),
        ({NEW_IPS: "00000000000000000000001"}, NEW_IPS, "whole number"),
    ],
)
async def test_a_mistake_is_shown_at_its_field(  # noqa: PLR0917 -- a row of the table
    fields: dict[str, str],
    label: str,
    told: str,
    workspace: Workspace,
    mor: MorServer,
    start_bot: StartBot,
) -> None:
    settings = await start_bot()
    ingrid = workspace.person("ingrid")
    modal = await opened(ingrid)
    for name, value in {WHAT: "5 yesterday", WHEN: "every day at 8", **fields}.items():
        await modal.fills(name, value)
    ack = await modal.submits()
    assert (ack.status, ack.problem) == (200, "")
    assert list(modal.errors) == [label]
    assert told in modal.errors[label]
    assert not mor.received
    assert not await digests(settings)


async def test_a_fault_that_only_mor_knows_is_told_where_the_form_was_opened(
    workspace: Workspace, mor: MorServer, start_bot: StartBot
) -> None:
    await start_bot()
    mor.options.fault = Fault.ERROR_500
    ingrid = workspace.person("ingrid")
    modal = await opened(ingrid)
    await modal.fills(WHAT, "user:tomford yesterday")
    await modal.fills(WHEN, "every day at 8")
    assert (await modal.submits()).problem == ""
    assert modal.errors == {}
    assert "MOR" in words(await answer_to(ingrid))


async def test_a_form_is_not_for_ever(
    workspace: Workspace, start_bot: StartBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.slack.conversation.forms._FORM_SECONDS", -1.0)
    await start_bot()
    modal = await opened(workspace.person("ingrid"))
    await modal.fills(WHEN, "every day at 8")
    await modal.submits()
    assert "open it again" in modal.errors[WHEN]


async def test_a_form_is_for_who_opened_it_and_carries_an_opaque_id(
    workspace: Workspace, start_bot: StartBot
) -> None:
    settings = await start_bot()
    modal = await opened(workspace.person("ingrid"))
    await modal.fills(WHAT, "5 yesterday")
    await modal.fills(WHEN, "every day at 8")
    another = workspace.person("nils").modal(modal.view)
    await another.submits()
    assert "open it again" in another.errors[WHEN]
    assert not await digests(settings)
    assert len(modal.view.content["private_metadata"]) == 22


async def test_somebody_not_linked_is_told_so_in_the_form(
    workspace: Workspace, start_bot: StartBot
) -> None:
    await start_bot()
    modal = await opened(workspace.person("newton"))
    await modal.fills(WHEN, "every day at 8")
    await modal.submits()
    assert "not linked" in modal.errors[WHAT]


async def test_a_form_that_slack_does_not_open_is_told_of(
    workspace: Workspace, start_bot: StartBot
) -> None:
    await start_bot()
    workspace.control.fail("views.open")
    told = await types(workspace.person("ingrid"), "digest")
    assert "did not open the form" in words(told)


# Changed.


@over_replicas
@over_both
async def test_it_is_changed_in_its_place(workspace: Workspace, start_bot: StartBot) -> None:
    settings = await start_bot()
    ingrid = workspace.person("ingrid")
    card = await saves(ingrid, f"{ORDER} skip-empty rows new-ips:7 alert:100 @tom")
    await ingrid.clicks("Edit")
    modal = await edited(workspace, ingrid, "Digest 1")
    there = filled(modal)
    assert there["query"] == "5 yesterday"
    assert there["place"] == "C0NOC0001"
    assert (there["new_ips"], there["alert"], there["mention"]) == ("7", "100", "U0TOM0001")
    assert [one["value"] for one in there["extras"]] == ["skip-empty", "rows"]
    await modal.fills(WHAT, "5 last week")
    await modal.fills(WHERE, None)
    assert (await modal.submits()).problem == ""
    said_back = await answer_to(ingrid)
    assert said_back.ts == card.ts
    assert "Change digest 1 to this?" in words(said_back)
    (before,) = await digests(settings)
    assert before.plan.query == "5 yesterday"
    assert "Digest 1 is changed" in words(await presses(ingrid, "Save"))
    (after,) = await digests(settings)
    assert (after.id, after.plan.query, after.plan.place) == (1, "5 last week", "")
    assert (after.plan.cron, after.plan.zone) == (before.plan.cron, before.plan.zone)
    assert after.plan.extras == before.plan.extras
    assert "already saved or cancelled" in words(await press_in(said_back, ingrid, "Save"))


async def test_a_paused_one_that_is_changed_runs_again(
    workspace: Workspace, start_bot: StartBot
) -> None:
    settings = await start_bot()
    ingrid = workspace.person("ingrid")
    await saves(ingrid)
    await presses(ingrid, "Pause")
    await ingrid.types("/localcalls digest edit 1")
    modal = await edited(workspace, ingrid, "Digest 1")
    await modal.submits()
    await answer_to(ingrid)
    await presses(ingrid, "Save")
    (digest,) = await digests(settings)
    assert digest.state is State.ACTIVE


async def test_an_order_that_was_said_back_is_worded_again(
    workspace: Workspace, start_bot: StartBot
) -> None:
    settings = await start_bot()
    ingrid = workspace.person("ingrid")
    first = await types(ingrid, ORDER)
    await ingrid.clicks("Edit")
    modal = await edited(workspace, ingrid, "New digest")
    await modal.fills(WHAT, "5 today")
    await modal.submits()
    second = await answer_to(ingrid)
    assert second.ts == first.ts
    assert "already saved or cancelled" in words(await press_in(first, ingrid, "Save"))
    await presses(ingrid, "Save")
    (digest,) = await digests(settings)
    assert digest.plan.query == "5 today"


async def test_an_order_saved_while_it_is_worded_again_is_not_there_twice(
    workspace: Workspace, start_bot: StartBot
) -> None:
    settings = await start_bot()
    ingrid = workspace.person("ingrid")
    said_back = await types(ingrid, ORDER)
    await ingrid.clicks("Edit")
    modal = await edited(workspace, ingrid, "New digest")
    assert "Digest 1 is saved" in words(await press_in(said_back, ingrid, "Save"))
    await modal.fills(WHAT, "5 today")
    await modal.submits()
    assert "Change digest 1 to this?" in words(await answer_to(ingrid))
    await presses(ingrid, "Save")
    assert [one.plan.query for one in await digests(settings)] == ["5 today"]


async def test_one_that_was_deleted_meanwhile_is_not_brought_back(
    workspace: Workspace, start_bot: StartBot
) -> None:
    settings = await start_bot(bot_admins="U0NILS001")
    ingrid = workspace.person("ingrid")
    await saves(ingrid)
    await ingrid.clicks("Edit")
    modal = await edited(workspace, ingrid, "Digest 1")
    await modal.submits()
    said_back = await answer_to(ingrid)
    await types(workspace.person("nils"), "digest delete 1")
    await news_for(ingrid)
    assert "already saved or cancelled" in words(await press_in(said_back, ingrid, "Save"))
    assert not await digests(settings)


async def test_somebody_who_lost_their_permissions_does_not_change_it(
    workspace: Workspace, start_bot: StartBot
) -> None:
    settings = await start_bot(bot_admins="U0INGRID1")
    tom, ingrid = workspace.person("tom"), workspace.person("ingrid")
    await saves(tom, "digest yesterday every day at 8 to me")
    await tom.clicks("Edit")
    modal = await edited(workspace, tom, "Digest 1")
    await types(ingrid, "unlink @tom")
    await modal.fills(WHAT, "last week")
    await modal.submits()
    assert "not linked" in modal.errors[WHAT]
    await tom.types("/localcalls digest edit 1")
    modal = await tom.sees_modal("Digest")
    assert await workspace.feed.until(lambda: "not linked" in modal.text, PATIENCE)
    (digest,) = await digests(settings)
    assert digest.plan.query == "yesterday"
