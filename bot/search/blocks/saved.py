"""Saved searches: in the Home tab, and the form that asks for a name."""

from collections.abc import Sequence

from bot.search import texts as say
from bot.search.blocks.form import name_field
from bot.search.store import LONGEST_NAME, SavedSearch
from bot.slack.kit.escape import label
from bot.slack.kit.forms import Modal, View
from bot.slack.kit.message import Block, bold, buttons, context, header, lines, plain, plain_text

FORM = Modal("saved:form", say.SAVE_TITLE)
SAVE = "answer:save"
RUN, EDIT, DELETE = "saved:run", "saved:edit", "saved:delete"

_LONGEST = 300  # characters of a search that are shown


def searches_section(searches: Sequence[SavedSearch]) -> list[Block]:
    """Return a person's searches for their Home tab. Buttons carry only a search's id."""
    blocks = [header(say.SAVED_TITLE)]
    for search in searches:
        blocks += [_search(search), _buttons(search)]
    small = say.WHERE_ANSWERS_GO if searches else say.NONE_YET
    return [*blocks, context([small])]


def name_form(answer_id: str, suggested: str) -> View:
    """Return the form that asks for a name for the search behind an answer."""
    shown = lines([plain(label(suggested, _LONGEST))])
    name = name_field(suggested[:LONGEST_NAME].strip(), required=True)
    return FORM.form([shown, name], say.SAVE, answer_id)


def saved_view(name: str) -> View:
    """Return what takes the form's place when the search is saved."""
    told = lines([bold(say.saved(label(name, LONGEST_NAME)))])
    return FORM.outcome([told, context([say.WHERE_IT_IS])])


def _search(search: SavedSearch) -> Block:
    name, text = label(search.name, LONGEST_NAME), label(search.text, _LONGEST)
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
