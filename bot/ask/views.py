"""How somebody wants to see an answer again: the controls under it, as data.

A control is written as an action id or a menu option, and read again, in this file only.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from bot.calls.model import Answer, Group, Output, Query

CALLS = "calls"
CHART = "chart"
SHOWN = (CALLS, CHART, *Group)
"""What the menu offers: the calls, their chart, or their number by group."""

ACTION = re.compile(r"answer:(?:page:\d{1,4}|order:(?:oldest|newest)|refresh)")
MENU = "answer:group"


@dataclass(frozen=True, slots=True)
class View:
    """A page (1 is the first) of an answer, and what is to be different in it.

    None keeps what the answer has. `show` is one of `SHOWN`. `refresh` reads the period again as
    of now and asks MOR.
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
            group = None if self.show in (CALLS, CHART) else Group(self.show)
            output = Output.CHART if self.show == CHART else Output.TABLE
            query = replace(query, group=group, output=output)
        return query


def page_action(number: int) -> str:
    """Return the action id of a button that shows another page."""
    return f"answer:page:{number}"


def order_action(*, oldest_first: bool) -> str:
    """Return the action id of a button that turns the order round."""
    return f"answer:order:{'oldest' if oldest_first else 'newest'}"


REFRESH = "answer:refresh"


def shown(answer: Answer) -> str:
    """Return which of `SHOWN` an answer is."""
    if answer.query.output is Output.CHART:
        return CHART
    return answer.report.group or CALLS


def menu_options(answer: Answer) -> Iterator[str]:
    """Yield the values of the menu's options, in the order of `SHOWN`."""
    return (f"{name}:{answer.id}" for name in SHOWN)


def read_button(action: dict[str, Any]) -> tuple[View, str]:
    """Return the view that a button asks for, and the answer's id."""
    answer_id = str(action.get("value", ""))
    match action["action_id"].split(":")[1:]:
        case ["page", number]:
            return View(page=int(number)), answer_id
        case ["order", order]:
            return View(oldest_first=order == "oldest"), answer_id
        case _:
            return View(refresh=True), answer_id


def read_menu(action: dict[str, Any]) -> tuple[View, str]:
    """Return the view that a menu option asks for, and the answer's id.

    An option that is none of ours refreshes the answer.
    """
    option = action.get("selected_option") or {}
    name, _, answer_id = str(option.get("value", "")).partition(":")
    return View(show=name) if name in SHOWN else View(refresh=True), answer_id
