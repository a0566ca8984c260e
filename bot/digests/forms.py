"""The form that creates or changes a digest: what is filled in is checked, then proposed.

What needs MOR is checked afterwards, and told where the form was opened.
"""

from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from bot.calls.asker import Asker
from bot.calls.query import Subcommand
from bot.digests import form_texts
from bot.digests import texts as say
from bot.digests.actions import Action, read_action
from bot.digests.commands import DigestCommands
from bot.digests.model import Digest, DigestRequest, Extras, State
from bot.digests.names import LONGEST_NAME, is_name, unquoted
from bot.digests.request_text import is_number
from bot.digests.schedule import Schedule, read_schedule, schedule_text
from bot.digests.service import DigestService
from bot.errors import AskError, ErrorCode
from bot.slack.context import Slack
from bot.slack.conversation.commands import Command, OpenForm, Opening
from bot.slack.conversation.forms import FormOutcome
from bot.slack.conversation.submissions import Ack, FieldErrors, at_field, close_form
from bot.slack.kit import forms
from bot.slack.kit.forms import Modal, Submission, View, field, number_input, text_input

FORM = Modal("digest:form", form_texts.ANY_TITLE)
QUERY, SCHEDULE, PLACE, EXTRAS = "query", "schedule", "place", "extras"
NEW_IPS, ALERT, MENTION, NAME = "new_ips", "alert", "mention", "name"
SKIP_EMPTY, THREAD, ROWS, ALERT_ONLY = "skip-empty", "thread", "rows", "alert-only"
MOST_PERIODS, MOST_CALLS = 30, 1_000_000
_LONGEST_QUERY, _LONGEST_SCHEDULE = 700, 200  # together less than a command may have


@dataclass(frozen=True, slots=True)
class DigestFields:
    """What is filled in, as typed. `place` is a channel's id, `mention` a person's, `ticked` has
    the names of boxes. Numbers are text.
    """

    name: str = ""
    query: str = ""
    schedule: str = ""
    place: str = ""
    ticked: frozenset[str] = frozenset()
    new_ips: str = ""
    alert: str = ""
    mention: str = ""


def form_view(fields: DigestFields, number: int | None, *, externally: bool) -> View:
    """Return the form for a new digest or the one of that number.

    Channels shared with other companies are offered only if `externally` is True.
    """
    channels = forms.channel_select(fields.place, form_texts.CHOOSE_CHANNEL, externally=externally)
    boxes = [forms.option(text, name) for name, text in form_texts.BOXES.items()]
    new_ips = number_input(MOST_PERIODS, fields.new_ips)
    alert = number_input(MOST_CALLS, fields.alert)
    person = forms.user_select(fields.mention, form_texts.CHOOSE_PERSON)
    optional = (
        (PLACE, say.PLACE, channels, form_texts.PLACE_HINT),
        (EXTRAS, say.EXTRAS, forms.checkboxes(boxes, fields.ticked), ""),
        (NEW_IPS, form_texts.NEW_IPS, new_ips, form_texts.NEW_IPS_HINT),
        (ALERT, form_texts.ALERT_ABOVE, alert, form_texts.ALERT_ABOVE_HINT),
        (MENTION, form_texts.MENTION, person, form_texts.MENTION_HINT),
        (NAME, form_texts.NAME, text_input(LONGEST_NAME, fields.name), form_texts.NAME_HINT),
    )
    query = text_input(_LONGEST_QUERY, fields.query)
    schedule = text_input(_LONGEST_SCHEDULE, fields.schedule)
    inputs = [
        field(QUERY, say.QUERY, query, form_texts.QUERY_HINT, optional=True),
        field(SCHEDULE, say.SCHEDULE, schedule, form_texts.SCHEDULE_HINT),
        *[field(*one, optional=True) for one in optional],
    ]
    return replace(FORM, title=form_texts.form_title(number)).form(inputs, form_texts.CONTINUE)


def read_form(sent: Submission) -> DigestFields:
    """Return what somebody has filled in."""
    return DigestFields(
        name=unquoted(sent.text(NAME)),
        query=sent.text(QUERY),
        schedule=sent.text(SCHEDULE),
        place=sent.channel(PLACE),
        ticked=sent.ticked(EXTRAS) & form_texts.BOXES.keys(),
        new_ips=sent.text(NEW_IPS),
        alert=sent.text(ALERT),
        mention=sent.user(MENTION),
    )


@dataclass(frozen=True, slots=True)
class _OpenForm:
    """A form. `number` is the digest or draft that it changes."""

    number: int | None = None


class DigestForms:
    """Opens forms and takes what is filled in."""

    def __init__(self, slack: Slack, service: DigestService, digests: DigestCommands) -> None:
        self._slack = slack
        self._service = service
        self._digests = digests

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
        if act is None or act.action is not Action.EDIT:
            return None
        return partial(self._edit, act.number, name=act.name)

    def open(self, opening: Opening) -> bool:
        """Open an empty form in the background. Return False if the bot is full or stopping."""
        return self._slack.forms.open(opening, self._view(DigestFields()), _OpenForm())

    def edit(self, body: dict[str, Any], number: int) -> bool:
        """Open the form with a digest or a draft, in the background.

        The proposal takes the clicked message's place if only this person sees that message.
        Return False if the bot is full or stopping.
        """
        return self._edit(number, self._slack.forms.opening_in_place(body))

    async def submit(self, sent: Submission) -> Ack:
        """Propose what was filled in, in the background."""
        opened = await self._slack.forms.find(sent, _OpenForm)
        fields = read_form(sent)
        if errors := _errors(fields):
            raise FieldErrors(errors)
        with at_field(SCHEDULE):
            request = _request(fields)
        await self._check(request, await self._slack.conversation.find_asker(sent.user_id))
        propose = partial(self._digests.propose, request, opened.about.number)
        return close_form(begun=self._slack.conversation.ask(sent.user_id, propose, opened.target))

    async def _check(self, request: DigestRequest, asker: Asker) -> None:
        """Check a request as far as MOR need not be asked. Raises FieldErrors and SlackError."""
        with at_field(SCHEDULE):
            plan = self._service.plan_of(request, asker)
        with at_field(QUERY):
            self._service.read(plan, asker)
        with at_field(PLACE, {ErrorCode.PERSON_UNKNOWN: MENTION}):
            await self._service.check_place(plan, asker)

    def _edit(self, number: int, opening: Opening, *, name: str = "") -> bool:
        async def fill(asker: Asker) -> FormOutcome:
            found = await self._service.numbered(name, asker) if name else number
            digest = await self._service.drafted(found, asker)
            fields = _fields(digest)
            if not self._service.rights.may_word(digest.plan, asker):
                fields = replace(fields, query="")
            return FormOutcome(self._view(fields, digest), about=_OpenForm(digest.id))

        return self._slack.forms.open_filled(opening, FORM, fill)

    def _view(self, fields: DigestFields, changes: Digest | None = None) -> View:
        """Return the form for a new digest, or one that changes a digest or draft."""
        number = _number(changes) if changes else None
        return form_view(fields, number, externally=self._slack.externally)


def _number(digest: Digest) -> int | None:
    return digest.replaces if digest.state is State.DRAFT else digest.id


def _fields(digest: Digest) -> DigestFields:
    plan, extras = digest.plan, digest.plan.extras
    ticked = {
        SKIP_EMPTY: extras.skip_empty,
        THREAD: extras.thread,
        ROWS: extras.rows,
        ALERT_ONLY: extras.alert_only,
    }
    return DigestFields(
        name=plan.name,
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
        errors[SCHEDULE] = form_texts.SCHEDULE_MISSING
    for name, typed, most in (
        (NEW_IPS, fields.new_ips, MOST_PERIODS),
        (ALERT, fields.alert, MOST_CALLS),
    ):
        if typed and not is_number(typed, most):
            errors[name] = form_texts.not_a_number(most)
    if fields.mention and not fields.alert:
        errors[ALERT] = form_texts.NUMBER_MISSING
    if ALERT_ONLY in fields.ticked and not (fields.alert or fields.new_ips.strip("0")):
        errors[EXTRAS] = form_texts.NOTHING_TO_ALERT
    if fields.name and not is_name(fields.name):
        errors[NAME] = form_texts.NO_NAME.format(most=LONGEST_NAME)
    return errors


def _request(fields: DigestFields) -> DigestRequest:
    """Return what fields without errors ask for. Raises AskError for the schedule."""
    extras = Extras(
        skip_empty=SKIP_EMPTY in fields.ticked,
        thread=THREAD in fields.ticked,
        rows=ROWS in fields.ticked,
        alert_only=ALERT_ONLY in fields.ticked,
        new_ips=int(fields.new_ips or 0),
        alert_above=int(fields.alert) if fields.alert else None,
        mention=fields.mention,
    )
    schedule = read_schedule(fields.schedule)
    return DigestRequest(fields.query, schedule, fields.place, extras, fields.name)
