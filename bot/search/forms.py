"""The search form: what is filled in is a command, read by the grammar like a typed one."""

import asyncio
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from bot.ask.answers import Answers, TypedQuestion
from bot.ask.questions import Questions
from bot.calls import query_text
from bot.calls.asker import Asker, may_ask_about_others
from bot.calls.model import FilterKey, Group, Target, WhoKind
from bot.calls.query import Subcommand, read_command
from bot.calls.texts import mor_user
from bot.calls.words import keyed
from bot.errors import AskError, MorbotError
from bot.links.directory import Directory
from bot.links.link_search import askable_accounts
from bot.search import blocks as form
from bot.search import texts as say
from bot.search.blocks import SEARCH_FORM, SearchFields
from bot.search.lookup import Named, devices_in, read_message
from bot.search.saved import SavedSearches
from bot.slack.context import Slack
from bot.slack.conversation.commands import Command, OpenForm, Opening
from bot.slack.conversation.forms import PATIENCE, FormOutcome
from bot.slack.conversation.submissions import CLOSE, Ack, FieldErrors, at_field, close_form
from bot.slack.kit.forms import MOST_OPTIONS, Option, Submission
from bot.slack.kit.message import Message

# Where an error is shown, by the part of the command that it is in.
_FIELDS = {
    query_text.WHO: form.WHO,
    query_text.PERIOD: form.PERIOD,
    query_text.FILTERS: form.FILTERS,
    query_text.OUTPUT: form.SHOW,
}
_LOOKED_UP = "last 7 days"


@dataclass(frozen=True, slots=True)
class _OpenSearch:
    """A search form. With a `search_id` it changes that search."""

    search_id: str = ""


class SearchForms:
    """Opens search forms and takes what is filled in."""

    def __init__(
        self,
        slack: Slack,
        answers: Answers,
        questions: Questions,
        directory: Directory,
        saved: SavedSearches,
    ) -> None:
        self._slack = slack
        self._answers = answers
        self._questions = questions
        self._directory = directory
        self._saved = saved

    def form_for(self, command: Command) -> OpenForm | None:
        """Return what opens the form for `search` and nothing behind it; else None."""
        empty = command.subcommand is Subcommand.SEARCH and not command.rest
        return self.open if empty else None

    def open(self, opening: Opening) -> bool:
        """Open an empty form in the background. Return False if the bot is full or stopping."""
        return self._slack.forms.open_filled(opening, SEARCH_FORM, self._fill_with_nothing)

    def look_up(self, body: dict[str, Any]) -> bool:
        """Open the form with what a message names, in the background.

        Return False if the bot is full or stopping.
        """
        opening = self._slack.forms.opening(body, str(body.get("response_url") or ""))
        fill = partial(self._fill_with_message, read_message(body.get("message")))
        return self._slack.forms.open_filled(opening, SEARCH_FORM, fill)

    def show_all_fields(self, body: dict[str, Any]) -> bool:
        """Show the other fields of an open form, in the background.

        Return False if the bot is full or stopping.
        """
        sent = Submission.read(body["user"]["id"], body.get("view") or {})
        fill = partial(self._fill_with_all_fields, form.read_form(sent))
        return self._slack.forms.refill(sent, SEARCH_FORM, _OpenSearch, fill)

    def edit(self, body: dict[str, Any], answer_id: str) -> bool:
        """Open the form with the question of the clicked answer, in the background.

        The new answer takes that one's place if only this person sees it. Return False if the bot
        is full or stopping.
        """
        opening = self._slack.forms.opening_in_place(body)
        fill = partial(self._fill_with_answer, answer_id)
        return self._slack.forms.open_filled(opening, SEARCH_FORM, fill)

    def edit_saved(self, body: dict[str, Any], search_id: str) -> bool:
        """Open the form with a saved search, in the background.

        Return False if the bot is full or stopping.
        """
        opening = self._slack.forms.opening_in_place(body)
        fill = partial(self._fill_with_saved, search_id)
        return self._slack.forms.open_filled(opening, SEARCH_FORM, fill)

    async def submit(self, sent: Submission) -> Ack:
        """Answer what was filled in, or save it, in the background."""
        opened = await self._slack.forms.find(sent, _OpenSearch)
        search_id = opened.about.search_id
        fields = form.read_form(sent)
        if errors := _errors(fields):
            raise FieldErrors(errors)
        asker = await self._slack.conversation.find_asker(sent.user_id)
        written = form.command_of(fields, asker.zone, asker.account)
        try:
            self._answers.read(written.text, asker)
        except AskError as error:
            at = _FIELDS[written.field_of(error)]
            raise FieldErrors.at(at if at in sent.values else form.PERIOD, error) from None
        if search_id or fields.name:
            with at_field(form.NAME):
                await self._saved.save(fields.name, written.text, asker, search_id)
        if search_id:
            return CLOSE
        command = Command.read(written.text)
        return close_form(begun=self._slack.conversation.run(command, sent.user_id, opened.target))

    async def people(self, user_id: str, typed: str) -> list[Option]:
        """Return the people that somebody may ask about, as options: linked ones, and whoever was
        typed. If that takes longer than Slack waits, there are none.
        """
        try:
            async with asyncio.timeout(PATIENCE):
                asker = await self._slack.conversation.find_asker(user_id)
                account = self._answers.account(await self._answers.confirmed(asker))
                if not may_ask_about_others(account):
                    return []
                found = await askable_accounts(
                    self._directory.database, account, typed, MOST_OPTIONS, asker.full_name
                )
                return form.person_options(found, typed.strip())
        except (MorbotError, TimeoutError):
            return []

    async def by_command(self, _text: str, _asker: Asker) -> Message:
        """Explain how to open the form, where a command cannot open it. Raises AskError."""
        raise say.no_form_here(self._slack.command)

    async def _fill_with_nothing(self, asker: Asker) -> FormOutcome:
        view = form.search_view(SearchFields(), self._answers.account(asker))
        return FormOutcome(view, about=_OpenSearch())

    async def _fill_with_answer(self, answer_id: str, asker: Asker) -> FormOutcome:
        fields = form.fields_of(*await self._questions.question(answer_id, asker))
        view = form.search_view(fields, self._answers.account(asker))
        return FormOutcome(view, about=_OpenSearch())

    async def _fill_with_saved(self, search_id: str, asker: Asker) -> FormOutcome:
        """Fill the form even if the search is no longer allowed: that shows when it is sent."""
        account = self._answers.account(asker)
        search = await self._saved.find(search_id, asker)
        query = read_command(search.text, asker.now, account, asker.locale)
        user_id = int(query.who.value) if query.who.kind is WhoKind.ID else 0
        fields = replace(form.fields_of(query, Target(user_id)), name=search.name)
        return FormOutcome(form.edit_view(fields, account), about=_OpenSearch(search_id))

    async def _fill_with_all_fields(
        self, fields: SearchFields, asker: Asker, opened: _OpenSearch
    ) -> FormOutcome:
        draw = form.edit_view if opened.search_id else form.search_view
        view = draw(fields, self._answers.account(asker), all_fields=True)
        return FormOutcome(view, about=opened)

    async def _fill_with_message(self, named: Named, asker: Asker) -> FormOutcome:
        """Fill the form with an address or a device that a message names."""
        account = self._answers.account(asker)
        who = named.user_id if may_ask_about_others(account) else ""
        found = [keyed(FilterKey.IP, one) for one in named.addresses]
        found = found or await self._devices_in(named.text, who, asker)
        note = say.found_in_message(found) if found else say.nothing_to_look_up()
        whose = mor_user(int(who)) if who else ""
        fields = SearchFields(who, whose, _LOOKED_UP if found else "", filters="".join(found[:1]))
        return FormOutcome(form.search_view(fields, account, note=note), about=_OpenSearch())

    async def _devices_in(self, text: str, who: str, asker: Asker) -> list[str]:
        """Return filters by those devices in a text that had calls lately, asked as the asker."""
        if not who and self._answers.account(asker).user_id is None:
            return []
        typed = TypedQuestion(f"{f'user:{who}' if who else 'me'} {_LOOKED_UP} by:{Group.DEVICE}")
        try:
            async with self._answers.log.entry(asker) as outcome:
                answer = await self._answers.ask(typed, asker, outcome)
        except MorbotError:  # the form opens all the same, and tells what is wrong when it is sent
            return []
        labels = [str(one.key) for one in answer.report.groups]
        return [keyed(FilterKey.DEVICE, one) for one in devices_in(text, labels)]


def _errors(fields: SearchFields) -> dict[str, str]:
    """Return the fields that contradict others, with their errors."""
    errors = {}
    times = [time for time in (fields.start, fields.end) if time is not None]
    if times and fields.period:
        errors[form.PERIOD] = say.WORDS_OR_TIMES
    elif len(times) == 1:
        errors[form.START if fields.start is None else form.END] = say.BOTH_TIMES
    elif times and times[1] <= times[0]:
        errors[form.END] = say.END_FIRST
    return errors
