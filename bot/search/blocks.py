"""The search form and what was filled in; saved searches, and the form for their names."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.calls import query_text
from bot.calls.asker import may_ask_about_others
from bot.calls.model import Account, Group, Output, Query, Target
from bot.calls.texts import mor_user
from bot.calls.words import LONGEST_COMMAND
from bot.links.link_search import AskablePerson
from bot.search import texts as say
from bot.search.store import LONGEST_NAME, SavedSearch
from bot.slack.kit import forms, limits
from bot.slack.kit.escape import label
from bot.slack.kit.forms import Modal, Submission, View, field, text_input
from bot.slack.kit.message import Block, bold, buttons, context, header, lines, plain, plain_text
from bot.slack.texts import ANSWER_ELSEWHERE

SEARCH_FORM = Modal("search:form", say.TITLE)
NAME_FORM = Modal("saved:form", say.SAVE_TITLE)
SEARCH = "search:open"
LOOK_UP = "look_up_calls"
MORE = "search:more"
WHO, PERIOD, START, END = "who", "period", "start", "end"
FILTERS, SHOW, NAME = "filters", "show", "name"
RUN, EDIT, DELETE = "saved:run", "saved:edit", "saved:delete"
CALLS, OLDEST = "calls", "oldest"
SHOWN = (CALLS, OLDEST, *(f"by:{group}" for group in Group), Output.CHART, Output.CSV, Output.XLSX)
# At least what a command may hold: the rest would be lost when a search is edited.
_LONGEST_WHO, _LONGEST_PERIOD = 150, 300
_LONGEST_CHOICE = 75
_LONGEST_NOTE = 500
_LONGEST_SHOWN = 300  # characters of a saved search


@dataclass(frozen=True, slots=True)
class SearchFields:
    """What is filled in, as typed. `who` is a MOR id or username, `whose` how the menu shows it.
    Times are in Unix seconds.
    """

    who: str = ""
    whose: str = ""
    period: str = ""
    start: int | None = None
    end: int | None = None
    filters: str = ""
    show: str = CALLS
    name: str = ""

    @property
    def are_few(self) -> bool:
        """Return whether nothing is filled in but who and when."""
        return self == SearchFields(self.who, self.whose, self.period)


def fields_of(query: Query, target: Target) -> SearchFields:
    """Return the fields for a question that was asked before.

    What the menu has not, as counts in a chart or a file with the oldest first, is written into
    the filters.
    """
    grouped = f"by:{query.group}" if query.group else ""
    in_a_table = query.output is Output.TABLE
    shown = (grouped or CALLS) if in_a_table else query.output
    filters = [query_text.filters_text(query.filters), "" if in_a_table else grouped]
    if query.oldest_first and shown == CALLS:
        shown = OLDEST
    elif query.oldest_first:
        filters.append(OLDEST)
    who = query_text.who_text(query, target)
    return SearchFields(
        who=who,
        whose=mor_user(target.user_id, target.full_name) if who else "",
        period=query.phrase,
        filters=" ".join(filter(None, filters)),
        show=shown,
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
    return query_text.compose(fields.who, period, fields.filters, shown, account)


def search_view(
    fields: SearchFields, account: Account, *, all_fields: bool = False, note: str = ""
) -> View:
    """Return the form of a search to be answered. `note` stands above its fields.

    It asks who and when. The other fields are there if they are wanted, or filled in.
    """
    above = [lines([plain(label(note, _LONGEST_NOTE))])] if note else []
    few = _few_inputs(fields, account)
    if fields.are_few and not all_fields:
        return SEARCH_FORM.form([*above, *few, _more_button()], say.SEARCH)
    return SEARCH_FORM.form(
        [*above, *few, *_more_inputs(fields), name_field(fields.name)], say.SEARCH
    )


def edit_view(fields: SearchFields, account: Account, *, all_fields: bool = False) -> View:
    """Return the form of a saved search to be changed."""
    modal = replace(SEARCH_FORM, title=say.EDIT_TITLE)
    name = name_field(fields.name, required=True)
    more = (
        [_more_button()]
        if replace(fields, name="").are_few and not all_fields
        else _more_inputs(fields)
    )
    return modal.form([name, *_few_inputs(fields, account), *more], say.SAVE)


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
        who=sent.chosen(WHO),
        whose=sent.chosen_text(WHO),
        period=sent.text(PERIOD),
        start=sent.date_time(START),
        end=sent.date_time(END),
        filters=sent.text(FILTERS),
        show=sent.chosen(SHOW) or CALLS,
        name=read_name(sent),
    )


def person_options(people: Sequence[AskablePerson], typed: str) -> list[forms.Option]:
    """Return people as options, no more than Slack takes, the one whose id or name was typed
    included: MOR knows more users than are linked.
    """
    found = {str(one.user_id): one.name for one in people[: forms.MOST_OPTIONS - 1]}
    if typed and typed not in found and len(typed) <= _LONGEST_WHO:
        found[typed] = say.typed_user(typed)
    return [forms.option(label(text, _LONGEST_CHOICE), who) for who, text in found.items()]


def _few_inputs(fields: SearchFields, account: Account) -> list[Block]:
    when = text_input(_LONGEST_PERIOD, fields.period)
    inputs = [field(PERIOD, say.PERIOD, when, say.PERIOD_HINT, optional=True)]
    if may_ask_about_others(account):
        who = forms.external_select(say.WHO_PLACEHOLDER)
        if fields.who and len(fields.who) <= _LONGEST_WHO:
            chosen = label(fields.whose or say.typed_user(fields.who), _LONGEST_CHOICE)
            who["initial_option"] = forms.option(chosen, fields.who)
        hint = "" if account.user_id is None else say.WHO_HINT
        inputs.insert(0, field(WHO, say.WHO, who, hint, optional=True))
    return inputs


def _more_inputs(fields: SearchFields) -> list[Block]:
    shown = [forms.option(say.VIEWS[name], name) for name in SHOWN]
    inputs = (
        (START, say.START, forms.date_time_picker(fields.start), ""),
        (END, say.END, forms.date_time_picker(fields.end), ""),
        (FILTERS, say.FILTERS, text_input(LONGEST_COMMAND, fields.filters), say.FILTERS_HINT),
        (SHOW, say.SHOW, forms.select(shown, fields.show), ""),
    )
    return [field(*one, optional=True) for one in inputs]


def _more_button() -> Block:
    return buttons([(MORE, say.MORE_FIELDS, "more")])


def searches_section(searches: Sequence[SavedSearch], noted: str = "") -> list[Block]:
    """Return a person's searches for their Home tab. Buttons carry only a search's id.

    `noted` is the id of the one that was just run.
    """
    blocks = [header(say.SAVED_TITLE)]
    for search in searches:
        blocks += [_search(search), _buttons(search)]
        if search.id == noted:
            blocks.append(context([ANSWER_ELSEWHERE]))
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
    for element, (_, text) in zip(row["elements"], labels, strict=True):
        spoken = label(f"{text} {search.name}", limits.BUTTON_TEXT)  # to tell rows apart
        element["accessibility_label"] = spoken
    row["elements"][-1]["confirm"] = {
        "title": plain_text(say.DELETE_QUESTION),
        "text": plain_text(say.DELETE_CONSEQUENCE),
        "confirm": plain_text(say.DELETE),
        "deny": plain_text(say.KEEP),
        "style": "danger",
    }
    return row
