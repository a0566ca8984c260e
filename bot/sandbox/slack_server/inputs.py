"""What a person chose or typed in an element, as Slack reports it to the app."""

from collections.abc import Iterable
from typing import Any

from bot.sandbox.slack_server.model import Json, elements, text_of

# element type → the property of its state, and that of its first value
_STATES = {
    "plain_text_input": ("value", "initial_value"),
    "email_text_input": ("value", "initial_value"),
    "url_text_input": ("value", "initial_value"),
    "number_input": ("value", "initial_value"),
    "static_select": ("selected_option", "initial_option"),
    "external_select": ("selected_option", "initial_option"),
    "radio_buttons": ("selected_option", "initial_option"),
    "overflow": ("selected_option", ""),
    "multi_static_select": ("selected_options", "initial_options"),
    "multi_external_select": ("selected_options", "initial_options"),
    "checkboxes": ("selected_options", "initial_options"),
    "users_select": ("selected_user", "initial_user"),
    "multi_users_select": ("selected_users", "initial_users"),
    "conversations_select": ("selected_conversation", "initial_conversation"),
    "multi_conversations_select": ("selected_conversations", "initial_conversations"),
    "channels_select": ("selected_channel", "initial_channel"),
    "multi_channels_select": ("selected_channels", "initial_channels"),
    "datepicker": ("selected_date", "initial_date"),
    "timepicker": ("selected_time", "initial_time"),
    "datetimepicker": ("selected_date_time", "initial_date_time"),
}


def initial_state(blocks: Iterable[Json]) -> dict[str, dict[str, Json]]:
    """Return the state of a view before any input: block id → action id → state."""
    state: dict[str, dict[str, Json]] = {}
    for block, element in elements(blocks):
        if known := _STATES.get(element["type"]):
            name, initial = known
            several = name.endswith("options") or element["type"].startswith("multi_")
            value = element.get(initial, [] if several else None)
            one = {"type": element["type"], name: value}
            state.setdefault(block["block_id"], {})[element["action_id"]] = one
    return state


def new_state(element: Json, value: Any) -> Json:
    """Return the state of an element after `value` was put in.

    For a menu, `value` is an option's text, or a list of them. An option (a dict) is taken as it
    is, which external menus need. None empties the element. Raises LookupError for an unknown
    option, KeyError for an element without a state.
    """
    name = _STATES[element["type"]][0]
    if name == "selected_option" and value is not None:
        value = _option(element, value)
    elif name == "selected_options":
        value = [_option(element, one) for one in value]
    return {"type": element["type"], name: value}


def options(element: Json) -> list[Json]:
    """Return all options of a menu, also those in groups."""
    groups = element.get("option_groups", [])
    return [*element.get("options", []), *(one for group in groups for one in group["options"])]


def _option(element: Json, wanted: Any) -> Json:
    if isinstance(wanted, dict):
        return wanted
    for option in options(element):
        if text_of(option["text"]) == wanted:
            return dict(option)
    there = [text_of(option["text"]) for option in options(element)]
    raise LookupError(f"no option {wanted!r} among {there}")
