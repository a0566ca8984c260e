"""Errors as Slack messages: the place marked, and what to do, with an example."""

import re
from typing import Any

from rich.cells import cell_len

from bot.calls.offer_texts import as_read
from bot.errors import AskError, ErrorCode, MorbotError, Place, Reading
from bot.slack import texts
from bot.slack.kit import limits
from bot.slack.kit.escape import cut, defuse, label
from bot.slack.kit.message import (
    Block,
    Message,
    Part,
    bold,
    bullets,
    buttons,
    code,
    context,
    lines,
    message,
    monospace,
    plain,
)

ASK_FOR_ACCESS = "access:ask"

READING = re.compile(r"\Areading:\d\Z")
"""The action ids of the buttons with the readings of an ambiguous command. Bolt searches."""

# How long a text may be, and whether there are buttons, until it all fits into one message.
_SIZES = ((1_000, True), (200, True), (1_000, False), (200, False), (60, False))
_READINGS = 5
_WINDOW = 36  # characters of a line in a terminal, so that carets stand below it
_LINE = 120  # characters of a text in Slack, which breaks lines itself


def problem_message(error: MorbotError, command: str) -> Message:
    """Draw an error. The readings of an ambiguous command are buttons.

    `command` is the slash command's name.
    """
    blocks = limits.fitting(_problem(error, command, *size) for size in _SIZES)
    return message(f"{label(error.text, limits.SECTION)} {error.hint}".rstrip(), blocks)


def _problem(error: MorbotError, command: str, longest: int, with_buttons: bool) -> list[Block]:
    blocks = [lines([bold(label(error.text, longest))])]
    if isinstance(error, AskError):
        if error.place is not None:
            blocks.append(lines(_with_bold_place(error.place, longest)))
        blocks += _offered(error.readings[:_READINGS], longest, with_buttons)
    if error.hint:
        blocks.append(lines([plain(label(error.hint, longest))]))
    if error.code == ErrorCode.NOT_LINKED:
        blocks.append(ask_button())
    if isinstance(error, AskError):
        blocks.append(context([texts.see_help(command)]))
    return blocks


def unknown_message(reference: str, command: str) -> Message:
    """Draw a bug. The log has its reason under `reference`."""
    text, hint = texts.UNKNOWN_FAULT, texts.unknown_fault_hint(reference)
    blocks = [lines([bold(text)]), lines([plain(hint)]), context([texts.see_help(command)])]
    return message(f"{text} {hint}", blocks)


def not_linked_message(slack_user: str, command: str) -> Message:
    """Draw what somebody without a link reads, with the command that would link them."""
    text, hint = texts.NOT_LINKED, texts.NOT_LINKED_HINT
    example = texts.link_example(cut(slack_user, limits.CELL))
    blocks = [
        lines([bold(text)]),
        lines([plain(hint)]),
        monospace([example]),
        ask_button(),
        context([texts.see_help(command)]),
    ]
    return message(f"{text} {hint} {example}", blocks)


def marked(place: Place) -> list[str]:
    """Return two lines for a terminal: the source around the place, and carets below the place."""
    before, inside, after = _around(place, _WINDOW)
    return [before + inside + after, " " * cell_len(before) + "^" * max(1, cell_len(inside))]


def _around(place: Place, width: int) -> tuple[str, str, str]:
    """Return what stands before, in and after the place, about `width` characters of it all."""
    source = defuse(place.source)
    start = max(0, min(place.start, len(source)))
    end = max(start, min(place.end, len(source)))
    first = 0 if len(source) <= width else max(0, min(start - 8, len(source) - width))
    last = min(len(source), first + width)
    before, inside = source[first:start], source[start : min(end, last)]
    after = source[min(end, last) : last]
    return "…" + before if first else before, inside, after + "…" if last < len(source) else after


def _with_bold_place(place: Place, width: int) -> list[Part]:
    """Return the source with the place in bold. A place behind the text is an ellipsis."""
    before, inside, after = _around(place, min(width, _LINE))
    parts = [(plain, before), (bold, inside or "…"), (plain, after)]
    return [draw(text) for draw, text in parts if text]


def _offered(readings: tuple[Reading, ...], longest: int, with_buttons: bool) -> list[Block]:
    if not readings:
        return []
    listed = [
        [code(label(as_read(each.command), longest)), plain(f" – {label(each.meaning, longest)}")]
        for each in readings
        if as_read(each.command) != each.meaning or not with_buttons
    ]
    heading = texts.READINGS if len(readings) > 1 else texts.DID_YOU_MEAN
    offered = [lines([plain(heading)]), *([bullets(listed)] if listed else [])]
    choices = [
        (f"reading:{place}", each.meaning, each.command)
        for place, each in enumerate(readings)
        if with_buttons and len(each.command) <= limits.BUTTON_VALUE
    ]
    return [*offered, buttons(choices)] if choices else offered


def read_reading(action: dict[str, Any]) -> str:
    """Return the command that a clicked reading stands for."""
    return str(action.get("value", ""))


def ask_button() -> Block:
    """Draw the button with which somebody without a link asks for access."""
    return buttons([(ASK_FOR_ACCESS, texts.ASK_FOR_ACCESS, "ask")])
