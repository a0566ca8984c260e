"""Where every question from Slack arrives, typed or pressed, and leaves as an answer."""

from aiohttp import ClientSession

from bot.dialogue import Dialogue, Draw
from bot.exports import Progress, wants_file
from bot.slack.files import FileDesk
from bot.slack.identity import Identities
from bot.slack.replies import Reply, Road
from bot.slack.response_url import ResponseUrl
from bot.slack.work import Work
from bot.telemetry import Numbers, begin_request


class Desk:
    """Takes a person's words and answers them through a `response_url`."""

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

    def talk(self, user_id: str, text: str, road: Road) -> bool:
        """Begin to answer what was said without a command; False as with `take`."""
        return self._work.start(self._serve(user_id, text, road))

    async def _serve(self, user_id: str, text: str, road: Road) -> None:
        begin_request()
        reply = self._reply(road)
        if wants_file(text):
            progress = Progress()
            await reply.answer(self._file(user_id, text, progress), progress.__str__)
        else:
            await reply.answer(self._question(user_id, text))

    def _reply(self, road: Road) -> Reply:
        return Reply(road, self.command, self._numbers)

    async def _question(self, user_id: str, text: str) -> Draw:
        return await self._dialogue.respond(text, await self._identities.asker(user_id))

    async def _file(self, user_id: str, text: str, progress: Progress) -> Draw:
        asker = await self._identities.asker(user_id)
        return await self._files.respond(text, asker, progress)
