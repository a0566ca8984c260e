"""Where every question from Slack arrives, typed or pressed, and leaves as an answer."""

from aiohttp import ClientSession

from bot.dialogue import Dialogue, Draw
from bot.slack.identity import Identities
from bot.slack.replies import Reply
from bot.slack.work import Work
from bot.telemetry import Numbers, begin_request


class Desk:
    """Takes a person's words and answers them through a `response_url`."""

    def __init__(
        self,
        dialogue: Dialogue,
        identities: Identities,
        work: Work,
        session: ClientSession,
        numbers: Numbers,
    ) -> None:
        self.command = dialogue.command
        self._dialogue = dialogue
        self._identities = identities
        self._work = work
        self._session = session
        self._numbers = numbers

    def take(self, user_id: str, text: str, response_url: str, *, replace: bool = False) -> bool:
        """Begin to answer; False when the bot is full or stopping, and nothing was begun.

        `text` is plain, mentions like `<@U123>`. `replace` puts the answer where the click was.
        """
        return self._work.start(self._serve(user_id, text, response_url, replace=replace))

    async def _serve(self, user_id: str, text: str, response_url: str, *, replace: bool) -> None:
        begin_request()
        reply = Reply(self._session, response_url, self.command, self._numbers, replace=replace)
        await reply.answer(self._question(user_id, text))

    async def _question(self, user_id: str, text: str) -> Draw:
        return await self._dialogue.respond(text, await self._identities.asker(user_id))
