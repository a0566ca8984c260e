"""The forms that link one person or many. Every step checks that a bot admin uses it.

`/localcalls links import`: lines of CSV are pasted, checked, confirmed, and then made. Making them
looks everything up again, since Slack, MOR and the links may have changed.
"""

from dataclasses import dataclass
from functools import partial

from bot.calls.asker import Asker
from bot.calls.model import MOR_ADMIN_ID, Role
from bot.errors import AskError, ErrorCode, MorbotError
from bot.ids import Identity, read_mor_id
from bot.links import form_blocks as form
from bot.links import form_texts as say
from bot.links.access_requests import AccessRequests
from bot.links.batch import COLUMNS, Batch, read_links
from bot.links.blocks import linked_message
from bot.links.changes import LinkChanges, NewLink
from bot.links.form_blocks import DECLINING, FORM, LINES, PASTE, LinkFields
from bot.links.model import LinkRequest
from bot.slack.context import Slack
from bot.slack.conversation.commands import Opening
from bot.slack.conversation.forms import FormOutcome
from bot.slack.conversation.submissions import Ack, FieldErrors, close_form
from bot.slack.kit.forms import Submission
from bot.slack.kit.message import Message
from bot.slack.kit.problems import problem_message


@dataclass(frozen=True, slots=True)
class _Declining:
    """The request that a form is about to decline."""

    request_id: str


class LinkForms:
    """Opens forms and takes what is filled in."""

    def __init__(self, slack: Slack, changes: LinkChanges, access: AccessRequests) -> None:
        self._slack = slack
        self._changes = changes
        self._access = access

    def open(self, opening: Opening, request_id: str = "") -> bool:
        """Open the form in the background. Return False if the bot is full or stopping.

        `request_id` is that of a request for access.
        """
        fill = partial(self._fill, request_id)
        return self._slack.forms.open_filled(opening, FORM, fill)

    async def submit(self, sent: Submission) -> Ack:
        """Link the person in the background."""
        fields = form.read_form(sent)
        if errors := _errors(fields, sent.user_id):
            raise FieldErrors(errors)
        link = partial(self._link, fields)
        return self._slack.forms.follow(sent, FORM, say.LOOKING_UP, link)

    def open_decline(self, opening: Opening, request_id: str) -> bool:
        """Open the form that declines a request, in the background. Return False if the bot is
        full or stopping.
        """
        fill = partial(self._fill_decline, request_id)
        return self._slack.forms.open_filled(opening, DECLINING, fill)

    async def submit_decline(self, sent: Submission) -> Ack:
        """Decline in the background. The outcome takes the place of the request's message."""
        opened = await self._slack.forms.find(sent, _Declining)
        decline = partial(self._access.decline, opened.about.request_id, sent.text(form.REASON))
        conversation = self._slack.conversation
        return close_form(begun=conversation.ask(sent.user_id, decline, opened.target))

    async def _fill_decline(self, request_id: str, asker: Asker) -> FormOutcome:
        await self._changes.check_admin(asker.identity)
        who = await self._access.person(request_id)
        return FormOutcome(form.decline_view(who), about=_Declining(request_id))

    async def _fill(self, request_id: str, asker: Asker) -> FormOutcome:
        await self._changes.check_admin(asker.identity)
        person = await self._person(request_id)
        return FormOutcome(form.form_view(LinkFields(request_id=request_id), person))

    async def _link(self, fields: LinkFields, asker: Asker) -> FormOutcome:
        await self._changes.check_admin(asker.identity)
        person = await self._person(fields.request_id)
        try:
            made = await self._made(fields, asker)
        except MorbotError as problem:
            view = form.form_view(fields, person, problem)
            return FormOutcome(view, problem_message(problem, self._slack.command))
        return FormOutcome(FORM.outcome(linked_message(made.link, greeted=made.greeted).blocks))

    async def _made(self, fields: LinkFields, asker: Asker) -> NewLink:
        if not fields.request_id:
            return await self._changes.make(_request(fields, None), asker.identity)
        async with self._access.linking(fields.request_id, asker) as person:
            return await self._changes.make(_request(fields, person), asker.identity)

    async def _person(self, request_id: str) -> Identity | None:
        return await self._access.person(request_id) if request_id else None


def _errors(fields: LinkFields, user_id: str) -> dict[str, str]:
    """Return the errors that need neither Slack nor MOR to find, by field."""
    username, owner = fields.username, fields.owner
    errors = {}
    if not fields.request_id and not fields.person:
        errors[form.PERSON] = say.REQUIRED
    elif fields.person == user_id:
        errors[form.PERSON] = say.NOT_YOURSELF
    if not username.isprintable() or not username:
        errors[form.USERNAME] = say.NOT_A_USERNAME
    if fields.role not in form.ROLES:
        errors[form.ROLE] = say.REQUIRED
    if owner and read_mor_id(owner) is None:
        errors[form.OWNER] = say.NOT_A_NUMBER
    elif owner and fields.role == Role.RESELLER:
        errors[form.OWNER] = say.NOT_OF_A_RESELLER
    return errors


def _request(fields: LinkFields, person: Identity | None) -> LinkRequest:
    return LinkRequest(
        person or Identity("", fields.person),
        fields.username,
        Role(fields.role),
        int(fields.owner or MOR_ADMIN_ID),
        external=fields.external,
    )


@dataclass(frozen=True, slots=True)
class _CheckedImport:
    """Lines that were checked. `found` has the MOR username and person of each new link."""

    pasted: str
    found: list[tuple[str, Identity]]


class LinkImport:
    """Opens the form and takes what is sent with it. Bot admins only, checked at every step."""

    def __init__(self, slack: Slack, changes: LinkChanges) -> None:
        self._slack = slack
        self._changes = changes

    def open(self, opening: Opening) -> bool:
        """Open the form in the background. Return False if the bot is full or stopping."""
        return self._slack.forms.open_filled(opening, PASTE, self._ask_for_lines)

    async def submit(self, sent: Submission) -> Ack:
        """Check pasted lines in the background. Nothing is changed."""
        check = partial(self._check, sent.typed(LINES))
        return self._slack.forms.follow(sent, PASTE, say.CHECKING, check)

    async def confirm(self, sent: Submission) -> Ack:
        """Make the links that were checked, in the background."""
        checked = await self._slack.forms.take(sent, _CheckedImport)
        make = partial(self._make, checked.about)
        return self._slack.forms.follow(sent, PASTE, say.IMPORTING, make)

    async def _ask_for_lines(self, asker: Asker) -> FormOutcome:
        await self._changes.check_admin(asker.identity)
        return FormOutcome(form.paste_view(self._slack.command, COLUMNS))

    async def _check(self, pasted: str, asker: Asker) -> FormOutcome:
        try:
            batch = await self._examine(pasted, asker.identity)
            problems = batch.problems
        except AskError as error:
            if error.code != ErrorCode.IMPORT:
                raise
            problems = [(1, error.text)]
        if problems:
            return FormOutcome(form.paste_view(self._slack.command, COLUMNS, pasted, problems))
        checked = _CheckedImport(pasted, _found(batch))
        return FormOutcome(form.confirm_view(batch.new, batch.unchanged), about=checked)

    async def _make(self, checked: _CheckedImport, asker: Asker) -> FormOutcome:
        batch = await self._examine(checked.pasted, asker.identity)
        if batch.problems or _found(batch) != checked.found:
            raise say.changed_meanwhile()
        made = await self._changes.make_all(batch.new, asker.identity)
        ungreeted = [one.link.identity for one in made if not one.greeted]
        news = form.imported_message(batch.new, ungreeted)
        return FormOutcome(PASTE.outcome(news.blocks), Message(news.text, []))

    async def _examine(self, pasted: str, by: Identity) -> Batch:
        await self._changes.check_admin(by)
        requests, problems = read_links(pasted)
        batch = await self._changes.examine(requests, by)
        batch.problems += problems
        return batch


def _found(batch: Batch) -> list[tuple[str, Identity]]:
    return [(link.account.username, link.identity) for link in batch.new]
