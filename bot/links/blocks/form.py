"""The form that links a person, for bot admins: a modal, and what was filled in."""

from dataclasses import dataclass

from bot.calls.model import Role
from bot.errors import ErrorCode, MorbotError
from bot.ids import Identity
from bot.links.blocks.links import person
from bot.links.texts import forms as say
from bot.slack.kit import forms
from bot.slack.kit.escape import label
from bot.slack.kit.forms import Modal, Submission, View, field, text_input
from bot.slack.kit.message import Block, bold, context, lines

FORM = Modal("link:form", say.LINK_TITLE)
PERSON = "person"
USERNAME = "username"
ROLE = "role"
OWNER = "owner"
EXTERNAL = "external"
ROLES = (Role.RESELLER, Role.USER)
_LONGEST_ID, _LONGEST_USERNAME = 10, 255

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
class LinkFields:
    """What is filled in, as typed. `request_id` is that of a request for access."""

    person: str = ""
    username: str = ""
    role: str = ""
    owner: str = ""
    external: bool = False
    request_id: str = ""


def read_form(sent: Submission) -> LinkFields:
    """Return what somebody has filled in."""
    return LinkFields(
        person=sent.user(PERSON),
        username=sent.text(USERNAME),
        role=sent.chosen(ROLE),
        owner=sent.text(OWNER),
        external=EXTERNAL in sent.ticked(EXTERNAL),
        request_id=sent.metadata,
    )


def form_view(
    fields: LinkFields, asker: Identity | None = None, problem: MorbotError | None = None
) -> View:
    """Return the form. `asker` has asked for access; without one there is a field for the person.

    A `problem` is shown below the field that it is about, or else on top.
    """
    blocks = _inputs(fields, asker)
    if problem is not None:
        position = _position(problem.code, blocks)
        blocks[position:position] = _problem(problem)
    return FORM.form(blocks, say.LINK, fields.request_id)


def _inputs(fields: LinkFields, asker: Identity | None) -> list[Block]:
    roles = [forms.option(say.ROLES[role], role) for role in ROLES]
    outside = [forms.option(say.EXTERNAL_CHOICE, EXTERNAL)]
    boxes = forms.checkboxes(outside, [EXTERNAL] if fields.external else [])
    return [
        lines([bold(f"{say.PERSON}: "), person(asker)])
        if asker
        else field(PERSON, say.PERSON, forms.user_select(fields.person)),
        field(
            USERNAME,
            say.USERNAME,
            text_input(_LONGEST_USERNAME, fields.username),
            say.USERNAME_HINT,
        ),
        field(ROLE, say.ROLE, forms.radio_buttons(roles, fields.role)),
        field(
            OWNER, say.OWNER, text_input(_LONGEST_ID, fields.owner), say.OWNER_HINT, optional=True
        ),
        field(EXTERNAL, say.EXTERNAL, boxes, optional=True),
    ]


def _position(code: str, blocks: list[Block]) -> int:
    """Return the position behind the block that a problem is about."""
    names = [block.get("block_id") for block in blocks]
    name = _FIELD_OF.get(code)
    return names.index(name) + 1 if name in names else 0


def _problem(problem: MorbotError) -> list[Block]:
    told: list[Block] = [lines([bold(f"⚠ {label(problem.text, 1000)}")])]
    return [*told, context([problem.hint])] if problem.hint else told
