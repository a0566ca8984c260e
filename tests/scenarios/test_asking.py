"""People ask, and each sees what their MOR role allows."""

import pytest

from bot.sandbox.mor_server import MorServer
from bot.sandbox.slack_server import Workspace
from bot.sandbox.slack_server.model import Message
from tests.support.company import StartBot, over_both
from tests.support.talking import answer_to


async def ask(workspace: Workspace, name: str, text: str) -> Message:
    person = workspace.person(name)
    ack = await person.types(text)
    assert (ack.status, ack.body) == (200, "")
    message = await answer_to(person)
    assert message.ephemeral
    return message


def all_text(message: Message) -> str:
    return message.text + str(message.blocks)


@over_both
async def test_an_admin_asks_about_anybody(
    workspace: Workspace, mor: MorServer, start_bot: StartBot
) -> None:
    await start_bot()
    answer = await ask(workspace, "ingrid", "/localcalls 5 last week")
    assert len(answer.table) == 1 + 20
    assert "Mon 16 Nov 2026, 00:00 – Mon 23 Nov 2026, 00:00" in all_text(answer)
    assert "Europe/Vilnius" in all_text(answer)
    assert mor.received[-1].parameters["u"] == "admin"


@over_both
async def test_a_reseller_asks_about_their_own_user_signed_with_their_own_key(
    workspace: Workspace, mor: MorServer, start_bot: StartBot
) -> None:
    await start_bot()
    answer = await ask(workspace, "nils", "/localcalls 6 last week")
    assert len(answer.table) > 1
    assert mor.received[-1].parameters["u"] == "nordvoice"


async def test_a_reseller_learns_nothing_about_somebody_elses_user(
    workspace: Workspace, start_bot: StartBot
) -> None:
    await start_bot()
    foreign = await ask(workspace, "nils", "/localcalls 8 last week")
    nobody = await ask(workspace, "nils", "/localcalls 777 last week")
    assert not foreign.table
    assert foreign.text.replace("8", "") == nobody.text.replace("777", "")


@over_both
async def test_a_user_asks_about_themselves_without_saying_so(
    workspace: Workspace, mor: MorServer, start_bot: StartBot
) -> None:
    await start_bot()
    answer = await ask(workspace, "tom", "/localcalls last week")
    assert len(answer.table) == 1 + 20
    assert mor.received[-1].parameters["s_user"] == "5"
    assert "Europe/London" in all_text(answer)


async def test_a_user_is_refused_before_mor_is_asked(
    workspace: Workspace, mor: MorServer, start_bot: StartBot
) -> None:
    """MOR would silently answer with the caller's own calls."""
    await start_bot()
    answer = await ask(workspace, "tom", "/localcalls 10 last week")
    assert not answer.table
    assert not mor.received


async def test_somebody_not_linked_is_told_how_to_get_linked(
    workspace: Workspace, mor: MorServer, start_bot: StartBot
) -> None:
    await start_bot()
    answer = await ask(workspace, "newton", "/localcalls last week")
    assert "not linked" in answer.text
    assert not mor.received


async def test_a_person_of_the_company_is_asked_about_by_mention(
    workspace: Workspace, mor: MorServer, start_bot: StartBot
) -> None:
    await start_bot()
    answer = await ask(workspace, "ingrid", "/localcalls @tom last week")
    assert len(answer.table) > 1
    assert mor.received[-1].parameters["s_user"] == "5"


async def test_a_user_is_asked_about_by_name(
    workspace: Workspace, mor: MorServer, start_bot: StartBot
) -> None:
    await start_bot()
    answer = await ask(workspace, "ingrid", "/localcalls user:tomford last week")
    assert "Local calls of Tom Ford (user 5)" in all_text(answer)
    assert [request.path.rpartition("/")[2] for request in mor.received] == [
        "user_details_get",
        "local_calls_get",
    ]


@pytest.mark.parametrize("text", ["/localcalls help", "/localcalls whoami", "/localcalls HELP"])
async def test_help_and_whoami_answer_everybody(
    text: str, workspace: Workspace, mor: MorServer, start_bot: StartBot
) -> None:
    await start_bot()
    for name in ("ingrid", "nils", "tom", "newton"):
        assert (await ask(workspace, name, text)).blocks
    assert not mor.received


async def test_groups_come_as_a_table(workspace: Workspace, start_bot: StartBot) -> None:
    await start_bot()
    answer = await ask(workspace, "ingrid", "/localcalls 5 last week by:day")
    assert 2 <= len(answer.table) <= 8


async def test_an_empty_period_is_a_sentence(workspace: Workspace, start_bot: StartBot) -> None:
    await start_bot()
    answer = await ask(workspace, "ingrid", "/localcalls 9 last week")
    assert not answer.table
    assert "Mon 16 Nov 2026" in all_text(answer)


@over_both
async def test_two_readings_are_offered_and_the_chosen_one_takes_their_place(
    workspace: Workspace, mor: MorServer, start_bot: StartBot
) -> None:
    await start_bot()
    ingrid = workspace.person("ingrid")
    await ingrid.types("/localcalls 5 nov")
    question = await answer_to(ingrid)
    assert not mor.received
    assert len(question.buttons) == 2

    await ingrid.clicks(question.buttons[0])
    answer = await answer_to(ingrid)
    assert answer.ts == question.ts
    assert mor.received[-1].parameters["s_user"] in {"0", "5"}
    assert not set(answer.buttons) & set(question.buttons)


async def test_the_answer_follows_the_clock_of_who_asks(
    workspace: Workspace, mor: MorServer, start_bot: StartBot
) -> None:
    await start_bot()
    await ask(workspace, "ingrid", "/localcalls 5 yesterday")
    vilnius = mor.received[-1].parameters
    await ask(workspace, "harriet", "/localcalls yesterday")
    new_york = mor.received[-1].parameters
    assert int(new_york["from"]) - int(vilnius["from"]) == 7 * 3600


async def test_a_mention_does_not_tell_who_is_linked(
    workspace: Workspace, mor: MorServer, start_bot: StartBot
) -> None:
    await start_bot()
    linked_elsewhere = await ask(workspace, "nils", "/localcalls @rosa last week")
    not_linked = await ask(workspace, "nils", "/localcalls @newton last week")
    assert linked_elsewhere.text == not_linked.text
    assert not mor.received
    assert len((await ask(workspace, "nils", "/localcalls @ada last week")).table) > 1


@pytest.mark.parametrize(
    "typed",
    [
        "`5 last week`",
        "*5 last week*",
        "_5 last\u200b week_",
        "5 2026\u201311\u201316 \u2014 2026\u201111\u201122",
        "5 Mon 16 Nov 2026, 00:00 – Mon 23 Nov 2026, 00:00 (Europe/Vilnius)",
        "5 Mon 16 Nov – Sun 22 Nov 2026, 7 days",
    ],
)
async def test_a_question_is_the_same_however_it_is_pasted(
    workspace: Workspace, mor: MorServer, start_bot: StartBot, typed: str
) -> None:
    await start_bot()
    answer = await ask(workspace, "ingrid", f"/localcalls {typed}")
    assert len(answer.table) == 1 + 20
    assert "Mon 16 Nov 2026, 00:00 – Mon 23 Nov 2026, 00:00" in all_text(answer)
    assert mor.received[-1].parameters["s_user"] == "5"


async def test_a_week_behind_a_span_counts_for_both_its_ends(
    workspace: Workspace, start_bot: StartBot
) -> None:
    await start_bot()
    answer = await ask(workspace, "ingrid", "/localcalls 5 monday to friday last week")
    assert "Mon 16 Nov 2026, 00:00 – Sat 21 Nov 2026, 00:00" in all_text(answer)
    refused = await ask(workspace, "ingrid", "/localcalls 5 thursday to tomorrow")
    assert "more than one way" in all_text(refused)
