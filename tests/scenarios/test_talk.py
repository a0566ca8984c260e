"""People talk to the bot without a command: by mention, and in direct messages."""

from typing import Any

import pytest

from bot import app
from bot.sandbox.mor_server import Fault, MorServer
from bot.sandbox.serving import serve
from bot.sandbox.slack_server import Workspace
from bot.sandbox.slack_server.model import BOT_ID, BOT_USER, Message
from tests.support.company import NOW, StartBot, over_both
from tests.support.sharing import SHARE_HERE
from tests.support.talking import answer_to, execute, news_for, outcome, words

DIRECT = "@morbot"
PERIOD = "Mon 16 Nov 2026, 00:00 – Mon 23 Nov 2026, 00:00"


async def says(workspace: Workspace, name: str, text: str, channel: str = "#noc") -> Message:
    """What somebody is answered."""
    person = workspace.person(name)
    await person.says(text, channel)
    return await outcome(person)


def parts(message: Message) -> list[dict[str, Any]]:
    """The runs of text in its paragraphs."""
    return [
        part
        for block in message.blocks
        if block["type"] == "rich_text"
        for section in block["elements"]
        for part in section["elements"]
    ]


async def hears(workspace: Workspace, **event: Any) -> int:
    """The HTTP status that a direct message of Tom's has, with other fields than usual."""
    tom = workspace.person("tom")
    usual = {
        "type": "message",
        "channel_type": "im",
        "channel": workspace.direct_channel(tom.id).id,
        "user": tom.id,
        "text": "last week",
        "ts": workspace.ids.new_ts(),
    }
    given = {name: value for name, value in {**usual, **event}.items() if value is not None}
    ack = await workspace.events.tell("message.im", given)
    assert ack is not None
    return ack.status


@over_both
async def test_a_mention_is_answered_for_its_author_alone(
    workspace: Workspace, start_bot: StartBot
) -> None:
    await start_bot()
    answer = await says(workspace, "ingrid", "@morbot 5 last week")
    assert (answer.channel, answer.reader, answer.thread_ts) == ("C0NOC0001", "U0INGRID1", "")
    assert len(answer.table) == 1 + 20
    assert PERIOD in str(answer.blocks)


@over_both
async def test_a_direct_message_is_answered_by_a_message(
    workspace: Workspace, start_bot: StartBot
) -> None:
    await start_bot()
    answer = await says(workspace, "ingrid", "5 last week", DIRECT)
    assert (answer.channel, answer.reader, answer.thread_ts) == ("D0INGRID1", "", "")
    assert len(answer.table) == 1 + 20
    assert PERIOD in str(answer.blocks)


@pytest.mark.parametrize("channel", ["#noc", DIRECT])
async def test_a_thread_is_answered_in_the_thread(
    channel: str, workspace: Workspace, start_bot: StartBot
) -> None:
    await start_bot()
    tom = workspace.person("tom")
    first = await tom.says("something", channel)
    if channel == DIRECT:
        await outcome(tom)
    await tom.says("@morbot last week", channel, thread_ts=first.ts)
    answer = await outcome(tom)
    assert answer.thread_ts == first.ts
    assert answer.table


@pytest.mark.parametrize(
    "text",
    [
        "@morbot user:tomford last week",
        "user:tomford last week @morbot",
        "@morbot: user:tomford last week",
        "@morbot `user:tomford last week`",
        "@morbot /localcalls user:tomford last week",
        "@morbot\nuser:tomford last week",
        "@morbot @tom last week",
    ],
)
async def test_the_mention_and_what_was_copied_with_the_command_are_no_part_of_it(
    text: str, workspace: Workspace, mor: MorServer, start_bot: StartBot
) -> None:
    await start_bot()
    answer = await says(workspace, "ingrid", text)
    assert len(answer.table) == 1 + 20
    assert mor.received[-1].parameters["s_user"] == "5"


@pytest.mark.parametrize(("channel", "name"), [("#noc", "@morbot "), (DIRECT, "")])
@pytest.mark.parametrize(
    ("person", "text", "told"),
    [
        ("ingrid", "6 last week", PERIOD),
        ("nils", "6 last week", PERIOD),
        ("nils", "8 last week", "does not know this user"),
        ("tom", "last week", PERIOD),
        ("tom", "10 last week", "your own calls only"),
        ("newton", "last week", "not linked"),
        ("guest", "last week", "not linked"),
        ("tom", "lats week", "lats"),
        ("newton", "hello", "not linked"),
        ("tom", "help", "/localcalls"),
        ("tom", "whoami", "tomford"),
    ],
)
async def test_everybody_has_the_rights_and_hears_the_words_of_the_command(  # noqa: PLR0917 -- the table
    channel: str,
    name: str,
    person: str,
    text: str,
    told: str,
    workspace: Workspace,
    start_bot: StartBot,
) -> None:
    await start_bot()
    answer = await says(workspace, person, name + text, channel)
    assert told in answer.text + str(answer.blocks)


@pytest.mark.parametrize(("channel", "name"), [("#noc", "@morbot "), (DIRECT, "")])
async def test_a_greeting_is_answered_with_three_buttons_to_begin_with(
    channel: str, name: str, workspace: Workspace, mor: MorServer, start_bot: StartBot
) -> None:
    await start_bot()
    tom = workspace.person("tom")
    for greeting, label, told in (
        ("Hi there!", "Calls today", "Wed 25 Nov 2026"),
        ("laba diena", "Help", "who called whom"),
    ):
        hello = await says(workspace, "tom", name + greeting, channel)
        assert hello.buttons == ["Calls today", "Search calls", "Help"]
        await tom.clicks(label)
        assert told in words(await outcome(tom))
    assert len(mor.received) == 1, "a greeting is no question"
    await says(workspace, "tom", f"{name}привет", channel)
    await tom.clicks("Search calls")
    await tom.sees_modal("Search calls")


async def test_an_admin_without_a_mor_user_is_greeted_with_what_they_can_do(
    workspace: Workspace, start_bot: StartBot
) -> None:
    settings = await start_bot()
    statement = "UPDATE links SET mor_user_id = NULL WHERE slack_user = 'U0INGRID1'"
    await execute(settings, statement)
    hello = await says(workspace, "ingrid", "hello", DIRECT)
    assert hello.buttons == ["Who am I", "Search calls", "Help"]


@over_both
@pytest.mark.parametrize("channel", ["#noc", DIRECT])
async def test_a_period_in_a_sentence_is_offered_and_not_taken(
    channel: str, workspace: Workspace, mor: MorServer, start_bot: StartBot
) -> None:
    await start_bot()
    tom = workspace.person("tom")
    offer = await says(workspace, "tom", "@morbot how many calls did I have yesterday?", channel)
    assert offer.buttons == ["Yesterday, by hour?"]
    assert "Did you mean" in words(offer)
    assert not mor.received
    await tom.clicks("Yesterday, by hour?")
    answer = await outcome(tom)
    assert answer.ts == offer.ts
    assert answer.table[0] == ["Hour", "Calls"]


async def test_one_slip_is_asked_about_and_mended_by_a_button(
    workspace: Workspace, start_bot: StartBot
) -> None:
    await start_bot()
    tom = workspace.person("tom")
    slip = await says(workspace, "tom", "last week devcie:%", DIRECT)
    assert "^" not in words(slip)
    assert {"type": "text", "text": "devcie:%", "style": {"bold": True}} in parts(slip)
    await tom.clicks("last week device:%")
    assert (await outcome(tom)).table
    await says(workspace, "tom", "@morbot serach")
    await tom.clicks("search")
    await tom.sees_modal("Search calls")


async def test_a_chosen_reading_takes_the_place_of_the_two(
    workspace: Workspace, start_bot: StartBot
) -> None:
    await start_bot()
    ingrid = workspace.person("ingrid")
    for channel in (DIRECT, "#noc"):
        question = await says(workspace, "ingrid", "@morbot 5 nov", channel)
        await ingrid.clicks(question.buttons[0])
        answer = await outcome(ingrid)
        assert answer.ts == question.ts
        assert answer.reader == question.reader


@pytest.mark.one_process("another replica has no page of it, and asks MOR")
async def test_a_click_in_a_thread_is_answered_in_the_thread(
    workspace: Workspace, mor: MorServer, start_bot: StartBot
) -> None:
    await start_bot()
    mor.options.synthetic_calls = 93
    tom = workspace.person("tom")
    first = await tom.says("something")
    await tom.says("@morbot last week", thread_ts=first.ts)
    answer = await outcome(tom)
    mor.fail(Fault.ERROR_500)
    for label in ("Refresh", "Next", SHARE_HERE):
        await tom.clicks(label)
        told = await answer_to(tom)
        assert told.thread_ts == first.ts
        assert (told.ts == answer.ts) is (label == "Next")


@pytest.mark.parametrize(
    "event",
    [
        {"bot_id": "B0SOMEBOT"},
        {"user": BOT_USER, "bot_id": BOT_ID},
        {"user": BOT_USER},
        {"user": None},
        {"text": None},
        {"text": ""},
        {"text": 5},
        {"channel": None},
        {"subtype": "message_changed", "user": None, "text": None, "message": {"text": "5"}},
        {"subtype": "message_deleted", "user": None, "text": None},
        {"subtype": "bot_message", "user": None},
        {"subtype": "file_share"},
        {"subtype": "channel_join", "text": "<@U0TOM0001> has joined"},
        {"edited": {"user": "U0TOM0001", "ts": "1.2"}},
        {"channel_type": "channel"},
        {"channel_type": "mpim"},
    ],
)
async def test_a_message_that_nobody_typed_for_the_bot_is_left_unanswered(
    event: dict[str, Any], workspace: Workspace, mor: MorServer, start_bot: StartBot
) -> None:
    await start_bot()
    assert await hears(workspace, **event) == 200
    # Answers come in the order of the questions; so none is under way when this one is there.
    tom = workspace.person("tom")
    await tom.says("today", DIRECT)
    assert "today" not in (await outcome(tom)).text
    assert len(mor.received) == 1
    assert sum(one.author == BOT_USER for one in workspace.messages.values()) == 1


async def test_the_same_event_twice_is_answered_once(
    workspace: Workspace, mor: MorServer, start_bot: StartBot
) -> None:
    await start_bot()
    workspace.control.lose_reply("events_api")
    await says(workspace, "tom", "last week", DIRECT)
    assert len(mor.received) == 1


async def test_patience_is_asked_for_and_its_place_taken_by_the_answer(
    workspace: Workspace, mor: MorServer, start_bot: StartBot
) -> None:
    await start_bot()
    tom = workspace.person("tom")
    with mor.held():
        await tom.says("last week", DIRECT)
        patience = await tom.sees()
    answer = await tom.sees()
    assert patience.text == "Still asking MOR…"
    assert answer.ts == patience.ts
    assert answer.table


async def test_a_fault_takes_the_place_of_patience_too(
    workspace: Workspace, mor: MorServer, start_bot: StartBot
) -> None:
    await start_bot()
    mor.fail(Fault.ERROR_500)
    tom = workspace.person("tom")
    with mor.held():
        await tom.says("last week", DIRECT)
        patience = await tom.sees()
    problem = await tom.sees()
    assert problem.ts == patience.ts
    assert "HTTP 500" in problem.text


async def test_an_answer_whose_word_of_patience_is_gone_is_a_message_of_its_own(
    workspace: Workspace, mor: MorServer, start_bot: StartBot
) -> None:
    await start_bot()
    tom = workspace.person("tom")
    with mor.held():
        await tom.says("last week", DIRECT)
        workspace.delete(await tom.sees())
    assert (await tom.sees()).table


async def test_patience_with_a_mention_is_for_its_author_alone(
    workspace: Workspace, mor: MorServer, start_bot: StartBot
) -> None:
    await start_bot()
    tom = workspace.person("tom")
    with mor.held():
        await tom.says("@morbot last week")
        patience = await tom.sees()
    answer = await tom.sees()
    assert (patience.text, patience.reader) == ("Still asking MOR…", tom.id)
    assert answer.table


@pytest.mark.parametrize("happened", ["removed", "archived", "left"])
async def test_where_nothing_can_be_shown_the_answer_comes_as_a_direct_message(
    happened: str, workspace: Workspace, mor: MorServer, start_bot: StartBot
) -> None:
    await start_bot()
    tom = workspace.person("tom")
    with mor.held() as asked:
        await tom.says("@morbot last week")
        await asked.wait()
        match happened:
            case "removed":
                workspace.admin.remove_app("#noc")
            case "archived":
                workspace.admin.archive("#noc")
            case _:
                workspace.find_channel("#noc").members.discard(tom.id)
    why, answer = await news_for(tom), await news_for(tom)
    assert why.channel == answer.channel == workspace.direct_channel(tom.id).id
    assert {"removed": "/invite", "archived": "archived", "left": "not in it"}[happened] in str(why)
    assert answer.table


async def test_many_direct_messages_at_once_are_all_answered(
    workspace: Workspace, start_bot: StartBot
) -> None:
    await start_bot()
    tom = workspace.person("tom")
    for days in range(1, 6):
        await tom.says(f"last {days} days", DIRECT)
    answers = [await outcome(tom) for _ in range(5)]
    assert len({one.ts for one in answers}) == 5


async def test_an_event_that_a_stopping_bot_does_not_take_is_told_to_it_again(
    workspace: Workspace, start_bot: StartBot
) -> None:
    settings = await start_bot()
    there = workspace.request_url
    async with app.running(settings, NOW.astimezone) as stopping, serve(stopping.web) as address:
        workspace.request_url = f"{address}/slack/events"
        await stopping.stop()
        assert await hears(workspace) == 503
    workspace.request_url = there
    workspace.clock.put_forward(90)
    assert (await outcome(workspace.person("tom"))).table


async def test_the_ack_does_not_wait_for_mor(
    workspace: Workspace, mor: MorServer, start_bot: StartBot
) -> None:
    await start_bot()
    with mor.held() as asked:
        assert await hears(workspace) == 200
        await asked.wait()
    assert (await outcome(workspace.person("tom"))).table
