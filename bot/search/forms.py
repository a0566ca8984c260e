"""The search form: what is filled in is a command, read by the grammar like a typed one."""

import asyncio
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from bot.ask.answers import Answers
from bot.ask.questions import Questions
from bot.calls import query_text
from bot.calls.asker import Asker
from bot.calls.model import Target, WhoKind
from bot.calls.query import Subcommand, read_command
from bot.errors import AskError, MorbotError
from bot.links.directory import Directory
from bot.links.link_search import askable_accounts
from bot.search import blocks as form
from bot.search import texts as say
from bot.search.blocks import SEARCH_FORM, SearchFields
from bot.search.saved import SavedSearches
from bot.slack.context import Slack
from bot.slack.conversation.commands import Command, OpenForm, Opening
from bot.slack.conversation.forms import (
    CLOSE,
    PATIENCE,
    Ack,
    FieldErrors,
    FormOutcome,
    at_field,
    close_form,
)
from bot.slack.kit.forms import MOST_OPTIONS, Option, Submission
from bot.slack.kit.message import Message

# Where an error is shown, by the part of the command that it is in.
_FIELDS = {
    query_text.WHO: form.WHO,
    query_text.PERIOD: form.PERIOD,
    query_text.FILTERS: form.FILTERS,
    query_text.OUTPUT: form.SHOW,
}


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
        return self._slack.forms.open(opening, form.search_view(SearchFields()), _OpenSearch())

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
            raise FieldErrors.at(_FIELDS[written.field_of(error)], error) from None
        if search_id or fields.name:
            with at_field(form.NAME):
                await self._saved.save(fields.name, written.text, asker, search_id)
        if search_id:
            return CLOSE
        command = Command.read(written.text)
        return close_form(begun=self._slack.conversation.run(command, sent.user_id, opened.target))

    async def people(self, user_id: str, typed: str) -> list[Option]:
        """Return the linked people that somebody may ask about, as options.

        If that takes longer than Slack waits, there are none.
        """
        try:
            async with asyncio.timeout(PATIENCE):
                asker = await self._slack.conversation.find_asker(user_id)
                account = self._answers.account(await self._answers.confirmed(asker))
                found = await askable_accounts(
                    self._directory.database, account, typed, MOST_OPTIONS
                )
                return form.person_options(found)
        except (MorbotError, TimeoutError):
            return []

    async def by_command(self, _text: str, _asker: Asker) -> Message:
        """Explain how to open the form, where a command cannot open it. Raises AskError."""
        raise say.no_form_here(self._slack.command)

    async def _fill_with_answer(self, answer_id: str, asker: Asker) -> FormOutcome:
        fields = form.fields_of(*await self._questions.question(answer_id, asker))
        return FormOutcome(form.search_view(fields), about=_OpenSearch())

    async def _fill_with_saved(self, search_id: str, asker: Asker) -> FormOutcome:
        """Fill the form even if the search is no longer allowed: that shows when it is sent."""
        account = self._answers.account(asker)
        search = await self._saved.find(search_id, asker)
        query = read_command(search.text, asker.now, account, asker.locale)
        user_id = int(query.who.value) if query.who.kind is WhoKind.ID else 0
        fields = replace(form.fields_of(query, Target(user_id)), name=search.name)
        return FormOutcome(form.edit_view(fields), about=_OpenSearch(search_id))


def _errors(fields: SearchFields) -> dict[str, str]:
    """Return the fields that contradict others, with their errors."""
    errors = {}
    if fields.person and fields.who:
        errors[form.WHO] = say.ONE_PERSON
    times = [time for time in (fields.start, fields.end) if time is not None]
    if times and fields.period:
        errors[form.PERIOD] = say.WORDS_OR_TIMES
    elif len(times) == 1:
        errors[form.START if fields.start is None else form.END] = say.BOTH_TIMES
    elif times and times[1] <= times[0]:
        errors[form.END] = say.END_FIRST
    return errors
