"""Slack's published design rules, as far as a machine can tell. No I/O.

Source: skills/block-kit/references in slackapi/slack-skills-plugin. Slack takes what breaks them;
people read it less well. One thing was decided otherwise: buttons are in sentence case, as
everything else is, so that all words of the app follow one rule.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from bot.sandbox.company import MOR_USERS, SLACK_PEOPLE
from bot.sandbox.slack_server.model import Json, elements, text_of
from bot.sandbox.slack_server.referee.charts import chart_remarks
from bot.sandbox.slack_server.referee.rich_text import characters
from bot.sandbox.slack_server.referee.rules import Faults, add_fault

_BUTTONS_IN_A_ROW = 3  # further ones go into an overflow menu
_FIELDS_IN_A_FORM = 8  # "about six", and two for somebody who asks for more of them

_PEOPLE = [
    *(one.real_name for one in SLACK_PEOPLE),
    *(f"{one.first_name} {one.surname}" for one in MOR_USERS),
]
_NAMES = {"CSV", "Excel", "Home", "ID", "IP", "MOR", "Slack", "UTC"} | {
    word for name in _PEOPLE for word in re.findall(r"\w+", name)
}
_SMALL = {"a", "an", "and", "as", "at", "by", "for", "from", "in", "of", "on", "or", "the", "to"}
_EMOJI = re.compile(r"[\u231a-\u23ff\u2600-\u27bf\U0001f000-\U0001faff]|:[a-z][a-z0-9_+-]*:")
_DIRECTIONS = re.compile(
    r"\b(?:see|buttons?|menus?|listed|shown) (?:above|below)\b|\bon the (?:right|left)\b", re.I
)
_VAGUE = {"More", "Open", "Read", "Show", "View"}
_DESTROYS = re.compile(r"(?:Delete|Remove|Unlink|Revoke|Discard)\b")
_EMPTY_WORDS = {"Submit", "OK", "Ok", "Done", "Yes"}


class DesignJudge:
    """Looks at all that the app shows, once it is told to. `remarks` are what it found."""

    def __init__(self) -> None:
        self.awake = False
        self.remarks: list[str] = []

    def message(self, text: str, blocks: Sequence[Json]) -> None:
        """Look at a message of the app."""
        if self.awake:
            self.remarks += message_remarks(text, list(blocks))

    def view(self, view: Mapping[str, Any]) -> None:
        """Look at a modal or Home tab of the app."""
        if self.awake:
            self.remarks += view_remarks(view)


def message_remarks(text: str, blocks: list[Json]) -> Faults:
    """Return what is against the design rules in a message."""
    remarks: Faults = []
    if blocks and not text.strip():
        add_fault(remarks, "a message with blocks needs a text that says the point", "/text")
    kinds = [block["type"] for block in blocks]
    if "header" in kinds and kinds[0] != "header":
        add_fault(remarks, "the title is not first", f"/blocks/{kinds.index('header')}")
    _check_blocks(blocks, "/blocks", remarks)
    return remarks


def view_remarks(view: Mapping[str, Any]) -> Faults:
    """Return what is against the design rules in a modal or Home tab."""
    remarks: Faults = []
    blocks = view["blocks"]
    _check_blocks(blocks, "/view/blocks", remarks)
    if view["type"] == "modal":
        _check_modal(view, remarks)
    return remarks


def _check_blocks(blocks: list[Json], pointer: str, remarks: Faults) -> None:
    _check_dividers(blocks, pointer, remarks)
    for index, block in enumerate(blocks):
        here = f"{pointer}/{index}"
        for name, value in _labels(block, here):
            _check_label(value, name, remarks)
        if block["type"] == "header":
            text = text_of(block["text"])  # it may ask, for the buttons below it to answer
            _check_heading(text, f"{here}/text", remarks, (".", "!", ":"))
        if block["type"] == "data_visualization":
            chart_remarks(block, here, remarks)
        if block["type"] == "data_table":
            _check_old_limits(block["rows"], here, remarks)
        if found := _DIRECTIONS.search(text_of(block) + text_of(block.get("text"))):
            add_fault(remarks, f"a direction: {found[0]!r}", here)
        row = [one for one in block.get("elements", ()) if one.get("type") == "button"]
        if block["type"] == "actions" and len(row) > _BUTTONS_IN_A_ROW:
            names = ", ".join(text_of(one["text"]) for one in row)
            add_fault(remarks, f"more than {_BUTTONS_IN_A_ROW} buttons: {names}", here)
    _check_buttons([one for _, one in elements(blocks) if one["type"] == "button"], remarks)


def _check_old_limits(rows: list[Any], pointer: str, remarks: Faults) -> None:
    """Check a data table against the limits that older copies of Slack's reference have."""
    for number, most, what in ((len(rows), 101, "rows"), (characters(rows), 10_000, "characters")):
        if number > most:
            add_fault(remarks, f"more than an older Slack takes: {number} {what}", pointer)


def _check_dividers(blocks: list[Json], pointer: str, remarks: Faults) -> None:
    dividers = [index for index, one in enumerate(blocks) if one["type"] == "divider"]
    for index in dividers:
        if index in (0, len(blocks) - 1) or index - 1 in dividers:
            add_fault(remarks, "a divider that divides nothing", f"{pointer}/{index}")


def _check_buttons(buttons: list[Json], remarks: Faults) -> None:
    """Check the buttons of a whole message or view together."""
    loud = [text_of(one["text"]) for one in buttons if "style" in one]
    if len(loud) > 1:
        add_fault(remarks, f"more than one loud button: {', '.join(loud)}", "")
    texts = Counter(text_of(one["text"]) for one in buttons)
    labels = Counter(one.get("accessibility_label", text_of(one["text"])) for one in buttons)
    for one in buttons:
        text = text_of(one["text"])
        label = one.get("accessibility_label", text)
        if (texts[text] > 1 and labels[label] > 1) or (text in _VAGUE and label == text):
            add_fault(remarks, f"{text!r} needs an accessibility_label of its own", "")
        if one.get("style") == "danger" and len(buttons) > 1:
            add_fault(remarks, f"{text!r} destroys and is the loudest of several", "")
        if _DESTROYS.match(text) and one.get("confirm", {}).get("style") != "danger":
            add_fault(remarks, f"{text!r} needs a confirmation in the style `danger`", "")
        if re.match(r"click (?:here|me)", text, re.I):
            add_fault(remarks, f"{text!r} does not say what it does", "")


def _check_modal(view: Mapping[str, Any], remarks: Faults) -> None:
    title, close = text_of(view["title"]), text_of(view.get("close"))
    _check_label(title, "/view/title", remarks)
    _check_heading(title, "/view/title", remarks)
    asked = [one for one in view["blocks"] if one["type"] == "input"]
    if len(asked) > _FIELDS_IN_A_FORM:
        add_fault(remarks, f"more than {_FIELDS_IN_A_FORM} fields: {len(asked)}", "/view/blocks")
    for one in asked:
        label = text_of(one["label"])
        if label.endswith("?") or re.search(r"\(optional\)|^please\b", label, re.I):
            add_fault(remarks, f"a field's label names the value: {label!r}", "")
    submit = text_of(view.get("submit"))
    if submit:
        _check_label(submit, "/view/submit", remarks)
        if submit in _EMPTY_WORDS:
            add_fault(remarks, f"{submit!r} does not say what it does", "/view/submit")
        for _, one in elements(view["blocks"]):
            if one["type"] == "button" and one.get("style") == "primary":
                add_fault(remarks, "a loud button beside the modal's own", "/view/blocks")
    if close and close not in (("Cancel",) if submit else ("Back", "Cancel", "Close", "Done")):
        add_fault(remarks, f"{close!r} does not say what closing does", "/view/close")


def _check_heading(
    text: str, pointer: str, remarks: Faults, endings: tuple[str, ...] = (".", "!", ":", "?")
) -> None:
    if text.endswith(endings):
        add_fault(remarks, f"a heading ends without punctuation: {text!r}", pointer)


def _labels(block: Json, pointer: str) -> Iterator[tuple[str, str]]:
    """Yield what is short and the app's own: pointer and text of headers, labels, buttons."""
    if block["type"] in ("header", "input"):
        name = "text" if block["type"] == "header" else "label"
        yield f"{pointer}/{name}", text_of(block[name])
    for _, one in elements([block]):
        here = f"{pointer} {one['action_id']}"
        if one["type"] == "button":
            yield here, text_of(one["text"])
        for option in one.get("options", ()):
            yield here, text_of(option["text"])
        if asked := one.get("confirm"):
            for name in ("title", "confirm", "deny"):
                yield f"{here}/confirm/{name}", text_of(asked[name])


def _check_label(text: str, pointer: str, remarks: Faults) -> None:
    if _EMOJI.search(text):
        add_fault(remarks, f"an emoji: {text!r}", pointer)
    named = text.partition(":")[0]  # what people call it follows
    words = [word for word in re.findall(r"[^\W\d_]+", named) if word.lower() not in _SMALL]
    own = [word for word in words if word not in _NAMES]
    if len(words) > 1 and len(own) > 1 and all(word.istitle() for word in own):
        add_fault(remarks, f"not in sentence case: {text!r}", pointer)
    if pointer.endswith("/confirm/title"):
        _check_heading(text, pointer, remarks)
