"""Saved searches: kept from an answer or from the search form, run and deleted in the Home tab.

Whoever presses is looked up first; a search that is not his is as good as none. What is kept is
words: whether they may still be asked is found out whenever they are.
"""

import asyncio
from typing import Any

from bot.ask.pages import Pages
from bot.calls import query_fields
from bot.calls.asker import Asker
from bot.calls.query_words import Mention, words
from bot.errors import AskError, SlackError
from bot.search.blocks import form as search_form
from bot.search.blocks import saved as blocks
from bot.search.store import LONGEST_NAME, SavedSearch, SavedSearchStore
from bot.search.texts import form as say_search
from bot.search.texts import saved as say
from bot.slack.api.modals import View
from bot.slack.context import Slack
from bot.slack.conversation.commands import Command
from bot.slack.conversation.reply import Progress
from bot.slack.kit.escape import cut
from bot.slack.kit.message import Block, Message
from bot.telemetry import begin_request

_PATIENCE = 2.0  # seconds for what has to be known before Slack is answered
_LONGEST = 300  # characters of a mistake that a form has room for


class SavedSearches:
    """Keeps people's searches for them."""

    def __init__(self, slack: Slack, searches: SavedSearchStore, pages: Pages) -> None:
        self._slack = slack
        self._searches = searches
        self._pages = pages

    async def find(self, search_id: str, asker: Asker) -> SavedSearch:
        """A search of this person's. Raises AskError."""
        return await self._searches.find(search_id, asker.identity)

    async def keep(self, name: str, text: str, asker: Asker, search_id: str = "") -> str:
        """Keep words that were read without a mistake, in the place of a search where its id is
        given; else what is wrong with that.
        """
        try:
            async with asyncio.timeout(_PATIENCE):
                await self._keep(name, text, asker, search_id)
        except AskError as error:
            return cut(f"{error.text} {error.hint}", _LONGEST)
        except TimeoutError:
            return say.NOT_IN_TIME
        self._slack.home.refresh(asker.identity.user)
        return ""

    async def section(self, asker: Asker) -> list[Block]:
        """Return the part of the Home tab with this person's searches."""
        return blocks.searches_section(await self._searches.of(asker.identity))

    def run(self, body: dict[str, Any], search_id: str) -> bool:
        """Begin to answer a saved search; False when the bot is full or stopping."""

        progress = Progress()

        async def answer(asker: Asker) -> Message:
            command = Command.read((await self.find(search_id, asker)).text)
            return await self._slack.commands.answer(command, asker, progress)

        return self._slack.conversation.click_beside(body, answer, progress)

    def delete(self, body: dict[str, Any], search_id: str) -> bool:
        """Begin to forget a saved search; False as with `run`."""

        async def forget(asker: Asker) -> None:
            await self._searches.delete(search_id, asker.identity)
            await self._slack.home.publish(asker.identity.user)

        return self._slack.conversation.click_beside(body, forget)

    def ask_name(self, body: dict[str, Any], answer_id: str) -> bool:
        """Begin to ask under which name the search of an answer is to be kept; False as above."""
        return self._slack.tasks.start(self._ask_name(body, answer_id))

    async def submit(self, user_id: str, view: dict[str, Any]) -> dict[str, Any]:
        """What a name comes to: what Slack is to show."""
        name = search_form.read_form(view).name
        if not name:
            return _mistake(say.NAME_MISSING)
        try:
            async with asyncio.timeout(_PATIENCE):
                asker = await self._slack.conversation.find_asker(user_id)
                text = await self._text(str(view.get("private_metadata", "")), asker)
        except AskError as error:
            return {"response_action": "update", "view": blocks.problem_view(error)}
        except (SlackError, TimeoutError):
            return _mistake(say_search.CANNOT_TELL_WHO)
        if mistake := await self.keep(name, text, asker):
            return _mistake(mistake)
        return {"response_action": "update", "view": blocks.saved_view(name)}

    async def _keep(self, name: str, text: str, asker: Asker, search_id: str) -> None:
        if any(isinstance(word, Mention) for word in words(text)):
            raise AskError(*say.A_MENTION_CHANGES, code="mention")
        name = name[:LONGEST_NAME]
        if search_id:
            await self._searches.change(search_id, asker.identity, name, text)
        else:
            await self._searches.save(asker.identity, name, text, asker.now)

    async def _text(self, answer_id: str, asker: Asker) -> str:
        query, target = await self._pages.question(answer_id, asker)
        return query_fields.command_of(query, target, asker.account).text

    async def _ask_name(self, body: dict[str, Any], answer_id: str) -> None:
        begin_request()
        trigger_id = str(body.get("trigger_id", ""))
        view_id = await self._slack.modals.open(trigger_id, blocks.waiting_view())
        if not view_id:
            await self._slack.conversation.tell(
                body, AskError(*say.NOT_OPENED, code="form-not-opened")
            )
            return

        async def form() -> View:
            asker = await self._slack.conversation.find_asker(body["user"]["id"])
            return blocks.name_form(answer_id, await self._text(answer_id, asker))

        await self._slack.modals.fill(view_id, form(), blocks.problem_view)


def _mistake(said: str) -> dict[str, Any]:
    return {"response_action": "errors", "errors": {search_form.NAME: said}}
