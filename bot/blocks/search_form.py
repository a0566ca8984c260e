"""The form to search by: a modal, and what was filled in."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.blocks.escape import label
from bot.blocks.message import Block, bold, lines, plain
from bot.calls.model import Account, Group, Output, Query, Target
from bot.calls.query_text import filters_text, who_text
from bot.errors import MorbotError
from bot.messages import search as say

CALLBACK = "search:form"
PERSON, WHO, PERIOD, START, END = "person", "who", "period", "start", "end"
FILTERS, SHOW, OLDEST = "filters", "show", "oldest"
CALLS = "calls"
SHOWN = (CALLS, *(f"by:{group}" for group in Group), Output.CHART, Output.CSV, Output.XLSX)
_LONGEST = {WHO: 255, PERIOD: 300, FILTERS: 500}  # together less than a command may have
_MOST_OPTIONS = 100
_NAME = 50  # of the 75 characters an option may have


@dataclass(frozen=True, slots=True)
class Filled:
    """What stands in the form, as typed: `person` is a MOR id in digits, the times Unix seconds."""

    person: str = ""
    who: str = ""
    period: str = ""
    start: int | None = None
    end: int | None = None
    filters: str = ""
    show: str = CALLS
    oldest: bool = False


def filled_with(query: Query, target: Target) -> Filled:
    """The form for a question that was asked before."""
    grouped = f"by:{query.group}" if query.group else CALLS
    return Filled(
        who=who_text(query, target),
        period=query.phrase,
        filters=filters_text(query.filters),
        show=grouped if query.output is Output.TABLE else query.output,
        oldest=query.oldest_first,
    )


def form_view(form_id: str, filled: Filled) -> dict[str, Any]:
    """The form; `form_id` is all that it carries besides what is seen."""
    person_label, placeholder = say.person()
    person: dict[str, Any] = {
        "type": "external_select",
        "action_id": PERSON,
        "placeholder": _plain(placeholder),
        "min_query_length": 0,
    }
    order_label, oldest = say.oldest()
    boxes: dict[str, Any] = {
        "type": "checkboxes",
        "action_id": OLDEST,
        "options": [_option(oldest, OLDEST)],
    }
    if filled.oldest:
        boxes["initial_options"] = boxes["options"]
    options = [_option(say.view(name), name) for name in SHOWN]
    menu = {"type": "static_select", "action_id": SHOW, "options": options}
    chosen = SHOWN.index(filled.show) if filled.show in SHOWN else 0
    blocks = [
        _input(PERSON, person_label, person),
        _typed(WHO, *say.who(), filled.who),
        _typed(PERIOD, *say.period(), filled.period),
        _input(START, say.start(), _picker(START, filled.start)),
        _input(END, say.end(), _picker(END, filled.end)),
        _typed(FILTERS, *say.filters(), filled.filters),
        _input(SHOW, say.show(), menu | {"initial_option": options[chosen]}),
        _input(OLDEST, order_label, boxes),
    ]
    return _view(blocks, metadata=form_id) | {"submit": _plain(say.search())}


def waiting_view() -> dict[str, Any]:
    """Shown until it is known what belongs into the form."""
    return _view([lines([plain(say.loading())])])


def problem_view(problem: MorbotError) -> dict[str, Any]:
    """Shown instead of the form to somebody who may not have it."""
    hint = [plain(label(problem.hint, 1000))] if problem.hint else []
    return _view([lines([bold(label(problem.text, 1000))], hint)])


def read_form(view: Mapping[str, Any]) -> Filled:
    """What somebody has filled in, from the `view` of a submission; anything odd reads as empty."""
    state = view.get("state")
    values = state.get("values") if isinstance(state, Mapping) else None

    def field(name: str) -> Mapping[str, Any]:
        block = values.get(name) if isinstance(values, Mapping) else None
        found = block.get(name) if isinstance(block, Mapping) else None
        return found if isinstance(found, Mapping) else {}

    return Filled(
        person=_chosen(field(PERSON)),
        who=_text(field(WHO).get("value")),
        period=_text(field(PERIOD).get("value")),
        start=_number(field(START).get("selected_date_time")),
        end=_number(field(END).get("selected_date_time")),
        filters=_text(field(FILTERS).get("value")),
        show=_chosen(field(SHOW)) or CALLS,
        oldest=bool(field(OLDEST).get("selected_options")),
    )


def person_options(people: Sequence[Account]) -> list[dict[str, Any]]:
    """The people to choose from; those who do not fit can be found by typing more of the name."""
    return [
        _option(say.linked_person(label(one.username, _NAME), str(one.user_id)), str(one.user_id))
        for one in people[:_MOST_OPTIONS]
    ]


def _typed(name: str, text: str, hint: str, value: str) -> Block:
    element: dict[str, Any] = {
        "type": "plain_text_input",
        "action_id": name,
        "max_length": _LONGEST[name],
    }
    if value:
        element["initial_value"] = value[: _LONGEST[name]]
    return _input(name, text, element) | {"hint": _plain(hint)}


def _picker(name: str, value: int | None) -> dict[str, Any]:
    first = {} if value is None else {"initial_date_time": value}
    return {"type": "datetimepicker", "action_id": name, **first}


def _input(name: str, text: str, element: dict[str, Any]) -> Block:
    return {
        "type": "input",
        "block_id": name,
        "label": _plain(text),
        "element": element,
        "optional": True,
    }


def _option(text: str, value: str) -> dict[str, Any]:
    return {"text": _plain(text), "value": str(value)}


def _view(blocks: list[Block], metadata: str = "") -> dict[str, Any]:
    return {
        "type": "modal",
        "callback_id": CALLBACK,
        "title": _plain(say.title()),
        "close": _plain(say.cancel()),
        "private_metadata": metadata,
        "blocks": blocks,
    }


def _chosen(field: Mapping[str, Any]) -> str:
    option = field.get("selected_option")
    return _text(option.get("value")) if isinstance(option, Mapping) else ""


def _text(value: object) -> str:
    return value[:3000].strip() if isinstance(value, str) else ""


def _number(value: object) -> int | None:
    return value if type(value) is int else None


def _plain(text: str) -> dict[str, Any]:
    return {"type": "plain_text", "text": text, "emoji": False}
