"""Saved searches: in the Home tab, and the form that asks for a name."""

from collections.abc import Sequence
from typing import Any

from bot.errors import MorbotError
from bot.search.blocks.form import name_field
from bot.search.store import LONGEST_NAME, SavedSearch
from bot.search.texts import form as search
from bot.search.texts import saved as say
from bot.slack.kit import texts as kit_texts
from bot.slack.kit.escape import label
from bot.slack.kit.message import Block, bold, buttons, context, header, lines, plain, plain_text

CALLBACK = "saved:form"
SAVE = "answer:save"
RUN, EDIT, DELETE = "saved:run", "saved:edit", "saved:delete"

_WORDS = 300  # characters of a search that are shown


def searches_section(searches: Sequence[SavedSearch]) -> list[Block]:
    """A person's searches for his Home tab. A button carries a search's id and nothing else."""
    blocks = [header(say.TITLE)]
    for search_ in searches:
        blocks += [_named(search_), _buttons(search_)]
    small = say.ANSWERED_WHERE if searches else say.NONE_YET
    return [*blocks, context([small])]


def name_form(answer_id: str, suggested: str) -> dict[str, Any]:
    """Asks under which name the search behind an answer is to be kept."""
    shown = lines([plain(label(suggested, _WORDS))])
    field = name_field(suggested[:LONGEST_NAME].strip(), needed=True)
    return _view([shown, field], metadata=answer_id) | {"submit": plain_text(say.SAVE)}


def waiting_view() -> dict[str, Any]:
    """Shown until it is known which search it is."""
    return _view([lines([plain(kit_texts.LOADING)])])


def saved_view(name: str) -> dict[str, Any]:
    """Shown instead of the form when the search is kept."""
    told = [lines([bold(say.saved(label(name, LONGEST_NAME)))]), context([say.WHERE_IT_IS])]
    return _view(told, close=say.DONE)


def problem_view(problem: MorbotError) -> dict[str, Any]:
    """Shown instead of the form where there is nothing to be saved."""
    hint = [plain(label(problem.hint, 1000))] if problem.hint else []
    return _view([lines([bold(label(problem.text, 1000))], hint)])


def _named(search_: SavedSearch) -> Block:
    name, text = label(search_.name, LONGEST_NAME), label(search_.text, _WORDS)
    return lines([bold(name)], [plain(text)] if text != name else [])


def _buttons(search_: SavedSearch) -> Block:
    labels = ((RUN, say.RUN), (EDIT, say.EDIT), (DELETE, say.DELETE))
    row = buttons((action, text, search_.id) for action, text in labels)
    row["elements"][-1]["confirm"] = {
        "title": plain_text(say.DELETE_QUESTION),
        "text": plain_text(say.DELETE_CONSEQUENCE),
        "confirm": plain_text(say.DELETE),
        "deny": plain_text(say.KEEP),
        "style": "danger",
    }
    return row


def _view(blocks: list[Block], *, metadata: str = "", close: str = "") -> dict[str, Any]:
    return {
        "type": "modal",
        "callback_id": CALLBACK,
        "title": plain_text(say.FORM_TITLE),
        "close": plain_text(close or search.CANCEL),
        "private_metadata": metadata,
        "blocks": blocks,
    }
