"""The choices an element offers, and its initial values."""

from collections.abc import Iterator, Mapping
from itertools import groupby
from typing import NamedTuple

from bot.sandbox.page.dates import Reader, moment
from bot.sandbox.page.mrkdwn import short_names
from bot.sandbox.page.untrusted import Json, as_text, objects

_INITIAL_LISTS = ("initial_options", "initial_users", "initial_conversations", "initial_channels")
_INITIAL = (
    "initial_option",
    "initial_user",
    "initial_conversation",
    "initial_channel",
    "initial_value",
    "initial_date",
    "initial_time",
    "initial_date_time",
)


class Choice(NamedTuple):
    """An option. `text` and `description` are text objects; `group` is the label above it."""

    value: str
    text: object
    description: object = None
    group: str = ""
    url: str = ""

    @property
    def label(self) -> str:
        """Its text as a plain string, for places without markup."""
        return short_names(as_text(self.text))


def choices(element: Json, reader: Reader) -> list[Choice]:
    """Return all options of a menu, checkboxes or radio buttons, in order."""
    kind = str(element.get("type", "")).removeprefix("multi_")
    users = [Choice(one, name) for one, name in reader.users.items()]
    channels = [Choice(one, f"# {name}") for one, name in reader.channels.items()]
    match kind:
        case "users_select":
            return users
        case "channels_select":
            return channels
        case "conversations_select":
            return [*channels, *users]
    return list(_options(element))


def groups(element: Json, reader: Reader) -> list[tuple[str, list[Choice]]]:
    """Return a menu's options by group label, in order. Options without a group come under ""."""
    return [
        (label, list(listed))
        for label, listed in groupby(choices(element, reader), lambda one: one.group)
    ]


def initial_options(element: Json) -> list[Json]:
    """Return the options that are chosen at first, as the app gave them."""
    one = element.get("initial_option")
    return objects(element.get("initial_options")) or objects([one])


def initial_values(element: Json) -> list[str]:
    """Return an element's initial values: option values, ids, a text or a date."""
    held = [element.get(name) for name in (*_INITIAL_LISTS, *_INITIAL)]
    values = [one for value in held for one in (value if isinstance(value, list) else [value])]
    return [text for value in values if (text := _value(value))]


def local_time(timestamp: object, reader: Reader) -> str:
    """Return Unix seconds as a browser's field wants them, for example `2026-11-23T18:39`."""
    at = moment(timestamp, reader)
    return f"{at:%Y-%m-%dT%H:%M}" if at and at.year >= 1000 else ""


def _options(element: Json) -> Iterator[Choice]:
    named = objects(element.get("option_groups"))
    grouped = [(as_text(group.get("label")), group.get("options")) for group in named]
    for label, options in [("", element.get("options")), *grouped]:
        for option in objects(options):
            yield Choice(
                as_text(option.get("value")),
                option.get("text"),
                option.get("description"),
                label,
                as_text(option.get("url")),
            )


def _value(value: object) -> str:
    return as_text(value.get("value")) if isinstance(value, Mapping) else as_text(value)
