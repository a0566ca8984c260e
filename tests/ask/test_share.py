"""A shared answer is the asker's, with their name and without the button that shared it."""

from dataclasses import replace

import pytest

from bot.ask.blocks import answer_message, share_question, shared_message
from bot.ask.controls import REMOVE
from bot.calls.model import Answer, Call, Count, Group
from bot.slack.kit import limits
from bot.slack.kit.message import Block, Message
from tests.support.examples import NOW, answer, call
from tests.support.judges import assert_slack_takes, said

ID = "aB3_" * 5 + "-9"
TOM = "U0TOM0001"


def stored(group: Group | None = None) -> Answer:
    calls = [call(number) for number in range(20)]
    groups = [Count("Reception", 61), Count("Front desk", 32)]
    return replace(answer(calls, total=93, group=group, groups=groups), id=ID, page_number=2)


def actions(message: Message) -> list[Block]:
    (row,) = [block for block in message.blocks if block["type"] == "actions"]
    return list(row["elements"])


@pytest.mark.parametrize("plain", [False, True])
@pytest.mark.parametrize("group", [None, Group.DEVICE])
def test_only_the_button_and_the_name_differ(group: Group | None, *, plain: bool) -> None:
    before = answer_message(stored(group), plain=plain)
    after = shared_message(before, TOM)
    (by,) = [block for block in after.blocks if TOM in str(block)]
    assert by["elements"][0]["text"].startswith(f"Shared by <@{TOM}>.")
    *rest, last = [block for block in after.blocks if block != by]
    assert [one["type"] for one in rest] == [one["type"] for one in before.blocks]
    *others, more = actions(before)
    *same, fewer = rest[-1]["elements"]
    assert same == others
    assert more["options"] == [*fewer["options"], more["options"][-1]]
    assert [one["action_id"] for one in last["elements"]] == [REMOVE]
    assert_slack_takes(Message(after.text, rest))
    assert after.text == before.text


def test_what_the_asker_could_be_sent_the_channel_can_be_sent_too() -> None:
    wide = [Call(NOW, *["\N{TELEPHONE RECEIVER}" * 200] * 7) for _ in range(20)]
    for plain in (False, True):
        message = answer_message(replace(answer(wide), id=ID), plain=plain, sortable=False)
        assert limits.fits(shared_message(message, TOM).blocks)


def test_the_button_says_who_will_read_it_and_carries_the_answers_id_alone() -> None:
    question = share_question(ID, 2)
    assert_slack_takes(question)
    assert "Everybody who can read" in said(question)
    (button,) = question.blocks[-1]["elements"]
    assert (button["action_id"], button["value"]) == ("answer:share:2", ID)


@pytest.mark.parametrize("name", ["", "tom", "<!channel>", "U0TOM> <!here", "U0TOM0001\n"])
def test_nobody_is_named_whom_slack_has_not(name: str) -> None:
    with pytest.raises(ValueError, match="not a Slack user id"):
        shared_message(answer_message(stored()), name)
