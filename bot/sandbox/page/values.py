"""From what a browser's fields hold to what Slack calls an element's value."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from bot.sandbox.slack_server.inputs import new_state, options
from bot.sandbox.slack_server.model import Json, elements

_OWN_OPTIONS = ("checkboxes", "overflow", "radio_buttons", "static_select", "multi_static_select")
_NOT_TOLD = ("button", "file_input", "overflow", "rich_text_input", "workflow_button")
_OFFERED = ("external_select", "multi_external_select")

Fields = Mapping[str, Mapping[str, Sequence[str]]]
"""Block id → action id → what stands in the field: one text, none, or several."""


class Offers:
    """The options that an app offered in menus of its own, to be found again by their value."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, str], Json] = {}

    def add(self, action_id: str, offered: Iterable[Json]) -> None:
        """Remember what was offered in the menu with that action id."""
        self._known |= {(action_id, str(one["value"])): dict(one) for one in offered}

    def find(self, element: Json, value: str) -> Json:
        """The option with that value. LookupError if it was never offered."""
        first = element.get("initial_options") or [element.get("initial_option")]
        for one in first:
            if one and one["value"] == value:
                return dict(one)
        return self._known[element["action_id"], value]


def state_of(element: Json, given: Sequence[str], offers: Offers, zone: ZoneInfo) -> Json:
    """The state of an element whose field holds `given`, dates in that zone.

    LookupError for an option that is not there, ValueError for a time that is none, KeyError for
    an element that holds nothing.
    """
    return new_state(element, _value(element, given, offers, zone))


def states(
    blocks: Iterable[Json], fields: Fields, offers: Offers, zone: ZoneInfo
) -> dict[str, dict[str, Json]]:
    """The states of all fields given, block → action → state; what is not there is left out.

    Raises as `state_of` does.
    """
    found: dict[str, dict[str, Json]] = {}
    for block, element in elements(blocks):
        given = fields.get(block["block_id"], {}).get(element["action_id"])
        if given is not None and element["type"] not in _NOT_TOLD:
            state = state_of(element, given, offers, zone)
            found.setdefault(block["block_id"], {})[element["action_id"]] = state
    return found


def _value(element: Json, given: Sequence[str], offers: Offers, zone: ZoneInfo) -> Any:
    kind = str(element["type"])
    several = kind == "checkboxes" or kind.startswith("multi_")
    if not given or (len(given) == 1 and not given[0]):
        return [] if several else None
    values: list[Any] = list(given)
    if kind in _OWN_OPTIONS:
        values = [_option(element, one) for one in given]
    elif kind in _OFFERED:
        values = [offers.find(element, one) for one in given]
    elif kind == "datetimepicker":
        values = [int(datetime.fromisoformat(given[0]).replace(tzinfo=zone).timestamp())]
    return values if several else values[0]


def _option(element: Json, value: str) -> Json:
    for option in options(element):
        if option.get("value") == value:
            return dict(option)
    raise LookupError(value)
