"""Slack's rules for elements inside blocks: texts, options, buttons, menus, inputs."""

import re
from collections.abc import Mapping
from typing import Any

from bot.sandbox.slack_server.referee.limits import MOST
from bot.sandbox.slack_server.referee.rich_text import RICH_TEXT
from bot.sandbox.slack_server.referee.rules import (
    Faults,
    Rule,
    add_fault,
    by_type,
    check_exactly_one,
    flag,
    list_of,
    number,
    one_of,
    record,
    string,
    web_address,
)

_DATE = re.compile(r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])")
_TIME = re.compile(r"([01]\d|2[0-3]):[0-5]\d")


def plain(most: str) -> Rule:
    """A plain_text object."""
    return by_type({"plain_text": record({"text": string(most)}, {"emoji": flag})})


def mrkdwn(most: str) -> Rule:
    """A text object of either kind."""
    return by_type(
        {
            "plain_text": record({"text": string(most)}, {"emoji": flag}),
            "mrkdwn": record({"text": string(most)}, {"verbatim": flag}),
        }
    )


CONFIRM = record(
    {
        "title": plain("confirmation.title"),
        "text": mrkdwn("confirmation.text"),
        "confirm": plain("confirmation.confirm"),
        "deny": plain("confirmation.deny"),
    },
    {"style": one_of("primary", "danger")},
)


def _option(text: Rule, more: Mapping[str, Rule] | None = None) -> Rule:
    return record(
        {"text": text, "value": string("option.value")},
        {"description": plain("option.description"), **(more or {})},
    )


OPTION = _option(plain("option.text"))
_RICH_OPTION = record(
    {"text": mrkdwn("option.text"), "value": string("option.value")},
    {"description": mrkdwn("option.description")},
)
OPTION_GROUP = record(
    {"label": plain("option_group.label"), "options": list_of(OPTION, "option_group.options")}
)

_EVERYWHERE: dict[str, Rule] = {"action_id": string("action_id")}
_CHOOSER = _EVERYWHERE | {"confirm": CONFIRM, "focus_on_load": flag}
_DISPATCH = record(
    optional={"trigger_actions_on": list_of(one_of("on_enter_pressed", "on_character_entered"))}
)


def _static(options: Rule, initial: Mapping[str, Rule]) -> Rule:
    of_these = record(
        optional={
            **_CHOOSER,
            "placeholder": plain("select.placeholder"),
            "options": options,
            "option_groups": list_of(OPTION_GROUP, "select.option_groups"),
            **initial,
        }
    )

    def rule(value: Any, pointer: str, faults: Faults) -> None:
        of_these(value, pointer, faults)
        check_exactly_one(value, pointer, faults, "options", "option_groups")
        _check_initial(value, pointer, faults)

    return rule


def _check_initial(menu: Any, pointer: str, faults: Faults) -> None:
    """The initial choice must equal one of the options."""
    options = menu.get("options")
    if not isinstance(options, list):
        return
    one, several = menu.get("initial_option"), menu.get("initial_options")
    chosen = [one] if one is not None else several if isinstance(several, list) else []
    if any(each not in options for each in chosen):
        name = "initial_option" if one is not None else "initial_options"
        add_fault(faults, "must be one of the options", f"{pointer}/{name}")


def _checked(rule: Rule) -> Rule:
    def both(value: Any, pointer: str, faults: Faults) -> None:
        rule(value, pointer, faults)
        if isinstance(value, dict):
            _check_initial(value, pointer, faults)

    return both


def _chooser(**more: Rule) -> Rule:
    return record(optional={**_CHOOSER, "placeholder": plain("select.placeholder"), **more})


def _typed(**more: Rule) -> Rule:
    return record(
        optional={
            **_EVERYWHERE,
            "placeholder": plain("plain_text_input.placeholder"),
            "dispatch_action_config": _DISPATCH,
            "focus_on_load": flag,
            **more,
        }
    )


_ID = string()
_IDS = list_of(_ID)
_SEVERAL: dict[str, Rule] = {"max_selected_items": number(1)}
_FILTER = record(
    optional={
        "include": list_of(one_of("im", "mpim", "private", "public")),
        "exclude_external_shared_channels": flag,
        "exclude_bot_users": flag,
    }
)
_CONVERSATION: dict[str, Rule] = {"default_to_current_conversation": flag, "filter": _FILTER}
_OPTIONS = list_of(OPTION, "select.options")

BUTTON = record(
    {"text": plain("button.text")},
    {
        **_EVERYWHERE,
        "url": web_address("button.url"),
        "value": string("button.value"),
        "style": one_of("primary", "danger"),
        "confirm": CONFIRM,
        "accessibility_label": string("button.accessibility_label"),
    },
)

_PICTURE = record(
    {"alt_text": string("image.alt_text")},
    {
        "image_url": web_address("image.image_url"),
        "slack_file": record(optional={"id": _ID, "url": _ID}),
    },
)


def picture(value: Any, pointer: str, faults: Faults) -> None:
    """An image element."""
    _PICTURE(value, pointer, faults)
    check_exactly_one(value, pointer, faults, "image_url", "slack_file")


MENUS: dict[str, Rule] = {
    "static_select": _static(_OPTIONS, {"initial_option": OPTION}),
    "multi_static_select": _static(_OPTIONS, {"initial_options": list_of(OPTION), **_SEVERAL}),
    "external_select": _chooser(min_query_length=number(0), initial_option=OPTION),
    "multi_external_select": _chooser(
        min_query_length=number(0), initial_options=list_of(OPTION), **_SEVERAL
    ),
    "users_select": _chooser(initial_user=_ID),
    "multi_users_select": _chooser(initial_users=_IDS, **_SEVERAL),
    "conversations_select": _chooser(
        initial_conversation=_ID, response_url_enabled=flag, **_CONVERSATION
    ),
    "multi_conversations_select": _chooser(initial_conversations=_IDS, **_SEVERAL, **_CONVERSATION),
    "channels_select": _chooser(initial_channel=_ID, response_url_enabled=flag),
    "multi_channels_select": _chooser(initial_channels=_IDS, **_SEVERAL),
}

PICKERS: dict[str, Rule] = {
    "datepicker": _chooser(initial_date=string(form=_DATE)),
    "timepicker": _chooser(initial_time=string(form=_TIME), timezone=string()),
    "datetimepicker": record(optional={**_CHOOSER, "initial_date_time": number(10**9, 10**10 - 1)}),
    "checkboxes": _checked(
        record(
            {"options": list_of(_RICH_OPTION, "checkboxes.options")},
            {**_CHOOSER, "initial_options": list_of(_RICH_OPTION)},
        )
    ),
    "radio_buttons": _checked(
        record(
            {"options": list_of(_RICH_OPTION, "radio_buttons.options")},
            {**_CHOOSER, "initial_option": _RICH_OPTION},
        )
    ),
}

FIELDS: dict[str, Rule] = {
    "plain_text_input": _typed(
        initial_value=string("text", least=0),
        multiline=flag,
        min_length=number(0, MOST["plain_text_input.max_length"]),
        max_length=number(1, MOST["plain_text_input.max_length"]),
    ),
    "email_text_input": _typed(initial_value=string(least=0)),
    "url_text_input": _typed(initial_value=string(least=0)),
    "number_input": record(
        {"is_decimal_allowed": flag},
        {
            **_EVERYWHERE,
            "placeholder": plain("plain_text_input.placeholder"),
            "dispatch_action_config": _DISPATCH,
            "focus_on_load": flag,
            "initial_value": string(least=0),
            "min_value": string(),
            "max_value": string(),
        },
    ),
    "rich_text_input": _typed(
        initial_value=by_type({"rich_text": record(RICH_TEXT, {"block_id": string("block_id")})}),
        min_lines=number(1, MOST["rich_text_input.max_lines"]),
        max_lines=number(1, MOST["rich_text_input.max_lines"]),
    ),
    "file_input": record(
        optional={
            **_EVERYWHERE,
            "filetypes": list_of(string()),
            "max_files": number(1, MOST["file_input.max_files"]),
        }
    ),
}

_OVERFLOW = record(
    {
        "options": list_of(
            _option(plain("option.text"), {"url": web_address("option.url")}), "overflow.options"
        )
    },
    {**_EVERYWHERE, "confirm": CONFIRM},
)

IN_ACTIONS = by_type({"button": BUTTON, "overflow": _OVERFLOW, **MENUS, **PICKERS})
IN_SECTION = by_type(
    {"button": BUTTON, "overflow": _OVERFLOW, "image": picture, **MENUS, **PICKERS}
)
IN_INPUT = by_type({**MENUS, **PICKERS, **FIELDS})
IN_CONTEXT = by_type(
    {
        "image": picture,
        "plain_text": record({"text": string("text")}, {"emoji": flag}),
        "mrkdwn": record({"text": string("text")}, {"verbatim": flag}),
    }
)
