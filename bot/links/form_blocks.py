"""The forms for bot admins: one links a person, the other links many by pasted lines."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.calls.model import Role
from bot.errors import ErrorCode, MorbotError
from bot.ids import Identity
from bot.links import form_texts as say
from bot.links import slack_texts as say_links
from bot.links.blocks import LONGEST_REASON, person
from bot.links.model import Link
from bot.slack.kit import forms
from bot.slack.kit.escape import label
from bot.slack.kit.forms import LONGEST_TEXT, Modal, Submission, View, field, text_input
from bot.slack.kit.message import (
    Block,
    Message,
    Part,
    bold,
    bullets,
    context,
    lines,
    message,
    plain,
)

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

DECLINING = Modal("access:decline-form", say.DECLINE_TITLE)
REASON = "reason"

PASTE = Modal("import:lines", say.IMPORT_TITLE)
CONFIRM = Modal("import:make", say.IMPORT_TITLE)
LINES = "lines"

_LONGEST_NAME = 60
_LONGEST_PROBLEM = 200
_SHOWN = 60  # lines


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


def decline_view(who: Identity) -> View:
    """Draw the form that says no to a request for access."""
    asks = lines([person(who), plain(say.asks_for_access(str(who)))])
    reason = field(REASON, say.REASON, text_input(LONGEST_REASON), say.REASON_HINT, optional=True)
    return DECLINING.form([asks, reason], say.DECLINE)


def paste_view(
    command: str,
    columns: Sequence[str],
    pasted: str = "",
    problems: Sequence[tuple[int, str]] = (),
) -> View:
    """Return the form for the lines. What is wrong with them, by line, is shown above."""
    typed = text_input(LONGEST_TEXT, pasted, multiline=True)
    asked = field(LINES, say.LINES, typed, say.lines_hint(", ".join(columns)))
    told = _problems(problems) if problems else []
    return PASTE.form([*told, context([say.where_from(command)]), asked], say.CHECK)


def confirm_view(links: Sequence[Link], unchanged: int) -> View:
    """Return what asks for a confirmation of the links that would be made, if there are any."""
    if not links:
        return PASTE.outcome([lines([plain(say.NOTHING_NEW)])])
    small = [context([say.unchanged(unchanged)])] if unchanged else []
    blocks = [lines([bold(say.NOTHING_CHANGED_YET)]), *_listed(map(_line, links)), *small]
    return CONFIRM.form(blocks, say.link_all(len(links)))


def imported_message(links: Sequence[Link], ungreeted: Sequence[Identity]) -> Message:
    """Return the news that links were made. `ungreeted` are people who could not be messaged."""
    news = say.imported(len(links))
    small = say.not_greeted(", ".join(map(str, ungreeted))) if ungreeted else say.GREETED
    return message(news, [lines([bold(news)]), *_listed(map(_line, links)), context([small])])


def _problems(problems: Sequence[tuple[int, str]]) -> list[Block]:
    told = (
        [plain(label(say.import_line(line, problem), _LONGEST_PROBLEM))]
        for line, problem in sorted(problems)
    )
    return [lines([bold(say.FIX_THESE_LINES)]), *_listed(told)]


def _listed(items: Iterable[list[Part]]) -> list[Block]:
    """Return the first items as a list, and how many more there are."""
    every = list(items)
    more = [context([say.more_lines(len(every) - _SHOWN)])] if len(every) > _SHOWN else []
    return [bullets(every[:_SHOWN]), *more]


def _line(link: Link) -> list[Part]:
    account = link.account
    name = label(account.username, _LONGEST_NAME)
    news = say_links.as_user(name, account.user_id, account.role)
    return [person(link.identity), plain(f" {link.identity} {news}")]
