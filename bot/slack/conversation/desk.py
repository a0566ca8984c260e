"""Where every question from Slack arrives, typed or pressed, and leaves as an answer."""

from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import replace
from functools import partial
from typing import Any

from aiohttp import ClientSession

from bot.ask.dialogue import Dialogue, Draw
from bot.ask.exports import Progress, wants_file
from bot.ask.file_delivery import FileDesk
from bot.ask.texts import asking
from bot.calls.asker import Asker
from bot.calls.model import Output
from bot.errors import AskError, MorbotError, SlackError
from bot.links.identities import Identities
from bot.slack.api.posting import Poster
from bot.slack.conversation.direct import Direct
from bot.slack.conversation.replies import Kind, Reply, Road
from bot.slack.conversation.response_url import ResponseUrl
from bot.slack.conversation.work import Work
from bot.slack.kit.problems import problem_message
from bot.telemetry import Numbers, begin_request

Question = Callable[[Asker], Awaitable[Draw | None]]
"""What somebody wants; None where there is nothing to say about it."""


class Desk:
    """Takes what a person says or presses, and answers by the road that leads back to him."""

    def __init__(  # noqa: PLR0913, PLR0917 -- whom it works with
        self,
        dialogue: Dialogue,
        identities: Identities,
        work: Work,
        session: ClientSession,
        numbers: Numbers,
        files: FileDesk,
        poster: Poster,
    ) -> None:
        self.command = dialogue.command
        self._poster = poster
        self._dialogue = dialogue
        self._files = files
        self._identities = identities
        self._work = work
        self._session = session
        self._numbers = numbers

    def take(self, user_id: str, text: str, response_url: str, channel: str = "") -> bool:
        """Begin to answer; False when the bot is full or stopping, and nothing was begun.

        `text` is plain, mentions like `<@U123>`. `channel` is where it was typed.
        """
        return self.talk(user_id, text, ResponseUrl(self._session, response_url), channel)

    def put(
        self, user_id: str, question: Question, response_url: str, *, replace: bool = False
    ) -> bool:
        """Begin to answer a question that is more than words; False as with `take`."""
        road = self.road(user_id, response_url, replace=replace)
        return self._work.start(self._answer(user_id, question, road))

    def beside(
        self,
        body: dict[str, Any],
        question: Question,
        progress: Callable[[], str] | None = None,
    ) -> bool:
        """Begin to answer what was pressed, below what it was pressed in; False as with `take`."""
        road = self._road(body, replace=False)
        return self._work.start(self._answer(body["user"]["id"], question, road, progress))

    def hand(self, user_id: str, question: Question, road: Road) -> bool:
        """Begin to answer a question by a road that was kept for it; False as with `take`."""
        return self._work.start(self._answer(user_id, question, road))

    async def _answer(
        self,
        user_id: str,
        question: Question,
        road: Road,
        progress: Callable[[], str] | None = None,
    ) -> None:
        begin_request()

        async def ask() -> Draw | None:
            return await question(await self._identities.asker(user_id))

        await self._reply(road).answer(ask(), progress)

    def talk(self, user_id: str, text: str, road: Road, channel: str = "") -> bool:
        """Begin to answer what was said without a command; False as with `take`."""
        if not wants_file(text):

            async def question(asker: Asker) -> Draw:
                return await self._dialogue.respond(text, replace(asker, channel=channel))

            return self._work.start(self._answer(user_id, question, road))
        progress = Progress()
        make = partial(self._files.respond, text, progress)
        return self._work.start(self._answer(user_id, make, road, progress.__str__))

    def recall(self, body: dict[str, Any], words: Callable[[Asker], Awaitable[str]]) -> bool:
        """Begin to answer words that are kept for whoever pressed; False as with `take`."""
        progress = Progress()

        async def question(asker: Asker) -> Draw:
            text = await words(asker)
            if wants_file(text):
                return await self._files.respond(text, progress, asker)
            return await self._dialogue.respond(text, asker)

        return self.beside(body, question, progress.__str__)

    def click(self, body: dict[str, Any], wish: str, answer_id: str) -> bool:
        """Begin to do what was pressed under an answer, as `Dialogue.click` knows it.

        The new answer takes the old one's place where only the asker sees it; what was shared
        with a channel stays, and whoever pressed is answered beside it.
        """
        look = partial(self._dialogue.click, wish, answer_id)
        return self._work.start(self._answer(body["user"]["id"], look, self.road_of(body)))

    def file(self, body: dict[str, Any], form: Output, answer_id: str) -> bool:
        """Begin to make a file of an answer. The answer stays, and what becomes of the file is
        told beside it. False as with `take`.
        """
        progress = Progress()
        make = partial(self._files.respond_again, answer_id, form, progress)
        return self.beside(body, make, progress.__str__)

    def file_of(
        self, body: dict[str, Any], form: Output, find: Callable[[Asker], Awaitable[str]]
    ) -> bool:
        """The same for the answer that is found for whoever pressed."""
        progress = Progress()

        async def make(asker: Asker) -> Draw:
            return await self._files.respond_again(await find(asker), form, progress, asker)

        return self.beside(body, make, progress.__str__)

    def road(self, user_id: str, response_url: str, *, replace: bool = False) -> Road:
        """The way to whoever typed or pressed something; what was pressed in the Home tab comes
        without a `response_url`, and is answered in direct messages.
        """
        if not response_url:
            return Direct(self._poster, user_id)
        return ResponseUrl(self._session, response_url, replace=replace)

    def road_of(self, body: dict[str, Any]) -> Road:
        """The way to whoever pressed something, and to where the answer stands that he pressed."""
        return self._road(body, replace=_seen_by_one(body))

    def _road(self, body: dict[str, Any], *, replace: bool) -> Road:
        url, thread = body.get("response_url", ""), (body.get("container") or {}).get("thread_ts")
        if not url:
            return Direct(self._poster, body["user"]["id"])
        thread_ts = thread if isinstance(thread, str) else ""
        return ResponseUrl(self._session, str(url), replace=replace, thread_ts=thread_ts)

    def refuse(self, body: dict[str, Any]) -> None:
        """Tell whoever pressed something that nothing is taken now; the bot may be stopping."""
        self._work.excuse(self.tell(body, AskError(*asking.later(), code="later")))

    async def tell(self, body: dict[str, Any], problem: MorbotError) -> None:
        """Tell whoever pressed something what is wrong, below it."""
        with suppress(SlackError):  # it is in the log
            message = problem_message(problem, self.command)
            await self._road(body, replace=False).send(Kind.PROBLEM, message)

    def _reply(self, road: Road) -> Reply:
        return Reply(road, self.command, self._numbers)


def _seen_by_one(body: dict[str, Any]) -> bool:
    """Whether the clicked message is ephemeral or stands in the direct messages with the bot."""
    container = body.get("container") or {}
    return bool(container.get("is_ephemeral")) or str(container.get("channel_id")).startswith("D")
