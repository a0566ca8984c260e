"""blocks.validate: the referee judges blocks that nobody sends."""

from typing import Any

import httpx
import pytest

from bot.sandbox.slack_server import Workspace
from tests.sandbox.slack.building import Json, data_table, plain, raw, section


async def _judged(workspace: Workspace, **given: Any) -> Json:
    async with httpx.AsyncClient() as http:  # without a token, as Slack allows
        answer = await http.post(f"{workspace.address}/api/blocks.validate", json=given)
    said: Json = answer.json()
    return said


_NO_TEXT = {"code": "missing_field", "message": "missing required field: text", "field": "text"}
_TITLED: Json = {"type": "modal", "title": plain("Search"), "blocks": [{"type": "header"}]}


@pytest.mark.parametrize(
    ("given", "error", "fault"),
    [
        ({"blocks": [{"type": "header"}]}, "invalid_blocks", {**_NO_TEXT, "pointer": "/0"}),
        (
            {"message": {"text": "a", "blocks": [{"type": "header"}]}},
            "invalid_message",
            {**_NO_TEXT, "pointer": "/blocks/0"},
        ),
        ({"view": _TITLED}, "invalid_view", {**_NO_TEXT, "pointer": "/blocks/0"}),
        (
            {"blocks": [{**data_table(), "rows": [[raw("a")]]}]},
            "invalid_blocks",
            {
                "code": "failed_constraint",
                "message": "no fewer than 2 items allowed",
                "pointer": "/0/rows",
            },
        ),
    ],
)
async def test_a_fault_is_told_with_its_pointer(
    workspace: Workspace, given: Json, error: str, fault: Json
) -> None:
    assert await _judged(workspace, **given) == {"ok": False, "error": error, "errors": [fault]}


async def test_good_blocks_are_ok_and_nobody_sees_them(workspace: Workspace) -> None:
    good = await _judged(workspace, message={"text": "a", "blocks": [section(), data_table()]})
    assert good == {"ok": True}
    assert workspace.messages == {}


async def test_a_kind_that_has_not_come_to_the_workspace_is_not_good(workspace: Workspace) -> None:
    workspace.unknown_blocks.add("data_table")
    judged = await _judged(workspace, blocks=[data_table()])
    assert judged["errors"][0]["message"] == "unsupported type: data_table"


@pytest.mark.parametrize("given", [{}, {"blocks": [], "view": {}}, {"blocks": 5}, {"message": []}])
async def test_one_thing_is_judged_at_a_time(workspace: Workspace, given: Json) -> None:
    assert (await _judged(workspace, **given))["error"] == "invalid_arguments"
