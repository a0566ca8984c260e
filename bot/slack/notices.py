"""What the bot admins are told, each in a direct message: changes of links."""

from collections.abc import Awaitable, Callable

from aiohttp import ClientError
from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.web.async_client import AsyncWebClient

from bot.blocks.notice import notice_message
from bot.slack.work import Work
from bot.store.directory import Identity
from bot.telemetry import logger

log = logger(__name__)


class Notices:
    """Tells the bot admins, whoever they are at that moment."""

    def __init__(
        self, client: AsyncWebClient, work: Work, admins: Callable[[], Awaitable[list[Identity]]]
    ) -> None:
        self._client = client
        self._work = work
        self._admins = admins

    def tell_soon(self, *news: str) -> None:
        """Tell them when there is time; whoever caused it does not wait."""
        self._work.start(self._tell(*news))

    async def tell(self, *news: str) -> list[Identity]:
        """Tell them now, all in one message each; who could not be told is returned and logged."""
        admins = await self._admins()
        if not admins:
            log.warning("no-bot-admins", untold=len(news))
        return [admin for admin in admins if not await self._told(admin, news)]

    async def _tell(self, *news: str) -> None:
        await self.tell(*news)

    async def _told(self, admin: Identity, news: tuple[str, ...]) -> bool:
        payload = notice_message(news).payload()
        try:
            await self._client.chat_postMessage(channel=admin.user, **payload)
        except SlackApiError as error:
            reason = str(error.response.get("error", ""))
        except (SlackClientError, ClientError, OSError, TimeoutError) as error:
            reason = type(error).__name__
        else:
            return True
        log.warning("bot-admin-not-told", admin=str(admin), error=reason)
        return False
