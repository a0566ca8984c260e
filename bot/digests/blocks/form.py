"""The form by which a digest is ordered or changed: a modal, and what was filled in."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.digests.texts import form as say
from bot.errors import MorbotError
from bot.slack.kit.escape import label
from bot.slack.kit.message import Block, bold, lines, plain

CALLBACK = "digest:form"
QUERY, SCHEDULE, PLACE, EXTRAS = "query", "schedule", "place", "extras"
NEW_IPS, ALERT, MENTION = "new_ips", "alert", "mention"
SKIP_EMPTY, THREAD, ROWS = BOXES = ("skip-empty", "thread", "rows")
MOST_PERIODS, MOST_CALLS = 30, 1_000_000
_LONGEST = {QUERY: 700, SCHEDULE: 200}  # together less than a command may have


@dataclass(frozen=True, slots=True)
class DigestFields:
    """What stands in the form, as typed: `place` is a channel's id, `mention` a person's, `ticked`
    the names of boxes; numbers are text.
    """

    query: str = ""
    schedule: str = ""
    place: str = ""
    ticked: frozenset[str] = frozenset()
    new_ips: str = ""
    alert: str = ""
    mention: str = ""


def form_view(
    form_id: str, filled: DigestFields, number: int | None, *, externally: bool
) -> dict[str, Any]:
    """The form for a new digest or the one of that number; `form_id` is all that it carries
    besides what is seen. Channels with people from outside are offered only `externally`.
    """
    blocks = [
        _typed(QUERY, *say.QUERY, filled.query, optional=True),
        _typed(SCHEDULE, *say.SCHEDULE, filled.schedule),
        _channel(filled.place, externally=externally),
        _boxes(filled.ticked),
        _number(NEW_IPS, *say.NEW_IPS, filled.new_ips, MOST_PERIODS),
        _number(ALERT, *say.ALERT_ABOVE, filled.alert, MOST_CALLS),
        _person(filled.mention),
    ]
    return _view(say.title(number), blocks, metadata=form_id) | {"submit": _plain(say.GO_ON)}


def waiting_view() -> dict[str, Any]:
    """Shown until it is known what belongs into the form."""
    return _view(say.ANY_TITLE, [lines([plain(say.LOADING)])])


def problem_view(problem: MorbotError) -> dict[str, Any]:
    """Shown instead of the form to somebody who may not have it."""
    hint = [plain(label(problem.hint, 1000))] if problem.hint else []
    return _view(say.ANY_TITLE, [lines([bold(label(problem.text, 1000))], hint)])


def read_form(view: Mapping[str, Any]) -> DigestFields:
    """What somebody has filled in, from the `view` of a submission; anything odd reads as empty."""
    state = view.get("state")
    values = state.get("values") if isinstance(state, Mapping) else None

    def field(name: str) -> Mapping[str, Any]:
        block = values.get(name) if isinstance(values, Mapping) else None
        found = block.get(name) if isinstance(block, Mapping) else None
        return found if isinstance(found, Mapping) else {}

    ticked = field(EXTRAS).get("selected_options")
    boxes = ticked if isinstance(ticked, list) else []
    return DigestFields(
        query=_text(field(QUERY).get("value")),
        schedule=_text(field(SCHEDULE).get("value")),
        place=_text(field(PLACE).get("selected_conversation")),
        ticked=frozenset(name for name in BOXES if any(_is(box, name) for box in boxes)),
        new_ips=_text(field(NEW_IPS).get("value")),
        alert=_text(field(ALERT).get("value")),
        mention=_text(field(MENTION).get("selected_user")),
    )


def _typed(name: str, text: str, hint: str, value: str, *, optional: bool = False) -> Block:
    element: dict[str, Any] = {
        "type": "plain_text_input",
        "action_id": name,
        "max_length": _LONGEST[name],
    }
    if value:
        element["initial_value"] = value[: _LONGEST[name]]
    return _input(name, text, element, optional=optional) | {"hint": _plain(hint)}


def _channel(place: str, *, externally: bool) -> Block:
    text, hint = say.PLACE
    offered: dict[str, Any] = {"include": ["public", "private"]}
    if not externally:
        offered["exclude_external_shared_channels"] = True
    element: dict[str, Any] = {
        "type": "conversations_select",
        "action_id": PLACE,
        "placeholder": _plain(say.CHOOSE_CHANNEL),
        "filter": offered,
    }
    if place:
        element["initial_conversation"] = place
    return _input(PLACE, text, element) | {"hint": _plain(hint)}


def _boxes(ticked: frozenset[str]) -> Block:
    options = [{"text": _plain(say.box(name)), "value": name} for name in BOXES]
    element: dict[str, Any] = {"type": "checkboxes", "action_id": EXTRAS, "options": options}
    if chosen := [option for option in options if option["value"] in ticked]:
        element["initial_options"] = chosen
    return _input(EXTRAS, say.EXTRAS, element)


def _number(name: str, text: str, hint: str, value: str, most: int) -> Block:
    element: dict[str, Any] = {
        "type": "number_input",
        "action_id": name,
        "is_decimal_allowed": False,
        "min_value": "0",
        "max_value": str(most),
    }
    if value:
        element["initial_value"] = value
    return _input(name, text, element) | {"hint": _plain(hint)}


def _person(mention: str) -> Block:
    element: dict[str, Any] = {
        "type": "users_select",
        "action_id": MENTION,
        "placeholder": _plain(say.CHOOSE_PERSON),
    }
    if mention:
        element["initial_user"] = mention
    text, hint = say.MENTION
    return _input(MENTION, text, element) | {"hint": _plain(hint)}


def _input(name: str, text: str, element: dict[str, Any], *, optional: bool = True) -> Block:
    return {
        "type": "input",
        "block_id": name,
        "label": _plain(text),
        "element": element,
        "optional": optional,
    }


def _view(title: str, blocks: list[Block], metadata: str = "") -> dict[str, Any]:
    return {
        "type": "modal",
        "callback_id": CALLBACK,
        "title": _plain(title),
        "close": _plain(say.CANCEL),
        "private_metadata": metadata,
        "blocks": blocks,
    }


def _is(box: object, name: str) -> bool:
    return isinstance(box, Mapping) and box.get("value") == name


def _text(value: object) -> str:
    return value[:3000].strip() if isinstance(value, str) else ""


def _plain(text: str) -> dict[str, Any]:
    return {"type": "plain_text", "text": text, "emoji": False}
