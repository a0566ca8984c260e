"""The form for digests: what is filled in is checked field by field, then proposed.

What needs MOR is checked afterwards, and told where the form was opened.
"""

import re
from dataclasses import dataclass
from functools import partial
from typing import Any

from bot.calls.asker import Asker
from bot.calls.query import Subcommand
from bot.digests.actions import Action, read_action
from bot.digests.blocks import form
from bot.digests.blocks.form import FORM, DigestFields
from bot.digests.commands import DigestCommands
from bot.digests.model import Digest, DigestRequest, Extras, State
from bot.digests.schedule import Schedule, read_schedule, schedule_text
from bot.digests.service import DigestService
from bot.digests.texts import form as say
from bot.errors import AskError, ErrorCode
from bot.slack.context import Slack
from bot.slack.conversation.commands import Command, OpenForm
from bot.slack.conversation.forms import Ack, FieldErrors, FormOutcome, at_field, close_form
from bot.slack.conversation.open_forms import OpenForms, Opening
from bot.slack.conversation.reply import ReplyTarget
from bot.slack.kit.forms import Submission, View

_NUMBER = re.compile(r"[0-9]{1,9}")


@dataclass(frozen=True, slots=True)
class _OpenForm:
    """A form. The proposal goes to `target`; `number` is the digest or draft that it changes."""

    target: ReplyTarget
    number: int | None = None


class DigestForms:
    """Opens forms and takes what is filled in."""

    def __init__(self, slack: Slack, service: DigestService, digests: DigestCommands) -> None:
        self._slack = slack
        self._service = service
        self._digests = digests
        self._open_forms: OpenForms[_OpenForm] = OpenForms()

    def wanted(self, command: Command) -> OpenForm | None:
        """Return what opens the form for `digest` alone or `digest edit 7`; else None."""
        if command.subcommand is not Subcommand.DIGEST:
            return None
        if not command.rest:
            return self.open
        try:
            act = read_action(command.rest, self._slack.command)
        except AskError:
            return None  # and it is told where the text is read
        return partial(self._edit, act.number) if act and act.action is Action.EDIT else None

    def open(self, opening: Opening) -> bool:
        """Open an empty form in the background. Return False if the bot is full or stopping."""
        return self._slack.forms.open(opening, self._view(opening, DigestFields()))

    def edit(self, body: dict[str, Any], number: int) -> bool:
        """Open the form with a digest or a draft, in the background.

        The proposal takes the clicked message's place if only this person sees that message.
        Return False if the bot is full or stopping.
        """
        return self._edit(number, self._slack.forms.opening_in_place(body))

    async def submit(self, sent: Submission) -> Ack:
        """Propose what was filled in, in the background."""
        opened = self._open_forms.find(sent)
        fields = form.read_form(sent)
        if errors := _errors(fields):
            raise FieldErrors(errors)
        with at_field(form.SCHEDULE):
            request = _request(fields)
        await self._check(request, await self._slack.conversation.find_asker(sent.user_id))
        propose = partial(self._digests.propose, request, opened.number)
        return close_form(begun=self._slack.conversation.ask(sent.user_id, propose, opened.target))

    async def _check(self, request: DigestRequest, asker: Asker) -> None:
        """Check a request as far as MOR need not be asked. Raises FieldErrors and SlackError."""
        with at_field(form.SCHEDULE):
            plan = self._service.plan_of(request, asker)
        with at_field(form.QUERY):
            self._service.read(plan, asker)
        with at_field(form.PLACE, {ErrorCode.PERSON_UNKNOWN: form.MENTION}):
            await self._service.check_place(plan, asker)

    def _edit(self, number: int, opening: Opening) -> bool:
        async def fill(asker: Asker) -> FormOutcome:
            digest = await self._service.drafted(number, asker)
            return FormOutcome(self._view(opening, _fields(digest), digest))

        return self._slack.forms.open_filled(opening, FORM, fill)

    def _view(self, opening: Opening, fields: DigestFields, changes: Digest | None = None) -> View:
        """Return the form for a new digest, or one that changes a digest or draft."""
        about = _OpenForm(opening.target, changes.id if changes else None)
        form_id = self._open_forms.add(opening.user_id, about)
        number = _number(changes) if changes else None
        return form.form_view(form_id, fields, number, externally=self._slack.externally)


def _number(digest: Digest) -> int | None:
    return digest.replaces if digest.state is State.DRAFT else digest.id


def _fields(digest: Digest) -> DigestFields:
    plan, extras = digest.plan, digest.plan.extras
    ticked = {
        form.SKIP_EMPTY: extras.skip_empty,
        form.THREAD: extras.thread,
        form.ROWS: extras.rows,
    }
    return DigestFields(
        query=plan.query,
        schedule=schedule_text(Schedule(plan.cron, plan.zone)),
        place=plan.place,
        ticked=frozenset(name for name, chosen in ticked.items() if chosen),
        new_ips=str(extras.new_ips) if extras.new_ips else "",
        alert="" if extras.alert_above is None else str(extras.alert_above),
        mention=extras.mention,
    )


def _errors(fields: DigestFields) -> dict[str, str]:
    """Return the errors that do not depend on other fields, by field."""
    errors = {}
    if not fields.schedule:
        errors[form.SCHEDULE] = say.SCHEDULE_MISSING
    for name, typed, most in (
        (form.NEW_IPS, fields.new_ips, form.MOST_PERIODS),
        (form.ALERT, fields.alert, form.MOST_CALLS),
    ):
        if typed and not (_NUMBER.fullmatch(typed) and int(typed) <= most):
            errors[name] = say.not_a_number(most)
    if fields.mention and not fields.alert:
        errors[form.ALERT] = say.NUMBER_MISSING
    return errors


def _request(fields: DigestFields) -> DigestRequest:
    """Return what fields without errors ask for. Raises AskError for the schedule."""
    extras = Extras(
        skip_empty=form.SKIP_EMPTY in fields.ticked,
        thread=form.THREAD in fields.ticked,
        rows=form.ROWS in fields.ticked,
        new_ips=int(fields.new_ips or 0),
        alert_above=int(fields.alert) if fields.alert else None,
        mention=fields.mention,
    )
    return DigestRequest(fields.query, read_schedule(fields.schedule), fields.place, extras)
