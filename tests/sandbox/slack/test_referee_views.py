"""The referee on modals and Home tabs: each limit is broken first, and then just kept."""

from collections.abc import Callable
from typing import Any

import pytest

from bot.sandbox.slack_server.model import Refusal
from bot.sandbox.slack_server.referee import check_view, view_faults
from tests.sandbox.slack.building import LONG, QUESTION, Json, mrkdwn, plain, section, table


def modal(**more: Any) -> Json:
    return {"type": "modal", "title": plain("Search"), "blocks": [section()], **more}


VIEW_LIMITS: list[tuple[Callable[[int], Json], int, str]] = [
    (lambda n: modal(title=plain("t" * n)), 24, "/view/title/text"),
    (lambda n: modal(submit=plain("t" * n)), 24, "/view/submit/text"),
    (lambda n: modal(close=plain("t" * n)), 24, "/view/close/text"),
    (lambda n: modal(private_metadata="t" * n), 3000, "/view/private_metadata"),
    (lambda n: modal(callback_id="t" * n), 255, "/view/callback_id"),
    (lambda n: modal(external_id="t" * n), 255, "/view/external_id"),
]


@pytest.mark.parametrize(("view", "most", "place"), VIEW_LIMITS)
def test_a_limit_of_a_view_is_kept_to_the_last_character(
    view: Callable[[int], Json], most: int, place: str
) -> None:
    assert f"{LONG.format(most + 1)} [json-pointer:{place}]" in view_faults(view(most + 1))
    assert view_faults(view(most)) == []


@pytest.mark.parametrize(
    ("view", "fault"),
    [
        (
            modal(blocks=[{"type": "divider"}] * 101),
            "no more than 100 items allowed [json-pointer:/view/blocks]",
        ),
        (modal(blocks=[table()]), "unsupported type: table [json-pointer:/view/blocks/0/type]"),
        (modal(blocks=[QUESTION]), "missing required field: submit [json-pointer:/view]"),
        (
            {"type": "home", "blocks": [], "title": plain("t")},
            "invalid additional property: title [json-pointer:/view]",
        ),
        ({"type": "window"}, "unsupported type: window [json-pointer:/view/type]"),
    ],
)
def test_what_a_view_may_not_have_is_named_with_its_place(view: Json, fault: str) -> None:
    assert fault in view_faults(view)


def test_a_view_may_be_250_kilobytes() -> None:
    blocks = [section(text=mrkdwn("x" * 2400)) for _ in range(100)]
    check_view(modal(blocks=blocks), "modal")
    for block in blocks[:4]:
        block["fields"] = [mrkdwn("f" * 2000) for _ in range(2)]
    with pytest.raises(Refusal, match="view_too_large"):
        check_view(modal(blocks=blocks), "modal")
