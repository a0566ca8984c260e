"""Check that a digest may go to a channel: the bot is in it, and its owner can read it."""

from collections.abc import AsyncIterator

from slack_sdk.web.async_client import AsyncWebClient

from bot.digests import error_texts as errors
from bot.digests.model import DigestPlace
from bot.errors import AskError, SlackError
from bot.ids import Identity
from bot.slack import texts as posting
from bot.slack.api.channels import Channels
from bot.slack.api.client import CALL_FAULTS, slack_says
from bot.slack.api.people import Membership, People
from bot.telemetry import logger

log = logger(__name__)

_OUTSIDERS = ("is_shared", "is_ext_shared", "is_pending_ext_shared")
_PAGE = 1000  # as many members as Slack tells at once
_MOST_PAGES = 10


class DigestPlaces:
    """Looks up channels."""

    def __init__(self, channels: Channels, client: AsyncWebClient, people: People) -> None:
        self._channels = channels
        self._client = client
        self._people = people

    async def find(self, channel_id: str, owner: Identity) -> DigestPlace:
        """Return the channel if the owner may have a digest there. Raises AskError and SlackError.

        Members of the workspace can join any public channel. Owners of digests in private channels
        have to be in them, and guests in any channel.
        """
        if not channel_id.startswith(("C", "G")):
            raise errors.no_channel()
        channel = await self._channels.check(channel_id)
        if channel.get("is_mpim"):
            raise errors.no_channel()
        if not channel.get("is_member"):
            raise AskError(*posting.NOT_IN_CHANNEL, code="not_in_channel")
        private, user_id = bool(channel.get("is_private")), owner.user
        joins = not private and (await self._people.find(user_id)).membership is Membership.MEMBER
        if not joins and not await self._is_in(channel_id, user_id):
            raise errors.not_a_member()
        outsiders = not channel.get("is_org_shared") and any(map(channel.get, _OUTSIDERS))
        return DigestPlace(channel_id, private, outsiders)

    async def _is_in(self, channel_id: str, user_id: str) -> bool:
        async for members in self._members(channel_id):
            if user_id in members:
                return True
        return False

    async def _members(self, channel_id: str) -> AsyncIterator[list[object]]:
        cursor = ""
        for _ in range(_MOST_PAGES):
            try:
                page = await self._client.conversations_members(
                    channel=channel_id, cursor=cursor, limit=_PAGE
                )
                members = page.get("members")
                cursor = str((page.get("response_metadata") or {}).get("next_cursor") or "")
            except CALL_FAULTS as error:
                word = slack_says(error)
                log.warning("members-untold", error=word or type(error).__name__)
                raise SlackError(*posting.channel_untold(word), code="channel-untold") from None
            yield members if isinstance(members, list) else []
            if not cursor:
                return
