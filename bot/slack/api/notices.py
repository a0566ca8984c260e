"""What the bot admins are told, each in a direct message: changes of links, requests."""

from collections.abc import Awaitable, Callable

from bot.errors import SlackError
from bot.ids import Identity
from bot.slack.api.posting import Poster
from bot.slack.conversation.background_tasks import BackgroundTasks
from bot.slack.kit.message import Message
from bot.slack.kit.notice import notice_message
from bot.telemetry import logger

log = logger(__name__)


class Notices:
    """Tells the bot admins, whoever they are at that moment."""

    def __init__(
        self,
        poster: Poster,
        tasks: BackgroundTasks,
        admins: Callable[[], Awaitable[list[Identity]]],
    ) -> None:
        self._poster = poster
        self._tasks = tasks
        self._admins = admins

    def tell_soon(self, *news: str) -> None:
        """Tell them when there is time, also while the bot stops; who caused it does not wait."""
        self._tasks.start_always(self._tell(*news))

    async def tell(self, *news: str) -> list[Identity]:
        """Tell them now, all in one message each; who could not be told is returned and logged."""
        told = await self.send(notice_message(news))
        return [admin for admin, reached in told.items() if not reached]

    async def send(self, message: Message) -> dict[Identity, bool]:
        """Send them a message now; whether each was reached."""
        admins = await self._admins()
        if not admins:
            log.warning("no-bot-admins")
        return {admin: await self._sent(admin, message) for admin in admins}

    async def _tell(self, *news: str) -> None:
        await self.tell(*news)

    async def _sent(self, admin: Identity, message: Message) -> bool:
        try:
            await self._poster.post(admin.user, message)
        except SlackError as error:
            log.warning("bot-admin-not-told", admin=str(admin), code=error.code)
            return False
        return True
