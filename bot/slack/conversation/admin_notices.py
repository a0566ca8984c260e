"""What the bot admins are told, each in a direct message: changes of links, and requests."""

from collections.abc import Awaitable, Callable, Sequence

from bot.errors import SlackError
from bot.ids import Identity
from bot.slack import texts
from bot.slack.api.posting import Poster
from bot.slack.conversation.background_tasks import BackgroundTasks
from bot.slack.kit import limits
from bot.slack.kit.escape import label
from bot.slack.kit.message import Block, Message, bold, bullets, context, lines, message, plain
from bot.telemetry import logger

log = logger(__name__)

_MOST = 20
_LONGEST = 300


class AdminNotices:
    """Writes to the people that `admins` lists at that moment."""

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
        """Send news in the background, even while the bot is stopping."""
        self._tasks.start_always(self._tell(*news))

    async def tell(self, *news: str) -> list[Identity]:
        """Send all news in one message to each. Return the admins who could not be reached."""
        told = await self.send(notice_message(news))
        return [admin for admin, reached in told.items() if not reached]

    async def send(self, message: Message) -> dict[Identity, bool]:
        """Send a message to each. Return whether each admin was reached."""
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


def notice_message(news: Sequence[str]) -> Message:
    """Draw news, one point each. What does not fit is counted."""
    shown = [label(one, _LONGEST) for one in news[:_MOST]]
    blocks = limits.fitting(
        _blocks(shown[:number], len(news) - number) for number in range(len(shown), 0, -1)
    )
    return message(" ".join([texts.BOT_ADMIN_NEWS, *shown]), blocks)


def _blocks(shown: Sequence[str], more: int) -> list[Block]:
    blocks = [lines([bold(texts.BOT_ADMIN_NEWS)]), bullets([plain(one)] for one in shown)]
    return [*blocks, context([texts.more_bot_admin_news(more)])] if more else blocks
