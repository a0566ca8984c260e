"""Who would read what is posted to a channel, as Slack says at that moment."""

from collections.abc import Mapping
from typing import Any

from slack_sdk.web.async_client import AsyncWebClient

from bot.errors import TOKEN_DEAD, AskError, SlackError
from bot.slack import posting_texts, texts
from bot.slack.api.client import CALL_FAULTS, slack_needs, slack_says
from bot.telemetry import logger

log = logger(__name__)

_OUTSIDERS = ("is_ext_shared", "is_pending_ext_shared")


class Channels:
    """Looks up channels. `externally` allows readers from other companies."""

    def __init__(self, client: AsyncWebClient, *, externally: bool) -> None:
        self._client = client
        self._externally = externally

    async def check(self, channel_id: str, undone: str = "nothing was shared") -> Mapping[str, Any]:
        """Return the channel as Slack describes it, if the bot may post to its readers.

        Raises AskError if it is archived, unknown or read by people of other companies, SlackError
        if Slack doesn't say. That one tells that therefore `undone`.
        """
        channel = await self._ask(channel_id, undone)
        if channel.get("is_archived"):
            raise AskError(*posting_texts.ARCHIVED, code="is_archived")
        told = channel.get("is_ext_shared")
        if channel.get("id") != channel_id or not isinstance(told, bool):
            raise SlackError(*texts.channel_untold("", undone), code="channel-untold")
        foreign = channel.get("is_shared") and not channel.get("is_org_shared")
        if not self._externally and (foreign or any(map(channel.get, _OUTSIDERS))):
            raise AskError(*texts.outsiders_here("SHARE_EXTERNALLY"), code="channel-external")
        return channel

    async def check_member(self, channel_id: str) -> None:
        """Check a channel that the bot must be in already. Raises AskError and SlackError."""
        if not (await self.check(channel_id)).get("is_member"):
            raise AskError(*posting_texts.NOT_IN_CHANNEL, code="not_in_channel")

    async def _ask(self, channel_id: str, undone: str) -> Mapping[str, Any]:
        try:
            channel = (await self._client.conversations_info(channel=channel_id)).get("channel")
        except CALL_FAULTS as error:
            word = slack_says(error)
            log.warning("channel-untold", error=word or type(error).__name__)
            if word == "channel_not_found":
                raise AskError(*posting_texts.CHANNEL_UNKNOWN, code=word) from None
            if word == "missing_scope" and slack_needs(error) == "mpim:read":
                raise AskError(*texts.GROUP_MESSAGE, code="group-message") from None
            if word == "missing_scope":
                words = posting_texts.scope_missing("channels:read or groups:read")
                raise SlackError(*words, code=word) from None
            if word in TOKEN_DEAD:
                raise SlackError(*posting_texts.token_dead(word), code=word) from None
            words = texts.channel_untold(word, undone)
            raise SlackError(*words, code="channel-untold") from None
        return channel if isinstance(channel, Mapping) else {}
