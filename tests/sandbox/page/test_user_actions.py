"""What stands in a browser's fields, as Slack tells it to an app."""

from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bot.sandbox.page.user_actions import OfferedOptions, state_of, states
from tests.support.plain_app import option

ZONE = ZoneInfo("Europe/Vilnius")
MONDAY, TUESDAY = option("Monday", "mon"), option("Tuesday", "tue")


def element(kind: str, **more: Any) -> dict[str, Any]:
    return {"type": kind, "action_id": "a", **more}


def held(one: dict[str, Any], *given: str) -> Any:
    state = state_of(one, given, OfferedOptions(), ZONE)
    assert state.pop("type") == one["type"]
    (value,) = state.values()
    return value


@pytest.mark.parametrize(
    ("kind", "given", "value"),
    [
        ("plain_text_input", "plain_text", "plain_text"),
        ("plain_text_input", "", None),
        ("number_input", "7", "7"),
        ("datepicker", "2026-11-25", "2026-11-25"),
        ("timepicker", "", None),
        ("users_select", "U1", "U1"),
        ("conversations_select", "C1", "C1"),
    ],
)
def test_single_values(kind: str, given: str, value: str | None) -> None:
    assert held(element(kind), given) == value


def test_a_moment_is_read_in_the_persons_zone() -> None:
    assert held(element("datetimepicker"), "2026-07-01T12:00") == 1782896400
    assert held(element("datetimepicker"), "2026-12-01T12:00") == 1796119200
    with pytest.raises(ValueError, match="Invalid isoformat"):
        held(element("datetimepicker"), "noon")


def test_options_are_found_by_their_value() -> None:
    days = [MONDAY, TUESDAY]
    assert held(element("static_select", options=days), "tue") == TUESDAY
    grouped = element("static_select", option_groups=[{"label": {}, "options": days}])
    assert held(grouped, "mon") == MONDAY
    assert held(element("static_select", options=days), "") is None
    assert held(element("checkboxes", options=days), "mon", "tue") == days
    assert held(element("multi_static_select", options=days)) == []
    assert held(element("radio_buttons", options=days), "mon") == MONDAY
    with pytest.raises(LookupError):
        held(element("static_select", options=days), "wed")


def test_several_people_are_a_list() -> None:
    assert held(element("multi_users_select"), "U1", "U2") == ["U1", "U2"]
    assert held(element("multi_users_select")) == []


def test_only_what_an_app_offered_can_be_chosen_in_its_menu() -> None:
    offers = OfferedOptions()
    menu = element("external_select", initial_option=MONDAY)
    offers.add("a", [TUESDAY])
    assert state_of(menu, ["tue"], offers, ZONE)["selected_option"] == TUESDAY
    assert state_of(menu, ["mon"], offers, ZONE)["selected_option"] == MONDAY
    with pytest.raises(LookupError):
        state_of(menu, ["wed"], offers, ZONE)


def test_the_states_of_a_view_leave_out_what_is_not_there_and_what_holds_nothing() -> None:
    blocks: list[dict[str, Any]] = [
        {"type": "input", "block_id": "b", "element": element("plain_text_input")},
        {"type": "actions", "block_id": "c", "elements": [element("button")]},
    ]
    fields = {"b": {"a": ["x"], "other": ["y"]}, "c": {"a": ["z"]}, "d": {"a": ["w"]}}
    found = states(blocks, fields, OfferedOptions(), ZONE)
    assert found == {"b": {"a": {"type": "plain_text_input", "value": "x"}}}
