"""The form for digests: opened at once, filled in, checked field by field, and said back.

Slack waits three seconds for a form and for what a submission comes to; so what needs MOR is
found out afterwards, and told where the form was opened.
"""

import asyncio
import re
from functools import partial
from typing import Any

from bot.calls.asker import Asker
from bot.calls.query import Subcommand
from bot.digests.blocks import form
from bot.digests.blocks.form import DigestFields
from bot.digests.commands import DigestCommands
from bot.digests.model import Extras, Order
from bot.digests.planning import Planning
from bot.digests.schedule import Schedule, read_schedule, schedule_text
from bot.digests.store import Digest, State
from bot.digests.texts import form as say
from bot.digests.words import Verb, read_act
from bot.errors import AskError, SlackError
from bot.slack.api.modals import View
from bot.slack.context import Slack
from bot.slack.conversation.commands import Command, OpenForm
from bot.slack.conversation.open_forms import OpenForms
from bot.slack.conversation.reply_targets import ReplyTarget
from bot.slack.kit.escape import cut
from bot.telemetry import begin_request

_PATIENCE = 2.3  # seconds for what has to be known before Slack is answered
_LONGEST = 300  # characters of a mistake that a form has room for


class DigestForms:
    """Opens forms and takes what was filled in. `externally` offers channels of outsiders too."""

    def __init__(self, slack: Slack, planning: Planning, digests: DigestCommands) -> None:
        self._slack = slack
        self._planning = planning
        self._digests = digests
        self._forms: OpenForms[int | None] = OpenForms()

    def wanted(self, command: Command) -> OpenForm | None:
        """Return what opens the form for `digest` alone or `digest edit 7`; else None."""
        if command.subcommand is not Subcommand.DIGEST:
            return None
        if not command.rest:
            return self.open
        try:
            act = read_act(command.rest, self._slack.command)
        except AskError:
            return None  # and it is told where the text is read
        return partial(self._edit_typed, act.number) if act and act.verb is Verb.EDIT else None

    def open(self, user_id: str, trigger_id: str, response_url: str = "") -> bool:
        """Begin to open an empty form; False when the bot is full or stopping.

        What comes of it is told by the `response_url`, or else in the person's direct messages.
        """
        target = self._slack.conversation.target(user_id, response_url)
        return self._slack.tasks.start(self._open(user_id, trigger_id, target))

    def edit(self, body: dict[str, Any], number: int) -> bool:
        """Begin to open the form with a digest or a draft in it; False as with `open`. What is
        filled in is said back in the place of what was pressed, if one person sees that.
        """
        trigger = str(body.get("trigger_id", ""))
        target = self._slack.conversation.target_of(body)
        return self._slack.tasks.start(self._edit(body["user"]["id"], trigger, target, number))

    async def submit(self, user_id: str, view: dict[str, Any]) -> dict[str, str]:
        """Begin to say back what was filled in; else what is wrong, by field."""
        opened = self._forms.find(str(view.get("private_metadata", "")), user_id)
        if opened is None:
            return {form.SCHEDULE: say.GONE}
        filled = form.read_form(view)
        if mistakes := _mistakes(filled):
            return mistakes
        try:
            order = _order(filled)
        except AskError as error:
            return {form.SCHEDULE: _said(error)}
        try:
            async with asyncio.timeout(_PATIENCE):
                asker = await self._slack.conversation.find_asker(user_id)
                if mistakes := await self._checked(order, asker):
                    return mistakes
        except (SlackError, TimeoutError):
            return {form.SCHEDULE: say.CANNOT_TELL_WHO}
        propose = partial(self._digests.propose, order, opened.about)
        begun = self._slack.conversation.ask(user_id, propose, opened.target)
        return {} if begun else {form.SCHEDULE: say.LATER}

    async def _checked(self, order: Order, asker: Asker) -> dict[str, str]:
        """What is wrong with the order as far as MOR need not be asked, by field."""
        field = form.SCHEDULE
        try:
            plan = self._planning.plan_of(order, asker)
            field = form.QUERY
            self._planning.read(plan, asker)
            field = form.PLACE
            await self._planning.check_place(plan, asker)
        except AskError as error:
            return {form.MENTION if error.code == "person-unknown" else field: _said(error)}
        return {}

    def _edit_typed(self, number: int, user_id: str, trigger_id: str, response_url: str) -> bool:
        target = self._slack.conversation.target(user_id, response_url)
        return self._slack.tasks.start(self._edit(user_id, trigger_id, target, number))

    async def _open(self, user_id: str, trigger_id: str, target: ReplyTarget) -> None:
        begin_request()
        form_id = self._forms.add(user_id, target, None)
        view = form.form_view(form_id, DigestFields(), None, externally=self._slack.externally)
        await self._shown(trigger_id, view, target)

    async def _edit(self, user_id: str, trigger_id: str, target: ReplyTarget, number: int) -> None:
        begin_request()
        view_id = await self._shown(trigger_id, form.waiting_view(), target)
        if not view_id:
            return

        async def filled() -> View:
            digest = await self._planning.drafted(
                number, await self._slack.conversation.find_asker(user_id)
            )
            form_id = self._forms.add(user_id, target, number)
            return form.form_view(
                form_id, _filled(digest), _number(digest), externally=self._slack.externally
            )

        await self._slack.modals.fill(view_id, filled(), form.problem_view)

    async def _shown(self, trigger_id: str, view: dict[str, Any], target: ReplyTarget) -> str:
        """Open the view and return its id; else it is told there, and the id is empty."""
        view_id = await self._slack.modals.open(trigger_id, view)
        if not view_id:
            problem = AskError(*say.not_opened(self._slack.command), code="form-not-opened")
            await self._slack.conversation.tell_at(target, problem)
        return view_id


def _number(digest: Digest) -> int | None:
    return digest.replaces if digest.state is State.DRAFT else digest.id


def _filled(digest: Digest) -> DigestFields:
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


def _mistakes(filled: DigestFields) -> dict[str, str]:
    """What cannot be meant, whatever the other fields say, by field."""
    mistakes = {}
    if not filled.schedule:
        mistakes[form.SCHEDULE] = say.NOT_FILLED_IN
    for field, typed, most in (
        (form.NEW_IPS, filled.new_ips, form.MOST_PERIODS),
        (form.ALERT, filled.alert, form.MOST_CALLS),
    ):
        if typed and not (re.fullmatch(r"[0-9]{1,9}", typed) and int(typed) <= most):
            mistakes[field] = say.not_a_number(most)
    if filled.mention and not filled.alert:
        mistakes[form.ALERT] = say.NUMBER_MISSING
    return mistakes


def _order(filled: DigestFields) -> Order:
    """What was filled in without a mistake. Raises AskError for the schedule."""
    extras = Extras(
        skip_empty=form.SKIP_EMPTY in filled.ticked,
        thread=form.THREAD in filled.ticked,
        rows=form.ROWS in filled.ticked,
        new_ips=int(filled.new_ips or 0),
        alert_above=int(filled.alert) if filled.alert else None,
        mention=filled.mention,
    )
    return Order(filled.query, read_schedule(filled.schedule), filled.place, extras)


def _said(error: AskError) -> str:
    return cut(f"{error.text} {error.hint}".rstrip(), _LONGEST)
