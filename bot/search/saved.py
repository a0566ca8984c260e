"""Saved searches: saved from an answer or the search form, run and deleted in the Home tab.

Everybody who clicks is looked up first. Another person's search is not found. A saved text may no
longer be allowed: that shows when it is run.
"""

from functools import partial
from typing import Any

from bot.ask.questions import Questions
from bot.calls.asker import Asker
from bot.calls.query_text import command_text
from bot.calls.words import Mention, words
from bot.errors import AskError
from bot.search import blocks
from bot.search import texts as say
from bot.search.blocks import NAME, NAME_FORM, read_name
from bot.search.store import LONGEST_NAME, SavedSearch, SavedSearchStore
from bot.slack.context import Slack
from bot.slack.conversation.commands import Command
from bot.slack.conversation.forms import FormOutcome
from bot.slack.conversation.reply import Progress
from bot.slack.conversation.submissions import Ack, FieldErrors, at_field, show
from bot.slack.kit.forms import Submission
from bot.slack.kit.message import Block, Message


class SavedSearches:
    """People's saved searches."""

    def __init__(self, slack: Slack, store: SavedSearchStore, questions: Questions) -> None:
        self._slack = slack
        self._store = store
        self._questions = questions

    async def find(self, search_id: str, asker: Asker) -> SavedSearch:
        """Return a search of this person. Raises AskError."""
        return await self._store.find(search_id, asker.identity)

    async def save(self, name: str, text: str, asker: Asker, search_id: str = "") -> None:
        """Save a command's text, or change the search of the given id. Raises AskError."""
        if any(isinstance(word, Mention) for word in words(text)):
            raise say.mention_in_search()
        name = name[:LONGEST_NAME]
        if search_id:
            await self._store.change(search_id, asker.identity, name, text)
        else:
            await self._store.save(asker.identity, name, text, asker.now)
        self._slack.home.refresh(asker.identity.user)

    async def section(self, asker: Asker) -> list[Block]:
        """Return the part of the Home tab with this person's searches."""
        noted = await self._slack.home.noted(asker.identity.user)
        return blocks.searches_section(await self._store.of(asker.identity), noted)

    def run(self, body: dict[str, Any], search_id: str) -> bool:
        """Answer a saved search in the background. Return False if the bot is full or stopping."""
        progress = Progress()

        async def answer(asker: Asker) -> Message:
            command = Command.read((await self.find(search_id, asker)).text)
            return await self._slack.commands.answer(command, asker, progress)

        self._slack.tasks.start(self._slack.home.note(body["user"]["id"], search_id))
        return self._slack.conversation.click_beside(body, answer, progress)

    def delete(self, body: dict[str, Any], search_id: str) -> bool:
        """Delete a saved search in the background. Return False if the bot is full or stopping."""

        async def delete(asker: Asker) -> None:
            await self._store.delete(search_id, asker.identity)
            await self._slack.home.publish(asker.identity.user)

        return self._slack.conversation.click_beside(body, delete)

    def ask_name(self, body: dict[str, Any], answer_id: str) -> bool:
        """Open the form that saves the search behind an answer, in the background.

        Return False if the bot is full or stopping.
        """
        opening = self._slack.forms.opening_in_place(body)
        return self._slack.forms.open_filled(
            opening, NAME_FORM, partial(self._name_form, answer_id)
        )

    async def submit(self, sent: Submission) -> Ack:
        """Save the search under the name that was entered."""
        name = read_name(sent)
        if not name:
            raise FieldErrors({NAME: say.NAME_MISSING})
        asker = await self._slack.conversation.find_asker(sent.user_id)
        try:
            text = await self._text(sent.metadata, asker)
        except AskError as error:
            return show(NAME_FORM.problem(error))
        with at_field(NAME):
            await self.save(name, text, asker)
        return show(blocks.saved_view(name))

    async def _name_form(self, answer_id: str, asker: Asker) -> FormOutcome:
        return FormOutcome(blocks.name_form(answer_id, await self._text(answer_id, asker)))

    async def _text(self, answer_id: str, asker: Asker) -> str:
        query, target = await self._questions.question(answer_id, asker)
        return command_text(query, target, asker.account)
