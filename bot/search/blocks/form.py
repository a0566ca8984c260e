"""The form to search by: a modal, and what was filled in."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from bot.calls import query_fields
from bot.calls.model import Account, Group, Output, Query, Target
from bot.calls.query_text import filters_text, who_text
from bot.calls.query_words import LONGEST_COMMAND
from bot.errors import MorbotError
from bot.search.store import LONGEST_NAME
from bot.search.texts import form as say
from bot.search.texts import saved
from bot.slack.kit import texts as kit_texts
from bot.slack.kit.escape import label
from bot.slack.kit.message import Block, bold, buttons, lines, plain

CALLBACK = "search:form"
SEARCH = "search:open"
PERSON, WHO, PERIOD, START, END = "person", "who", "period", "start", "end"
FILTERS, SHOW, OLDEST, NAME = "filters", "show", "oldest", "name"
CALLS = "calls"
SHOWN = (CALLS, *(f"by:{group}" for group in Group), Output.CHART, Output.CSV, Output.XLSX)
# No less than what a command may hold: what does not fit would be cut off when it is edited.
_LONGEST = {WHO: 255, PERIOD: 300, FILTERS: LONGEST_COMMAND, NAME: LONGEST_NAME}
_MOST_OPTIONS = 100
_NAME = 50  # of the 75 characters an option may have
_LATEST = 32_503_680_000  # Unix seconds of the year 3000


@dataclass(frozen=True, slots=True)
class SearchFields:
    """What stands in the form, as typed: `person` is a MOR id in digits, the times Unix seconds."""

    person: str = ""
    who: str = ""
    period: str = ""
    start: int | None = None
    end: int | None = None
    filters: str = ""
    show: str = CALLS
    oldest: bool = False
    name: str = ""


def filled_with(query: Query, target: Target) -> SearchFields:
    """The form for a question that was asked before. Counts in another form than a table, which
    the menu does not have, are told beside the filters.
    """
    grouped = f"by:{query.group}" if query.group else ""
    filters, in_a_table = filters_text(query.filters), query.output is Output.TABLE
    return SearchFields(
        who=who_text(query, target),
        period=query.phrase,
        filters=filters if in_a_table else f"{filters} {grouped}".strip(),
        show=(grouped or CALLS) if in_a_table else query.output,
        oldest=query.oldest_first,
    )


def command_of(filled: SearchFields, zone: str, account: Account | None) -> query_fields.Command:
    """The command that the filled form makes; times were picked in `zone`."""
    period = filled.period
    if filled.start is not None and filled.end is not None:
        bounds = (filled.start, filled.end)
        start, end = (datetime.fromtimestamp(time, ZoneInfo(zone)) for time in bounds)
        period = query_fields.between(start, end)
    shown = "" if filled.show == CALLS else filled.show
    output = f"{shown} oldest" if filled.oldest else shown
    return query_fields.command(
        filled.person or filled.who, period, filled.filters, output, account
    )


def form_view(form_id: str, filled: SearchFields, *, saved_search: bool = False) -> dict[str, Any]:
    """The form; `form_id` is all that it carries besides what is seen. With a `saved_search` in
    it, it is sent to be kept, not to be answered.
    """
    person_label, placeholder = say.PERSON
    person: dict[str, Any] = {
        "type": "external_select",
        "action_id": PERSON,
        "placeholder": _plain(placeholder),
        "min_query_length": 0,
    }
    order_label, oldest = say.OLDEST
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
        _typed(WHO, *say.WHO, filled.who),
        _typed(PERIOD, *say.PERIOD, filled.period),
        _input(START, say.START, _picker(START, filled.start)),
        _input(END, say.END, _picker(END, filled.end)),
        _typed(FILTERS, *say.FILTERS, filled.filters),
        _input(SHOW, say.SHOW, menu | {"initial_option": options[chosen]}),
        _input(OLDEST, order_label, boxes),
    ]
    if saved_search:
        blocks = [name_field(filled.name, needed=True), *blocks]
        titles = {"title": _plain(saved.EDIT_TITLE), "submit": _plain(saved.SAVE)}
    else:
        blocks.append(name_field(filled.name))
        titles = {"submit": _plain(say.SEARCH)}
    return _view(blocks, metadata=form_id) | titles


def name_field(value: str, *, needed: bool = False) -> Block:
    """The name under which a search is kept; where it is not `needed`, nothing means not at all."""
    words = saved.NAME if needed else saved.SAVE_AS
    return _typed(NAME, *words, value) | {"optional": not needed}


def waiting_view() -> dict[str, Any]:
    """Shown until it is known what belongs into the form."""
    return _view([lines([plain(kit_texts.LOADING)])])


def problem_view(problem: MorbotError) -> dict[str, Any]:
    """Shown instead of the form to somebody who may not have it."""
    hint = [plain(label(problem.hint, 1000))] if problem.hint else []
    return _view([lines([bold(label(problem.text, 1000))], hint)])


def read_form(view: Mapping[str, Any]) -> SearchFields:
    """What somebody has filled in, from the `view` of a submission; anything odd reads as empty."""
    state = view.get("state")
    values = state.get("values") if isinstance(state, Mapping) else None

    def field(name: str) -> Mapping[str, Any]:
        block = values.get(name) if isinstance(values, Mapping) else None
        found = block.get(name) if isinstance(block, Mapping) else None
        return found if isinstance(found, Mapping) else {}

    return SearchFields(
        person=_chosen(field(PERSON)),
        who=_text(field(WHO).get("value")),
        period=_text(field(PERIOD).get("value")),
        start=_number(field(START).get("selected_date_time")),
        end=_number(field(END).get("selected_date_time")),
        filters=_text(field(FILTERS).get("value")),
        show=_chosen(field(SHOW)) or CALLS,
        oldest=bool(field(OLDEST).get("selected_options")),
        name=" ".join(_text(field(NAME).get("value")).split()),
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
        "title": _plain(say.TITLE),
        "close": _plain(say.CANCEL),
        "private_metadata": metadata,
        "blocks": blocks,
    }


def _chosen(field: Mapping[str, Any]) -> str:
    option = field.get("selected_option")
    return _text(option.get("value")) if isinstance(option, Mapping) else ""


def _text(value: object) -> str:
    return value[:3000].strip() if isinstance(value, str) else ""


def _number(value: object) -> int | None:
    return value if type(value) is int and 0 <= value < _LATEST else None


def _plain(text: str) -> dict[str, Any]:
    return {"type": "plain_text", "text": text, "emoji": False}


def search_button() -> Block:
    """Return the button that opens the form."""
    return buttons([(SEARCH, saved.SEARCH_BUTTON, "search")])
