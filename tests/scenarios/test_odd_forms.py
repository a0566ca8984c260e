"""Forms that hold more than usual, or what Slack would never send, or meet a fault of ours."""

from typing import Any

import pytest

from bot.sandbox.mor_server import MorServer
from bot.sandbox.slack_server import Workspace
from tests.support.company import StartBot
from tests.support.logs import ReadLog
from tests.support.searching import (
    TITLE,
    WHEN,
    edited,
    filled,
    opened,
    opened_whole,
    submitted,
)
from tests.support.talking import answer_to, ask, execute, words


async def test_nothing_is_cut_off_a_long_search_that_is_edited(
    workspace: Workspace, start_bot: StartBot
) -> None:
    await start_bot()
    tom = workspace.person("tom")
    filters = " ".join(f"device:%{number:03}%" for number in range(70))
    await ask(tom, f"last week {filters}")
    assert filled(await edited(workspace, tom))["filters"] == filters


@pytest.mark.parametrize("time", [10**15, -(10**15), 2**70, "1", None, True])
async def test_a_time_that_no_picker_has_reads_as_none(
    time: Any, workspace: Workspace, start_bot: StartBot
) -> None:
    await start_bot()
    tom = workspace.person("tom")
    modal = await opened_whole(tom)
    for name in ("start", "end"):
        picked = {"type": "datetimepicker", "selected_date_time": time}
        modal.view.state[name][name] = picked
    assert "Wed 25 Nov 2026, 00:00 – Thu 26 Nov 2026, 00:00" in str(
        (await submitted(tom, modal)).blocks
    )


@pytest.mark.parametrize(("button", "title"), [("Edit search", TITLE), ("Save search", None)])
async def test_a_fault_of_ours_is_told_by_its_number_where_the_form_would_stand(
    button: str,
    title: str | None,
    workspace: Workspace,
    start_bot: StartBot,
    read_log: ReadLog,
) -> None:
    settings = await start_bot()
    tom = workspace.person("tom")
    await ask(tom, "last week")
    await execute(settings, "UPDATE answers SET query = 'no JSON'")
    await tom.clicks(button)
    modal = await tom.sees_modal(title or button)
    assert await workspace.feed.until(lambda: "went wrong" in modal.text, 60), modal.text
    (number,) = [line["request"] for line in read_log() if line["event"] == "unforeseen"]
    assert number in modal.text


@pytest.mark.parametrize("status", [500, 200])
async def test_a_form_that_slack_did_not_change_is_changed_after_all(
    status: int, workspace: Workspace, start_bot: StartBot
) -> None:
    await start_bot()
    tom = workspace.person("tom")
    await ask(tom, "last week")
    workspace.control.fail("views.update", status)
    assert filled(await edited(workspace, tom))["period"] == "last week"


async def test_a_form_that_somebody_else_has_open_is_as_good_as_gone(
    workspace: Workspace, start_bot: StartBot
) -> None:
    await start_bot()
    ingrid, tom = workspace.person("ingrid"), workspace.person("tom")
    modal = await opened(ingrid)
    stolen = tom.modal(modal.view)
    await stolen.submits()
    assert "open for too long" in str(stolen.errors)
    assert (await submitted(ingrid, modal)).reader == ingrid.id


async def test_somebody_suspended_meanwhile_is_told_so_in_the_form(
    workspace: Workspace, mor: MorServer, start_bot: StartBot
) -> None:
    await start_bot()
    tom = workspace.person("tom")
    modal = await opened(tom)
    await workspace.admin.make_guest("tom")
    await modal.submits()
    assert "suspended" in modal.errors[WHEN]
    assert not mor.received


async def test_the_id_of_a_form_of_another_kind_is_no_form(
    workspace: Workspace, start_bot: StartBot
) -> None:
    await start_bot()
    tom = workspace.person("tom")
    await tom.types("/localcalls digest")
    digest = await tom.sees_modal("New digest")
    search = await opened(tom)
    search.view.content["private_metadata"] = digest.view.content["private_metadata"]
    await search.submits()
    assert "open it again" in search.errors[WHEN]


async def test_the_id_of_a_list_of_another_kind_is_no_list(
    workspace: Workspace, start_bot: StartBot
) -> None:
    await start_bot(bot_admins="U0INGRID1")
    ingrid = workspace.person("ingrid")
    for _ in range(21):
        await ingrid.types("/localcalls audit")
        answer = await answer_to(ingrid)
    actions = next(one for one in answer.blocks if one["type"] == "actions")
    list_id = actions["elements"][0]["value"]
    told = {"type": "button", "block_id": actions["block_id"], "action_ts": "1.1"}
    await ingrid.uses(answer, told | {"action_id": "links:page:1", "value": list_id})
    assert "This list has expired" in words(await answer_to(ingrid))
