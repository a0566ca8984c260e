"""The shortcut *Look up calls* on a message opens the search with what the message names."""

import pytest

from bot.sandbox.mor_server import MorServer
from bot.sandbox.slack_server import SimulatedUser, Workspace
from bot.sandbox.slack_server.modal import Modal
from tests.support.company import StartBot, over_both
from tests.support.searching import TITLE, WHEN, filled, loaded, submitted
from tests.support.talking import answer_to


async def looks_up(person: SimulatedUser, text: str) -> Modal:
    """Post a message, and take the shortcut on it."""
    ack = await person.takes_shortcut("look_up_calls", await person.says(text))
    assert (ack.status, ack.body) == (200, "")
    modal = await person.sees_modal(TITLE)
    await loaded(person, modal, WHEN)
    return modal


@over_both
async def test_an_address_is_filled_in_and_the_answer_is_for_who_asked_alone(
    workspace: Workspace, mor: MorServer, start_bot: StartBot
) -> None:
    await start_bot()
    tom = workspace.person("tom")
    modal = await looks_up(tom, "registration from <!channel> 192.168.5.160:5060 or 10.0.0.1?")
    assert "ip:192.168.5.160" in modal.text
    assert "ip:10.0.0.1" in modal.text
    there = filled(modal)
    assert (there["period"], there["filters"]) == ("last 7 days", "ip:192.168.5.160")
    assert not mor.received
    answer = await submitted(tom, modal)
    assert (answer.channel, answer.reader) == ("C0NOC0001", tom.id)
    assert answer.table


async def test_a_device_of_the_asker_is_found(workspace: Workspace, start_bot: StartBot) -> None:
    await start_bot()
    tom = workspace.person("tom")
    await tom.types("/localcalls last 7 days by:device")
    name = next(row[0] for row in (await answer_to(tom)).table[1:] if " " in row[0])
    modal = await looks_up(tom, f"is {name.upper()}, down?")
    assert filled(modal)["filters"] == f'device:"{name}"'


async def test_an_admin_looks_up_the_user_that_is_named(
    workspace: Workspace, mor: MorServer, start_bot: StartBot
) -> None:
    await start_bot()
    ingrid = workspace.person("ingrid")
    modal = await looks_up(ingrid, "2 new addresses for Tom Ford (user 5): 192.168.5.160")
    assert filled(modal)["who"]["value"] == "5"
    await submitted(ingrid, modal)
    assert mor.received[-1].parameters["s_user"] == "5"
    tom = workspace.person("tom")
    assert "who" not in filled(await looks_up(tom, "user 6 at 192.168.5.160"))


@pytest.mark.parametrize(
    "text", ["lunch at 12:30? v1.2.3 user 5", "<b>|&lt;!here&gt; ::: 999.1.1.1"]
)
async def test_a_message_without_either_says_so_and_the_form_is_empty(
    text: str, workspace: Workspace, start_bot: StartBot
) -> None:
    await start_bot()
    modal = await looks_up(workspace.person("tom"), text)
    assert "no IP address and no device" in modal.text
    assert set(filled(modal).values()) == {None}
