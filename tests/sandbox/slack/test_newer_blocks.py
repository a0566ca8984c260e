"""Cards, containers, plans and the other newer blocks: what is good, what is not, and clicks."""

import copy

import pytest
from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncRespond
from slack_sdk.models.blocks import Block

from bot.sandbox.slack_server import Workspace
from bot.sandbox.slack_server.referee import message_faults, view_faults
from tests.sandbox.slack.building import Json, data_table, mrkdwn, plain
from tests.sandbox.slack.newer import CARD, FEEDBACK, NEWER, TASK


@pytest.mark.parametrize("block", NEWER, ids=lambda block: str(block["type"]))
def test_each_is_good_to_slacks_own_sdk_too(block: Json) -> None:
    assert message_faults([block]) == []
    parsed = Block.parse(copy.deepcopy(block))
    assert parsed is not None
    assert parsed.type == block["type"]
    parsed.validate_json()


BROKEN: list[tuple[Json, str]] = [
    ({"type": "card"}, "must define one of: hero_image, title, actions, body"),
    ({**CARD, "title": mrkdwn("t" * 151)}, "must be less than 151 characters"),
    ({"type": "carousel", "elements": [CARD] * 11}, "no more than 10 items allowed"),
    ({"type": "carousel", "elements": [TASK]}, "unsupported type: task_card"),
    ({"type": "container", "child_blocks": [CARD], "title": plain("a")}, "unsupported type: card"),
    (
        {"type": "container", "child_blocks": [data_table()], "title": plain("a")},
        "unsupported type: data_table",
    ),
    (
        {"type": "container", "child_blocks": [{"type": "divider"}]},
        "must define either `title` or `rich_text_title`",
    ),
    ({"type": "context_actions", "elements": [FEEDBACK] * 6}, "no more than 5 items allowed"),
    ({"type": "file", "external_id": "a", "source": "here"}, "must be one of: remote"),
    ({**TASK, "status": "pending"}, "must be one of: in_progress, complete, error"),
    ({"type": "plan", "title": "a", "tasks": [TASK] * 51}, "no more than 50 items allowed"),
    ({**NEWER[-1], "alt_text": ""}, "must be more than 0 characters"),
]


@pytest.mark.parametrize(("block", "words"), BROKEN)
def test_what_slack_does_not_take_is_named(block: Json, words: str) -> None:
    assert any(fault.startswith(words) for fault in message_faults([block]))


def test_a_home_tab_takes_some_and_a_modal_fewer() -> None:
    home = view_faults({"type": "home", "blocks": NEWER})
    modal = view_faults({"type": "modal", "title": plain("a"), "blocks": NEWER})
    refused = ["context_actions", "file", "plan", "task_card"]
    assert [one.split()[2] for one in home] == refused
    assert [one.split()[2] for one in modal] == ["carousel", "container", *refused]


async def test_their_buttons_reach_the_app(workspace: Workspace, app: AsyncApp) -> None:
    @app.command("/newer")
    async def newer(ack: AsyncAck, respond: AsyncRespond) -> None:
        await ack()
        await respond(blocks=[NEWER[0], *NEWER[2:4]])

    @app.action("open")
    @app.action("inside")
    @app.action("t")
    async def clicked(ack: AsyncAck, respond: AsyncRespond, action: Json) -> None:
        await ack()
        await respond(f"clicked {action['action_id']}", replace_original=False)

    tom = workspace.person("tom")
    await tom.types("/newer")
    await tom.sees()
    for label in ("open", "inside", "Forget"):
        assert (await tom.clicks(label)).problem == ""
    said = [(await tom.sees()).text for _ in range(3)]
    assert said == ["clicked open", "clicked inside", "clicked t"]
