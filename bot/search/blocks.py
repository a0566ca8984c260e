"""The search form and what was filled in; saved searches, and the form for their names."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.calls import query_text
from bot.calls.model import Account, Group, Output, Query, Target
from bot.calls.words import LONGEST_COMMAND
from bot.search import texts as say
from bot.search.store import LONGEST_NAME, SavedSearch
from bot.slack.kit import forms
from bot.slack.kit.escape import label
from bot.slack.kit.forms import Modal, Submission, View, field, text_input
from bot.slack.kit.message import Block, bold, buttons, context, header, lines, plain, plain_text

SEARCH_FORM = Modal("search:form", say.TITLE)
NAME_FORM = Modal("saved:form", say.SAVE_TITLE)
SEARCH = "search:open"
PERSON, WHO, PERIOD, START, END = "person", "who", "period", "start", "end"
FILTERS, SHOW, OLDEST, NAME = "filters", "show", "oldest", "name"
RUN, EDIT, DELETE = "saved:run", "saved:edit", "saved:delete"
CALLS = "calls"
SHOWN = (CALLS, *(f"by:{group}" for group in Group), Output.CHART, Output.CSV, Output.XLSX)
# At least what a command may hold: the rest would be lost when a search is edited.
_LONGEST_WHO, _LONGEST_PERIOD = 255, 300
_LONGEST_USERNAME = 50  # of the 75 characters that an option may have
_LONGEST_SHOWN = 300  # characters of a saved search


@dataclass(frozen=True, slots=True)
class SearchFields:
    """What is filled in, as typed. `person` is a MOR id in digits, times are in Unix seconds."""

    person: str = ""
    who: str = ""
    period: str = ""
    start: int | None = None
    end: int | None = None
    filters: str = ""
    show: str = CALLS
    oldest: bool = False
    name: str = ""


def fields_of(query: Query, target: Target) -> SearchFields:
    """Return the fields for a question that was asked before.

    The menu has counts only as a table, so other counts are written into the filters.
    """
    grouped = f"by:{query.group}" if query.group else ""
    filters, in_a_table = query_text.filters_text(query.filters), query.output is Output.TABLE
    return SearchFields(
        who=query_text.who_text(query, target),
        period=query.phrase,
        filters=filters if in_a_table else f"{filters} {grouped}".strip(),
        show=(grouped or CALLS) if in_a_table else query.output,
        oldest=query.oldest_first,
    )


def command_of(
    fields: SearchFields, zone: str, account: Account | None
) -> query_text.ComposedCommand:
    """Return the command that the fields make. Times were picked in `zone`."""
    period = fields.period
    if fields.start is not None and fields.end is not None:
        bounds = (fields.start, fields.end)
        start, end = (datetime.fromtimestamp(time, ZoneInfo(zone)) for time in bounds)
        period = query_text.period_text(start, end)
    shown = "" if fields.show == CALLS else fields.show
    output = f"{shown} oldest" if fields.oldest else shown
    return query_text.compose(fields.person or fields.who, period, fields.filters, output, account)


def search_view(fields: SearchFields) -> View:
    """Return the form of a search to be answered."""
    return SEARCH_FORM.form([*_inputs(fields), name_field(fields.name)], say.SEARCH)


def edit_view(fields: SearchFields) -> View:
    """Return the form of a saved search to be changed."""
    modal = replace(SEARCH_FORM, title=say.EDIT_TITLE)
    name = name_field(fields.name, required=True)
    return modal.form([name, *_inputs(fields)], say.SAVE)


def name_field(value: str, *, required: bool = False) -> Block:
    """Return the field for the name under which a search is saved."""
    title, hint = (say.NAME, say.NAME_HINT) if required else (say.SAVE_AS, say.SAVE_AS_HINT)
    return field(NAME, title, text_input(LONGEST_NAME, value), hint, optional=not required)


def read_name(sent: Submission) -> str:
    """Return the name in a form, with single spaces."""
    return " ".join(sent.text(NAME).split())


def read_form(sent: Submission) -> SearchFields:
    """Return what somebody has filled in."""
    return SearchFields(
        person=sent.chosen(PERSON),
        who=sent.text(WHO),
        period=sent.text(PERIOD),
        start=sent.date_time(START),
        end=sent.date_time(END),
        filters=sent.text(FILTERS),
        show=sent.chosen(SHOW) or CALLS,
        oldest=OLDEST in sent.ticked(OLDEST),
        name=read_name(sent),
    )


def person_options(people: Sequence[Account]) -> list[forms.Option]:
    """Return people as options, no more than Slack takes. Others are found by typing more."""
    return [
        forms.option(
            say.linked_person(label(one.username, _LONGEST_USERNAME), str(one.user_id)),
            str(one.user_id),
        )
        for one in people[: forms.MOST_OPTIONS]
    ]


def search_button() -> Block:
    """Return the button that opens the form."""
    return buttons([(SEARCH, say.SEARCH_BUTTON, "search")])


def _inputs(fields: SearchFields) -> list[Block]:
    shown = [forms.option(say.VIEWS[name], name) for name in SHOWN]
    oldest = [forms.option(say.OLDEST_FIRST, OLDEST)]
    ticked = [OLDEST] if fields.oldest else []
    inputs = (
        (PERSON, say.PERSON, forms.external_select(say.PERSON_PLACEHOLDER), ""),
        (WHO, say.WHO, text_input(_LONGEST_WHO, fields.who), say.WHO_HINT),
        (PERIOD, say.PERIOD, text_input(_LONGEST_PERIOD, fields.period), say.PERIOD_HINT),
        (START, say.START, forms.date_time_picker(fields.start), ""),
        (END, say.END, forms.date_time_picker(fields.end), ""),
        (FILTERS, say.FILTERS, text_input(LONGEST_COMMAND, fields.filters), say.FILTERS_HINT),
        (SHOW, say.SHOW, forms.select(shown, fields.show), ""),
        (OLDEST, say.ORDER, forms.checkboxes(oldest, ticked), ""),
    )
    return [field(*one, optional=True) for one in inputs]


def searches_section(searches: Sequence[SavedSearch]) -> list[Block]:
    """Return a person's searches for their Home tab. Buttons carry only a search's id."""
    blocks = [header(say.SAVED_TITLE)]
    for search in searches:
        blocks += [_search(search), _buttons(search)]
    small = say.WHERE_ANSWERS_GO if searches else say.NONE_YET
    return [*blocks, context([small])]


def name_form(answer_id: str, suggested: str) -> View:
    """Return the form that asks for a name for the search behind an answer."""
    shown = lines([plain(label(suggested, _LONGEST_SHOWN))])
    name = name_field(suggested[:LONGEST_NAME].strip(), required=True)
    return NAME_FORM.form([shown, name], say.SAVE, answer_id)


def saved_view(name: str) -> View:
    """Return what takes the form's place when the search is saved."""
    told = lines([bold(say.saved(label(name, LONGEST_NAME)))])
    return NAME_FORM.outcome([told, context([say.WHERE_IT_IS])])


def _search(search: SavedSearch) -> Block:
    name, text = label(search.name, LONGEST_NAME), label(search.text, _LONGEST_SHOWN)
    return lines([bold(name)], [plain(text)] if text != name else [])


def _buttons(search: SavedSearch) -> Block:
    labels = ((RUN, say.RUN), (EDIT, say.EDIT), (DELETE, say.DELETE))
    row = buttons((action, text, search.id) for action, text in labels)
    row["elements"][-1]["confirm"] = {
        "title": plain_text(say.DELETE_QUESTION),
        "text": plain_text(say.DELETE_CONSEQUENCE),
        "confirm": plain_text(say.DELETE),
        "deny": plain_text(say.KEEP),
        "style": "danger",
    }
    return row
