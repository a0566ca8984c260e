"""The controls under an answer: each is drawn and, when clicked, read again in this file only.

A control carries the answer's id and nothing else. What it asks for is in its action id.
"""

import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from typing import Any

from bot.ask import delivery_texts as delivery
from bot.ask import texts as say
from bot.calls.model import Answer, Group, Output, Query
from bot.calls.query_text import command_text
from bot.calls.report import page_count
from bot.slack.kit.message import Block, buttons, menu, overflow, plain_text

VIEW = re.compile(r"\Aanswer:(?:page:\d{1,4}|refresh)\Z")
MENU = "answer:group"
_MORE = "answer:more"
MORE = re.compile(r"\Aanswer:(?:more|save|file:(?:csv|xlsx)|order:(?:oldest|newest))\Z")
SHARE = re.compile(r"\Aanswer:share:\d{1,4}\Z")
SHARED_FILE, REMOVE = "shared:file", "shared:remove"
EDIT = "answer:edit"
"""The action ids of the controls, for the listeners. Bolt looks for a pattern anywhere in an id."""

SAVE, FILE, ORDER, REFRESH, ASK_TO_SHARE = "save", "file", "order", "refresh", "share"
"""The options behind `MORE`."""

_LONGER = ((7, "last 7 days"), (30, "last 30 days"))
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
            query = replace(query, oldest_first=self.oldest_first, typed="")
        if self.show is not None:
            group = None if self.show in (_CALLS, _CHART) else Group(self.show)
            output = Output.CHART if self.show == _CHART else Output.TABLE
            query = replace(query, group=group, output=output, typed="")
        return query


def controls(answer: Answer) -> list[Block]:
    """Return a row of buttons and the menu of views; nothing for an answer that is not stored."""
    if not answer.id:
        return []
    row = buttons(_buttons(answer))
    for one in row["elements"]:
        if one["text"]["text"] in say.READ_ALOUD:
            one["accessibility_label"] = say.READ_ALOUD[one["text"]["text"]]
    if answer.report.total:
        options = [(text, f"{name}:{answer.id}") for text, name in _OPTIONS]
        row["elements"].append(menu(MENU, options, _SHOWN.index(_shown(answer))))
    row["elements"].append(overflow(_MORE, _more(answer)))
    return [row]


def other_period(answer: Answer) -> Query | None:
    """Return the question about a longer period, or one that has begun; None if it has both."""
    query = answer.query
    if query.period.start.timestamp() > answer.asked_at.timestamp():
        return replace(query, phrase="today")
    longer = (phrase for days, phrase in _LONGER if query.period.seconds < days * 86_400)
    return next((replace(query, phrase=phrase) for phrase in longer), None)


def shared_file_button(answer: Answer) -> Block:
    """Return a row with the button that posts the file of a shared answer."""
    row = buttons([(SHARED_FILE, delivery.POST_FILE, answer.id)])
    who_will_have = delivery.who_will_have(answer.report.total)
    row["elements"][0]["confirm"] = _confirm(
        delivery.POST_FILE_QUESTION, who_will_have, delivery.POST_FILE_YES
    )
    return row


def controls_for_all(row: Block) -> list[Block]:
    """Return the controls for everybody who sees a shared answer: *Remove*, not *Share*."""
    elements = [_for_all(element) for element in row["elements"]]
    remove = buttons([(REMOVE, delivery.REMOVE, "remove")])
    remove["elements"][0]["confirm"] = _REMOVE_DIALOG
    return [{**row, "elements": elements}, remove]


def _for_all(element: Block) -> Block:
    if element.get("action_id") != _MORE:
        return element
    options = [one for one in element["options"] if not one["value"].startswith(ASK_TO_SHARE)]
    return {**element, "options": options}


def answer_id_of(action: dict[str, Any]) -> str:
    """Return the id of the answer that a clicked button belongs to."""
    return str(action.get("value", ""))


def read_view(action: dict[str, Any]) -> View:
    """Return the view that a clicked `VIEW` button asks for."""
    match action["action_id"].split(":")[1:]:
        case ["page", number]:
            return View(page=int(number))
        case _:
            return View(refresh=True)


def read_menu(action: dict[str, Any]) -> tuple[str, View]:
    """Return the answer's id, and the view that the chosen option asks for.

    An unknown option refreshes the answer.
    """
    name, _, answer_id = _chosen_value(action).partition(":")
    return answer_id, View(show=name) if name in _SHOWN else View(refresh=True)


def read_more(action: dict[str, Any]) -> tuple[str, str, str]:
    """Return which option of `MORE` was chosen, its detail, and the answer's id.

    Answers that older versions posted have a button for each option.
    """
    if action["action_id"] != _MORE:
        _, name, *detail = action["action_id"].split(":")
        return name, "".join(detail), answer_id_of(action)
    name, _, rest = _chosen_value(action).partition(":")
    detail, _, answer_id = rest.partition(":")
    return name, detail, answer_id


def _chosen_value(action: dict[str, Any]) -> str:
    """Return the value of the chosen option; empty if there is none, as in a forged click."""
    option = action.get("selected_option")
    return str(option.get("value", "")) if isinstance(option, dict) else ""


def chosen(*names: str) -> Callable[[dict[str, Any]], Awaitable[bool]]:
    """Return a matcher for the listener of these options of `MORE`."""

    async def is_chosen(action: dict[str, Any]) -> bool:
        return read_more(action)[0] in names

    return is_chosen


def read_share(action: dict[str, Any]) -> int:
    """Return the page that a clicked `SHARE` button shares."""
    return int(action["action_id"].rpartition(":")[2])


def _buttons(answer: Answer) -> list[tuple[str, str, str]]:
    """Return the action id, label and value of each button, in their order."""
    found, number = [], answer.page_number
    if not answer.report.unfiltered_total and (other := other_period(answer)) is not None:
        command = command_text(other, answer.target, answer.account)
        found.append(("reading:0", say.look_at(other.phrase), command))
    if _shown(answer) == _CALLS:
        if number > 1:
            found.append((f"answer:page:{number - 1}", say.PREVIOUS, answer.id))
        if number < page_count(answer.report):
            found.append((f"answer:page:{number + 1}", say.FOLLOWING, answer.id))
    if answer.report.total and len(found) < 2:
        found.append(("answer:refresh", say.REFRESH, answer.id))
    found.append((EDIT, say.EDIT, answer.id))
    return found


def _more(answer: Answer) -> list[tuple[str, str]]:
    """Return the label and value of each option behind the three dots."""
    found = []
    if answer.report.total:
        found += [(text, f"{FILE}:{form}:{answer.id}") for form, text in say.FILE_BUTTONS.items()]
    if answer.report.total > 1 and _shown(answer) == _CALLS:
        first = "newest" if answer.query.oldest_first else "oldest"
        found.append((say.ORDERS[first], f"{ORDER}:{first}:{answer.id}"))
    found.append((say.SAVE, f"{SAVE}::{answer.id}"))
    if not answer.report.total:
        found.append((say.REFRESH, f"{REFRESH}::{answer.id}"))
    if answer.report.total:
        found.append((delivery.SHARE_HERE, f"{ASK_TO_SHARE}:{answer.page_number}:{answer.id}"))
    return found


def _shown(answer: Answer) -> str:
    """Return which option of the menu an answer is."""
    if answer.query.output is Output.CHART:
        return _CHART
    return answer.report.group or _CALLS


def share_button(answer_id: str, page: int) -> Block:
    """Return a row with the button that shares a page of an answer."""
    return buttons([(f"answer:share:{page}", delivery.SHARE, answer_id)])


def _confirm(title: str, text: str, yes: str) -> dict[str, Any]:
    return {
        "title": plain_text(title),
        "text": plain_text(text),
        "confirm": plain_text(yes),
        "deny": plain_text(delivery.CANCEL),
    }


_REMOVE_DIALOG = {
    **_confirm(delivery.REMOVE_QUESTION, delivery.WHAT_IS_REMOVED, delivery.REMOVE),
    "style": "danger",
}
