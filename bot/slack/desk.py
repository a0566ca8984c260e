"""Where every question from Slack arrives, typed or pressed, and leaves as an answer."""

from collections.abc import Awaitable, Callable
from functools import partial
from typing import Any

from aiohttp import ClientSession

from bot.answers import Asker
from bot.calls.model import Output
from bot.dialogue import Dialogue, Draw
from bot.exports import Progress, wants_file
from bot.slack.files import FileDesk
from bot.slack.identity import Identities
from bot.slack.replies import Reply, Road
from bot.slack.response_url import ResponseUrl
from bot.slack.work import Work
from bot.telemetry import Numbers, begin_request

Question = Callable[[Asker], Awaitable[Draw]]


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
    ) -> None:
        self.command = dialogue.command
        self._dialogue = dialogue
        self._files = files
        self._identities = identities
        self._work = work
        self._session = session
        self._numbers = numbers

    def take(self, user_id: str, text: str, response_url: str, *, replace: bool = False) -> bool:
        """Begin to answer; False when the bot is full or stopping, and nothing was begun.

        `text` is plain, mentions like `<@U123>`. `replace` puts the answer where the click was.
        """
        return self.talk(user_id, text, ResponseUrl(self._session, response_url, replace=replace))

    def put(
        self, user_id: str, question: Question, response_url: str, *, replace: bool = False
    ) -> bool:
        """Begin to answer a question that is more than words; False as with `take`."""
        road = ResponseUrl(self._session, response_url, replace=replace)
        return self._work.start(self._answer(user_id, question, road))

    def beside(self, body: dict[str, Any], question: Question) -> bool:
        """Begin to answer what was pressed, below what it was pressed in; False as with `take`."""
        road = self._road(body, replace=False)
        return self._work.start(self._answer(body["user"]["id"], question, road))

    async def _answer(
        self,
        user_id: str,
        question: Question,
        road: Road,
        progress: Callable[[], str] | None = None,
    ) -> None:
        begin_request()

        async def ask() -> Draw:
            return await question(await self._identities.asker(user_id))

        await self._reply(road).answer(ask(), progress)

    def talk(self, user_id: str, text: str, road: Road) -> bool:
        """Begin to answer what was said without a command; False as with `take`."""
        if not wants_file(text):
            question = partial(self._dialogue.respond, text)
            return self._work.start(self._answer(user_id, question, road))
        progress = Progress()
        make = partial(self._files.respond, text, progress)
        return self._work.start(self._answer(user_id, make, road, progress.__str__))

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
        road = self._road(body, replace=False)
        return self._work.start(self._answer(body["user"]["id"], make, road, progress.__str__))

    def road(self, response_url: str) -> Road:
        """The way to whoever typed a command."""
        return ResponseUrl(self._session, response_url)

    def road_of(self, body: dict[str, Any]) -> Road:
        """The way to whoever pressed something, and to where the answer stands that he pressed."""
        return self._road(body, replace=_seen_by_one(body))

    def _road(self, body: dict[str, Any], *, replace: bool) -> Road:
        url, thread = body.get("response_url", ""), (body.get("container") or {}).get("thread_ts")
        thread_ts = thread if isinstance(thread, str) else ""
        return ResponseUrl(self._session, str(url), replace=replace, thread_ts=thread_ts)

    def _reply(self, road: Road) -> Reply:
        return Reply(road, self.command, self._numbers)


def _seen_by_one(body: dict[str, Any]) -> bool:
    """Whether the clicked message is ephemeral or stands in the direct messages with the bot."""
    container = body.get("container") or {}
    return bool(container.get("is_ephemeral")) or str(container.get("channel_id")).startswith("D")
