"""Forms: modals and their inputs as Slack takes them, and what somebody has filled in.

Limits are those of Slack's reference of views and Block Kit elements. Each input's block and
element bear the field's name, so that a submission is read by it.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.errors import ErrorCode, MorbotError
from bot.slack import texts
from bot.slack.kit.escape import label
from bot.slack.kit.message import Block, bold, lines, plain, plain_text
from bot.slack.kit.problems import ask_button

View = dict[str, Any]
Element = dict[str, Any]
Option = dict[str, Any]

MOST_OPTIONS = 100
LONGEST_TEXT = 3_000  # characters that Slack takes in a text input
_LONGEST_PROBLEM = 1_000
_LATEST = 32_503_680_000  # Unix seconds of the year 3000


@dataclass(frozen=True, slots=True)
class Modal:
    """A modal. `callback` names it in submissions; Slack takes 24 characters of `title`."""

    callback: str
    title: str

    def form(self, fields: Sequence[Block], submit: str, metadata: str = "") -> View:
        """Return a form to fill in. Submissions carry `metadata`."""
        view = self._view(fields, texts.CANCEL)
        return view | {"submit": plain_text(submit), "private_metadata": metadata}

    def loading(self, text: str = texts.LOADING) -> View:
        """Return what is shown while something is looked up."""
        return self._view([lines([plain(text)])], texts.CANCEL)

    def outcome(self, blocks: Sequence[Block]) -> View:
        """Return what is shown in the form's place when there is nothing left to do."""
        return self._view(blocks, texts.CLOSE)

    def problem(self, problem: MorbotError) -> View:
        """Return what is shown in the form's place if there is nothing to fill in."""
        return self.outcome(problem_blocks(problem))

    def _view(self, blocks: Sequence[Block], close: str) -> View:
        return {
            "type": "modal",
            "callback_id": self.callback,
            "title": plain_text(self.title),
            "close": plain_text(close),
            "private_metadata": "",
            "blocks": list(blocks),
        }


def problem_blocks(problem: MorbotError) -> list[Block]:
    """Return a problem's sentence and what to do about it."""
    hint = [plain(label(problem.hint, _LONGEST_PROBLEM))] if problem.hint else []
    said = lines([bold(label(problem.text, _LONGEST_PROBLEM))], hint)
    return [said, ask_button()] if problem.code == ErrorCode.NOT_LINKED else [said]


def field(
    name: str, title: str, element: Element, hint: str = "", *, optional: bool = False
) -> Block:
    """Return a form's field around one of the elements below."""
    block = {
        "type": "input",
        "block_id": name,
        "label": plain_text(title),
        "element": element | {"action_id": name},
        "optional": optional,
    }
    return block | {"hint": plain_text(hint)} if hint else block


def text_input(longest: int, value: str = "", *, multiline: bool = False) -> Element:
    """Return an input for up to `longest` characters."""
    element: Element = {"type": "plain_text_input", "max_length": longest}
    if multiline:
        element["multiline"] = True
    return element | ({"initial_value": value[:longest]} if value else {})


def number_input(most: int, value: str = "") -> Element:
    """Return an input for a whole number from 0 to `most`."""
    element = {"type": "number_input", "is_decimal_allowed": False, "min_value": "0"}
    return element | {"max_value": str(most)} | ({"initial_value": value} if value else {})


def date_time_picker(value: int | None) -> Element:
    """Return a picker of a date and time, in Unix seconds."""
    return {"type": "datetimepicker"} | ({} if value is None else {"initial_date_time": value})


def option(text: str, value: str) -> Option:
    """Return a choice. Slack takes 75 characters of `text`."""
    return {"text": plain_text(text), "value": str(value)}


def select(options: Sequence[Option], chosen: str) -> Element:
    """Return a menu of options. Without one of value `chosen`, the first one is chosen."""
    first = next((one for one in options if one["value"] == chosen), options[0])
    return {"type": "static_select", "options": list(options), "initial_option": first}


def radio_buttons(options: Sequence[Option], chosen: str) -> Element:
    """Return radio buttons. Without one of value `chosen`, none is chosen."""
    element: Element = {"type": "radio_buttons", "options": list(options)}
    first = next((one for one in options if one["value"] == chosen), None)
    return element | ({"initial_option": first} if first else {})


def checkboxes(options: Sequence[Option], ticked: Collection[str]) -> Element:
    """Return boxes to tick, those with a value in `ticked` being so."""
    element: Element = {"type": "checkboxes", "options": list(options)}
    first = [one for one in options if one["value"] in ticked]
    return element | ({"initial_options": first} if first else {})


def external_select(placeholder: str) -> Element:
    """Return a menu whose options the bot is asked for while somebody types."""
    return {
        "type": "external_select",
        "placeholder": plain_text(placeholder),
        "min_query_length": 0,
    }


def user_select(user_id: str = "", placeholder: str = "") -> Element:
    """Return a chooser of a person in Slack."""
    element: Element = {"type": "users_select"}
    if placeholder:
        element["placeholder"] = plain_text(placeholder)
    return element | ({"initial_user": user_id} if user_id else {})


def channel_select(channel_id: str, placeholder: str, *, externally: bool) -> Element:
    """Return a chooser of a channel, with those that people of other companies read if
    `externally`.
    """
    offered: dict[str, Any] = {"include": ["public", "private"]}
    if not externally:
        offered["exclude_external_shared_channels"] = True
    element: Element = {
        "type": "conversations_select",
        "placeholder": plain_text(placeholder),
        "filter": offered,
    }
    return element | ({"initial_conversation": channel_id} if channel_id else {})


@dataclass(frozen=True, slots=True)
class Submission:
    """A form that somebody has sent. What is missing or odd in it reads as empty."""

    user_id: str
    view_id: str
    metadata: str
    values: Mapping[object, object]

    @classmethod
    def read(cls, user_id: str, view: Mapping[str, Any]) -> "Submission":
        """Read the `view` of a submission."""
        values = _mapping(_mapping(view.get("state")).get("values"))
        return cls(user_id, _text(view.get("id")), _text(view.get("private_metadata")), values)

    def typed(self, name: str) -> str:
        """Return a text, with the white space around it."""
        return _text(self._field(name).get("value"))

    def text(self, name: str) -> str:
        """Return a text."""
        return self.typed(name).strip()

    def chosen(self, name: str) -> str:
        """Return the value of the chosen option."""
        return _text(_mapping(self._field(name).get("selected_option")).get("value")).strip()

    def chosen_text(self, name: str) -> str:
        """Return the text of the chosen option."""
        option = _mapping(self._field(name).get("selected_option"))
        return _text(_mapping(option.get("text")).get("text")).strip()

    def ticked(self, name: str) -> frozenset[str]:
        """Return the values of the ticked boxes."""
        boxes = self._field(name).get("selected_options")
        if not isinstance(boxes, list):
            return frozenset()
        return frozenset(_text(_mapping(box).get("value")) for box in boxes) - {""}

    def user(self, name: str) -> str:
        """Return the id of the chosen person."""
        return _text(self._field(name).get("selected_user")).strip()

    def channel(self, name: str) -> str:
        """Return the id of the chosen channel."""
        return _text(self._field(name).get("selected_conversation")).strip()

    def date_time(self, name: str) -> int | None:
        """Return the picked time in Unix seconds."""
        value = self._field(name).get("selected_date_time")
        return value if type(value) is int and 0 <= value < _LATEST else None

    def _field(self, name: str) -> Mapping[object, object]:
        return _mapping(_mapping(self.values.get(name)).get(name))


def _mapping(value: object) -> Mapping[object, object]:
    return value if isinstance(value, Mapping) else {}


def _text(value: object) -> str:
    return value[:LONGEST_TEXT] if isinstance(value, str) else ""
