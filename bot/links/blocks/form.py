"""The form by which bot admins link people: a modal, and what was filled in."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.calls.model import Role
from bot.errors import ErrorCode, MorbotError
from bot.ids import Identity
from bot.links.blocks.links import person
from bot.links.texts import form as say
from bot.slack.kit.escape import cut, label
from bot.slack.kit.message import Block, Message, bold, context, lines, plain

CALLBACK = "link:form"
PERSON = "person"
USERNAME = "username"
ROLE = "role"
OWNER = "owner"
EXTERNAL = "external"
ROLES = (Role.RESELLER, Role.USER)

_FIELD_OF = {
    "slack-user": PERSON,
    ErrorCode.PERSON_UNKNOWN: PERSON,
    "already-linked": PERSON,
    "org-differs": PERSON,
    "deactivated": PERSON,
    "guest": EXTERNAL,
    "foreign": EXTERNAL,
    "username": USERNAME,
    ErrorCode.USER_NOT_FOUND: USERNAME,
    ErrorCode.NAME_DIFFERS: USERNAME,
    ErrorCode.IS_ADMIN: USERNAME,
    ErrorCode.WRONG_HASH: OWNER,
    "owner": OWNER,
    "id": OWNER,
    ErrorCode.NO_KEY: ROLE,
    ErrorCode.NO_API_KEY: ROLE,
}


@dataclass(frozen=True, slots=True)
class Filled:
    """What stands in the form, as typed. `request_id` is that of a request for access."""

    person: str = ""
    username: str = ""
    role: str = ""
    owner: str = ""
    external: bool = False
    request_id: str = ""


def read_form(view: Mapping[str, Any]) -> Filled:
    """What somebody has filled in, from the `view` of a submission; anything odd reads as empty."""
    state = view.get("state")
    values = state.get("values") if isinstance(state, Mapping) else None

    def field(name: str) -> Mapping[str, Any]:
        block = values.get(name) if isinstance(values, Mapping) else None
        found = block.get(name) if isinstance(block, Mapping) else None
        return found if isinstance(found, Mapping) else {}

    chosen = field(ROLE).get("selected_option")
    return Filled(
        person=_text(field(PERSON).get("selected_user")),
        username=_text(field(USERNAME).get("value")),
        role=_text(chosen.get("value")) if isinstance(chosen, Mapping) else "",
        owner=_text(field(OWNER).get("value")),
        external=bool(field(EXTERNAL).get("selected_options")),
        request_id=_text(view.get("private_metadata")),
    )


def form_view(
    filled: Filled, wanted: Identity | None = None, problem: MorbotError | None = None
) -> dict[str, Any]:
    """The form. `wanted` is who has asked for access; without him there is a field for the person.

    A `problem` stands under the field it is about, or else on top.
    """
    blocks: list[Block] = [_asker(wanted) if wanted else _person(filled)]
    blocks += [_username(filled), _role(filled), _owner(filled), _external(filled)]
    if problem is not None:
        place = _place(problem.code, blocks)
        blocks[place:place] = _told(problem)
    return _view(blocks, submit=say.SUBMIT, metadata=filled.request_id)


def waiting_view(*, looking_up: bool) -> dict[str, Any]:
    """Shown while the form is prepared, or while Slack and MOR are asked about its contents."""
    return _view([lines([plain(say.LOOKING_UP if looking_up else say.OPENING)])])


def outcome_view(outcome: Message) -> dict[str, Any]:
    """Shown instead of the form when it is done."""
    return _view(outcome.blocks, close=say.DONE)


def problem_view(problem: MorbotError) -> dict[str, Any]:
    """Shown instead of the form to somebody who may not have it."""
    return _view(_told(problem), close=say.DONE)


def _asker(wanted: Identity) -> Block:
    return lines([bold(f"{say.PERSON}: "), person(wanted)])


def _person(filled: Filled) -> Block:
    chooser = {"type": "users_select", "action_id": PERSON, **_first("user", filled.person)}
    return _input(PERSON, say.PERSON, chooser)


def _username(filled: Filled) -> Block:
    typed = {
        "type": "plain_text_input",
        "action_id": USERNAME,
        "max_length": 255,
        **_first("value", filled.username),
    }
    return _input(USERNAME, say.USERNAME, typed, hint=say.USERNAME_HINT)


def _role(filled: Filled) -> Block:
    options = [_option(say.role_choice(role), role) for role in ROLES]
    chosen = [option for option in options if option["value"] == filled.role]
    radio: dict[str, Any] = {"type": "radio_buttons", "action_id": ROLE, "options": options}
    if chosen:
        radio["initial_option"] = chosen[0]
    return _input(ROLE, say.role(), radio)


def _owner(filled: Filled) -> Block:
    typed = {
        "type": "plain_text_input",
        "action_id": OWNER,
        "max_length": 10,
        **_first("value", filled.owner),
    }
    return _input(OWNER, say.OWNER, typed, hint=say.OWNER_HINT, optional=True)


def _external(filled: Filled) -> Block:
    options = [_option(say.EXTERNAL_CHOICE, "yes")]
    boxes: dict[str, Any] = {"type": "checkboxes", "action_id": EXTERNAL, "options": options}
    if filled.external:
        boxes["initial_options"] = options
    return _input(EXTERNAL, say.EXTERNAL, boxes, optional=True)


def _input(
    name: str, text: str, element: dict[str, Any], *, hint: str = "", optional: bool = False
) -> Block:
    block: Block = {
        "type": "input",
        "block_id": name,
        "label": _plain(text),
        "element": element,
        "optional": optional,
    }
    return block | {"hint": _plain(hint)} if hint else block


def _first(kind: str, value: str) -> dict[str, str]:
    return {f"initial_{kind}": value} if value else {}


def _option(text: str, value: str) -> dict[str, Any]:
    return {"text": _plain(text), "value": str(value)}


def _place(code: str, blocks: list[Block]) -> int:
    """Behind which of the form's blocks a problem is told."""
    names = [block.get("block_id") for block in blocks]
    field = _FIELD_OF.get(code)
    return names.index(field) + 1 if field in names else 0


def _told(problem: MorbotError) -> list[Block]:
    told: list[Block] = [lines([bold(f"⚠ {label(problem.text, 1000)}")])]
    return [*told, context([problem.hint])] if problem.hint else told


def _view(
    blocks: list[Block], *, submit: str = "", close: str = "", metadata: str = ""
) -> dict[str, Any]:
    view = {
        "type": "modal",
        "callback_id": CALLBACK,
        "title": _plain(say.TITLE),
        "close": _plain(close or say.CANCEL),
        "private_metadata": metadata,
        "blocks": blocks,
    }
    return view | {"submit": _plain(submit)} if submit else view


def _text(value: object) -> str:
    return cut(value, 3000) if isinstance(value, str) else ""


def _plain(text: str) -> dict[str, Any]:
    return {"type": "plain_text", "text": text, "emoji": False}
