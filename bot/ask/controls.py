"""The controls under an answer: each is drawn and, when clicked, read again in this file only.

A control carries the answer's id and nothing else. What it asks for is in its action id.
"""

import re
from dataclasses import dataclass, replace
from typing import Any

from bot.ask import delivery_texts as delivery
from bot.ask import texts as say
from bot.calls.model import Answer, Group, Output, Query
from bot.calls.report import page_count
from bot.slack.kit.message import Block, buttons, menu, plain_text

VIEW = re.compile(r"\Aanswer:(?:page:\d{1,4}|order:(?:oldest|newest)|refresh)\Z")
MENU = "answer:group"
FILE = re.compile(r"\Aanswer:file:(?:csv|xlsx)\Z")
SHARE = re.compile(r"\Aanswer:share:\d{1,4}\Z")
SHARED_FILE, REMOVE = "shared:file", "shared:remove"
EDIT, SAVE = "answer:edit", "answer:save"
"""The action ids of the controls, for the listeners. Bolt looks for a pattern anywhere in an id."""

_CALLS = "calls"
_CHART = "chart"
_SHOWN = (_CALLS, _CHART, *Group)  # in the menu: the calls, their chart, or their number by group
_OPTIONS = tuple((say.view(name), name) for name in _SHOWN)


@dataclass(frozen=True, slots=True)
class View:
    """How somebody wants to see an answer again: a page (1 is the first), and what is different.

    None keeps what the answer has. `show` is an option of the menu. `refresh` reads the period
    again as of now and asks MOR.
    """

    page: int = 1
    oldest_first: bool | None = None
    show: str | None = None
    refresh: bool = False

    def of(self, query: Query) -> Query:
        """Return the query as this view wants it."""
        if self.oldest_first is not None:
            query = replace(query, oldest_first=self.oldest_first)
        if self.show is not None:
            group = None if self.show in (_CALLS, _CHART) else Group(self.show)
            output = Output.CHART if self.show == _CHART else Output.TABLE
            query = replace(query, group=group, output=output)
        return query


def controls(answer: Answer) -> list[Block]:
    """Return a row of buttons and the menu of views; nothing for an answer that is not stored."""
    if not answer.id:
        return []
    row = buttons(_buttons(answer))
    if answer.report.total:
        options = [(text, f"{name}:{answer.id}") for text, name in _OPTIONS]
        views = menu(MENU, options, _SHOWN.index(_shown(answer)))
        row["elements"] += [views, share_button(answer)]
    return [row]


def shared_file_button(answer: Answer) -> Block:
    """Return a row with the button that posts the file of a shared answer."""
    row = buttons([(SHARED_FILE, delivery.POST_FILE, answer.id)])
    who_will_have = delivery.who_will_have(answer.report.total)
    row["elements"][0]["confirm"] = _confirm(
        delivery.POST_FILE_QUESTION, who_will_have, delivery.POST_FILE_YES
    )
    return row


def controls_for_all(row: Block) -> Block:
    """Return the row of controls for everybody who sees a shared answer: *Remove*, not *Share*."""
    return {**row, "elements": [_for_all(element) for element in row["elements"]]}


def _for_all(element: Block) -> Block:
    if not SHARE.fullmatch(str(element.get("action_id"))):
        return element
    return {
        **element,
        "action_id": REMOVE,
        "text": plain_text(delivery.REMOVE),
        "confirm": _REMOVE_DIALOG,
    }


def answer_id_of(action: dict[str, Any]) -> str:
    """Return the id of the answer that a clicked button belongs to."""
    return str(action.get("value", ""))


def read_view(action: dict[str, Any]) -> View:
    """Return the view that a clicked `VIEW` button asks for."""
    match action["action_id"].split(":")[1:]:
        case ["page", number]:
            return View(page=int(number))
        case ["order", order]:
            return View(oldest_first=order == "oldest")
        case _:
            return View(refresh=True)


def read_menu(action: dict[str, Any]) -> tuple[str, View]:
    """Return the answer's id, and the view that the chosen option asks for.

    An unknown option refreshes the answer.
    """
    option = action.get("selected_option") or {}
    name, _, answer_id = str(option.get("value", "")).partition(":")
    return answer_id, View(show=name) if name in _SHOWN else View(refresh=True)


def read_file(action: dict[str, Any]) -> Output:
    """Return the kind of file that a clicked `FILE` button asks for."""
    return Output(action["action_id"].rpartition(":")[2])


def read_share(action: dict[str, Any]) -> int:
    """Return the page that a clicked `SHARE` button shares."""
    return int(action["action_id"].rpartition(":")[2])


def _buttons(answer: Answer) -> list[tuple[str, str, str]]:
    """Return the action id, label and value of each button, in their order."""
    found, number = [], answer.page_number
    if _shown(answer) == _CALLS:
        if number > 1:
            found.append((f"answer:page:{number - 1}", say.PREVIOUS, answer.id))
        if number < page_count(answer.report):
            found.append((f"answer:page:{number + 1}", say.FOLLOWING, answer.id))
        if answer.report.total > 1:
            first = "newest" if answer.query.oldest_first else "oldest"
            found.append((f"answer:order:{first}", say.ORDERS[first], answer.id))
    found.append(("answer:refresh", say.REFRESH, answer.id))
    found.append((EDIT, say.EDIT, answer.id))
    found.append((SAVE, say.SAVE, answer.id))
    if answer.report.total:
        for form, text in say.FILE_BUTTONS.items():
            found.append((f"answer:file:{form}", text, answer.id))
    return found


def _shown(answer: Answer) -> str:
    """Return which option of the menu an answer is."""
    if answer.query.output is Output.CHART:
        return _CHART
    return answer.report.group or _CALLS


def share_button(answer: Answer) -> Block:
    """Return the button that shares the page above it, after a dialog says who will see it."""
    return {
        "type": "button",
        "action_id": f"answer:share:{answer.page_number}",
        "text": plain_text(delivery.SHARE),
        "value": answer.id,
        "confirm": _SHARE_DIALOG,
    }


def _confirm(title: str, text: str, yes: str) -> dict[str, Any]:
    return {
        "title": plain_text(title),
        "text": plain_text(text),
        "confirm": plain_text(yes),
        "deny": plain_text(delivery.CANCEL),
    }


_SHARE_DIALOG = _confirm(delivery.SHARE_QUESTION, delivery.WHO_WILL_READ, delivery.SHARE_YES)
_REMOVE_DIALOG = _confirm(delivery.REMOVE_QUESTION, delivery.WHAT_IS_REMOVED, delivery.REMOVE)
