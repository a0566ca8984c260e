"""The search form: opened at once, filled in, read by the grammar, and answered where it belongs.

Slack waits three seconds for a form and for what a submission comes to. The form carries nothing
but an id; whose it is, and where its answer goes, is remembered here.
"""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from functools import partial
from typing import Any

from bot.ask.answers import Answers
from bot.ask.pages import Pages
from bot.ask.people import people
from bot.calls import query_fields
from bot.calls.asker import Asker
from bot.calls.model import Target, WhoKind
from bot.calls.query import read_command
from bot.errors import AskError, MorbotError, SlackError
from bot.links.directory import Directory
from bot.search.blocks import form as search_form
from bot.search.blocks.form import SearchFields
from bot.search.saved import SavedSearches
from bot.search.texts import form as say
from bot.slack.api.modals import View
from bot.slack.context import Slack
from bot.slack.conversation.commands import Command
from bot.slack.conversation.open_forms import OpenForms
from bot.slack.conversation.reply_targets import ReplyTarget
from bot.slack.kit.escape import cut
from bot.slack.kit.message import Message
from bot.telemetry import begin_request

_PATIENCE = 2.0  # seconds for what has to be known before Slack is answered
_LONGEST = 300  # characters of a mistake that a form has room for


# Where a mistake is shown, by the part of the command that it is in.
_FIELDS = {
    query_fields.WHO: search_form.WHO,
    query_fields.PERIOD: search_form.PERIOD,
    query_fields.FILTERS: search_form.FILTERS,
    query_fields.OUTPUT: search_form.SHOW,
}

Find = Callable[[Asker], Awaitable[SearchFields]]
"""Finds what belongs into the form."""


class SearchForms:
    """Opens search forms and takes what was filled in."""

    def __init__(
        self,
        slack: Slack,
        answers: Answers,
        pages: Pages,
        directory: Directory,
        saved: SavedSearches,
    ) -> None:
        self._slack = slack
        self._answers = answers
        self._pages = pages
        self._directory = directory
        self._saved = saved
        self._forms: OpenForms[str] = OpenForms()  # with the id of the saved search edited in it

    def open(self, user_id: str, trigger_id: str, response_url: str = "") -> bool:
        """Begin to open an empty form; False when the bot is full or stopping.

        What is found goes to the `response_url`, or else into the person's direct messages.
        """
        target = self._slack.conversation.target(user_id, response_url)
        return self._slack.tasks.start(self._open(user_id, trigger_id, target))

    def edit(self, body: dict[str, Any], answer_id: str) -> bool:
        """Begin to open the form with the question of the clicked answer in it; False as with
        `open`. What is found takes the answer's place as if a page had been turned.
        """
        return self._slack.tasks.start(self._edit(body, partial(self._of_answer, answer_id)))

    def edit_saved(self, body: dict[str, Any], search_id: str) -> bool:
        """Begin to open the form with a saved search in it, to be kept again; False as with
        `open`.
        """
        return self._slack.tasks.start(
            self._edit(body, partial(self._of_saved, search_id), search_id)
        )

    async def submit(self, user_id: str, view: dict[str, Any]) -> dict[str, str]:
        """Begin to answer what was filled in, or keep it; else what is wrong, by field."""
        form = self._forms.find(str(view.get("private_metadata", "")), user_id)
        if form is None:
            return {search_form.PERIOD: say.FORM_GONE}
        try:
            async with asyncio.timeout(_PATIENCE):
                asker = await self._slack.conversation.find_asker(user_id)
        except (SlackError, TimeoutError):
            return {search_form.PERIOD: say.CANNOT_TELL_WHO}
        filled = search_form.read_form(view)
        if mistakes := _mistakes(filled):
            return mistakes
        written = search_form.command_of(filled, asker.zone, asker.account)
        try:
            self._answers.read(written.text, asker)
        except AskError as error:
            return {_FIELDS[written.field_of(error)]: cut(f"{error.text} {error.hint}", _LONGEST)}
        if form.about or filled.name:
            mistake = await self._saved.keep(filled.name, written.text, asker, form.about)
            if mistake or form.about:
                return {search_form.NAME: mistake} if mistake else {}
        begun = self._slack.conversation.run(Command.read(written.text), user_id, form.target)
        return {} if begun else {search_form.PERIOD: say.LATER}

    async def people(self, user_id: str, typed: str) -> list[dict[str, Any]]:
        """The linked people whom somebody may ask about, to choose from; none if it takes long."""
        try:
            async with asyncio.timeout(_PATIENCE):
                asker = await self._slack.conversation.find_asker(user_id)
                account = self._answers.account(asker)
                found = await people(self._directory, account, typed)
                return search_form.person_options(found)
        except (MorbotError, TimeoutError):
            return []

    async def by_command(self, _text: str, _asker: Asker) -> Message:
        """Tell somebody whose words cannot open a form what to do instead."""
        raise AskError(*say.by_command(self._slack.command), code="not-here")

    async def _open(self, user_id: str, trigger_id: str, target: ReplyTarget) -> None:
        begin_request()
        form = search_form.form_view(self._forms.add(user_id, target, ""), SearchFields())
        await self._shown(trigger_id, form, target)

    async def _edit(self, body: dict[str, Any], find: Find, search_id: str = "") -> None:
        begin_request()
        user_id, target = str(body["user"]["id"]), self._slack.conversation.target_of(body)
        trigger_id = str(body.get("trigger_id", ""))
        view_id = await self._shown(trigger_id, search_form.waiting_view(), target)
        if not view_id:
            return

        async def form() -> View:
            filled = await find(await self._slack.conversation.find_asker(user_id))
            form_id = self._forms.add(user_id, target, search_id)
            return search_form.form_view(form_id, filled, saved_search=bool(search_id))

        await self._slack.modals.fill(view_id, form(), search_form.problem_view)

    async def _of_answer(self, answer_id: str, asker: Asker) -> SearchFields:
        return search_form.filled_with(*await self._pages.question(answer_id, asker))

    async def _of_saved(self, search_id: str, asker: Asker) -> SearchFields:
        """What was kept, whether it may still be asked or not: that is told when it is sent."""
        account = self._answers.account(asker)
        search = await self._saved.find(search_id, asker)
        query = read_command(search.text, asker.now, account, asker.locale)
        user_id = int(query.who.value) if query.who.kind is WhoKind.ID else 0
        filled = search_form.filled_with(query, Target(user_id))
        return replace(filled, name=search.name)

    async def _shown(self, trigger_id: str, view: dict[str, Any], target: ReplyTarget) -> str:
        """Open the view and return its id; else it is told there, and the id is empty."""
        view_id = await self._slack.modals.open(trigger_id, view)
        if not view_id:
            problem = AskError(*say.not_opened(self._slack.command), code="form-not-opened")
            await self._slack.conversation.tell_at(target, problem)
        return view_id


def _mistakes(filled: SearchFields) -> dict[str, str]:
    """What cannot be meant, whatever the fields say, by field."""
    mistakes = {}
    if filled.person and filled.who:
        mistakes[search_form.WHO] = say.ONE_PERSON
    times = [time for time in (filled.start, filled.end) if time is not None]
    if times and filled.period:
        mistakes[search_form.PERIOD] = say.WORDS_OR_TIMES
    elif len(times) == 1:
        missing = search_form.START if filled.start is None else search_form.END
        mistakes[missing] = say.BOTH_TIMES
    elif times and times[1] <= times[0]:
        mistakes[search_form.END] = say.END_FIRST
    return mistakes
